"""Known vectors are looked up and not computed; the same query has the same vector; damage is one line."""

from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from catalog.encode import BATCH, MEMORY, KnownVectors, SentenceEncoder, read_vectors, write_vectors
from catalog.errors import EncoderError, StorageError
from catalog.index.snapshot import passages
from catalog.sample.shop import VECTORS, demo_products
from tests.fakes import BrokenEncoder, CountingEncoder, HashEncoder, Shop

PASSAGES = ["tortilla chips", "토르티야 칩", "a tent for four people"]
QUERIES = ["chips", "칩"]
HALF = 2e-3  # half precision keeps three digits


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """A file of known vectors."""
    file = tmp_path / "vectors.npz"
    assert write_vectors(file, HashEncoder(), PASSAGES, QUERIES) == len(PASSAGES) + len(QUERIES)
    return file


def one_line(error: pytest.ExceptionInfo[Exception], *words: str) -> None:
    """The message is one line and holds the words."""
    message = str(error.value)
    assert message
    assert "\n" not in message
    assert all(word in message for word in words), message


def test_the_fake_encoder_puts_texts_that_share_words_close() -> None:
    """Unit rows; the same text the same row; shared words closer than none; another seed another space."""
    texts = ["paper plates", "plates of paper", "wooden puzzle", "종이접시", "축구 무늬 종이접시"]
    rows = HashEncoder().encode(texts, query=False)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert rows[0] @ rows[1] > rows[0] @ rows[2]
    assert rows[3] @ rows[4] > rows[3] @ rows[2]
    assert np.array_equal(rows, HashEncoder().encode(texts, query=True))
    assert HashEncoder(1).fingerprint != HashEncoder().fingerprint
    assert not np.allclose(rows, HashEncoder(1).encode(texts, query=False))


def test_known_vectors_are_looked_up(shipped: Path) -> None:
    """Texts of the file never reach the encoder behind it, and agree with it to half precision."""
    known = KnownVectors(BrokenEncoder(HashEncoder().fingerprint), [shipped])
    for texts, query in ((PASSAGES, False), (QUERIES, True)):
        rows = known.encode(texts, query=query)
        assert rows.dtype == np.float32
        assert np.allclose(rows, HashEncoder().encode(texts, query=query), atol=HALF)
        assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


@pytest.mark.parametrize(
    ("text", "query"), [("chips", False), ("tortilla chips", True), ("Chips", True), ("chips ", True)], ids=repr
)
def test_a_question_and_a_passage_of_the_same_words_are_kept_apart(shipped: Path, text: str, query: bool) -> None:
    """e5 encodes them differently, so a known vector is of one text in one use, to the letter."""
    behind = CountingEncoder(HashEncoder())
    KnownVectors(behind, [shipped]).encode([text], query=query)
    assert behind.asked == [text]


def test_vectors_of_another_encoder_are_not_known(shipped: Path) -> None:
    """A file speaks for the encoder that wrote it alone."""
    behind = CountingEncoder(HashEncoder(seed=1))
    KnownVectors(behind, [shipped]).encode(PASSAGES, query=False)
    assert behind.asked == PASSAGES


def test_known_and_new_texts_come_back_in_the_order_asked(shipped: Path) -> None:
    """Looked up, computed and repeated rows stand where their texts do."""
    behind = CountingEncoder(HashEncoder())
    texts = ["new", PASSAGES[1], "newer", "new", PASSAGES[0]]
    rows = KnownVectors(behind, [shipped]).encode(texts, query=False)
    assert behind.asked == ["new", "newer"]
    assert np.allclose(rows, HashEncoder().encode(texts, query=False), atol=HALF)


@pytest.mark.parametrize("query", [True, False])
def test_no_texts_need_no_encoder(query: bool) -> None:
    """Nothing asked, nothing loaded."""
    assert len(KnownVectors(BrokenEncoder("x")).encode([], query=query)) == 0


def test_several_files_answer_together(shipped: Path, tmp_path: Path) -> None:
    """Each file adds its texts; one that is not there adds none."""
    other = tmp_path / "other.npz"
    write_vectors(other, HashEncoder(), ["mat"], [])
    known = KnownVectors(BrokenEncoder(HashEncoder().fingerprint), [tmp_path / "absent.npz", other, shipped])
    assert np.allclose(
        known.encode(["mat", *PASSAGES], query=False),
        HashEncoder().encode(["mat", *PASSAGES], query=False),
        atol=HALF,
    )


def test_a_query_is_encoded_once_and_remembered() -> None:
    """The second time it costs nothing and is the same to the bit; passages are not kept."""
    behind = CountingEncoder(HashEncoder())
    known = KnownVectors(behind)
    first = known.encode(["chips"], query=True)
    assert np.array_equal(known.encode(["salsa", "chips"], query=True)[1], first[0])
    assert behind.asked == ["chips", "salsa"]
    known.encode(["mat"], query=False)
    known.encode(["mat"], query=False)
    assert behind.asked[2:] == ["mat", "mat"]


def test_few_queries_are_encoded_one_by_one() -> None:
    """A batch's padding would change a query's last bits; many at once are worth a batch."""
    behind = CountingEncoder(HashEncoder())
    known = KnownVectors(behind)
    known.encode(["a", "b", "a"], query=True)
    assert behind.batches == [["a"], ["b"]]
    many = [f"q{i}" for i in range(BATCH + 1)]
    known.encode(many, query=True)
    assert behind.batches[2:] == [many]


def test_memory_is_bounded_and_forgets_the_oldest() -> None:
    """Beyond its size the first query asked is the first to be computed again."""
    behind = CountingEncoder(HashEncoder())
    known = KnownVectors(behind)
    known.encode([f"q{i}" for i in range(MEMORY + 1)], query=True)
    asked = len(behind.asked)
    known.encode([f"q{MEMORY}"], query=True)
    assert len(behind.asked) == asked
    known.encode(["q0"], query=True)
    assert behind.asked[asked:] == ["q0"]


def test_every_text_of_the_demo_shop_has_its_vector_shipped(sentence_encoder: SentenceEncoder) -> None:
    """The demo shop is built without encoding anything; run `ship_vectors` after changing its texts."""
    texts = [text for product in demo_products() for text in passages(product).values()]
    rows = KnownVectors(BrokenEncoder(sentence_encoder.fingerprint), [VECTORS]).encode(texts, query=False)
    assert len(rows) == len(texts)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_shipped_vectors_are_what_the_encoder_makes(demo: Shop, sentence_encoder: SentenceEncoder) -> None:
    """A sample of the file, computed again: the same directions."""
    texts = [text for product in demo.products[::600] for text in passages(product).values()]
    shipped = KnownVectors(BrokenEncoder(sentence_encoder.fingerprint), [VECTORS]).encode(texts, query=False)
    made = sentence_encoder.encode(texts, query=False)
    assert ((shipped * made).sum(axis=1) > 0.995).all()


def test_shipped_vectors_hold_nothing_else() -> None:
    """The file is sorted by key, without doubles, and not larger than the shop's texts."""
    keys, rows = read_vectors(VECTORS)
    texts = {text for product in demo_products() for text in passages(product).values()}
    assert (keys[1:] > keys[:-1]).all()
    assert len(keys) == len(rows) == len(texts)
    assert rows.dtype == np.float16


@pytest.mark.parametrize("damage", ["empty", "text", "cut", "other-arrays", "flipped"])
def test_a_damaged_file_is_one_clear_line(shipped: Path, damage: str) -> None:
    """It names the file and the mend, whatever is wrong with it."""
    whole = shipped.read_bytes()
    if damage == "other-arrays":
        np.savez(shipped, other=np.zeros(1))
    elif damage == "flipped":
        with zipfile.ZipFile(shipped) as archive:
            start = archive.infolist()[0].header_offset + 60
        shipped.write_bytes(
            whole[:start] + bytes(255 - byte for byte in whole[start : start + 40]) + whole[start + 40 :]
        )
    else:
        shipped.write_bytes({"empty": b"", "text": b"no vectors", "cut": whole[: len(whole) // 2]}[damage])
    with pytest.raises(EncoderError) as error:
        KnownVectors(HashEncoder(), [shipped]).encode(["x"], query=True)
    one_line(error, shipped.name, "restore")


def test_vectors_that_cannot_be_written_are_one_clear_line(tmp_path: Path) -> None:
    """A folder that is not there is said, with its name."""
    with pytest.raises(StorageError) as error:
        write_vectors(tmp_path / "absent" / "v.npz", HashEncoder(), ["x"], [])
    one_line(error, "absent")


@pytest.mark.parametrize("damage", ["nothing-there", "no-weights", "broken-weights"])
def test_a_model_that_cannot_be_loaded_is_one_clear_line(tmp_path: Path, damage: str) -> None:
    """An empty folder, a folder without weights and one with garbage for weights are all an EncoderError."""
    folder = tmp_path / "model"
    folder.mkdir()
    if damage != "nothing-there":
        (folder / "config.json").write_text('{"model_type": "bert", "architectures": ["BertModel"]}', "utf-8")
    if damage == "broken-weights":
        (folder / "model.safetensors").write_bytes(b"\0" * 64)
    with pytest.raises(EncoderError) as error:
        SentenceEncoder(tmp_path, str(folder), quiet=True).warm()
    one_line(error, str(folder))


def test_the_real_encoder_gives_unit_rows_in_order(sentence_encoder: SentenceEncoder) -> None:
    """One float32 row a text, of length one; no texts, no rows; questions and passages differ."""
    rows = sentence_encoder.encode(QUERIES, query=True)
    assert rows.shape == (2, 384)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert not np.allclose(rows, sentence_encoder.encode(QUERIES, query=False), atol=1e-2)
    assert len(sentence_encoder.encode([], query=True)) == 0


def test_the_real_encoder_gives_a_query_the_same_vector_each_time(sentence_encoder: SentenceEncoder) -> None:
    """To the bit: alone, again, and among others through KnownVectors."""
    alone = KnownVectors(sentence_encoder).encode(["4인용 캠핑 텐트"], query=True)[0]
    others = ["a very long request about tents, mats, stoves and lamps for a family of five", "tea", "4인용 캠핑 텐트"]
    assert np.array_equal(KnownVectors(sentence_encoder).encode(others, query=True)[2], alone)


def test_the_fingerprint_tells_models_apart(tmp_path: Path) -> None:
    """Another model is another fingerprint, known without loading anything."""
    one, other = SentenceEncoder(tmp_path), SentenceEncoder(tmp_path, "some/model")
    assert one.fingerprint != other.fingerprint
    assert not list(tmp_path.iterdir())
