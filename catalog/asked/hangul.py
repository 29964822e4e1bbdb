"""Hangul letter by letter: what the wrong keyboard layout wrote, and how near two words are."""

from __future__ import annotations

import re
import unicodedata

# The two-set keyboard: the letter on each key, shifted keys last. Its keys' places are those of the Latin layout.
KEYS = "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml"
LETTERS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ"
ON_KEY = dict(zip(KEYS, LETTERS, strict=True))
KEY_OF = {letter: key for key, letter in ON_KEY.items()}
LEAD, VOWEL, TAIL = (
    "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ",
    "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ",
    " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ",
)
DOUBLE = dict(
    zip(
        "ㅘㅙㅚㅝㅞㅟㅢㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        "ㅗㅏ ㅗㅐ ㅗㅣ ㅜㅓ ㅜㅔ ㅜㅣ ㅡㅣ ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ".split(),
        strict=True,
    )
)
JOINED = {pair: one for one, pair in DOUBLE.items()}
SYLLABLE = re.compile(  # a lead, a vowel that may be two keys, and a tail unless a vowel follows it
    f"([{LEAD}])((?:ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ)|[{VOWEL}])"
    f"((?:ㄱㅅ|ㄴ[ㅈㅎ]|ㄹ[ㄱㅁㅂㅅㅌㅍㅎ]|ㅂㅅ)(?![{VOWEL}])|[{TAIL.strip()}](?![{VOWEL}]))?"
)
LOOSE = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]")


def letters(text: str) -> str:
    """Every syllable taken apart into single letters, each a keystroke: 텐트 → ㅌㅔㄴㅌㅡ."""
    return "".join(_letters(c) for c in unicodedata.normalize("NFC", text))


def _letters(character: str) -> str:
    place = ord(character) - 0xAC00
    if not 0 <= place < 11172:
        return DOUBLE.get(character, character)
    parts = LEAD[place // 588], VOWEL[place % 588 // 28], TAIL[place % 28].strip()
    return "".join(DOUBLE.get(part, part) for part in parts)


def composed(text: str) -> str:
    """Single letters put together into syllables, as an input method does: ㄴㅗㅌㅡ → 노트."""
    return SYLLABLE.sub(lambda m: _syllable(m[1], m[2], m[3] or " "), letters(text))


def _syllable(lead: str, vowel: str, tail: str) -> str:
    vowel, tail = JOINED.get(vowel, vowel), JOINED.get(tail, tail)
    return chr(0xAC00 + LEAD.index(lead) * 588 + VOWEL.index(vowel) * 28 + TAIL.index(tail))


def typed_as_latin(word: str) -> str | None:
    """The Korean that a Latin word's keys write (`dldjvhs` → 이어폰), or None where they write no whole syllables."""
    keys = [ON_KEY.get(c) or ON_KEY.get(c.lower()) for c in word]
    if not all(keys):
        return None
    found = composed("".join(key for key in keys if key))
    return None if LOOSE.search(found) else found


def typed_as_hangul(word: str) -> str | None:
    """The Latin letters of a word typed on the Korean layout (`ㅣ멛ㅔ` → lamep…), or None where a letter has no key."""
    keys = [KEY_OF.get(letter) for letter in letters(word)]
    return "".join(key for key in keys if key).lower() if all(keys) else None
