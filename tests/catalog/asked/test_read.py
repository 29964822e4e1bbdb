"""A query understood: brand, kinds, amounts, people, limits and mended words, each from the same words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.asked.amounts import Amount
from catalog.asked.prices import Limit
from catalog.asked.read import Asked, Reader
from catalog.index.lexical import Lexical
from tests.fakes import a_product

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


def test_everything_that_one_sentence_asks(reader: Reader) -> None:
    """Each part is found beside the others."""
    asked = reader.read("cheap nordvik tnet for 4 people without poles under $200 for kids")
    assert asked.brand == "nordvik"
    assert asked.amounts == (Amount("person", 4.0),)
    assert asked.limit == Limit("USD", most=20000)
    assert asked.leaning == "low"
    assert asked.audience == {"kids"}
    assert [thing.phrase for thing in asked.without] == ["poles"]
    assert asked.changes == (("tnet", "tent"),)
    assert "tent" in asked.words
    assert "pole" not in asked.words


def test_everything_that_one_korean_sentence_asks(reader: Reader) -> None:
    """The same, natively."""
    asked = reader.read("강아지랑 쓸 4인용 텐트 20만원 이하 가성비로 폴대 없는 거")
    assert asked.amounts == (Amount("person", 4.0),)
    assert asked.limit == Limit("KRW", most=200_000)
    assert asked.leaning == "low"
    assert asked.audience == {"dogs"}
    assert [thing.phrase for thing in asked.without] == ["폴대"]
    assert asked.changes == ()
    assert "텐트" in asked.words


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("nordvik lamp", "nordvik"),
        ("Nordvik", "nordvik"),
        ("hearth candle", "hearth"),
        ("lamp", None),
        ("tent", None),
        ("nordvi lamp", "nordvik"),
        ("", None),
    ],
)
def test_the_brand_that_is_named(reader: Reader, text: str, brand: str | None) -> None:
    """Where the shop has it."""
    assert reader.read(text).brand == brand


def test_a_common_word_that_is_also_a_brand_means_the_word() -> None:
    """One product of the brand Hand among thirty hand creams is not what is asked."""
    items = [a_product(f"cream-{n}", title={"en": "Hand cream"}, brand="Olim") for n in range(30)]
    shop = Lexical.build([*items, a_product("soap", title={"en": "Soap"}, brand="Hand")])
    assert Reader(shop).read("hand cream").brand is None


def test_a_number_is_no_brand() -> None:
    """A brand called 100 would be found in every pack of a hundred."""
    shop = Lexical.build([a_product("pads", title={"en": "Pads"}, brand="100")])
    assert Reader(shop).read("100 pads").brand is None


def test_the_longest_brand_counts() -> None:
    """Oak Hill is not Oak."""
    items = [a_product("a", title={"en": "Chair"}, brand="Oak"), a_product("b", title={"en": "Desk"}, brand="Oak Hill")]
    assert Reader(Lexical.build(items)).read("oak hill desk").brand == "oak hill"


@pytest.mark.parametrize(
    ("text", "broad"),
    [
        ("skincare", True),
        ("스킨케어", True),
        ("rain gear", True),
        ("bags", True),
        ("serum", False),
        ("tent", False),
        ("텐트", False),
        ("", False),
    ],
)
def test_words_for_a_whole_kind_of_things_are_broad(reader: Reader, text: str, broad: bool) -> None:
    """A list should then show several of them."""
    assert reader.read(text).broad is broad


def test_a_concept_begins_with_the_query_s_own_words(reader: Reader) -> None:
    """And has its other ways behind them."""
    concept = reader.read("sunscreen").concepts[0]
    assert concept.own == ("sunscreen",)
    assert ("sunblock",) in concept.ways


@pytest.mark.parametrize("text", ["", "   ", "\x00\x01", "!!!", "🎉", "\ud800", "the of and"])
def test_a_text_without_words_asks_for_nothing(reader: Reader, text: str) -> None:
    """No error and no guess."""
    asked = reader.read(text)
    assert asked == Asked(text=asked.text)


@pytest.mark.parametrize("text", ["something to sleep in when camping", "a thing that keeps soup hot"])
def test_fillers_are_not_looked_for(reader: Reader, text: str) -> None:
    """They point at nothing."""
    assert not {"someth", "thing", "when"} & set(reader.read(text).words)


def test_a_query_of_fillers_is_all_there_is(reader: Reader) -> None:
    """Better than nothing."""
    assert reader.read("something when").words != ()


def test_decomposed_text_reads_the_same(reader: Reader) -> None:
    """Files of some systems hold Korean letter by letter."""
    text = "4인용 텐트 3만원 이하"
    assert reader.read(unicodedata.normalize("NFD", text)) == reader.read(text)


@pytest.mark.parametrize("text", ["xpsxm", "고급 와인", "2 kg rice under $20", "손잡이 없는 컵", "日本酒"])
def test_the_same_text_reads_the_same_twice(reader: Reader, text: str) -> None:
    """Nothing is remembered from one query to the next."""
    assert reader.read(text) == reader.read(text)


@given(text=ANY_TEXT)
def test_no_text_makes_it_fail(reader: Reader, text: str) -> None:
    """Any Unicode."""
    assert isinstance(reader.read(text), Asked)


@pytest.mark.parametrize(
    "text",
    ["1" * 5000, "a" * 5000, "가" * 5000, "$1" * 2500, "만원 " * 1600, "not " * 1250, "1," * 2500, "tnet " * 1000],
    ids=["1", "a", "가", "$1", "만원", "not", "1,", "tnet"],
)
def test_a_heap_of_letters_is_read(reader: Reader, text: str) -> None:
    """Five thousand of them."""
    assert len(reader.read(text).text) <= len(text)


def test_an_empty_shop_reads_queries() -> None:
    """With nothing to find there is nothing to mend."""
    reader = Reader(Lexical.build([]))
    assert reader.read("tnet 텐트 under $20").limit == Limit("USD", most=2000)
