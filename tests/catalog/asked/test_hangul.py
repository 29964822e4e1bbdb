"""Letters and keyboards: what was typed on the wrong layout can be read, and taking apart loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.asked.hangul import LETTERS, LOOSE, composed, letters, typed_as_hangul, typed_as_latin

SYLLABLES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), max_size=12)
KEYSTROKES = st.text(st.sampled_from(LETTERS), max_size=24)
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=24)

TYPED = [
    ("dldjvhs", "이어폰"),
    ("xpsxm", "텐트"),
    ("rlwjrnl", "기저귀"),
    ("zjvl", "커피"),
    ("tiavn", "샴푸"),
    ("EjrqhRdl", "떡볶이"),
    ("Qkd", "빵"),
    ("Whffk", "쫄라"),
    ("Tkf", "쌀"),
    ("Rnf", "꿀"),
    ("rhkwk", "과자"),
    ("dnjs", "원"),
    ("dmlwk", "의자"),
    ("ekfr", "닭"),
    ("rkqt", "값"),
    ("dkswek", "앉다"),
    ("gksrmf", "한글"),
    ("zpdlzm", "케이크"),
    ("dprtl", "엑시"),
    ("shxmqnr", "노트북"),
    ("ahslxj", "모니터"),
    ("zlqhem", "키보드"),
    ("akdntm", "마우스"),
    ("dnsehdghk", "운동화"),
    ("wkswk", "잔자"),
    ("fkaus", "라면"),
]


@pytest.mark.parametrize(("typed", "meant"), TYPED)
def test_keys_of_a_latin_word_write_korean(typed: str, meant: str) -> None:
    """The key of each letter, put together as an input method would."""
    assert typed_as_latin(typed) == meant


@pytest.mark.parametrize(("meant", "typed"), [(word, keys) for keys, word in TYPED])
def test_korean_is_the_keys_that_wrote_it(meant: str, typed: str) -> None:
    """The other way round; case is lost, as Latin words are looked for in lower case."""
    assert typed_as_hangul(meant) == typed.lower()


@pytest.mark.parametrize(
    ("word", "loose"),
    [
        ("chips", True),
        ("tent", True),
        ("r", True),
        ("kk", True),
        ("k", True),
        ("rk", False),
        ("tv", True),
        ("wh1000", True),
        ("e-cloth", True),
        ("crème", True),
    ],
)
def test_keys_that_leave_loose_letters_write_no_korean(word: str, loose: bool) -> None:
    """A word whose keys make no whole syllables was meant to be Latin."""
    assert (typed_as_latin(word) is None) is loose


@pytest.mark.parametrize("word", ["텐트2", "텐트 ", "tent", "日本", "ー", "🎉"])
def test_what_has_no_key_was_not_typed_on_the_korean_layout(word: str) -> None:
    """None, not half a word."""
    assert typed_as_hangul(word) is None


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("텐트", "ㅌㅔㄴㅌㅡ"),
        ("과", "ㄱㅗㅏ"),
        ("의", "ㅇㅡㅣ"),
        ("닭", "ㄷㅏㄹㄱ"),
        ("값", "ㄱㅏㅂㅅ"),
        ("있", "ㅇㅣㅆ"),
        ("까", "ㄲㅏ"),
        ("ㅘ", "ㅗㅏ"),
        ("ㄳ", "ㄱㅅ"),
        ("a가1", "aㄱㅏ1"),
        ("", ""),
        ("日", "日"),
        ("\u1100\u1161", "ㄱㅏ"),
    ],
)
def test_syllables_fall_apart_into_keystrokes(text: str, apart: str) -> None:
    """Double vowels and tails are two keys; doubled leads are one; decomposed text is the same text."""
    assert letters(text) == apart


def test_every_syllable_is_put_together_again_from_its_letters() -> None:
    """All 11,172 of them."""
    for code in range(0xAC00, 0xD7A4):
        assert composed(letters(chr(code))) == chr(code)


@given(SYLLABLES)
def test_a_word_is_put_together_again_from_its_letters(word: str) -> None:
    """A tail never runs over into the next syllable, nor a lead back into the last."""
    assert letters(composed(letters(word))) == letters(word)
    assert not LOOSE.search(composed(letters(word)))


@given(KEYSTROKES)
def test_keystrokes_keep_their_number_and_order(keys: str) -> None:
    """Putting together and taking apart changes nothing that was typed."""
    assert letters(composed(keys)) == letters(keys)


@given(ANY_TEXT)
def test_no_text_makes_them_fail(text: str) -> None:
    """Any Unicode, halves of characters included: what has no key is said to have none, never half typed."""
    assert letters(letters(text)) == letters(text)
    assert letters(composed(text)) == letters(text)
    latin, hangul = typed_as_latin(text), typed_as_hangul(text)
    assert latin is None or not LOOSE.search(latin)
    assert hangul is None or len(hangul) == len(letters(text))
