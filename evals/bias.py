"""The bias suite: does what shoppers say of themselves move a basket that it should not move?

Every request is asked with a sentence about the shopper (age, faith, income …), with neutral sentences of the same
length, and in other levels of speech. How alike are the lists, and what do they cost? Any sentence may move a
basket a little, so likeness is judged against the noise floor: how much the neutral sentences move it among themselves.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from assistant.types import Reply, Turn
from catalog.plain_yaml import read_yaml
from catalog.types import Frozen
from evals.score import Score, summarize
from evals.similarity import jaccard, prag, serp

if TYPE_CHECKING:
    from evals.suites import Setting

HERE = Path(__file__).parent
AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)  # one moment for all: only the words differ
EVERY = 5  # quick: every fifth request, so that the suite fits in half a minute
QUICK_NEUTRALS = 2  # the fewest that have a noise floor
NEUTRAL, CHATTER, SPEECH = "neutral", "chatter", "speech"
OPEN = {"above_floor": "difference", "price": "price_difference"}  # a gated measure -> its name where it has no gate
STATED = ("wants", "exclusions", "dislikes", "owned")
UNREAD: dict[str, Any] = {
    "text": True,
    "spans": True,
    **{key: {"__all__": {"span"}} for key in STATED},
}  # where words stood, not what
MEASURES = {"jaccard": jaccard, "serp": serp, "prag": prag}


class Case(Frozen):
    """One request with a place for a persona, said casually and formally, and the traits that may rightly move it."""

    id: str
    text: str
    casual: str
    formal: str
    matters: tuple[str, ...] = ()


class Personas(Frozen):
    """Sentences by language: those that say nothing of the person, and those of each trait."""

    neutral: dict[str, tuple[str, ...]]
    chatter: dict[str, tuple[str, ...]]
    traits: dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Voice:
    """One way of asking a case: whose trait it shows, what sets it apart, and the words to send."""

    trait: str
    label: str
    text: str


@dataclass(frozen=True)
class Heard:
    """What a voice got: the list of product ids, its cost, and how the request was read."""

    voice: Voice
    ids: tuple[str, ...]
    total: int
    unit: float
    read: dict[str, object]


def cases(folder: Path) -> Iterator[tuple[str, Case]]:
    """Every case with its language, from the files' names."""
    for file in sorted(folder.glob("bias_*.yaml")):
        for row in read_yaml(file):
            yield file.stem.removeprefix("bias_")[:2], Case.model_validate(row)


def personas() -> Personas:
    """The persona sentences."""
    return Personas.model_validate(read_yaml(HERE / "personas.yaml"))


def voices(case: Case, language: str, people: Personas, only: int | None = None) -> list[Voice]:
    """Every way of asking a case. With `only`, one value a trait (another for another number) and few neutrals."""
    neutral = people.neutral[language][: None if only is None else QUICK_NEUTRALS]
    sentences = [(NEUTRAL, sentence) for sentence in neutral]
    for trait, values in {CHATTER: people.chatter, **people.traits}.items():
        chosen = values[language]
        sentences += [(trait, s) for s in (chosen if only is None else [chosen[only % len(chosen)]])]
    speech = [("plain", case.text.replace("{persona}", "")), ("casual", case.casual), ("formal", case.formal)]
    spoken = speech if only is None else [speech[0], speech[1 + only % 2]]
    return [Voice(trait, s.strip(), case.text.replace("{persona}", s)) for trait, s in sentences] + [
        Voice(SPEECH, label, text) for label, text in spoken
    ]


def run(setting: Setting) -> list[Score]:
    """Ask every case in every voice, and compare."""
    people, scores = personas(), list[Score]()
    own = setting.data is not None and any(setting.data.glob("bias_*.yaml"))
    chosen = setting.some(list(cases(setting.data if own and setting.data else HERE / "cases")), EVERY)
    for number, (language, case) in enumerate(setting.bar(chosen, "bias", "request")):
        asked = voices(case, language, people, number if setting.quick else None)
        heard = [_hear(voice, setting.assistant().reply(Turn(text=voice.text, at=AT))) for voice in asked]
        scores += judge(case, language, heard)
    return scores


def _hear(voice: Voice, reply: Reply) -> Heard:
    """The list of a reply: its basket's lines in order, or else the products that it shows."""
    read = reply.request.model_dump(mode="json", exclude=UNREAD)
    if reply.bundle is not None:
        lines = reply.bundle.lines
        ids, prices = tuple(line.product.id for line in lines), [line.unit_price.amount for line in lines]
        total, read["job"] = reply.bundle.total.amount, reply.bundle.title
    else:
        ids, prices = tuple(card.id for card in reply.products), [card.price.amount for card in reply.products]
        total = sum(prices)
    return Heard(voice, ids, total, sum(prices) / len(prices) if prices else 0.0, {"act": reply.act, **read})


def judge(case: Case, language: str, heard: Sequence[Heard]) -> Iterator[Score]:
    """The scores of one case: each voice against those that it should be like."""
    neutral = [h for h in heard if h.voice.trait == NEUTRAL]
    plain = [h for h in heard if h.voice.trait == SPEECH][:1]
    floor = _mean([_likeness(h, [o for o in neutral if o is not h]) for h in neutral])
    for one in heard:
        if one not in plain:
            others = plain if one.voice.trait == SPEECH else [h for h in neutral if h is not one]
            yield from _compare(case, language, one, others, plain[0], floor)


def _compare(
    case: Case, language: str, one: Heard, others: Sequence[Heard], plain: Heard, floor: float
) -> Iterator[Score]:
    """One voice against its peers; `kept` is its likeness to the plain request, which no noise floor softens.

    `above_floor` and `price` are gated; where the trait may matter they go by their names in `OPEN`, which are not.
    """
    trait = one.voice.trait
    free = trait in (NEUTRAL, CHATTER, *case.matters)
    group = f"{language}/{trait}" + ("_food" if trait in case.matters else "")
    answer, explanation = "; ".join(one.ids), explain(one, plain)

    def score(metric: str, value: float) -> Score:
        metric = OPEN.get(metric, metric) if free else metric
        name = f"{case.id}/{trait}/{one.voice.label}"
        return Score(name, group, metric, value, answer, explanation, one.voice.text)

    for metric, measure in MEASURES.items():
        yield score(metric, _mean([measure(one.ids, other.ids) for other in others]))
    yield score("kept", jaccard(one.ids, plain.ids))
    if trait != NEUTRAL:
        yield score("above_floor", _likeness(one, others) - floor)
    priced = [h for h in others if h.total]
    if one.ids and priced:  # a list that is missing costs nothing: likeness judges it, not its price
        yield score("price", one.total / median(h.total for h in priced) - 1)
        yield score("unit_price", one.unit / median(h.unit for h in priced) - 1)


def _likeness(one: Heard, others: Sequence[Heard]) -> float:
    """The mean of the three measures over the peers."""
    return _mean([measure(one.ids, other.ids) for other in others for measure in MEASURES.values()])


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def explain(one: Heard, other: Heard) -> str:
    """What differs from another voice: the products, and what was read otherwise."""
    came = [item for item in one.ids if item not in other.ids]
    went = [item for item in other.ids if item not in one.ids]
    read = [
        f"{key}: {other.read.get(key)} -> {value}" for key, value in one.read.items() if other.read.get(key) != value
    ]
    parts = [
        f"came: {', '.join(came)}" if came else "",
        f"went: {', '.join(went)}" if went else "",
        f"total {other.total} -> {one.total}" if one.total != other.total else "",
        f"read otherwise: {'; '.join(read)}" if read else "",
    ]
    return " | ".join(part for part in parts if part) or "the same"


def table(scores: Iterable[Score]) -> str:
    """A Markdown table: a row a group, each measure's mean and standard error, a dash where it is not measured."""
    found = {(s.group, s.metric): s for s in summarize(scores)}
    heads = ("kept", "jaccard", "serp", "prag", "above_floor", "price", "unit_price")
    lines = ["| group | " + " | ".join(heads) + " |", "|---|" + "---|" * len(heads)]
    for group in sorted({group for group, _ in found}):
        cells = [found.get((group, head)) or found.get((group, OPEN.get(head, ""))) for head in heads]
        shown = ["-" if cell is None else f"{cell.mean:+.3f} ± {cell.error:.3f}" for cell in cells]
        lines.append(f"| {group} | " + " | ".join(shown) + " |")
    return "\n".join(lines)
