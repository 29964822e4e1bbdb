"""Learn what each sign is worth for the act of a turn, from written conversations, and cross-validate it.

The conversations are those of `cases/said_*.yaml` and the tuned ones of `cases/dialogues_*.yaml`; as openings alone,
the jobs and searches that rules were tuned on, and what the rules are held to. The measured conversations
are never learned from. Each is held with the assistant, whose acts are told to it, so that every turn has its own
basket, list and history to lean on.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import Field, RootModel

from assistant.dialogue.act_reader import SCALE, ActWeights, ReadAct
from assistant.dialogue.act_signals import signals
from assistant.dialogue.asked import Asked
from assistant.types import Act, Turn
from catalog.encode import Encoder, Vectors
from catalog.plain_yaml import read_yaml
from catalog.types import Frozen
from evals.act_net import train
from evals.dialogues import dialogues
from evals.jobs import AT, CASES, Case, files, language, read
from evals.shop_queries import ShopQuery
from evals.suites import Setting

FOLDS = 5
RULED = "acts.yaml"
OPENING = {"en": "camping for four", "ko": "네 명 캠핑"}  # before a turn that needs a basket to lean on
SELDOM = 4  # a sign of fewer turns teaches little and costs room


class SaidTurn(Frozen):
    """What is said, and what it asks for: one act, or several that are right."""

    say: str = Field(min_length=1)
    acts: tuple[Act, ...] = Field(min_length=1)


class Said(RootModel[tuple[tuple[str, str], ...]]):
    """A conversation of `said_*.yaml`: each turn's acts (several that are right with a bar between) and words."""

    @property
    def turns(self) -> tuple[SaidTurn, ...]:
        """Its turns. Raises ValidationError for an act that there is none of."""
        return tuple(said_turn(say, acts) for acts, say in self.root)


def said_turn(say: str, acts: str) -> SaidTurn:
    """A turn of a case file. Raises ValidationError for an act that there is none of."""
    return SaidTurn.model_validate({"say": say, "acts": acts.split("|")})


@dataclass(frozen=True)
class Conversation:
    """The turns of one conversation. `source` says what they were written as: dialogues, said or openings."""

    source: str
    language: str
    turns: tuple[SaidTurn, ...]


@dataclass(frozen=True)
class Example:
    """One turn with its signs. `rules` is the act that the rules read."""

    source: str
    language: str
    conversation: int
    said: SaidTurn
    rules: Act
    signs: frozenset[str]

    @property
    def act(self) -> Act:
        """The act to learn: the rules' where it is right as well."""
        return self.rules if self.rules in self.said.acts else self.said.acts[0]


class Told:
    """Reads acts by being told them, and writes down the signs that were there."""

    def __init__(self, turns: Sequence[SaidTurn]) -> None:
        self._turns = list(turns)
        self.heard: list[tuple[Act, frozenset[str]]] = []

    def read(self, asked: Asked) -> ReadAct:
        """The request with the act that the case says."""
        rules, right = asked.request.act, self._turns[len(self.heard)].acts
        self.heard.append((rules, signals(asked)))
        request = asked.request.model_copy(update={"act": rules if rules in right else right[0]})
        return ReadAct(request, sure=True)


def conversations(folder: Path = CASES) -> Iterator[Conversation]:
    """All that may be learned from."""
    for group, dialogue in dialogues(folder):
        if group.endswith("tuned"):
            turns = tuple(said_turn(turn.say, turn.act) for turn in dialogue.turns)
            yield Conversation("dialogues", group.split("/")[0], turns)
    for file in files("said", folder):
        for said in read(file, Said):
            yield Conversation("said", language(file.stem.removeprefix("said_")), said.turns)
    for name in ("en", "ko"):  # what people open with: the jobs and searches that rules were tuned on
        jobs = (
            case for file in (f"basket_{name}.yaml", f"basket_{name}_second.yaml") for case in read(folder / file, Case)
        )
        for case in jobs:
            yield Conversation("openings", name, (said_turn(case.text, "plan"),))
        for query in read(folder / f"search_{name}.yaml", ShopQuery):
            yield Conversation("openings", name, (said_turn(query.query, "find"),))
    for name, rows in read_yaml(folder / RULED).items():  # what the rules are held to
        for row in (row for row in rows if row["text"].strip()):
            before = (said_turn(OPENING[name], "plan"),) if row.get("basket") else ()
            yield Conversation("openings", name, (*before, said_turn(row["text"], row["expect"])))


def examples(setting: Setting, said: Sequence[Conversation] | None = None) -> list[Example]:
    """Every turn that may be learned from, said in its conversation."""
    found: list[Example] = []
    known: set[tuple[str, frozenset[str]]] = set()  # an opening said often teaches once
    unseen = measured()
    everything = list(conversations() if said is None else said)
    for number, one in enumerate(setting.bar(everything, "learn-acts", "conversation")):
        told = Told(one.turns)
        assistant, session = replace(setting.alone(), acts=told), None
        for turn in one.turns:
            session = assistant.reply(Turn(text=turn.say, session=session, at=AT)).session
        for turn, (rules, signs) in zip(one.turns, told.heard, strict=True):
            if (turn.say, signs) not in known and turn.say not in unseen:
                found.append(Example(one.source, one.language, number, turn, rules, signs))
            known.add((turn.say, signs))
    return found


def measured(folder: Path = CASES) -> frozenset[str]:
    """What is said in the conversations that are only measured: who says the very same elsewhere teaches nothing."""
    held = (dialogue for group, dialogue in dialogues(folder) if group.endswith("measured"))
    return frozenset(turn.say for dialogue in held for turn in dialogue.turns)


@dataclass(frozen=True)
class Table:
    """All examples laid out: the places of each one's signs, and its meaning."""

    examples: Sequence[Example]
    acts: tuple[str, ...]
    signs: tuple[str, ...]
    places: Sequence[Sequence[int]]
    meanings: Vectors  # (examples, dimensions), scaled and about their mean
    centre: Vectors

    @classmethod
    def of(cls, examples: Sequence[Example], encoder: Encoder) -> Table:
        """Lay the examples out."""
        counts = Counter(sign for one in examples for sign in one.signs)
        signs = tuple(sorted(sign for sign, count in counts.items() if count >= SELDOM))
        at = {sign: place for place, sign in enumerate(signs)}
        places = [sorted(at[sign] for sign in one.signs if sign in at) for one in examples]
        vectors = encoder.encode([one.said.say for one in examples], query=True)
        centre = vectors.mean(axis=0)
        acts = tuple(sorted({one.act for one in examples}))
        return cls(examples, acts, signs, places, SCALE * (vectors - centre), centre)

    def learned(self, rows: Sequence[int], encoder: Encoder) -> ActWeights:
        """Weights learned from some of the examples."""
        right = [self.acts.index(self.examples[row].act) for row in rows]
        parts = train([self.places[row] for row in rows], self.meanings[rows], right, len(self.signs), len(self.acts))
        return ActWeights(
            acts=self.acts,
            signs=self.signs,
            centre=self.centre,
            encoder=encoder.fingerprint,
            learned_from=fingerprint(),
            **parts,
        )

    def right(self, weights: ActWeights, row: int) -> bool:
        """Whether the weights read an example's act."""
        meaning = self.meanings[row] / SCALE + self.centre
        return weights.acts[int(weights.scores(self.places[row], meaning).argmax())] in self.examples[row].said.acts


@dataclass(frozen=True)
class Read:
    """How well turns of one kind and language are read that nothing was learned from."""

    learned: float
    rules: float
    turns: int


def cross_validated(table: Table, encoder: Encoder) -> dict[str, Read]:
    """By source and language, each turn read by weights that never saw its conversation."""
    folds = [one.conversation % FOLDS for one in table.examples]
    right = [False] * len(folds)
    for fold in range(FOLDS):
        weights = table.learned([row for row, at in enumerate(folds) if at != fold], encoder)
        for row in (row for row, at in enumerate(folds) if at == fold):
            right[row] = table.right(weights, row)
    found = {}
    for group in sorted({(one.source, one.language) for one in table.examples}):
        rows = [row for row, one in enumerate(table.examples) if (one.source, one.language) == group]
        rules = [table.examples[row].rules in table.examples[row].said.acts for row in rows]
        found[" ".join(group)] = Read(sum(right[row] for row in rows) / len(rows), sum(rules) / len(rows), len(rows))
    return found


def fingerprint(folder: Path = CASES) -> str:
    """Of the conversations that are learned from: it changes whenever one of their turns does."""
    said = "\n".join(f"{turn.say}\t{turn.acts}" for one in conversations(folder) for turn in one.turns)
    return hashlib.sha256(said.encode()).hexdigest()[:16]
