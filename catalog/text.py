"""Words for lexical search: English stems and Korean morphemes, the same for products and queries."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from catalog.plain_yaml import read_yaml

if TYPE_CHECKING:
    from kiwipiepy import Kiwi, Token

HANGUL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]")
LATIN_WORD = re.compile(r"[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)?", re.IGNORECASE)
# Morpheme classes that carry meaning: nouns, numerals, verbs, adjectives, adverbs, roots, foreign words,
# numbers, and the prefixes and suffixes of nouns: 무알콜 without its 무 would be alcohol.
MEANINGFUL = ("NN", "NR", "VV", "VA", "SL", "SN", "XR", "XP", "XSN", "MAG")
# Function words that say nothing about a product; kept short, because BM25 already discounts what is common.
STOP = frozenset(
    (
        "a an and are as at be by for from have i in is it me my need of on or our please some that the this to want "
        "we with you your help get buy"
    ).split()
)
STOP_KO = frozenset(
    "하 되 있 없 주 좀 것 거 수 때 나 저 우리 돕 도와주 추천 필요 사 원하 싶 "
    "들 용 님 적 씩 짜리 당 째".split()  # and suffixes that only count or address
)
# Changes whenever `tokens` would answer differently: an index and its queries must be cut into words alike.
FINGERPRINT = "snowball-kiwi/3"
WORDS = Path(__file__).parent / "words"
_lock = threading.Lock()


def normalize(text: str) -> str:
    """NFKC, lower case, no control characters, single spaces."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return re.sub(r"\s+", " ", "".join(c if c.isprintable() else " " for c in folded)).strip()


def unaccented(text: str) -> str:
    """Letters without their accents: who looks for `rose` or `creme` also means `rosé` and `crème`."""
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


@cache
def kiwi() -> Kiwi:
    """The Korean morphological analyser, loaded at its first use (about a second)."""
    from kiwipiepy import Kiwi

    # Without its dictionaries of names and of misspellings it loads in half the time and takes 190 MB less.
    found = Kiwi(num_workers=1, load_multi_dict=False, load_typo_dict=False)
    for noun in _listed("nouns.yaml"):
        found.add_user_word(noun, "NNP")
    return found


@cache
def _listed(name: str) -> tuple[str, ...]:
    """The words of a list of lists."""
    return tuple(str(word) for line in read_yaml(WORDS / name) for word in line)


@cache
def stem(word: str) -> str:
    """The English stem of a lower-case word."""
    import Stemmer

    return str(Stemmer.Stemmer("english").stemWord(word))


def tokens(text: str) -> list[str]:
    """Stems of the Latin words and morphemes of the Korean ones, in order, function words left out."""
    folded = normalize(text)
    words = [stem(w) for w in LATIN_WORD.findall(unaccented(folded)) if w not in STOP]
    if HANGUL.search(folded):
        words += morphemes(folded)
    return words


@lru_cache(maxsize=8192)  # the titles that turns meet again and again
def shown_tokens(text: str) -> tuple[str, ...]:
    """The `tokens` of a text that the shop shows, kept between turns; what a shopper says is never kept so."""
    return tuple(tokens(text))


def analysed(text: str) -> list[Token]:
    """The morphemes of a Korean text. Locked: the analyser is not promised to be thread-safe."""
    with _lock:
        return list(kiwi().tokenize(text))


def morphemes(text: str) -> list[str]:
    """The meaningful Korean morphemes of a text."""
    return [
        token.form
        for token in analysed(text)
        if token.tag.startswith(MEANINGFUL) and HANGUL.search(token.form) and token.form not in STOP_KO
    ]


def whole(text: str) -> tuple[str, ...]:
    """The words of a phrase, or none where cutting it into morphemes loses a part: half a word means something else."""
    words = tuple(tokens(text))
    if all(word.isdigit() for word in words):
        return ()  # "a4" is cut into 4, and four people are no paper
    hangul = "".join(word for word in words if HANGUL.search(word))
    return words if hangul == "".join(HANGUL.findall(text)) else ()
