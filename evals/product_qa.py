"""The product_qa suite: is the text that stands first an answer? `catalog.passages` beside BM25 and plain encoders.

P@1 of a question is 1 where the text ranked first answers it fully (label 2), averaged over what ties for the first
place: the file lists what a search found before what was drawn at random, so its order must not help. Questions that
no text answers are left out. `P@1 helps` is the same with label 1 or 2.

"ours" is held out: its weights are learned on the other folds of the questions. "ours shipped" has the weights of
`catalog.passages`, which were learned on all of them.

How sure an answer is (`catalog.certainty`) is measured beside it, held out as well: see `evals.answerable`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from catalog.cli import text_encoder
from catalog.encode import Encoder, Vectors
from catalog.passages import WEIGHTS, features, statement
from evals import answerable
from evals.answers import FULL, Asked, read
from evals.bm25 import Bm25, stems, words
from evals.kept import kept
from evals.listwise import Case, held_out
from evals.naive import Embedder, minilm
from evals.score import Score
from evals.suites import Setting

Scores = NDArray[np.float64]
Runs = list[list[Scores]]  # for each repeat of a system the scores of every question's texts

METRICS = {"P@1": FULL, "P@1 helps": 1}  # with the least label that counts
OURS, SHIPPED = "ours", "ours shipped"
PLAIN = {"bm25": words, "bm25 stems": stems}  # lower-case words, or their stems
EVERY = 4  # when quick, one question of so many
TIE = 6  # decimals: what is nearer than that is told apart by rounding alone
DRAWS, INTERVAL = 2000, (0.025, 0.975)  # of the bootstrap


def run(setting: Setting) -> list[Score]:
    """Every system over the public questions."""
    assert setting.data is not None, "the runner leaves suites out whose data is not there"
    everything = read(setting.data)
    encoders = (text_encoder(quiet=not setting.progress), MiniLm(minilm()))
    asked = setting.some(everything, EVERY)
    ready = [known(encoder, everything, setting.progress) for encoder in encoders]
    return [*compare(asked, systems(asked, *ready)), *certainty(asked, ready[0])]


class MiniLm(Encoder):
    """The naive assistant's model as an encoder; it reads questions and texts alike."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def fingerprint(self) -> str:
        return "all-MiniLM-L6-v2"

    @override
    def encode(self, texts: Sequence[str], *, query: bool, progress: bool = False) -> Vectors:
        return np.array(self._embedder.embed_documents(list(texts)), np.float32)


def known(encoder: Encoder, asked: Sequence[Asked], progress: bool) -> Encoder:
    """The encoder behind the vectors of all questions and texts, whole and as statements."""
    texts = [form for item in asked for text in item.texts for form in (text, statement(text))]
    return kept("product-qa", encoder, texts, [item.question for item in asked], progress)


def systems(asked: Sequence[Asked], e5: Encoder, small: Encoder) -> dict[str, Runs]:
    """What every system scores."""
    cases = [Case(features(item.question, item.texts, e5), item.answered()) for item in asked]
    return {
        **{name: [bm25(asked, split)] for name, split in PLAIN.items()},
        "minilm": [[_cosines(item, small) for item in asked]],
        "e5": [[_cosines(item, e5) for item in asked]],
        OURS: held_out(cases),
        SHIPPED: [[case.rows @ np.array(WEIGHTS) for case in cases]],
    }


def bm25(asked: Sequence[Asked], split: Callable[[str], list[str]]) -> list[Scores]:
    """BM25; how rare a word is, is counted over the texts of all questions."""
    index = Bm25([split(text) for item in asked for text in item.texts])
    ends = np.cumsum([len(item.texts) for item in asked])
    places = np.split(np.arange(ends[-1]), ends[:-1])
    return [index.scores(split(item.question))[own] for item, own in zip(asked, places, strict=True)]


def _cosines(item: Asked, encoder: Encoder) -> Scores:
    question = encoder.encode([item.question], query=True)[0]
    return np.asarray(encoder.encode(item.texts, query=False) @ question, np.float64)


def compare(asked: Sequence[Asked], found: dict[str, Runs]) -> list[Score]:
    """The scores of every system, and ours less BM25's with the interval that a bootstrap of the questions gives."""
    scores: list[Score] = []
    for metric, least in METRICS.items():
        by_system = {name: list(_scores(name, metric, least, asked, runs)) for name, runs in found.items()}
        scores += [score for rows in by_system.values() for score in rows]
        for plain in PLAIN:
            over = [_over(*pair, plain) for pair in zip(by_system[OURS], by_system[plain], strict=True)]
            scores += [*over, _lower_end(over)]
    return scores


def _scores(name: str, metric: str, least: int, asked: Sequence[Asked], runs: Runs) -> Iterator[Score]:
    for place, item in enumerate(asked):
        right = item.answered(least)
        if not right.any():
            continue
        repeats = [_firsts(scores[place]) for scores in runs]
        value = float(np.mean([right[first].mean() for first in repeats]))
        best = int(np.flatnonzero(repeats[0])[0])
        said = f"label {item.labels[best]}; an answer: {item.texts[int(np.flatnonzero(right)[0])][:200]}"
        yield Score(item.qid, name, metric, value, item.texts[best][:300], said, item.question)


def _firsts(scores: Scores) -> NDArray[np.bool_]:
    """Which texts tie for the first place."""
    rounded = np.round(scores, TIE)
    return np.asarray(rounded == rounded.max(), np.bool_)


def _over(mine: Score, theirs: Score, plain: str) -> Score:
    said = f"ours {mine.value:.2f}, {plain} {theirs.value:.2f}; {plain} put first: {theirs.answer}"
    metric, value = f"{mine.metric} over {plain}", mine.value - theirs.value
    return Score(mine.case, OURS, metric, value, mine.answer, said, mine.text)


def _lower_end(over: Sequence[Score]) -> Score:
    """Where the bootstrap's 95 % interval of the mean difference begins."""
    low, high = bootstrap([score.value for score in over])
    said = f"95 % of {DRAWS} draws of the questions lie within {low:+.3f} … {high:+.3f}"
    return Score("all questions", OURS, f"{over[0].metric} lower end", low, "", said)


def certainty(asked: Sequence[Asked], encoder: Encoder) -> list[Score]:
    """How well `catalog.certainty`, held out, tells what can be answered, and how much of it can be said for sure."""
    found = answerable.measured(asked, encoder)
    runs = answerable.held_out(found)
    covered = [answerable.coverage(chances, found.right) for chances in runs]
    shares = ", ".join(f"{share:.3f} from {least:.2f}" for share, least in covered)
    right = f"{found.right.mean():.1%} of the texts put first are a full answer, {found.answerable.mean():.1%} have one"
    rows = [
        ("AUROC answerable", [answerable.auroc(chances, found.answerable) for chances in runs], right),
        ("AUROC right", [answerable.auroc(chances, found.right) for chances in runs], right),
        ("coverage at 95 % precision", [share for share, _ in covered], f"share from which chance: {shares}"),
    ]
    return [Score("all questions", OURS, name, float(np.mean(each)), "", said) for name, each, said in rows]


def bootstrap(values: Sequence[float]) -> tuple[float, float]:
    """The interval of a mean under draws with replacement."""
    rows = np.array(values)
    drawn = np.random.default_rng(0).integers(0, len(rows), (DRAWS, len(rows)))
    low, high = np.quantile(rows[drawn].mean(axis=1), INTERVAL)
    return float(low), float(high)
