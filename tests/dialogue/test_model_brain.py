"""A language model adds to what the rules read, and its words stand only where the reply supports them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.dialogue.brain import Piece
from assistant.dialogue.heard import Heard, taken_over
from assistant.dialogue.model_brain import ModelBrain
from assistant.dialogue.sessions import Sessions
from assistant.dialogue.spending import Allowance
from assistant.errors import ModelFailed
from assistant.prompts import Filled
from assistant.types import Reply, Request, Turn
from assistant.understand.request import Vocabulary, understand
from evals.verifier import replies
from tests.scripted_model import ScriptedModel

PARTY = "football party for 8 under $120"
AT = dt.datetime(2026, 11, 21, 18, tzinfo=dt.UTC)


def read(text: str) -> Request:
    """A message as the rules read it."""
    return understand(text, AT, Vocabulary())


def heard(text: str, has_basket: bool = False, **form: Any) -> Request:
    """The same with a model's form."""
    return taken_over(read(text), Heard.model_validate({"act": "plan"} | form), has_basket)


@pytest.fixture
def basket() -> Reply:
    return replies()["party_en"]


def test_an_empty_form_changes_nothing() -> None:
    request = read("football party for 8, under $120, two vegans, no alcohol")
    assert taken_over(request, Heard(act="plan"), has_basket=False) == request


@pytest.mark.parametrize(
    "form",
    [
        {"diet": [{"diet": "halal", "quote": "keep halal"}]},
        {"allergies": [{"allergen": "egg", "quote": "eggs disagree"}]},
        {"exclusions": ["crisps"]},
        {"budget_quote": "cheap"},
        {"budget_quote": "$40"},
        {"adults": 9, "people_quote": "my friends"},
        {"adults": 900, "people_quote": "the party"},
    ],
)
def test_what_the_message_does_not_say_is_not_taken_over(form: dict[str, Any]) -> None:
    text = "something for the party with my friends"
    assert heard(text, **form) == read(text)


def test_hard_limits_are_the_union_of_both_readings() -> None:
    text = "dinner, I am vegan, one keeps to what imams allow, kiwis make me sneeze, nothing with peanuts"
    before = read(text)
    after = heard(
        text, diet=[{"diet": "halal", "quote": "keeps to what imams allow"}], exclusions=["kiwis"], allergies=None
    )
    assert set(before.diet) < set(after.diet)
    assert {need.diet for need in after.diet} == {"vegan", "halal"}
    assert set(before.exclusions) <= set(after.exclusions)
    assert "kiwis" in {stated.text for stated in after.exclusions}
    assert set(before.allergies) <= set(after.allergies)
    assert after.spans["diet"][-1].text == "keeps to what imams allow"


def test_money_and_people_of_the_rules_win() -> None:
    text = "party for 8, under $120"
    after = heard(text, budget_quote="8, under $120", adults=120, people_quote="under $120")
    assert (after.budget, after.people) == (read(text).budget, read(text).people)


@pytest.mark.parametrize(
    ("text", "act", "has_basket", "becomes"),
    [
        ("hmm, that thing", "find", False, "find"),
        ("hmm, that thing", "refine", False, None),
        ("party for 8 under $50", "smalltalk", False, None),
        ("what is the capital of France?", "plan", False, None),
    ],
)
def test_a_model_chooses_only_acts_that_bind_nobody(text: str, act: str, has_basket: bool, becomes: str | None) -> None:
    assert heard(text, has_basket, act=act).act == (becomes or read(text).act)


def test_needs_that_are_ruled_out_are_not_looked_for() -> None:
    after = heard(
        "craft night without glitter", exclusions=["glitter"], needs=[{"phrase": "glitter glue"}, {"phrase": "paper"}]
    )
    assert [thing.phrase for thing in after.sought] == ["paper"]


def test_true_sentences_stand_and_false_ones_go(basket: Reply) -> None:
    """And the template's own rows stay as they are."""
    wording = (
        "opening: Here is a basket for 8 people. Everything is vegan.\n"
        "7: You save $5.49 on these.\n4: Delivered tomorrow.\n99: Nothing.\nclosing: It comes to $99.00."
    )
    turn = ModelBrain(ScriptedModel(wordings=[wording])).turn("s")
    reply = [*turn.wording(basket)][-1]
    rows = reply.text.splitlines()
    assert rows[0] == "Here is a basket for 8 people."
    assert len(rows) == len(basket.text.splitlines()) + 1
    assert next(row for row in rows if "Mini pizzas" in row).endswith("for 8. You save $5.49 on these.")
    assert all(row in reply.text for row in basket.text.splitlines())
    assert (reply.bundle, reply.notices) == (basket.bundle, basket.notices)


def test_the_reply_grows_by_every_whole_line_that_the_model_has_written(basket: Reply) -> None:
    """A line is looked at when it is whole: half a sentence is never shown."""
    wording = "opening: Here is a basket for 8 people.\n4: Delivered tomorrow.\n7: You save $5.49 on these."
    turn = ModelBrain(ScriptedModel(wordings=[wording])).turn("s")
    assert turn.rewords(basket)
    texts = [reply.text for reply in turn.wording(basket)]
    assert [len(text) for text in texts] == sorted(len(text) for text in texts)
    assert texts[0].splitlines() == ["Here is a basket for 8 people.", *basket.text.splitlines()]
    assert "You save $5.49" not in texts[1]
    assert "You save $5.49" in texts[-1]


def test_a_model_that_fails_in_the_middle_leaves_the_templates_words(basket: Reply) -> None:
    class Cut(ScriptedModel):
        def stream(self, prompt: Filled, seconds: float) -> Iterator[Piece]:
            yield from super().stream(prompt, seconds)
            raise ModelFailed("cut")

    turn = ModelBrain(Cut(wordings=["opening: Here is a basket for 8 people.\nclosing: Enjoy"])).turn("s")
    first, *_, last = turn.wording(basket)
    assert first.text != basket.text
    assert last.text == basket.text
    assert [notice.code for notice in last.notices] == ["model_away"]


def test_a_turn_with_a_model_shows_the_basket_before_its_words(assistant: Assistant) -> None:
    model = ScriptedModel([{"act": "plan"}], ["opening: Here is your basket.\nclosing: Enjoy."])
    grown = list(replace(assistant, sessions=Sessions(), brain=ModelBrain(model)).replies(Turn(text=PARTY, at=AT)))
    assert [whole for _, whole in grown] == [False] * (len(grown) - 1) + [True]
    assert len(grown) > 1
    assert grown[0].reply.bundle == grown[-1].reply.bundle
    assert {one.reply.session for one in grown} == {grown[-1].reply.session}


def test_without_a_model_a_turn_is_answered_in_one_go(assistant: Assistant) -> None:
    (only,) = replace(assistant, sessions=Sessions()).replies(Turn(text=PARTY, at=AT))
    assert only.whole


def test_words_without_a_basket_cost_no_call(basket: Reply) -> None:
    """Answers that cite, orders and refusals stay as code writes them."""
    model = ScriptedModel()
    words = basket.model_copy(update={"bundle": None, "answer": "The label states milk."})
    assert [*ModelBrain(model).turn("s").wording(words)][-1] == words
    assert model.asked == []


def test_after_a_failure_the_turn_asks_no_more_and_says_so_once(basket: Reply) -> None:
    model = ScriptedModel([ModelFailed("late")])
    turn = ModelBrain(model).turn("s")
    assert turn.understand(basket.request, has_basket=False) == basket.request
    reply = [*turn.wording(basket)][-1]
    assert reply.text == basket.text
    assert [notice.code for notice in reply.notices] == ["model_away"]
    assert len(model.asked) == 1


@pytest.mark.parametrize("allowance", [Allowance(tokens=10), Allowance(cents=0.0001, cents_read=15, cents_written=60)])
def test_a_conversation_that_has_spent_its_share_is_answered_offline(basket: Reply, allowance: Allowance) -> None:
    model = ScriptedModel()
    turn = ModelBrain(model, allowance=allowance).turn("s")
    assert turn.understand(basket.request, has_basket=False) == basket.request
    assert [notice.code for notice in [*turn.wording(basket)][-1].notices] == ["model_spent"]
    assert model.asked == []


def test_each_conversation_has_a_share_of_its_own(basket: Reply) -> None:
    brain = ModelBrain(ScriptedModel([{"act": "plan"}] * 2), allowance=Allowance(tokens=1_600))
    for session, said in (("a", 0), ("a", 1), ("b", 0)):
        turn = brain.turn(session)
        turn.understand(basket.request, has_basket=False)
        words = basket.model_copy(update={"bundle": None})
        assert len([*turn.wording(words)][-1].notices) == said, session
