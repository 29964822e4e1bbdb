"""Learning the acts: what is held out is never learned from, and learning is the same every time."""

from __future__ import annotations

import numpy as np

from assistant.dialogue.assistant import Assistant
from evals.act_net import train
from evals.dialogues import dialogues
from evals.learn_acts import Conversation, conversations, examples, measured, said_turn
from evals.suites import Setting


def test_what_is_only_measured_is_never_learned_from() -> None:
    """What everybody says, such as "add the first one", may be said elsewhere too; there are few such turns."""
    learned = {turn.say for one in conversations() for turn in one.turns}
    assert len(measured() & learned) < 0.03 * len(measured())


def test_a_turn_that_is_said_word_for_word_where_it_is_only_measured_teaches_nothing(assistant: Assistant) -> None:
    held = next(one for group, one in dialogues() if group == "en/measured")
    turns = (said_turn("camping for four under $300", "plan"), said_turn(held.turns[0].say, held.turns[0].act))
    setting = Setting(progress=False, assistant=lambda: assistant)
    found = examples(setting, [Conversation("said", "en", turns)])
    assert [one.said.say for one in found] == ["camping for four under $300"]


def test_several_acts_may_be_right() -> None:
    assert said_turn("no chips please", "remove|refine").acts == ("remove", "refine")


def test_learning_tells_signs_apart_and_is_repeatable() -> None:
    """Two acts, a sign each: the sign decides, and twice the same weights come out."""
    places, right = [[0], [1]] * 40, [0, 1] * 40
    meanings = np.zeros((80, 4), np.float32)
    first, again = (train(places, meanings, right, 2, 2) for _ in range(2))
    assert all(np.array_equal(first[name], again[name]) for name in first)
    for sign in (0, 1):
        hidden = np.maximum(first["hidden"][sign] + first["hidden_bias"], 0)
        scores = hidden @ first["out"] + first["skip"][sign] + first["bias"]
        assert scores.argmax() == sign
