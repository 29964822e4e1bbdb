"""Mend words that no product knows: slips of the finger, the wrong keyboard layout, other spacing.

A word that any product holds is never touched, nor one that means something by itself: lego is not a leg, and a parrot
no carrot. What a word may have been meant to be comes from the titles, kinds and brands of the shop itself.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import process
from rapidfuzz.distance import OSA

from catalog.asked.hangul import LOOSE, composed, letters, typed_as_hangul, typed_as_latin
from catalog.asked.real import commonest, means_something
from catalog.index.lexical import Lexical
from catalog.text import HANGUL, STOP, tokens, whole

LATIN = "a-zA-ZÀ-ÖØ-öø-ɏ"
KOREAN = "가-힣ㄱ-ㅎㅏ-ㅣ"
WORD = re.compile(rf"[{LATIN}]+(?:'[a-z]+)?|[{KOREAN}]+|[^\s{LATIN}{KOREAN}]+|\s+")
LONGEST = 30  # letters: nobody means a longer word, and looking for one takes long
# Slips allowed for words of at least so many letters: a shorter word is one slip from too many others.
LATIN_SLIPS = ((9, 2), (4, 1))
LONG_ENOUGH = 8  # letters of a word one vowel of which is wrong
MOST_SLIPS = 2  # in a word of a sentence that only doubles letters wrongly: begginer
HANGUL_SLIPS = ((12, 2), (5, 1))  # letters, two or three to a syllable
# A Latin word of fewer letters keeps its first: with four letters right of five it may be any other word. One of more
# keeps its beginning or its length, as unscented is not scented.
FIRST_MAY_DIFFER = 6
SHORTEST_PART = 2  # letters in each half of a word that is cut in two …
SINGLE_PARTS = frozenset("eitux")  # … but for letters that names begin with: e cloth, t shirt
PAIR = 3  # two words and the space between them
LAYOUT_SHORTEST = 3  # keys: ㅠㅠ is weeping, not "bb"
PARTICLES = re.compile(r"(?:이랑|에서|으로|은|는|이|가|을|를|도|로|의|용)$")


@dataclass(frozen=True)
class Repaired:
    """A text with its words mended, and each change."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()


class Repairer:
    """Repairs against the words of one shop."""

    def __init__(self, lexical: Lexical, dictionary: Collection[str] = ()) -> None:
        """`dictionary` holds further words that mean something to the search, such as synonyms."""
        self._lexical = lexical
        self._dictionary = {word for word in dictionary if not re.search(r"[\s\d-]", word)}
        words = dict.fromkeys([*lexical.spelled.words, *sorted(self._dictionary)])
        self._latin = [w for w in words if w.isascii()]
        self._hangul = [w for w in words if not w.isascii()]
        self._letters = [letters(w) for w in self._hangul]

    def repair(self, text: str) -> Repaired:
        """The text with every unknown word replaced by what it was most likely meant to be, where that is clear."""
        changes: list[tuple[str, str]] = []
        built = _built(text)
        parts = self._joined(WORD.findall(built), changes)
        for at, part in enumerate(parts):
            parts[at] = part.casefold()
            if part[0].isalpha() and not _code(parts, at) and (mended := self._mended(part)) is not None:
                changes.append((parts[at], mended))
                parts[at] = mended
        return Repaired("".join(parts) if changes else built, tuple(changes))

    def slip(self, word: str) -> str | None:
        """What an English word of a sentence, in lower case, was most likely meant to be: a word of the shop or a
        common one of the language, with letters left out, doubled or in another order. None where it means something
        as it is; other letters make another name: jenga is no jenna."""
        if len(word) > LONGEST or not word.isascii() or self._known(word) or means_something(word):
            return None
        ranks = commonest()
        near = process.extract(word, self._of_sentences, scorer=OSA.distance, score_cutoff=MOST_SLIPS, limit=None)
        reached = [
            (round(distance), not (_same_letters(word, key) or _within(word, key)), ranks.get(key, len(ranks)), key)
            for key, distance, _ in near
            if _a_slip(word, key) and (_same_letters(word, key) or _within(word, key) or _another_vowel(word, key))
            if distance <= _most(word, LATIN_SLIPS) or _once(word) == _once(key)
        ]
        return min(reached)[-1] if reached else None

    @cached_property
    def _of_sentences(self) -> list[str]:
        """What an English word of a sentence may have been meant for."""
        return list(dict.fromkeys((*commonest(), *self._latin)))

    def _joined(self, parts: list[str], changes: list[tuple[str, str]]) -> list[str]:
        """Neighbours written apart that more products write as one than are called by both: dish washer."""
        found: list[str] = []
        at = 0
        while at < len(parts):
            first, *others = (part.casefold() for part in parts[at : at + 3])
            if len(others) == 2 and others[0].isspace() and self._is_one(first, others[1], len(parts)):
                changes.append((first + "".join(others), first + others[1]))
                found.append(first + others[1])
                at += 3
            else:
                found.append(parts[at])
                at += 1
        return found

    def _is_one(self, first: str, second: str, parts: int) -> bool:
        one = first + second
        single = len(first) == len(second) == 1 and parts > PAIR  # 네 일 in a sentence are two words, not nails
        if not one.isalpha() or len(one) > LONGEST or STOP & {first, second} or single:
            return False  # "a round rug" is not around
        words = tokens(f"{first} {second}")
        if words == tokens(one):
            return False  # apart they say the same
        written = one in self._dictionary or self._lexical.spelled.count(one) > 0
        # One of the two may mean nothing alone (the "100" that 백 also is), so that it cannot be what names a product.
        apart = len(self._lexical.named(words)) if len(words) > 1 else 0
        return written and apart <= self._lexical.spelled.count(one)

    def _mended(self, typed: str) -> str | None:
        if len(typed) > LONGEST:
            return None
        word = typed.casefold()
        if LOOSE.search(word):
            return self._layout(word, typed_as_hangul(word))
        if self._known(word) or means_something(word):
            return None
        if HANGUL.search(word):
            return self._near_hangul(word) or self._layout(word, typed_as_hangul(word))
        if not word.isascii():  # who types an accent, or letters of a third script, means them
            return None
        shifted = self._layout(typed, typed_as_latin(typed))  # with its capitals: EjrqhRdl is 떡볶이
        return shifted or self._layout(word, typed_as_latin(word)) or self._cut(word) or self._near_latin(word)

    def _known(self, word: str) -> bool:
        """Whether products hold all of its stems or morphemes; for Korean, in one name, as cuts of a slip are words."""
        words = tokens(word)
        if self._written(word):
            return True
        if not HANGUL.search(word) or len(words) < 2:
            return all(map(self._lexical.known, words)) if words else True
        return bool(len(self._lexical.named(words)))

    def _written(self, word: str) -> bool:
        """Whether the shop or the word lists write it so, with a particle or without."""
        bare = PARTICLES.sub("", word)
        return any(form in self._dictionary or self._lexical.spelled.count(form) > 0 for form in (word, bare))

    def _layout(self, typed: str, meant: str | None) -> str | None:
        """A word typed on the other layout, where products know all of it."""
        if meant is None or len(meant) < SHORTEST_PART or len(letters(typed)) < LAYOUT_SHORTEST:
            return None
        if self._written(meant):
            return meant
        return meant if len(set(whole(meant))) > 1 and self._known(meant) else None

    def _cut(self, word: str) -> str | None:
        """Two words that were written as one, where a product is called by both: `ecloth` → e cloth."""
        best: tuple[int, str] | None = None
        for cut in range(1, len(word) - SHORTEST_PART + 1):
            halves = word[:cut], word[cut:]
            if halves[0] == halves[1] or (cut < SHORTEST_PART and halves[0] not in SINGLE_PARTS):
                continue
            stems = tokens(" ".join(halves))
            if len(stems) == len(halves) and (found := len(self._lexical.named(stems))):
                best = max(best or (0, ""), (found, " ".join(halves)))
        return best[1] if best else None

    def _near_latin(self, word: str) -> str | None:
        found = self._near(word, self._latin, self._latin, LATIN_SLIPS)
        return next((near for near in found if _a_slip(word, near)), None)

    def _near_hangul(self, word: str) -> str | None:
        for bare in dict.fromkeys((word, PARTICLES.sub("", word))):
            found = self._near(letters(bare), self._letters, self._hangul, HANGUL_SLIPS)
            if found and len(found[0]) == len(bare):  # a syllable more or less is another word, not a slip
                return found[0]
        return None

    def _near(self, word: str, keys: list[str], words: list[str], slips: tuple[tuple[int, int], ...]) -> list[str]:
        """The words within reach, nearest first; among equals those of the same letters, of the same beginning, and
        the most frequent, in this order."""
        most = _most(word, slips)
        if not most:
            return []
        spelled = self._lexical.spelled
        near = process.extract(word, keys, scorer=OSA.distance, score_cutoff=most, limit=None)
        ranked = sorted(
            (round(distance), not _same_letters(word, key), key[0] != word[0], -spelled.count(words[at]), words[at])
            for key, distance, at in near
        )
        return [found for *_, found in ranked]


def _most(word: str, slips: tuple[tuple[int, int], ...]) -> int:
    """The slips that a word of so many letters allows."""
    return next((n for least, n in slips if len(word) >= least), 0)


def _a_slip(typed: str, meant: str) -> bool:
    """Whether the fingers slip so: a word keeps where it begins, and only a longer one may lose that."""
    return typed[0] == meant[0] or (len(typed) >= FIRST_MAY_DIFFER and len(typed) == len(meant))


def _same_letters(one: str, other: str) -> bool:
    """Whether two words differ only in the order of their letters or in letters that were typed twice."""
    return sorted(one) == sorted(other) or _once(one) == _once(other)


def _another_vowel(typed: str, meant: str) -> bool:
    """Whether one vowel inside a long word is another: vegitarian."""
    if len(typed) != len(meant) or len(typed) < LONG_ENOUGH:
        return False
    others = [at for at, (one, other) in enumerate(zip(typed, meant, strict=True)) if one != other]
    return len(others) == 1 and others[0] < len(typed) - 1 and {typed[others[0]], meant[others[0]]} <= set("aeiou")


def _within(typed: str, meant: str) -> bool:
    """Whether letters were only left out: snaks for snacks, which is likelier than snake."""
    rest = iter(meant)
    return all(letter in rest for letter in typed)


def _once(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _code(parts: list[str], at: int) -> bool:
    """Whether Latin letters touch a digit: part of a model number, which nobody spells."""
    sides = parts[at - 1][-1:] if at else "", parts[at + 1][:1] if at + 1 < len(parts) else ""
    return not HANGUL.search(parts[at]) and any(side.isdigit() for side in sides)


def _built(text: str) -> str:
    """The text with loose letters put together where they make syllables: ㄴㅗ트북 → 노트북."""
    return re.sub(f"[{KOREAN}]+", lambda m: _composed(m[0]), text) if LOOSE.search(text) else text


def _composed(word: str) -> str:
    whole_word = composed(word)
    return whole_word if LOOSE.search(word) and not LOOSE.search(whole_word) else word
