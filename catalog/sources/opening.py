"""Open a feed of any size: unzipped by its magic bytes, as UTF-8 whatever it was, a piece at a time."""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import BinaryIO, cast

from catalog.errors import SourceError

HEAD = 1 << 16  # bytes that a format may look at to know itself
CHUNK = 1 << 16
MAX_LINE = 1 << 22  # characters; a line beyond 4 MiB is no product
BREAKS = (OSError, EOFError, zlib.error, UnicodeError)  # what reading on may raise where a file is damaged
GZIP = b"\x1f\x8b"
BOMS = (  # the longer first: the mark of UTF-32 begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Markup says its encoding itself; only these are believed, others are read as UTF-8.
DECLARED = re.compile(rb"""<(?:\?xml|meta)\b[^>]{0,200}?(?:encoding|charset)\s*=\s*["']?([\w-]{3,20})""", re.IGNORECASE)
BELIEVED = re.compile(
    r"euc[-_]kr|cp949|ks_c_5601-1987|iso-8859-\d+|windows-125\d|latin-?1|shift_jis|euc-jp", re.IGNORECASE
)


@dataclass(frozen=True)
class Feed:
    """A feed, open at its start. Read `stream` (UTF-8 bytes) or `text()` once, not both."""

    name: str
    head: bytes
    stream: Stream

    def text(self) -> io.TextIOWrapper:
        """The feed as text; bytes that are not UTF-8 become lone surrogates, which `is_text` finds."""
        return io.TextIOWrapper(cast(BinaryIO, self.stream), "utf-8", errors="surrogateescape", newline="")


class Stream(io.BufferedIOBase):
    """Bytes that arrive in chunks. A read gives at most one chunk, so that none is lost before a break."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._left = chunks, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        while not self._left:
            chunk = next(self._chunks, None)
            if chunk is None:
                return b""
            self._left = chunk
        end = len(self._left) if size is None or size < 0 else size
        given, self._left = self._left[:end], self._left[end:]
        return given

    def read1(self, size: int = -1, /) -> bytes:
        return self.read(size)


@contextmanager
def opened(path: Path) -> Iterator[Feed]:
    """Open a feed. Raises SourceError where it cannot be opened at all; a later break is raised by reading on."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise SourceError(
            f"{path}: cannot be read ({error.strerror or error}); give a feed's file or folder"
        ) from error
    with file:
        chunks = _unzipped(file)
        head, chunks = _head(chunks)
        if encoding := _encoding(head):
            head, chunks = _head(_as_utf8(chunks, encoding))
        yield Feed(path.name, head[:HEAD], Stream(chunks))


def is_text(text: str) -> bool:
    """Whether every byte of it was UTF-8."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def lines(text: io.TextIOWrapper) -> Iterator[str | None]:
    """The lines of a text, ends kept; None for a line that is too long to hold."""
    while line := text.readline(MAX_LINE):
        whole = len(line) < MAX_LINE or line.endswith("\n")
        while not line.endswith("\n") and len(line) == MAX_LINE:
            line = text.readline(MAX_LINE)
        yield line if whole else None


def _unzipped(file: BinaryIO) -> Iterator[bytes]:
    start = file.read(len(GZIP))
    if start == GZIP:
        joined = io.BufferedReader(_Rejoined(start, file))
        with gzip.GzipFile(fileobj=joined) as zipped:
            while chunk := zipped.read1(CHUNK):
                yield chunk
        return
    yield start
    while chunk := file.read(CHUNK):
        yield chunk


class _Rejoined(io.RawIOBase):
    """A file with the bytes back that were read to know it: a pipe cannot be wound back."""

    def __init__(self, start: bytes, rest: BinaryIO) -> None:
        self._start, self._rest = start, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview, /) -> int:  # type: ignore[override]
        given = self._start or self._rest.read(len(buffer))
        self._start = b""
        buffer[: len(given)] = given
        return len(given)


def _head(chunks: Iterator[bytes]) -> tuple[bytes, Iterator[bytes]]:
    """The first bytes, and the chunks from the start again; a break among them comes after what could be read."""
    head = b""
    try:
        while len(head) < HEAD and (chunk := next(chunks, None)) is not None:
            head += chunk
    except BREAKS as error:
        return head, chain((head,), _raising(error))
    return head, chain((head,), chunks)


def _raising(error: BaseException) -> Iterator[bytes]:
    raise error
    yield b""


def _encoding(head: bytes) -> str | None:
    """The encoding that the file states, by a byte order mark or in its markup; None for plain UTF-8."""
    for mark, name in BOMS:
        if head.startswith(mark):
            return name
    declared = DECLARED.search(head[:2048]) if head.lstrip()[:1] == b"<" else None
    name = declared.group(1).decode("ascii", "replace") if declared else ""
    return name if BELIEVED.fullmatch(name) else None


def _as_utf8(chunks: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    errors = "surrogateescape" if encoding == "utf-8-sig" else "strict"
    for text in codecs.iterdecode(chunks, encoding, errors):
        yield text.encode("utf-8", errors)
