"""Postings: for each word the products that hold it, as looking through every product would find them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.index.postings import Postings

WORDS = st.sampled_from(["tent", "텐트", "a", "b", "c", "", "\x00", "long word"])
DOCUMENTS = st.lists(st.lists(WORDS, max_size=6), max_size=12)


def holding(documents: list[list[str]], words: list[str]) -> list[int]:
    """By brute force."""
    return [at for at, document in enumerate(documents) if words and set(words) <= set(document)]


@given(DOCUMENTS, WORDS)
def test_the_products_that_hold_a_word(documents: list[list[str]], word: str) -> None:
    """Ascending and each once, however often it is said."""
    postings = Postings.of(documents)
    assert postings.holding(word).tolist() == holding(documents, [word])
    assert postings.count(word) == len(holding(documents, [word]))


@given(DOCUMENTS, st.lists(WORDS, max_size=4))
def test_the_products_that_hold_all_words(documents: list[list[str]], words: list[str]) -> None:
    """In whatever order they are asked, twice or once; no word is held by none."""
    found = Postings.of(documents).holding_all(words).tolist()
    assert found == holding(documents, words)
    assert found == Postings.of(documents).holding_all(reversed(words)).tolist()


@given(documents=DOCUMENTS)
def test_what_is_loaded_is_what_was_saved(tmp_path_factory: pytest.TempPathFactory, documents: list[list[str]]) -> None:
    """Word for word."""
    folder = tmp_path_factory.mktemp("postings")
    saved = Postings.of(documents)
    saved.save(folder, "named")
    loaded = Postings.load(folder, "named")
    assert loaded.words == saved.words
    assert loaded.starts.tolist() == saved.starts.tolist()
    assert loaded.positions.tolist() == saved.positions.tolist()


def test_no_products_hold_nothing() -> None:
    """An empty shop."""
    postings = Postings.of([])
    assert postings.holding("tent").tolist() == []
    assert postings.holding_all(["tent", "mat"]).tolist() == []
    assert postings.count("tent") == 0


@pytest.mark.parametrize("missing", ["named.npz", "named.json"])
def test_half_a_saved_list_is_an_error(tmp_path: Path, missing: str) -> None:
    """Which the index above turns into its own."""
    Postings.of([["tent"]]).save(tmp_path, "named")
    (tmp_path / missing).unlink()
    with pytest.raises(OSError, match=missing):
        Postings.load(tmp_path, "named")
