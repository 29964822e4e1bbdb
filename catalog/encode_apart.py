"""The text encoder in a process of its own, for commands that answer once.

Loading sentence-transformers is seconds of Python work, and so is opening a shop; two threads would take turns, two
processes do both at once. One request is a JSON line; one answer is a JSON line with the shape or the error, followed
by the rows in float32.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import numpy as np

from catalog.encode import SentenceEncoder, Vectors, fingerprint_of
from catalog.errors import EncoderError

PATIENCE = 1.0  # seconds for the other process to end by itself


class ApartEncoder:
    """Starts loading the moment that it is made; answers like `SentenceEncoder`, which the other process holds."""

    def __init__(self, cache: Path, model: str | None = None, quiet: bool = False) -> None:
        self._model = model
        self._process = subprocess.Popen(
            [sys.executable, "-m", "catalog.encode_apart", str(cache), model or "", "quiet" * quiet],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parent.parent,
        )

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self._model)

    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:  # noqa: ARG002
        """Return one row a text. Raises EncoderError with the other process's own line, or where it ended."""
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            process.stdin.write(json.dumps({"texts": list(texts), "query": query}).encode() + b"\n")
            process.stdin.flush()
            head = json.loads(process.stdout.readline() or b'{"error": "text encoder: its process ended; try again"}')
        except OSError as error:
            raise EncoderError(f"text encoder: its process cannot be reached ({error.strerror}); try again") from error
        if "error" in head:
            raise EncoderError(head["error"])
        rows, columns = head["shape"]
        return np.frombuffer(process.stdout.read(4 * rows * columns), np.float32).reshape(rows, columns).copy()

    def close(self) -> None:
        """End the other process."""
        with suppress(BrokenPipeError):  # it may have ended by itself
            if self._process.stdin is not None:
                self._process.stdin.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:  # it is still loading, and would notice only then
            self._process.kill()
            self._process.wait()


def serve(encoder: SentenceEncoder, asked: IO[bytes], answered: IO[bytes]) -> None:
    """Answer requests until they end."""
    for line in asked:
        request = json.loads(line)
        try:
            rows = encoder.encode(request["texts"], query=request["query"])
        except EncoderError as error:
            answered.write(json.dumps({"error": str(error)}).encode() + b"\n")
        else:
            answered.write(json.dumps({"shape": rows.shape}).encode() + b"\n" + rows.tobytes())
        answered.flush()


def main() -> None:
    """Load the encoder, then serve it on standard input and output; nothing else may write there."""
    cache, model, quiet = sys.argv[1:4]
    with os.fdopen(os.dup(1), "wb") as answered:
        os.dup2(2, 1)
        encoder = SentenceEncoder(Path(cache), model or None, bool(quiet))
        with suppress(EncoderError):  # the first request gets the same error, in its answer
            encoder.warm()
        serve(encoder, sys.stdin.buffer, answered)


if __name__ == "__main__":
    main()
