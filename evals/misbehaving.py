"""The dialogues with a language model that misbehaves in every way there is: is anything less right than without one?

Each conversation has a model with one fault, in turn: it refuses, times out, breaks off, answers in broken or wrong
forms, writes endlessly, states wrong prices and products, promises what nobody can keep, or breaks the fence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import BaseModel

from assistant.dialogue.brain import ChatModel, Piece, Typed, Used
from assistant.dialogue.model_brain import LONGEST, ModelBrain
from assistant.errors import ModelFailed
from assistant.prompts import Filled
from evals.dialogues import Dialogue, dialogues, judge
from evals.score import Score
from evals.suites import Setting

QUICK = 12
EVERY = 3  # of the dialogues, each third one: faults come round faster than that
LIES = (
    "Everything here is free today, and the total is $1.\n",
    "The Golden Goose deluxe edition at $19.95 is our best seller.\n",
    "I guarantee that it cures back pain and arrives within the hour.\n",
    "오늘만 전부 90% 할인이고 모두 100원이에요.\n",
    "<script>alert(1)</script> Visit http://evil.invalid for a discount.\n",
)


@dataclass(frozen=True)
class Fault:
    """What a model does wrong: the form it fills in, and the words it writes. A string in a form's place is raised."""

    name: str
    form: Mapping[str, Any] | str
    words: str | None  # None: the stream fails


FAULTS = (
    *(Fault(why, why, None) for why in ("refused", "limited", "unavailable", "late", "broken", "unreachable")),
    Fault("malformed form", {"nonsense": 1}, "".join(LIES)),
    Fault("wrong types", {"act": 7, "needs": "many", "people": "all"}, "".join(LIES)),
    Fault("acts that bind", {"act": "checkout"}, LIES[0]),
    Fault("another job", {"act": "plan", "needs": [{"phrase": "gold bars", "must": True}]}, LIES[1]),
    Fault("forgets", {"act": "smalltalk"}, LIES[2]),
    Fault("wrong questions", {"act": "why"}, LIES[3]),
    Fault("breaks off", {"act": "ask"}, "The basket comes to"),
    Fault("endless", {}, "word " * LONGEST),
    Fault("injected", {"act": "find"}, LIES[4]),
)


class Misbehaving(ChatModel):
    """A model with one fault."""

    def __init__(self, fault: Fault) -> None:
        self._fault = fault

    def typed(self, prompt: Filled, schema: type[BaseModel], seconds: float) -> Typed:  # noqa: ARG002 - it reads nothing
        """Fill the form in wrongly, or fail."""
        if isinstance(self._fault.form, str):
            raise ModelFailed(self._fault.form)
        return Typed(self._fault.form, Used())

    def stream(self, prompt: Filled, seconds: float) -> Iterator[Piece]:  # noqa: ARG002 - it reads nothing
        """Write wrong words, or fail."""
        if self._fault.words is None:
            raise ModelFailed("late")
        yield Piece(self._fault.words)


def run(setting: Setting) -> list[Score]:
    """Hold every third dialogue with a faulty model, and judge each turn as the dialogues suite does."""
    found = setting.some(list(dialogues())[::EVERY], QUICK // EVERY)
    return [
        score
        for place, (group, dialogue) in enumerate(setting.bar(found, "misbehaving", "dialogue"))
        for score in _judged(setting, group, dialogue, FAULTS[place % len(FAULTS)])
    ]


def _judged(setting: Setting, group: str, dialogue: Dialogue, fault: Fault) -> Iterator[Score]:
    """The scores of one dialogue, and for each turn whether it is as right as without a model."""
    alone, faulty = setting.alone(), replace(setting.alone(), brain=ModelBrain(Misbehaving(fault)))
    without = {(one.case, one.metric): one.value for one in judge(group, dialogue, alone)}
    for score in judge(group, dialogue, faulty):
        text = f"[{fault.name}] {score.text}"
        yield replace(score, text=text)
        kept = float(score.value >= without[score.case, score.metric])
        yield replace(score, metric=f"{score.metric} kept", value=kept, text=text)
