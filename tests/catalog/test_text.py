"""Words for lexical search: the same for products and queries, in both languages, whatever is typed."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.text import STOP, STOP_KO, morphemes, normalize, shown_tokens, tokens

# Also the halves of characters that no well-formed text holds: a request's JSON can.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
KOREAN = st.text(st.characters(min_codepoint=0x3130, max_codepoint=0xD7A3), max_size=20)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Paper plates", ["paper", "plate"]),
        ("batteries, a battery", ["batteri", "batteri"]),
        ("running shoes for children's feet", ["run", "shoe", "children", "feet"]),
        ("500 g party pack", ["500", "g", "parti", "pack"]),
        ("2.5 l", ["2.5", "l"]),
        ("USB-C WH-1000XM5", ["usb", "c", "wh", "1000", "xm", "5"]),
        ("ＡＢＣ　１２３", ["abc", "123"]),
        ("I need some chips please", ["chip"]),
        ("the of and", []),
        ("", []),
        ("   \t\n", []),
        ("!!! ★ 🎉", []),
    ],
)
def test_english_words_are_stemmed_and_function_words_left_out(text: str, words: list[str]) -> None:
    """Plurals and tenses of a word are one word; numbers stay whole."""
    assert tokens(text) == words


@pytest.mark.parametrize(
    ("accented", "plain"), [("rosé", "rose"), ("Crème Brûlée", "creme brulee"), ("jalapeño", "jalapeno"), ("É", "e")]
)
def test_accents_do_not_hide_a_word(accented: str, plain: str) -> None:
    """Who types no accent finds the word that has one."""
    assert tokens(accented) == tokens(plain) != []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("매운 라면 추천해 주세요", ["맵", "라면"]),
        ("강아지가 먹는 사료", ["강아지", "먹", "사료"]),
        ("신생아 기저귀를 사고 싶어요", ["신생아", "기저귀"]),
        ("무선 이어폰이랑 케이스", ["무선", "이어폰", "케이스"]),
        ("예쁜 생일 풍선", ["예쁘", "생일", "풍선"]),
        ("좀 필요해요", []),
    ],
)
def test_korean_endings_and_particles_are_left_out(text: str, words: list[str]) -> None:
    """What remains are the nouns, verbs and adjectives in their stems."""
    assert tokens(text) == words == morphemes(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("라면이 매워요", "매운 라면"),
        ("기저귀", "기저귀를"),
        ("텐트에서", "텐트는"),
        ("CHIPS", "chip"),
        ("party  pack", "Party\npack"),
    ],
)
def test_forms_of_a_word_are_the_same_word(one: str, other: str) -> None:
    """Case, spacing, particles and endings do not change what is looked for."""
    assert sorted(tokens(one)) == sorted(tokens(other))


def test_mixed_text_keeps_both_languages() -> None:
    """A Korean sentence with Latin words and numbers yields all of them."""
    assert tokens("USB 충전기 65W 두 개")[:3] == ["usb", "65", "w"]
    assert {"충전", "충전기"} & set(tokens("USB 충전기 65W"))


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  A\u00a0B ", "a b"),
        ("a\x00b", "a b"),
        ("\ufb01ne", "fine"),
        ("a\r\n\tb", "a b"),
        ("\ud800x", "x"),
        ("\u1100\u1161", "가"),
    ],
    ids=["spaces", "nul", "ligature", "lines", "surrogate", "decomposed"],
)
def test_normalize_folds_what_looks_the_same(raw: str, clean: str) -> None:
    """Compatibility letters, control characters and odd spaces are folded."""
    assert normalize(raw) == clean


@given(ANY_TEXT)
@example("\ud800")
@example("가\ud800나")
@example("\u200b\u200d\ufeff")
@example("ㄱ\u0301'")
def test_no_text_makes_tokens_fail(text: str) -> None:
    """Any Unicode gives words: lower-case, not empty, none of them a function word."""
    for word in tokens(text):
        assert word
        assert word == word.casefold()
        assert word not in STOP_KO


@given(KOREAN)
def test_no_korean_makes_tokens_fail(text: str) -> None:
    """Any heap of syllables and letters gives words, and the same ones each time."""
    assert tokens(text) == tokens(text)


@given(ANY_TEXT)
def test_normalized_text_is_one_printable_line(text: str) -> None:
    """No control character and no doubled space is left."""
    clean = normalize(text)
    assert clean.isprintable()
    assert "  " not in clean
    assert clean == clean.strip()


@given(st.lists(st.sampled_from(sorted(STOP)), max_size=6))
def test_function_words_alone_say_nothing(words: list[str]) -> None:
    """A query of nothing but function words looks for no word."""
    assert tokens(" ".join(words)) == []


def test_what_is_kept_of_a_title_is_what_it_is_cut_into() -> None:
    title = "Everyday red 750 ml, merlot 데일리 레드 와인"
    assert shown_tokens(title) == shown_tokens(title) == tuple(tokens(title))
