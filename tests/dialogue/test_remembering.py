"""What is to hold for good: kept with consent alone, kept to, shown, and gone when asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.shopper.types import Preference
from assistant.types import DietNeed
from tests.dialogue.turns import CHIPS, Talk, codes, lines, opened


@pytest.fixture
def shop(tmp_path: Path) -> Assistant:
    """The small shop."""
    return opened(tmp_path)


def agreed(shop: Assistant, *purposes: str) -> Talk:
    """A conversation of a shopper who agreed to some purposes."""
    for purpose in purposes:
        shop.desk.shoppers.consent("ann", purpose, True)
    return Talk(shop, shopper="ann")


def told(shop: Assistant) -> set[tuple[str, str]]:
    """What is on Ann's record."""
    held: tuple[Preference, ...] = shop.desk.shoppers.holdings("ann").preferences
    return {(one.kind, one.text) for one in held}


SAID = [
    ("I'm vegan, remember that", {("diet", "vegan")}),
    ("remember that we are all vegetarian", {("diet", "vegetarian/everyone")}),
    ("remember I'm allergic to peanuts", {("allergy", "peanut")}),
    ("please remember that I hate coriander", {("dislike", "coriander")}),
    ("견과류 알레르기 기억해줘", {("allergy", "peanut"), ("allergy", "tree_nut")}),
    ("나 비건이야, 기억해줘", {("diet", "vegan")}),
    ("고수 싫어하는 거 기억해줘", {("dislike", "고수")}),
]


@pytest.mark.parametrize(("text", "kept"), SAID, ids=[row[0] for row in SAID])
def test_with_consent_it_is_kept(shop: Assistant, text: str, kept: set[tuple[str, str]]) -> None:
    """As what to keep to, never as why."""
    agreed(shop, "remember", "personalise").do("remember", text)
    assert told(shop) == kept


@pytest.mark.parametrize("text", [row[0] for row in SAID])
def test_without_consent_it_holds_for_the_conversation_alone(shop: Assistant, text: str) -> None:
    """Nothing goes on record, for a shopper or a stranger; the reply says how it could."""
    talk = agreed(shop)
    reply = talk.do("remember", text)
    assert told(shop) == set()
    assert "privacy settings" in reply.text or "개인정보 설정" in reply.text
    session, _ = shop.sessions.open(talk.session, shop.search.product)
    assert session.lasting.model_dump(exclude_defaults=True)
    assert "privacy settings" not in Talk(shop).do("remember", text).text


def test_a_remembered_allergy_binds_the_next_basket(shop: Assistant) -> None:
    """In a new conversation, said once; what contains it is nowhere."""
    agreed(shop, "remember", "personalise").do("remember", "remember I'm allergic to milk")
    talk = Talk(shop, shopper="ann")
    reply = talk.say("buy 2 tortilla chips and 6 paper plates")
    assert reply.request.allergies == ("milk",)
    assert "chips-cheese" not in lines(reply)
    assert next(one for one in reply.notices if one.code == "remembered").text.endswith("no milk.")
    assert "remembered" not in codes(talk.say("why these?"))


def test_a_remembered_diet_is_one_persons_unless_it_is_everyones(shop: Assistant) -> None:
    """A vegan's party is not a vegan party."""
    talk = agreed(shop, "remember", "personalise")
    talk.do("remember", "I'm vegan, remember that")
    assert talk.say("buy chips for a party of 4").request.diet == (DietNeed(diet="vegan", people=1),)
    talk.do("remember", "remember that we are all vegan")
    need = Talk(shop, shopper="ann").say("buy chips for a party of 4").request.diet
    assert need == (DietNeed(diet="vegan", everyone=True),)


def test_what_is_said_now_comes_before_what_was_remembered(shop: Assistant) -> None:
    """Three vegans are three."""
    talk = agreed(shop, "remember", "personalise")
    talk.do("remember", "I'm vegan, remember that")
    reply = talk.say("buy chips for a party of 8, three vegans")
    assert reply.request.diet == (DietNeed(diet="vegan", people=3),)


def test_a_gift_is_not_bound_by_the_givers_diet(shop: Assistant) -> None:
    """It is for somebody else's table."""
    talk = agreed(shop, "remember", "personalise")
    talk.do("remember", "I'm vegan, remember that")
    assert talk.say("a birthday present for my dad").request.diet == ()


def test_withdrawing_consent_ends_the_use(shop: Assistant) -> None:
    """The record stays the shopper's to see; baskets are a stranger's."""
    agreed(shop, "remember", "personalise").do("remember", "remember I'm allergic to milk")
    shop.desk.shoppers.consent("ann", "personalise", False)
    assert Talk(shop, shopper="ann").say(CHIPS).request.allergies == ()
    assert told(shop) == {("allergy", "milk")}


@pytest.mark.parametrize("text", ["remember this", "기억해줘"])
def test_where_nothing_can_be_remembered_it_is_asked_what(shop: Assistant, text: str) -> None:
    """One question, nothing kept."""
    reply = agreed(shop, "remember").do("remember", text)
    assert reply.text.endswith(("?", "까요?"))
    assert told(shop) == set()


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("forget that I'm vegan", {("allergy", "milk"), ("dislike", "coriander")}),
        ("forget my milk allergy", {("diet", "vegan"), ("dislike", "coriander")}),
        ("forget that I hate coriander", {("diet", "vegan"), ("allergy", "milk")}),
        ("비건인 거 잊어줘", {("allergy", "milk"), ("dislike", "coriander")}),
    ],
)
def test_one_thing_is_forgotten_at_once(shop: Assistant, text: str, left: set[tuple[str, str]]) -> None:
    """And the rest stays."""
    talk = agreed(shop, "remember", "personalise")
    for said in ("I'm vegan, remember that", "remember I'm allergic to milk", "remember that I hate coriander"):
        talk.do("remember", said)
    talk.do("forget", text)
    assert told(shop) == left


@pytest.mark.parametrize(
    ("text", "yes"), [("forget everything you know about me", "yes, delete it"), ("내 정보 지워줘", "네, 지워 주세요")]
)
def test_everything_goes_after_a_yes(shop: Assistant, text: str, yes: str) -> None:
    """It is shown first and counted; then record, conversation, baskets and orders are gone."""
    talk = agreed(shop, "remember", "personalise")
    talk.do("remember", "I'm vegan, remember that")
    talk.say(CHIPS)
    talk.do("keep", "save this as party")
    talk.do("checkout", "check out")
    session = talk.session
    shown = talk.do("forget", text)
    assert told(shop)
    assert all(word in shown.text for word in ("1", "2"))
    assert talk.say(yes).act == "forget"
    held = shop.desk.shoppers.holdings("ann")
    assert (held.preferences, held.consents, held.conversations, held.baskets, held.orders) == ((), (), (), (), ())
    assert shop.ledger.orders(session or "", "ann") == ()
    assert Talk(shop, session).do("undo", "undo").bundle is None
    assert shop.ledger.reserved(["plates"], "online") == {"plates": 6}


@pytest.mark.parametrize("answer", ["no", "아니요", "help me host a party for 4 with chips"])
def test_without_a_yes_nothing_goes(shop: Assistant, answer: str) -> None:
    """A no, or another matter."""
    talk = agreed(shop, "remember", "personalise")
    talk.do("remember", "I'm vegan, remember that")
    talk.do("forget", "forget what you know about me")
    talk.say(answer)
    talk.say("yes")
    assert told(shop) == {("diet", "vegan")}


def test_a_stranger_can_have_the_conversation_deleted(shop: Assistant) -> None:
    """Basket, saved baskets and orders."""
    talk = Talk(shop)
    talk.say(CHIPS)
    talk.do("keep", "save this as party")
    assert "I do not know who you are" in talk.do("forget", "delete my data").text
    talk.say("yes")
    assert talk.do("keep", "show me my saved baskets").text.startswith("There is no saved basket")
    assert talk.do("undo", "undo").bundle is None


def test_conversations_baskets_and_orders_are_part_of_export_and_erasure(shop: Assistant) -> None:
    """Only of those who agreed to be remembered."""
    for shopper, purposes in (("ann", ("remember",)), ("bo", ())):
        for purpose in purposes:
            shop.desk.shoppers.consent(shopper, purpose, True)
        talk = Talk(shop, shopper=shopper)
        talk.say(CHIPS)
        talk.do("keep", "save this as party")
        talk.do("checkout", "check out")
    held = shop.desk.shoppers.holdings("ann")
    assert (len(held.conversations), len(held.baskets), len(held.orders)) == (1, 1, 1)
    assert "plates" in held.conversations[0].model_dump_json()
    nobody = shop.desk.shoppers.holdings("bo")
    assert (nobody.conversations, nobody.baskets, nobody.orders) == ((), (), ())
    gone = shop.desk.shoppers.erase("ann")
    assert (gone.conversations, gone.baskets, gone.orders) == (1, 1, 1)


def test_an_erased_conversation_is_gone_for_whoever_holds_its_id(tmp_path: Path) -> None:
    """Also where another process still has it in memory."""
    here, there = opened(tmp_path), opened(tmp_path)
    talk = agreed(here, "remember")
    session = talk.say(CHIPS).session
    there.desk.shoppers.erase("ann")
    reply = Talk(here, session).say("make it cheaper")
    assert "new_session" in codes(reply)
    assert reply.session != session
