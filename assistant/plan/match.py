"""Find the playbooks that a request asks for: by meaning (its examples) and by words (its keywords) together."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from assistant.plan.likeness import Likeness
from assistant.plan.playbook import Playbook
from catalog.encode import Encoder, Vectors
from catalog.text import HANGUL, normalize, tokens

# What each sign of a playbook is worth, in log odds: fitted (a choice among the playbooks or none) to every example
# held out once, and to the sketches as jobs of no playbook. Meaning finds paraphrases, words tell look-alikes apart.
COSINE, DISCRIMINANT, A_WORD, MORE_WORDS = 20.0, 0.108, 3.1, 0.75
MOST_WORDS = 4  # keywords that count
NEUTRAL = 18.8  # log odds at which a match is worth a look; a sketch that is nearer takes it back (see the planner)
SPREAD = 12.8  # log odds to a score of 1
ENOUGH = 0.47  # below it the request is no playbook's, and the needs are found in the catalogue
APART = 3  # other words that may stand among those of a keyword
DIGIT = re.compile(r"\d")
WORD = re.compile(r"[^\W\d_]+|[\d./]+")  # letters and numbers begin words of their own inside "8명"
CLAUSE = re.compile(r"[.!?;:\n]+|,(?=\s)|\s[-–—]\s|(?<=[가-힣])(?:는데|인데|니까|라서|고)\s")
ASKING = re.compile(  # a clause that only asks fits the asking examples of every playbook
    r"(?:(?:what|which) (?:else )?(?:do|should|would|will) (?:i|we) (?:need|buy|get)[\w\s]{0,12}|what else|any ideas|"
    r"(?:please )?(?:help(?: me| us)?|can you help(?: me| us)?)(?: please| out)?|"
    r"(?:준비물|필요한 ?[거것]|살 ?[거것]|뭐|뭘|무엇을?|머|머머|뭐뭐)[\s가-힣]{0,14}|"
    r"[\s가-힣]{0,10}(?:추천|골라|담아|챙겨|도와|부탁|알려)[\s가-힣]{0,8})",
    re.IGNORECASE,
)
SHORTEST = 8  # characters of a clause that can say a job
MOST_CLAUSES = 4  # each costs one encoding
CLEAR = 0.66  # a match by meaning alone that needs no thing named to bear it out: "fish for dinner" is no fish tank
NAMED = 0.25  # added for a playbook that would buy everything that is named
MANY = 3  # so many things named are a list, which the playbook must have something to do with
LEAST_EXPLAINED = 0.25
SECOND = 0.85  # a second playbook joins when it scores so much of the first's and its own keyword is in the text


@dataclass(frozen=True)
class Match:
    """A playbook, how well it fits (0..1), and the keywords that are in the request."""

    playbook: Playbook
    score: float
    words: tuple[str, ...] = ()
    odds: float = 0.0  # log odds, which tell apart what scores 1


@dataclass(frozen=True)
class Flat:
    """A text without its spaces, and where its words begin in it: Korean writes them apart or together at will."""

    text: str
    starts: frozenset[int]

    @classmethod
    def of(cls, text: str) -> Flat:
        starts, length = set(), 0
        for word in text.split():
            starts |= {length + m.start() for m in WORD.finditer(word)}
            length += len(word)
        return cls("".join(text.split()), frozenset(starts))

    def holds(self, word: str) -> bool:
        """Whether a word of the text begins with it: 위스키 does not hold 스키."""
        at = self.text.find(word)
        while at >= 0 and at not in self.starts:
            at = self.text.find(word, at + 1)
        return at >= 0


@dataclass(frozen=True)
class Keyword:
    """One keyword: English by its stems, Korean and what has digits (dates, distances) as it is written."""

    word: str
    stems: frozenset[str]
    written: str

    @classmethod
    def of(cls, word: str) -> Keyword:
        if HANGUL.search(word) or DIGIT.search(word):
            return cls(word, frozenset(), "".join(normalize(word).split()))
        return cls(word, frozenset(tokens(word)), "")

    def is_in(self, spoken: Sequence[str], flat: Flat) -> bool:
        """Whether a text with these stems and this spelling holds the keyword, its words not far from each other."""
        if self.written and flat.holds(self.written):
            return True
        if not self.stems or not self.stems.issubset(spoken):
            return False
        reach = len(self.stems) + APART  # "my mother … for five days" is no mother's day
        return any(self.stems.issubset(spoken[i : i + reach]) for i in range(max(1, len(spoken) - reach + 1)))


@dataclass
class Matcher:
    """Scores every playbook for a text. The examples' vectors are read or encoded once."""

    playbooks: Sequence[Playbook]
    encoder: Encoder
    _likeness: Likeness | None = None
    _keywords: list[tuple[Keyword, ...]] = field(default_factory=list)

    def best(
        self, text: str, named: Sequence[tuple[str, ...]] = (), meant: Callable[[Match], bool] = lambda _: True
    ) -> tuple[Match, ...]:
        """The playbooks that the text asks for: none, one, or two that combine.

        `named` holds the categories of each thing that the text names: the playbook that would buy them is meant.
        `meant` refuses matches that cannot be.
        """
        enough = (match for match in self.rank(text) if match.score >= ENOUGH and meant(match))
        fitting = [_explaining(match, named) for match in enough if _likely(match, named)]
        ranked = sorted(fitting, key=_order)
        if not ranked or not _trusted(ranked[0], named):
            return ()
        first = ranked[0]
        for other in ranked[1:6]:
            if other.words and other.score >= SECOND * first.score and self._combine(first, other):
                return (first, other)
        return (first,)

    def rank(self, text: str) -> list[Match]:
        """Every playbook, best first."""
        if not self.playbooks or not text.strip():
            return []
        meaning = self._meaning(text)
        spoken, flat = tokens(text), Flat.of(normalize(text))
        matches = []
        for i, playbook in enumerate(self.playbooks):
            words = self._words(i, spoken, flat)
            odds = float(meaning[i]) + A_WORD * bool(words) + MORE_WORDS * min(MOST_WORDS, len(words)) - NEUTRAL
            matches.append(Match(playbook, round(min(1.0, max(0.0, ENOUGH + odds / SPREAD)), 4), words, odds))
        return sorted(matches, key=_order)

    def nearest(self, text: str) -> Playbook:
        """The playbook of the example that means most nearly the same, whatever else speaks for another."""
        self._load()
        assert self._likeness is not None
        cosine, _ = self._likeness.of_parts(self.encoder.encode([text], query=True))
        return self.playbooks[int(cosine.argmax())]

    @staticmethod
    def _combine(first: Match, other: Match) -> bool:
        """Two playbooks combine when both say so, about different themes, because of different words."""
        themes = set(first.playbook.combines), set(other.playbook.combines)
        return all(themes) and themes[0] != themes[1] and not set(first.words) & set(other.words)

    def _meaning(self, text: str) -> Vectors:
        """What the meaning of the text, or of one of its clauses, says for each playbook, in log odds."""
        self._load()
        assert self._likeness is not None
        cosine, discriminant = self._likeness.of_parts(self.encoder.encode(parts(text), query=True))
        return COSINE * cosine + DISCRIMINANT * discriminant

    def _words(self, i: int, spoken: Sequence[str], flat: Flat) -> tuple[str, ...]:
        """The playbook's keywords in the text: all stems of one spoken, or written as it is."""
        self._load()
        return tuple(key.word for key in self._keywords[i] if key.is_in(spoken, flat))

    def _load(self) -> None:
        if self._likeness is not None:
            return
        self._keywords = [
            tuple(Keyword.of(word) for word in (*playbook.keywords.en, *playbook.keywords.ko))
            for playbook in self.playbooks
        ]
        texts = [playbook.texts() for playbook in self.playbooks]
        rows = self.encoder.encode([text for own in texts for text in own], query=True)
        self._likeness = Likeness.of(rows, [len(own) for own in texts])


def _order(match: Match) -> tuple[float, float, str]:
    """The best first."""
    return -match.score, -round(match.odds, 4), match.playbook.id


def explained(playbook: Playbook, named: Sequence[tuple[str, ...]]) -> float:
    """The share of the named things that some need of the playbook would buy, 0..1 (0 where nothing is named)."""
    own = [need.categories for need in playbook.needs]
    return sum(any(overlap(thing, categories) for categories in own) for thing in named) / max(1, len(named))


def overlap(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether some category of one lies in or above some category of the other."""
    return any(a == b or a.startswith(b + "/") or b.startswith(a + "/") for a in first for b in second)


def _explaining(match: Match, named: Sequence[tuple[str, ...]]) -> Match:
    sure = min(1.0, max(0, len(named) - 1) / (MANY - 1))  # one thing named says nothing of the job
    return replace(match, score=round(match.score + NAMED * sure * explained(match.playbook, named), 4))


def _likely(match: Match, named: Sequence[tuple[str, ...]]) -> bool:
    """Whether a match by meaning alone is sure enough, where the playbook would buy nothing of what is named."""
    return bool(match.words or not named or match.score >= CLEAR) or explained(match.playbook, named) > 0


def _trusted(match: Match, named: Sequence[tuple[str, ...]]) -> bool:
    """Whether the playbook would buy some of what is named; a list that it knows nothing of is another job's."""
    return len(named) < MANY or explained(match.playbook, named) >= LEAST_EXPLAINED


def parts(text: str) -> list[str]:
    """The whole text, and its first clauses: the job is often said in one of them."""
    clauses = [c.strip() for c in CLAUSE.split(text)]
    own = [c for c in clauses if len(c) >= SHORTEST and c != text.strip() and not ASKING.fullmatch(c)]
    return [text, *own[:MOST_CLAUSES]]
