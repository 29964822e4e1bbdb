"""Find the shop's own names (brands, stores) in a text, however they are spelled."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import groupby

from assistant.types import Span
from assistant.understand.found import Found

SURE = 3  # syllables from which a Korean name may run into the next word: "노들룬드자켓"
# What may follow a short Korean name, so that 한결 is not found in 한결같은.
PARTICLE = (
    "(?:이랑|랑|하고|이나|나|과|와|은|는|이|가|을|를|의|도|만|에서|에|으로|로|보다|말고|부터|까지|처럼|"
    "이라는|라는|이란|이요|요|이에요|예요|이야|야|입니다|인데|이고|꺼|거|것|제|제품|브랜드|점|매장|지점|스토어)"
)
ENDS = rf"(?={PARTICLE}{{0,3}}(?![가-힣]))"


def named(text: str, known: Mapping[str, str]) -> Iterator[Found[str]]:
    """Every known name in the text, by its key, in order. `known` maps spellings to keys."""
    if not known:
        return
    pattern, keys = _pattern(tuple(known.items()))
    for match in pattern.finditer(flat(text)):
        start, end = match.span()
        yield Found(keys[_squeezed(match[0])], Span(start=start, end=end, text=text[start:end]))


def flat(text: str) -> str:
    """Lower case without accents and with plain quotes, every character where it was."""
    return "".join(map(_plain, text))


@cache
def _plain(character: str) -> str:
    if character in "’‘`´":
        return "'"
    if "가" <= character <= "힣":
        return character
    folded = unicodedata.normalize("NFKD", character)[:1].casefold()
    return folded if len(folded) == 1 else character


def _squeezed(name: str) -> str:
    """A spelling without what people leave out or write differently: spaces and "&"."""
    spaced = re.sub(r"[\s.-]+", " ", name)
    return re.sub(r"\s*&\s*|\sand\s", "&", spaced).replace(" ", "")


@lru_cache(maxsize=8)
def _pattern(known: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """All names as one pattern, and the key of each. Grouped by first character, since there may be hundreds."""
    spellings = {flat(unicodedata.normalize("NFC", s)).strip(): key for s, key in known}
    spellings.pop("", None)
    keys = {_squeezed(spelling): key for spelling, key in spellings.items()}
    groups = groupby(sorted(spellings, key=lambda s: (s[0], -len(s), s)), key=lambda s: s[0])
    fragments = ["(?:" + "|".join(map(_fragment, group)) + ")" for _, group in groups]
    return re.compile(r"(?<![^\W_])(?:" + "|".join(fragments) + ")" if fragments else r"(?!)"), keys


def _fragment(spelling: str) -> str:
    """One spelling: a whole word in Latin letters, the head of a word in Korean."""
    korean = bool(re.search("[가-힣]$", spelling))
    gap = r"\s{0,2}" if korean else r"[\s-]{1,2}"
    words = (
        r"(?:&|and)" if word in ("&", "and") else re.escape(word).replace(r"\.", r"\.?") for word in spelling.split()
    )
    syllables = len(re.findall("[가-힣]", spelling))
    return gap.join(words) + ("" if syllables >= SURE else ENDS if korean else r"(?!['’]?[a-z0-9](?<!'s))")
