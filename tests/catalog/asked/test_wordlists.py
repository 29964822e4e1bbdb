"""Other ways to say things, as the reviewed lists have them."""

from __future__ import annotations

import pytest

from catalog.asked.wordlists import FOLDER, Ways, dictionary, lists, synonyms, umbrellas, whole
from catalog.text import tokens

WAYS = Ways.of(
    [
        (["earphones", "이어폰"], ["earphones", "이어폰", "in-ear headphones"]),
        (["earphones"], ["something else"]),
        (["coffee machine", "coffee maker"], ["coffee machine", "coffee maker", "커피머신"]),
        (["coffee"], ["coffee", "커피"]),
        (["", "the"], ["x"]),
    ]
)


@pytest.mark.parametrize(
    ("text", "at", "length"),
    [
        ("coffee machine cleaner", 0, 2),
        ("coffee machines", 0, 2),
        ("coffee beans", 0, 1),
        ("black coffee", 1, 1),
        ("black coffee", 0, None),
        ("machine coffee", 0, None),
        ("earphones", 0, 1),
        ("이어폰 케이스", 0, 1),
        ("tent", 0, None),
    ],
)
def test_the_longest_phrase_that_begins_there(text: str, at: int, length: int | None) -> None:
    """In stems, so that plurals are found too."""
    hit = WAYS.at(tuple(tokens(text)), at)
    assert (hit[0] if hit else None) == length


def test_the_first_group_of_a_phrase_counts() -> None:
    """And a phrase is among its own ways."""
    hit = WAYS.at(("earphon",), 0)
    assert hit is not None
    assert hit[1][0] == ("earphon",)
    assert ("someth", "els") not in hit[1]


def test_a_phrase_of_function_words_is_none() -> None:
    """It would be found everywhere."""
    assert () not in WAYS.groups
    assert Ways.of([]).at(("tent",), 0) is None


@pytest.mark.parametrize(
    ("text", "words"), [("coffee machine", ("coffe", "machin")), ("텐트", ("텐트",)), ("the", ()), ("", ()), ("🎉", ())]
)
def test_whole_phrases_in_stems(text: str, words: tuple[str, ...]) -> None:
    """As a query would hold them."""
    assert whole(text) == words


@pytest.mark.parametrize("text", ["a3", "a4", "100"])
def test_a_number_alone_is_no_phrase(text: str) -> None:
    """Or a tent for 4 people would be looked for among paper."""
    assert whole(text) == ()
    assert not synonyms().at(tuple(tokens(text)), 0)


@pytest.mark.parametrize("text", ["매운", "먹는", "깨끗한"])
def test_a_korean_phrase_that_loses_a_part_is_none(text: str) -> None:
    """Half a word means something else."""
    assert whole(text) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("sunscreen", "선크림"),
        ("sunscreen", "sunblock"),
        ("shampoo", "샴푸"),
        ("hair dryer", "드라이기"),
        ("razor", "면도기"),
        ("lipstick", "립스틱"),
        ("hand cream", "핸드크림"),
        ("toner", "토너"),
        ("mascara", "마스카라"),
        ("concealer", "컨실러"),
        ("wig", "가발"),
        ("deodorant", "데오드란트"),
    ],
)
def test_the_languages_meet_in_the_lists(one: str, other: str) -> None:
    """Either word finds the other, both ways round."""
    groups = synonyms().groups
    assert whole(other) in groups[whole(one)]
    assert whole(one) in groups[whole(other)]


@pytest.mark.parametrize(
    ("umbrella", "member"), [("skincare", "serum"), ("스킨케어", "토너"), ("rain gear", "umbrella"), ("가방", "백팩")]
)
def test_umbrellas_hold_their_kinds_but_no_kind_its_umbrella(umbrella: str, member: str) -> None:
    """Who asks for a serum does not ask for skincare at large."""
    groups = umbrellas().groups
    assert whole(member) in groups[whole(umbrella)]
    assert whole(umbrella) not in groups.get(whole(member), ())


@pytest.mark.parametrize("word", ["sunscreen", "선크림", "cheap", "가성비", "비싼", "강아지", "kids", "skincare"])
def test_words_of_the_lists_are_never_misspelt(word: str) -> None:
    """Prices and people included."""
    assert word in dictionary()


def test_every_list_can_be_read() -> None:
    """Each file holds entries."""
    for file in sorted(FOLDER.glob("*.yaml")):
        assert next(lists(file.name), None) is not None, file.name
