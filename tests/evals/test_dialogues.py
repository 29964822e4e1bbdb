"""The dialogues suite: its cases can be read, stand once, and a wrong reply is told apart from a right one."""

from __future__ import annotations

from assistant.dialogue.assistant import Assistant
from evals.dialogues import PARTS, Dialogue, Said, dialogues, judge


def test_every_dialogue_stands_once_and_both_languages_hold_some_back() -> None:
    """Most may be tuned on; those of files that are called measured are only measured."""
    found = list(dialogues())
    assert len({one.id for _, one in found}) == len(found)
    assert len({tuple(turn.say for turn in one.turns) for _, one in found}) == len(found)
    groups = {group for group, _ in found}
    assert groups >= {f"{one}/{part}" for one in ("en", "ko") for part in ("tuned", "measured")}
    assert groups <= {f"{one}/{part}" for one in ("en", "ko") for part in ("tuned", *PARTS)}  # fresh ones come and go


def test_what_a_turn_gets_wrong_is_scored_and_said(assistant: Assistant) -> None:
    """A wrong act, a wrong budget and a line that should not be there each cost their metric."""
    wrong = Dialogue(
        id="wrong",
        turns=(
            Said(say="camping for 4 under $400", act="find", budget=30_000, lack=("tent",)),
            Said(say="remove the second one", act="remove", refers="line 2"),
        ),
    )
    scores = {(score.case, score.metric): score for score in judge("en/tuned", wrong, assistant)}
    assert scores["wrong.1", "act"].value == 0
    assert "not 30000" in scores["wrong.1", "state"].explanation
    assert "still tent" in scores["wrong.1", "state"].explanation
    assert scores["wrong.2", "reference"].value == 1
