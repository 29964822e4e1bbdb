"""The lexical index: exact words, the fields they stand in, and brands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalog.errors import IndexBroken
from catalog.index.lexical import ANYTHING, HEADS, Lexical
from catalog.types import Product
from tests.fakes import a_product


def items() -> tuple[Product, ...]:
    return (
        a_product("watch", title={"en": "Watch 3", "ko": "워치 3"}, brand="Tikto", categories=("electronics",)),
        a_product("band", title={"en": "Band for Watch 3", "ko": "워치용 밴드"}, brand="Strapo"),
        a_product("tent", title={"en": "Family tent"}, description={"en": "Watch the stars."}, brand="Oak Hill"),
        a_product("plain", title={}),
    )


@pytest.fixture(scope="module")
def lexical() -> Lexical:
    return Lexical.build(items())


@pytest.mark.parametrize(
    ("text", "best"), [("watch", 0), ("워치", 0), ("band", 1), ("tents", 2), ("TENT", 2), ("stars", 2), ("oak hill", 2)]
)
def test_the_best_product_for_words(lexical: Lexical, text: str, best: int) -> None:
    """In either language, whatever the form of the word."""
    assert int(np.argmax(lexical.scores(text))) == best


@pytest.mark.parametrize("text", ["", "lawnmower", "잔디깎이", "the of", "🎉", "\x00"])
def test_unknown_words_score_nothing(lexical: Lexical, text: str) -> None:
    """For no product, the one without words included."""
    assert lexical.scores(text).tolist() == [0, 0, 0, 0]


def test_heads_do_not_say_what_a_product_is_made_for(lexical: Lexical) -> None:
    """A band for a watch says watch, but is none."""
    assert lexical.scores_of(["watch"], ANYTHING)[1] > 0
    assert lexical.scores_of(["watch"], HEADS)[1] == 0
    assert lexical.scores_of(["watch"], HEADS)[0] > 0


def test_a_title_counts_more_than_a_description(lexical: Lexical) -> None:
    """The tent only mentions a watch."""
    scores = lexical.scores("watch")
    assert scores[0] > scores[2] > 0


@pytest.mark.parametrize(
    ("text", "title_only", "places"),
    [
        ("watch", False, [0, 1]),
        ("watch band", False, [1]),
        ("electronics", False, [0]),
        ("electronics", True, []),
        ("stars", False, []),
        ("watch lawnmower", False, []),
        ("", False, []),
    ],
)
def test_what_is_called_so(lexical: Lexical, text: str, title_only: bool, places: list[int]) -> None:
    """Every word in the title or the category."""
    assert np.flatnonzero(lexical.naming(text, title_only)).tolist() == places


@pytest.mark.parametrize(
    ("brand", "places"), [("tikto", [0]), ("oak hill", [2]), ("oak", []), ("hill oak", []), ("", []), ("watch", [])]
)
def test_brands_are_whole_names(lexical: Lexical, brand: str, places: list[int]) -> None:
    """Half a brand is another."""
    assert lexical.branded(brand).tolist() == places


@pytest.mark.parametrize(
    ("word", "known"), [("watch", True), ("star", True), ("stars", False), ("워치", True), ("x", False)]
)
def test_a_stem_is_known_where_a_product_says_it(lexical: Lexical, word: str, known: bool) -> None:
    """Anywhere."""
    assert lexical.known(word) is known


def test_words_are_kept_as_they_are_written(lexical: Lexical) -> None:
    """For mending; how many products write them tells the likelier of two."""
    assert lexical.spelled.count("watch") == 2
    assert lexical.spelled.count("stars") == 0


def test_what_is_loaded_answers_as_what_was_saved(lexical: Lexical, tmp_path: Path) -> None:
    """Scores, names, brands and spellings."""
    lexical.save(tmp_path)
    loaded = Lexical.load(tmp_path, lexical.products)
    for text in ("watch 3", "family tent", "워치용 밴드", ""):
        assert loaded.scores(text).tolist() == lexical.scores(text).tolist()
        assert loaded.naming(text).tolist() == lexical.naming(text).tolist()
    assert loaded.branded("oak hill").tolist() == [2]
    assert loaded.spelled.words == lexical.spelled.words


def test_a_folder_without_an_index_is_told_in_one_line(tmp_path: Path) -> None:
    """What, where and the mend."""
    with pytest.raises(IndexBroken, match="ingest the shop again"):
        Lexical.load(tmp_path / "none", 3)


def test_a_shop_without_products_scores_nobody(tmp_path: Path) -> None:
    """Nor fails, saved and loaded."""
    empty = Lexical.build([])
    empty.save(tmp_path)
    for lexical in (empty, Lexical.load(tmp_path, 0)):
        assert lexical.scores("tent").tolist() == []
        assert lexical.naming("tent").tolist() == []
