"""The same turns twice, one way right after the other: ours against the naive assistant, with a profile and without."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import mean

from tqdm import tqdm

from assistant.dialogue.assistant import Assistant
from assistant.types import Turn
from catalog.sample.simulate import shoppers
from evals.bench.figures import Figure, percentile
from evals.bench.turns import asked, milliseconds
from evals.esci import demo_naive
from evals.naive import NaiveAssistant
from evals.score import Score, summarize

# Openings that nothing has asked before: a vector in our memory would be an unfair start.
UNHEARD = ("by the way,", "quick one,", "있잖아요,")
KNOWN = ("good morning,", "excuse me,", "여기요,")


def beside_naive(assistant: Assistant) -> list[Figure]:
    """Ours and the naive assistant, request by request in alternation, on words new to both."""
    naive = NaiveAssistant(demo_naive(assistant.search.snapshot.products))
    naive.basket("warm up")
    ours, theirs = [], []
    for turn in tqdm(asked(UNHEARD), desc="ours and naive", unit="turn"):
        ours.append(milliseconds(lambda turn=turn: assistant.reply(turn)))
        theirs.append(milliseconds(lambda turn=turn: naive.basket(turn.text)))
    return [
        Figure("ours beside naive p50", percentile(ours, 0.5), "ms"),
        Figure("ours beside naive p95", percentile(ours, 0.95), "ms"),
        Figure("naive p50", percentile(theirs, 0.5), "ms"),
        Figure("naive p95", percentile(theirs, 0.95), "ms"),
        Figure("ours ÷ naive, p50", percentile(ours, 0.5) / percentile(theirs, 0.5), "×"),
        Figure("ours ÷ naive, p95", percentile(ours, 0.95) / percentile(theirs, 0.95), "×"),
    ]


def profile_adds(assistant: Assistant) -> list[Figure]:
    """What a profile adds to a shopper's first turn and to later ones: paired, the text's vector known to both."""
    people = [shopper.id for shopper in shoppers()]
    met: list[float] = []
    again: list[float] = []
    for n, turn in enumerate(tqdm(asked(KNOWN), desc="with a profile", unit="pair")):
        assistant.reply(turn)  # so that neither of the two pays for the vector of the text
        known = turn.model_copy(update={"shopper": people[n % len(people)]})
        for added in (met, again):
            added.append(_difference(assistant, turn, known, first=n % 2 == 0))
    return [*_added("first turn", met), *_added("later turns", again)]


def _added(which: str, added: Sequence[float]) -> list[Figure]:
    """Percentile, mean and standard error of the paired differences."""
    error = summarize(Score("", "", "", value, "", "") for value in added)[0].error
    return [
        Figure(f"profile adds p95, {which}", percentile(added, 0.95), "ms", 30),
        Figure(f"profile adds mean, {which}", mean(added), "ms"),
        Figure(f"profile adds s.e., {which}", error, "ms"),
    ]


def _difference(assistant: Assistant, without: Turn, known: Turn, first: bool) -> float:
    """With less without. Which of the two goes first alternates, so that neither is always the warmer one."""
    seen = {}
    for name, turn in [("with", known), ("without", without)] if first else [("without", without), ("with", known)]:
        seen[name] = milliseconds(lambda turn=turn: assistant.reply(turn))
    return seen["with"] - seen["without"]
