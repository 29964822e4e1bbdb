"""A basket that knows the shopper: every word of it is true of their record, and none is said without consent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import pytest
from babel.dates import format_date

from assistant.dialogue.assistant import Assistant
from assistant.errors import BadInput
from assistant.types import Edit, Line, Notice, Reason, Reply, Turn
from catalog.types import ShopEvent

AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
SHOPPERS = ("sim-001", "sim-007", "sim-042", "sim-100")
ASKED = (
    "football party for 8, $120",
    "weekly groceries for two, $90",
    "camping for 2, two nights, $400",
    "weekend trip abroad packing, $200",
    "set up a home office desk, $400",
    "축구 파티 8명 12만원",
    "장보기 2명 9만원",
    "캠핑 2명 1박 40만원",
    "재택근무 책상 꾸미기 50만원",
    "자취 시작 살림 30만원",
)
Replies = dict[tuple[str, str | None], Reply]
LOCALES = {"en": "en_US", "ko": "ko_KR"}
COUNTED = re.compile(r"(\d+) (?:orders?|times?)\b|(\d+)번")
STARS = re.compile(r"(\d) stars?\b|별 (\d)개")


def ask(assistant: Assistant, text: str, shopper: str | None = None, **more: object) -> Reply:
    """One turn of a shopper at a fixed moment."""
    return assistant.reply(Turn(text=text, at=AT, shopper=shopper, **more))


def basket(reply: Reply) -> list[tuple[str, int, tuple[str, ...]]]:
    """A basket line by line: product, packs and every reason."""
    assert reply.bundle is not None
    return [(line.product.id, line.quantity, tuple(r.text for r in line.reasons)) for line in reply.bundle.lines]


def own(reason: Reason) -> list[str]:
    """The events that a reason rests on."""
    if reason.kind == "history":
        return list(reason.evidence)
    return [ident for ident in reason.evidence if "/e" in ident] if reason.kind == "complements" else []


def personal(reply: Reply) -> Iterator[tuple[Line, Reason]]:
    """The reasons about the shopper's own past, with their lines."""
    assert reply.bundle is not None
    return ((line, reason) for line in reply.bundle.lines for reason in line.reasons if own(reason))


def stored(assistant: Assistant, shopper: str) -> dict[str, ShopEvent]:
    """The shopper's events by id."""
    return {event.id: event for event in assistant.desk.shoppers.holdings(shopper).events}


def newcomer(assistant: Assistant, ident: str, *purposes: str) -> str:
    """A shopper of no history who agreed to some purposes, begun afresh."""
    assistant.desk.shoppers.erase(ident)
    for purpose in purposes:
        assistant.desk.shoppers.consent(ident, purpose, True)
    return ident


def codes(reply: Reply) -> list[str]:
    """The codes of the notices."""
    return [notice.code for notice in reply.notices]


def notice(reply: Reply, code: str) -> Notice:
    """The one notice of that code."""
    (found,) = [one for one in reply.notices if one.code == code]
    return found


@pytest.fixture(scope="module")
def replies(assistant: Assistant) -> Replies:
    """What a stranger and each of the shoppers get for each request."""
    return {(text, who): ask(assistant, text, who) for text in ASKED for who in (None, *SHOPPERS)}


def test_every_shopper_gets_a_basket_of_their_own(replies: Replies) -> None:
    """The past is used: most baskets differ from the stranger's, and most have a word about it."""
    told = [reply for (_, who), reply in replies.items() if who is not None and any(personal(reply))]
    assert len(told) >= 0.6 * len(ASKED) * len(SHOPPERS)
    differ = [1 for (text, who), reply in replies.items() if who and basket(reply) != basket(replies[text, None])]
    assert len(differ) >= 0.8 * len(ASKED) * len(SHOPPERS)
    assert not any(any(personal(reply)) for (_, who), reply in replies.items() if who is None)


def test_all_evidence_is_an_event_of_that_very_shopper(assistant: Assistant, replies: Replies) -> None:
    """Reasons and notices alike; and never an event that had not happened yet."""
    for (_, who), reply in replies.items():
        if who is None:
            continue
        events = stored(assistant, who)
        for _, reason in personal(reply):
            for ident in own(reason):
                assert events[ident].shopper == who
                assert events[ident].at <= AT
        for one in reply.notices:
            assert all(ident in events for ident in one.evidence), one


def month_of(event: ShopEvent, language: str) -> str:
    """The month of an event, as its language calls it."""
    return str(format_date(event.at.date(), "LLLL", locale=LOCALES[language]))


def test_counts_months_and_stars_are_true_of_the_events(assistant: Assistant, replies: Replies) -> None:
    """Read back from the words: as many orders as are named, in the month that is named, of that product or brand."""
    checked = 0
    for (_, who), reply in replies.items():
        if who is None:
            continue
        events = stored(assistant, who)
        for line, reason in personal(reply):
            named = [events[ident] for ident in own(reason)]
            if counted := COUNTED.search(reason.text):
                orders = {e.order or e.id for e in named}
                assert len(orders) == int(counted[1] or counted[2]), reason
            if stars := STARS.search(reason.text):
                assert [e.value for e in named] == [int(stars[1] or stars[2])], reason
            if "usual brand" in reason.text or "늘 고르시던" in reason.text:
                products = [assistant.search.product(e.product_id) for e in named]
                card = assistant.search.product(line.product.id)
                assert card is not None
                assert {(p.brand, p.category) for p in products if p} == {(card.brand, card.category)}, reason
            elif "already" not in reason.text and "이미" not in reason.text:
                last = max(named, key=lambda e: (e.at, e.id))
                assert month_of(last, reply.language) in reason.text, reason
                kind = "rating" if STARS.search(reason.text) else "purchase"
                assert {e.kind for e in named} == {kind}, reason
                if reason.kind == "history":
                    assert {e.product_id for e in named} == {line.product.id}, reason
            checked += 1
    assert checked >= 50


def test_every_purchase_of_a_product_stands_behind_its_count(assistant: Assistant, replies: Replies) -> None:
    """None is left out: "2 times" is all of them up to now."""
    for (_, who), reply in replies.items():
        if who is None:
            continue
        bought = [e for e in stored(assistant, who).values() if e.kind == "purchase"]
        for line, reason in personal(reply):
            if re.search(r"you b(?:ought|uy) it|사셨어요|사신 상품|쯤 사세요", reason.text):
                assert set(reason.evidence) == {e.id for e in bought if e.product_id == line.product.id}, reason


def test_limits_hold_for_personal_baskets_too(replies: Replies) -> None:
    """No taste is worth more than the budget, and totals are exact."""
    for reply in replies.values():
        assert reply.bundle is not None
        assert reply.bundle.budget is not None
        assert reply.bundle.total.amount <= reply.bundle.budget.amount
        assert reply.bundle.total.amount == sum(line.line_total.amount for line in reply.bundle.lines)


LIMITED = [
    ("vegan picnic for 4, $60", "vegan", None),
    ("비건 피크닉 4명 7만원", "vegan", None),
    ("gluten-free dinner for 3, everyone is gluten-free, $50", "gluten_free", None),
    ("birthday party for 6 kids, one has a peanut allergy, $120", None, "peanut"),
    ("아이 생일파티 6명, 우유 알레르기 있는 아이가 있어 15만원", None, "milk"),
]


@pytest.mark.parametrize("shopper", ["sim-001", "sim-042", "sim-150", "sim-222"])
@pytest.mark.parametrize(("text", "diet", "allergen"), LIMITED, ids=[row[0][:20] for row in LIMITED])
def test_diets_and_allergies_bind_whatever_was_bought_before(
    assistant: Assistant, shopper: str, text: str, diet: str | None, allergen: str | None
) -> None:
    """A habit never brings what somebody at the table must not eat."""
    reply = ask(assistant, text, shopper)
    assert reply.bundle is not None
    assert reply.bundle.lines
    assert reply.bundle.budget is not None
    assert reply.bundle.total.amount <= reply.bundle.budget.amount
    for line in reply.bundle.lines:
        product = assistant.search.product(line.product.id)
        assert product is not None
        if product.edible and diet:
            assert diet in product.diet, product.id
        if product.edible and allergen:
            assert product.allergens is not None, product.id
            assert allergen not in product.allergens, product.id


@pytest.mark.parametrize("text", ASKED)
def test_without_personalise_the_basket_is_the_strangers(assistant: Assistant, replies: Replies, text: str) -> None:
    """Line by line, reason by reason, after a withdrawal; the notice says so; agreeing again brings it all back."""
    desk = assistant.desk.shoppers
    desk.consent("sim-042", "personalise", False)
    try:
        reply = ask(assistant, text, "sim-042")
        assert basket(reply) == basket(replies[text, None])
        assert "not_personal" in codes(reply)
        assert "had" not in codes(reply)
    finally:
        desk.consent("sim-042", "personalise", True)
    assert basket(ask(assistant, text, "sim-042")) == basket(replies[text, "sim-042"])


@pytest.mark.parametrize("text", [ASKED[0], ASKED[4], ASKED[7]])
def test_an_unknown_shopper_gets_the_strangers_basket(assistant: Assistant, replies: Replies, text: str) -> None:
    """And a word that nothing is personal; asking leaves no record."""
    reply = ask(assistant, text, "who-is-this")
    assert basket(reply) == basket(replies[text, None])
    assert "unknown_shopper" in codes(reply)
    assert assistant.desk.shoppers.opened().version("who-is-this") == 0


def test_after_an_erasure_the_basket_is_the_strangers(assistant: Assistant, replies: Replies) -> None:
    """Nothing of it is left, not in memory either, also once the shopper agrees again."""
    who = "sim-299"
    before = {text: ask(assistant, text, who) for text in ASKED}
    assert any(basket(before[text]) != basket(replies[text, None]) for text in ASKED)
    assistant.desk.shoppers.erase(who)
    for text in ASKED:
        assert basket(ask(assistant, text, who)) == basket(replies[text, None])
    assistant.desk.shoppers.consent(who, "personalise", True)
    for text in ASKED:
        reply = ask(assistant, text, who)
        assert basket(reply) == basket(replies[text, None])
        assert "not_personal" not in codes(reply)
    assert who in assistant.desk.shoppers.simulated() or not assistant.desk.shoppers.holdings(who).events


GIFTS = (
    "gift for a friend who cooks, $50",
    "present for my 10 year old niece, $40",
    "birthday gift for my brother who loves coffee, $80",
    "생일 선물 친구 5만원",
    "엄마 생신 선물 8만원",
)


@pytest.mark.parametrize("text", GIFTS)
def test_a_gift_does_not_use_the_givers_history(assistant: Assistant, text: str) -> None:
    """What they buy for themselves says nothing about somebody else: everybody gives the same."""
    stranger = ask(assistant, text)
    for who in (*SHOPPERS, "sim-150", "sim-200"):
        reply = ask(assistant, text, who)
        assert basket(reply) == basket(stranger), who
        assert "had" not in codes(reply)


def durables(assistant: Assistant, shopper: str) -> set[str]:
    """The durable things that a shopper bought."""
    bought = {e.product_id for e in stored(assistant, shopper).values() if e.kind == "purchase"}
    return {p.id for p in assistant.search.snapshot.products if p.durable and p.id in bought}


OWNERS = [
    ("sim-010", "set up a home office desk, $400", "folding-laptop-stand-silver"),
    ("sim-010", "재택근무 책상 꾸미기 50만원", "folding-laptop-stand-silver"),
    ("sim-013", "start home workouts, $150", "tpe-yoga-mat-lavender"),
    ("sim-003", "홈트 시작 15만원", "tpe-yoga-mat-lavender"),
    ("sim-026", "home coffee corner, $150", "hand-coffee-grinder"),
    ("sim-026", "홈카페 15만원", "hand-coffee-grinder"),
    ("sim-007", "weekend trip abroad packing, $200", "slim-power-bank-10000"),
    ("sim-005", "자취 시작 살림 30만원", "switched-power-strip-6x5"),
    ("sim-008", "자취 시작 살림 30만원", "broom-dustpan"),
    ("sim-017", "moving into my first apartment, $300", "switched-power-strip-6x5"),
]


@pytest.mark.parametrize(("shopper", "text", "thing"), OWNERS, ids=[f"{who}-{thing}" for who, _, thing in OWNERS])
def test_durable_things_are_not_sold_twice(assistant: Assistant, shopper: str, text: str, thing: str) -> None:
    """What was bought before is left out, the notice names it, and its purchases are the evidence."""
    owned = durables(assistant, shopper)
    assert thing in owned
    reply = ask(assistant, text, shopper)
    assert reply.bundle is not None
    assert not owned & {line.product.id for line in reply.bundle.lines}
    had = notice(reply, "had")
    events = stored(assistant, shopper)
    product = assistant.search.product(thing)
    assert product is not None
    assert product.title[reply.language] in had.text
    named = {events[ident].product_id for ident in had.evidence}
    assert thing in named
    for ident in named:
        title = assistant.search.product(ident)
        assert title is not None
        assert title.title[reply.language] in had.text
    assert {events[ident].kind for ident in had.evidence} == {"purchase"}


def test_what_is_named_is_sold_though_one_is_owned(assistant: Assistant) -> None:
    """Whoever asks for a power strip gets one, their word counting for more than the record."""
    assert "switched-power-strip-6x5" in durables(assistant, "sim-005")
    reply = ask(assistant, "I need 2 power strips and 3 mugs", "sim-005")
    assert reply.bundle is not None
    assert any("strips" in "/".join(line.product.categories) for line in reply.bundle.lines)


def test_a_part_that_is_owned_is_taken_off_and_said(assistant: Assistant) -> None:
    """One sleeping bag of two is there: one is sold, and the line says so with the purchase behind it."""
    reply = ask(assistant, "camping for 2, two nights, $400", "sim-041")
    assert reply.bundle is not None
    (line,) = [line for line in reply.bundle.lines if line.role == "sleeping-bags"]
    assert line.quantity == 1
    (reason,) = [r for r in line.reasons if "already" in r.text]
    events = stored(assistant, "sim-041")
    product = assistant.search.product(events[reason.evidence[0]].product_id)
    assert product is not None
    assert product.title["en"] in reason.text
    packs = sum(events[ident].value for ident in reason.evidence)
    assert reason.text.startswith(f"you have {packs} already")


def test_a_childs_thing_is_not_an_adults(assistant: Assistant) -> None:
    """A children's sleeping bag sleeps neither of two adults."""
    for text in ("camping for 2, two nights, $400", "캠핑 2명 1박 40만원"):
        reply = ask(assistant, text, "sim-042")
        assert reply.bundle is not None
        assert not any("already" in r.text or "이미" in r.text for line in reply.bundle.lines for r in line.reasons)


HATED = [
    ("I hate coriander. Taco night for 6, $90", "coriander", "고수", "쌀국수 해먹자 4명 6만원"),
    ("I hate cilantro. Taco night for 6, $90", "cilantro", "고수", "타코 파티 6명 10만원"),
    ("고수 싫어해요. 타코 파티 6명 10만원", "고수", "coriander", "pho night for 4, $60"),
    ("I can't stand mushrooms. BBQ for 6, $120", "mushrooms", "버섯", "캠핑 2명 1박 40만원"),
    ("버섯은 못 먹어요. 캠핑 2명 1박 40만원", "버섯", "mushroom", "BBQ party for 6, $150"),
]


@pytest.mark.parametrize(("text", "thing", "other", "later"), HATED, ids=[row[1] for row in HATED])
def test_what_is_hated_is_kept_out_for_good_in_both_languages(
    assistant: Assistant, text: str, thing: str, other: str, later: str
) -> None:
    """Said once with consent: no basket of a later conversation holds it, whichever language; forgetting undoes it."""
    who = newcomer(assistant, "hater", "personalise", "remember")
    first = ask(assistant, text, who)
    assert thing in notice(first, "kept").text
    held = assistant.desk.shoppers.holdings(who).preferences
    assert [p.text for p in held] == [thing]
    hated = assistant.shop.meanings.products(thing) | assistant.shop.meanings.products(other)
    assert hated.any()
    for reply in (first, ask(assistant, later, who), ask(assistant, text.split(". ")[1], who)):
        assert reply.bundle is not None
        for line in reply.bundle.lines:
            for ident in (line.product.id, *(a.product.id for a in line.alternatives)):
                place = assistant.search.snapshot.position(ident)
                assert place is not None
                assert not hated[place], (ident, reply.request.text)
    assert "kept" not in codes(ask(assistant, later, who))
    for wish in (f"I need {other}" if other.isascii() else f"{other} 사줘", f"{thing} {other}"):
        assert thing in notice(ask(assistant, wish, who), "disliked").text
    assert assistant.desk.shoppers.forget(who, held[0].id)
    assert basket(ask(assistant, later, who)) == basket(ask(assistant, later))


@pytest.mark.parametrize("purposes", [(), ("personalise",), ("contribute",)])
@pytest.mark.parametrize("text", [row[0] for row in HATED[:2]])
def test_without_remember_a_dislike_is_not_kept(assistant: Assistant, text: str, purposes: tuple[str, ...]) -> None:
    """It counts for this basket, and the notice says what to allow."""
    who = newcomer(assistant, "shy", *purposes)
    reply = ask(assistant, text, who)
    said = notice(reply, "not_kept").text
    assert ("remember" if reply.language == "en" else "기억하기") in said
    assert assistant.desk.shoppers.holdings(who).preferences == ()
    assert reply.request.exclusions


@pytest.mark.parametrize("text", [row[0] for row in HATED[:2]])
def test_what_is_kept_but_may_not_be_used_is_not_promised(assistant: Assistant, text: str) -> None:
    """Remembering without choosing: the notice says what else it takes."""
    who = newcomer(assistant, "halfway", "remember")
    reply = ask(assistant, text, who)
    assert len(assistant.desk.shoppers.holdings(who).preferences) == 1
    assert ("choose for me" if reply.language == "en" else "맞춤") in notice(reply, "kept_unused").text


def test_only_the_thing_is_kept_and_not_the_job_beside_it(assistant: Assistant) -> None:
    """What follows a comma is what is planned."""
    who = newcomer(assistant, "beside", "personalise", "remember")
    ask(assistant, "I hate coriander and mushrooms, dinner for 2, $60", who)
    assert sorted(p.text for p in assistant.desk.shoppers.holdings(who).preferences) == ["coriander", "mushrooms"]


@pytest.mark.parametrize("text", ["저는 파 싫어해요. 축구 파티 6명 10만원", "파티 음식 6명 10만원"])
def test_a_disliked_word_inside_another_is_not_it(assistant: Assistant, text: str) -> None:
    """파 is not in 파티; and who says it again does not ask for it."""
    who = newcomer(assistant, "leek", "personalise", "remember")
    assistant.desk.shoppers.dislike(who, ["파"], AT)
    assert "disliked" not in codes(ask(assistant, text, who))


def test_a_dislike_said_in_the_middle_of_a_conversation_is_kept(assistant: Assistant) -> None:
    """While a basket is refined too, and it is spoken of once."""
    who = newcomer(assistant, "later", "personalise", "remember")
    first = ask(assistant, "taco night for 6, $90", who)
    second = ask(assistant, "I hate cheese, take it out", who, session=first.session)
    assert "kept" in codes(second)
    assert [p.text for p in assistant.desk.shoppers.holdings(who).preferences] == ["cheese"]
    third = ask(assistant, "make it cheaper", who, session=first.session)
    assert "kept" not in codes(third)


@pytest.mark.parametrize(
    "text", ["taco night for 6, $90, no coriander today", "타코 파티 6명 10만원, 오늘은 고수 빼고"]
)
def test_what_is_left_out_once_is_not_a_lasting_taste(assistant: Assistant, text: str) -> None:
    """Nothing is kept of it."""
    who = newcomer(assistant, "once", "personalise", "remember")
    assert not {"kept", "not_kept"} & set(codes(ask(assistant, text, who)))
    assert assistant.desk.shoppers.holdings(who).preferences == ()


def test_edits_by_hand_keep_the_reasons_of_the_past(assistant: Assistant) -> None:
    """Another quantity, a swap, a removal: the other lines say what they said."""
    reply = ask(assistant, ASKED[1], "sim-042")
    told = {line.product.id: reason.text for line, reason in personal(reply)}
    assert len(told) >= 2
    kept, gone = list(told)[:2]
    more = assistant.edit(reply.session, Edit(kind="quantity", product_id=kept, quantity=2))
    assert {line.product.id: reason.text for line, reason in personal(more)} == told
    less = assistant.edit(reply.session, Edit(kind="remove", product_id=gone))
    assert {line.product.id: reason.text for line, reason in personal(less)} == {
        ident: text for ident, text in told.items() if ident != gone
    }


def test_why_tells_of_the_past_too(assistant: Assistant) -> None:
    """The answer to "why these?" says what the lines say."""
    reply = ask(assistant, ASKED[1], "sim-042")
    why = ask(assistant, "why these?", "sim-042", session=reply.session)
    assert why.act == "why"
    assert all(reason.text in why.text for _, reason in personal(reply))


def test_after_a_withdrawal_an_open_conversation_no_longer_speaks_of_the_past(assistant: Assistant) -> None:
    """Editing the basket of before brings no reason and no notice about what was bought."""
    who = "sim-010"
    reply = ask(assistant, "set up a home office desk, $400", who)
    assert reply.bundle is not None
    assert "had" in codes(reply)
    line = reply.bundle.lines[0]
    assistant.desk.shoppers.consent(who, "personalise", False)
    try:
        edited = assistant.edit(reply.session, Edit(kind="quantity", product_id=line.product.id, quantity=2))
        assert "had" not in codes(edited)
        assert not any(personal(edited))
        why = ask(assistant, "why these?", who, session=reply.session)
        assert "you bought" not in why.text
    finally:
        assistant.desk.shoppers.consent(who, "personalise", True)


def test_a_bare_moment_is_taken_as_utc(assistant: Assistant) -> None:
    """As `--at 2026-11-21T18:00` gives it."""
    bare = assistant.reply(Turn(text=ASKED[0], at=AT.replace(tzinfo=None), shopper="sim-001"))
    assert basket(bare) == basket(ask(assistant, ASKED[0], "sim-001"))


@pytest.mark.parametrize("shopper", ["a b", "<b>", "x" * 81, "../x"])
def test_what_is_no_shopper_id_is_one_line(assistant: Assistant, shopper: str) -> None:
    """What, and what an id may hold."""
    with pytest.raises(BadInput, match="shopper: ") as error:
        ask(assistant, ASKED[0], shopper)
    assert len(str(error.value).splitlines()) == 1
