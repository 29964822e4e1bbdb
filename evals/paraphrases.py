"""The paraphrases suite: one Korean sentence said in ten ways should find the other nine, and find the same things.

`R@9` is the share of a sentence's nine paraphrases among the first nine found in all the sampled sentences, and
`MRR@10` says how high the first of them stands. `alike@10` looks among sentences that none of the ten is a paraphrase
of: the share of the first ten found there that two ways to say one thing have in common.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from catalog.cli import text_encoder
from catalog.encode import Encoder
from catalog.errors import SourceError
from catalog.text import tokens
from evals.bm25 import Bm25
from evals.kept import kept
from evals.score import Score
from evals.suites import Setting

FILE = "korean/parakqc.txt"
SIZE = 10  # ways to say one thing, which stand one after another
COLUMNS = 3  # act, topic, sentence
SAMPLE, QUICK = 5, 4  # one set of so many is asked, 200 of the 1,000; when quick, one of so many of those
FIRST = 10  # places that MRR and the likeness look at
DENSE_SHARE = 0.6  # of the fused score, as in the shop's search; .7 and e5 alone differ by less than a standard error
FLOOR, CEILING = 0.8, 1.0  # the band of e5's cosines between two short sentences that are both encoded as questions

Matrix = NDArray[np.float64]
System = Callable[[Sequence[str], Sequence[str]], Matrix]  # queries and sentences -> a row of scores a query


@dataclass(frozen=True)
class Sets:
    """The sets that are asked, and one sentence of each of the others."""

    asked: tuple[tuple[str, ...], ...]
    others: tuple[str, ...]


def run(setting: Setting) -> list[Score]:
    """Every system over the sampled sets."""
    assert setting.data is not None, "the runner leaves suites out whose data is not there"
    sets = read(setting.data / FILE)
    every = sample(sets, replace(setting, quick=False))
    texts = [*(text for one in every.asked for text in one), *every.others]
    encoder = kept("parakqc", text_encoder(quiet=not setting.progress), [], texts, setting.progress)
    found = sample(sets, setting)
    return [
        score
        for name, system in setting.bar(systems(encoder).items(), "paraphrases", "system")
        for score in measured(name, system, found)
    ]


def read(file: Path) -> list[tuple[str, ...]]:
    """The sets of the file. Raises SourceError with the line of what is wrong."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{file}: cannot be read; restore the file") from error
    rows = [line.split("\t") for line in lines]
    wrong = [number for number, row in enumerate(rows, 1) if len(row) != COLUMNS or not row[-1].strip()]
    if wrong or not rows or len(rows) % SIZE:
        where = f"line {wrong[0]}" if wrong else f"its {len(rows)} lines"
        raise SourceError(f"{file}: {where}: not act, topic and sentence in sets of {SIZE}; restore the file")
    return [tuple(row[-1].strip() for row in rows[start : start + SIZE]) for start in range(0, len(rows), SIZE)]


def sample(sets: Sequence[tuple[str, ...]], setting: Setting) -> Sets:
    """Every fifth set is asked; the first sentence of each of the others is what else there is to find."""
    return Sets(tuple(setting.some(sets[::SAMPLE], QUICK)), tuple(s[0] for i, s in enumerate(sets) if i % SAMPLE))


def systems(encoder: Encoder) -> dict[str, System]:
    """Words between spaces, Korean morphemes, meaning, and the last two fused."""

    def spaces(queries: Sequence[str], texts: Sequence[str]) -> Matrix:
        return _lexical([text.split() for text in texts], [query.split() for query in queries])

    def kiwi(queries: Sequence[str], texts: Sequence[str]) -> Matrix:
        return _lexical(list(map(tokens, texts)), list(map(tokens, queries)))

    def e5(queries: Sequence[str], texts: Sequence[str]) -> Matrix:
        rows = encoder.encode(queries, query=True) @ encoder.encode(texts, query=True).T
        return np.asarray(rows, np.float64)

    def fused(queries: Sequence[str], texts: Sequence[str]) -> Matrix:
        dense = np.clip((e5(queries, texts) - FLOOR) / (CEILING - FLOOR), 0, 1)
        words = kiwi(queries, texts)
        own = np.array([[query == text for text in texts] for query in queries])  # what asks is not the best answer
        best = np.where(own, 0, words).max(axis=1, keepdims=True)
        return np.asarray(DENSE_SHARE * dense + (1 - DENSE_SHARE) * words / np.maximum(best, 1e-9), np.float64)

    return {"bm25 spaces": spaces, "bm25 morphemes": kiwi, "e5": e5, "fused": fused}


def _lexical(documents: Sequence[Sequence[str]], queries: Sequence[Sequence[str]]) -> Matrix:
    index = Bm25(documents)
    return np.stack([index.scores(query) for query in queries])


def measured(name: str, system: System, sets: Sets) -> Iterator[Score]:
    """Three scores a set: the means over its sentences, or over the pairs of them."""
    texts = [text for one in sets.asked for text in one]
    scores = system(texts, texts)
    np.fill_diagonal(scores, -np.inf)  # nobody looks for what they have just said
    order = np.argsort(-scores, axis=1, kind="stable")
    far = np.argsort(-system(texts, sets.others), axis=1, kind="stable")[:, :FIRST]
    for number, one in enumerate(sets.asked):
        mine = slice(number * SIZE, (number + 1) * SIZE)
        hits = order[mine, :FIRST] // SIZE == number
        worst = int(hits[:, : SIZE - 1].sum(axis=1).argmin())
        first = texts[int(order[mine][worst, 0])]
        said = f"{one[worst]!r} finds {int(hits[worst, : SIZE - 1].sum())} of 9; first {first!r}"
        for metric, value in (
            (f"R@{SIZE - 1}", float(hits[:, : SIZE - 1].mean())),
            (f"MRR@{FIRST}", float(np.mean(np.where(hits.any(axis=1), 1 / (hits.argmax(axis=1) + 1), 0)))),
            (f"alike@{FIRST}", _alike(far[mine])),
        ):
            yield Score(f"set {number * SAMPLE}", name, metric, value, first, said, one[0])


def _alike(found: NDArray[np.intp]) -> float:
    """The mean share of their first places that two rows have in common."""
    rows = [set(row.tolist()) for row in found]
    return float(np.mean([len(a & b) / FIRST for a, b in combinations(rows, 2)]))
