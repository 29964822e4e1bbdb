"""Scores of products from their vectors, the matrix file, and the addresses of servers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalog.errors import StorageError
from catalog.index import matrix
from catalog.index.matrix import Dense, key_of
from catalog.index.place import SERVER, URL, Place, place_of

ROWS = np.eye(4, dtype=np.float32)
KEYS = np.arange(4, dtype=np.uint64)


def a_dense() -> Dense:
    """Product 0 has two vectors, product 1 none, products 2 and 3 one each."""
    return Dense(ROWS, np.array([0, 0, 2, 3]), KEYS, 4)


@pytest.mark.parametrize(
    ("query", "scores"),
    [([1, 0, 0, 0], [1, -1, 0, 0]), ([0, 1, 0, 0], [1, -1, 0, 0]), ([0.5, 0, 0, -0.5], [0.5, -1, 0, -0.5])],
)
def test_the_best_vector_counts_and_none_is_the_least(query: list[float], scores: list[float]) -> None:
    """The score of a product without vectors is that of the opposite direction."""
    found = a_dense().scores(np.array(query, np.float32))
    assert found.dtype == np.float32
    assert found.tolist() == scores


@pytest.mark.parametrize(
    ("allowed", "scores"),
    [([0, 0, 0, 1], [-1, -1, -1, 1]), ([1, 1, 0, 1], [0, -1, -1, 1]), ([0, 1, 0, 0], [-1, -1, -1, -1])],
    ids=["gathered", "scanned", "without vectors"],
)
def test_only_allowed_products_score(allowed: list[int], scores: list[float]) -> None:
    """Whether their rows are gathered or all are read."""
    assert a_dense().scores(ROWS[3], np.array(allowed, bool)).tolist() == scores


def test_the_same_question_has_the_same_scores() -> None:
    """Over a matrix large enough for a library to work in blocks."""
    rows = np.random.default_rng(0).standard_normal((5_000, 96)).astype(np.float32)
    dense = Dense(rows, np.arange(5_000), np.zeros(5_000, np.uint64), 5_000)
    first = dense.scores(rows[17])
    assert all(np.array_equal(dense.scores(rows[17]), first) for _ in range(5))
    few = np.arange(5_000) % 5 == 0  # gathered, so in other blocks: alike to what a ranking rounds to
    assert np.allclose(dense.scores(rows[17], few)[few], first[few], rtol=0, atol=1e-4)


def test_a_matrix_is_mapped_not_read(tmp_path: Path) -> None:
    """Rows of a million vectors stay the page cache's, which processes share."""
    with matrix.writing(tmp_path) as writer:
        writer.add(ROWS, np.arange(4), KEYS)
    found = matrix.load(tmp_path, 4)
    assert found is not None
    assert isinstance(found.rows.base, np.memmap)
    assert not found.rows.flags.writeable
    assert [p.name for p in tmp_path.iterdir()] == [matrix.FILE]


def test_rows_of_two_widths_are_refused(tmp_path: Path) -> None:
    """And the matrix is as if they had not come."""
    with matrix.writing(tmp_path) as writer:
        writer.add(ROWS, np.arange(4), KEYS)
    before = (tmp_path / matrix.FILE).read_bytes()
    with matrix.writing(tmp_path) as writer:
        writer.add(ROWS[:2], np.arange(2), KEYS[:2])
        with pytest.raises(ValueError, match="a row of 3 among rows of 4"):
            writer.add(ROWS[:, :3], np.arange(4), KEYS)
        writer.add(ROWS[2:], np.arange(2, 4), KEYS[2:])
    assert (tmp_path / matrix.FILE).read_bytes() == before


def test_a_folder_that_is_a_file_is_one_line(tmp_path: Path) -> None:
    """What, where, and the mend."""
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StorageError, match="file: cannot be written"), matrix.writing(tmp_path / "file"):
        pass


def test_texts_are_told_apart() -> None:
    """By a key that is the same in every process; a text that is no valid Unicode has one too."""
    assert key_of("mug") == 0x6AB7797857E29EA1
    assert len({key_of(f"text {n}") for n in range(10_000)} | {key_of(""), key_of("\ud800")}) == 10_002


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("http://localhost:8000", ("localhost", 8000, False)),
        ("http://vectors", ("vectors", 8000, False)),
        ("https://vectors.example:443/", ("vectors.example", 443, True)),
        ("http://[::1]:9", ("::1", 9, False)),
    ],
)
def test_an_address_is_host_and_port(url: str, address: tuple[str, int, bool]) -> None:
    """The port is Chroma's own where none is given."""
    assert Place(Path("x"), url).address == address


@pytest.mark.parametrize(
    "url",
    ["localhost:8000", "vectors", "ftp://a", "http://", "http://a:b", "http://a:99999", "http://a/db", "http://me@a"],
)
def test_what_is_no_address_is_one_line(url: str) -> None:
    """What, where, and the mend."""
    with pytest.raises(StorageError, match=f"{URL}: .* is no server's address; write it like http://localhost:8000"):
        _ = Place(Path("x"), url).address


@pytest.mark.parametrize("value", [None, "", "  "])
def test_without_a_server_vectors_are_in_their_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str | None
) -> None:
    """Also where the variable is there and empty."""
    monkeypatch.delenv(URL, raising=False) if value is None else monkeypatch.setenv(URL, value)
    assert place_of(tmp_path / "chroma", "gen-1") == Place(tmp_path / "chroma")


def test_a_collection_is_named_for_its_generation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Since a server holds those of many, and its address may change."""
    monkeypatch.setenv(URL, "http://new:1")
    (tmp_path / SERVER).write_text("http://old:1", "utf-8")
    assert place_of(tmp_path, "gen-a_") == Place(tmp_path, "http://new:1", "damda-gen-a_-vectors")
