"""A thing named to go beside the basket, or in another's place: that line changes, and every other one stays."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.types import Reply, Turn
from tests.dialogue.turns import AT, hold, lines

JOBS = {"en": "camping for four people this weekend", "ko": "네 명이서 캠핑 가요"}


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "add a lavender candle", "candle"),
        ("en", "a board game as well", "game"),
        ("ko", "보드게임도 하나 담아줘", "game"),
    ],
)
def test_what_is_named_joins_and_the_rest_stays(assistant: Assistant, language: str, text: str, kind: str) -> None:
    before, after = (lines(reply) for reply in hold(assistant, JOBS[language], text))
    new = [one for one in after if one not in before]
    assert len(new) == 1
    assert kind in new[0] or kind in category(assistant, new[0])
    assert {one: packs for one, packs in after.items() if one in before} == before


def test_room_is_made_in_the_budget_and_said(assistant: Assistant) -> None:
    """What was optional goes out for what the shopper names; the total stays inside."""
    first = assistant.reply(Turn(text="picnic for four, $60", at=AT))
    reply = assistant.reply(Turn(text="add a chocolate cake", session=first.session, at=AT))
    assert reply.bundle is not None
    assert first.bundle is not None
    assert reply.bundle.total.amount <= 6000
    gone = [line.product.title for line in first.bundle.lines if line.product.id not in lines(reply)]
    assert all(title in reply.text for title in gone)


def test_one_thing_takes_anothers_place(assistant: Assistant) -> None:
    before, after = (lines(reply) for reply in hold(assistant, JOBS["en"], "swap the lantern for a headlamp"))
    gone, new = [one for one in before if one not in after], [one for one in after if one not in before]
    assert [("lantern" in one) for one in gone] == [True]
    assert [("headlamp" in one) for one in new] == [True]


def test_a_number_of_the_last_list_is_put_in_after_another_of_it(assistant: Assistant) -> None:
    """ "and the third" counts the list still, though the basket was shown since."""
    first, _, last = hold(assistant, "show me hiking backpacks", "add the first one", "and the second, two of them")
    assert lines(last) == {first.products[0].id: 1, first.products[1].id: 2}


def test_a_place_that_the_list_does_not_have_changes_nothing(assistant: Assistant) -> None:
    replies = hold(assistant, JOBS["en"], "take out number 40")
    assert basket(replies[-1]) is None or lines(replies[-1]) == lines(replies[0])


def test_two_more_people_are_planned_for(assistant: Assistant) -> None:
    _, second = hold(assistant, "picnic for four", "two more just said yes")
    assert second.bundle is not None
    assert second.bundle.people == 6


def test_cheaper_ones_are_looked_for_beside_a_basket(assistant: Assistant) -> None:
    """A refinement after a list is of the list; the basket and its budget stay."""
    _, found, cheaper = hold(assistant, JOBS["en"], "show me hiking backpacks", "anything cheaper?")
    assert cheaper.products
    assert max(card.price.amount for card in cheaper.products) < max(card.price.amount for card in found.products)


def basket(reply: Reply) -> object:
    return reply.bundle


def category(assistant: Assistant, ident: str) -> str:
    product = assistant.search.product(ident)
    return product.category if product is not None else ""


def test_another_of_its_kind_comes_in_a_things_place(assistant: Assistant) -> None:
    """ "A lighter one" is another tent, and weighs less."""
    before, after = (lines(one) for one in hold(assistant, "camping for four, $600", "swap the tent for a lighter one"))
    (old,), (new,) = ([one for one in basket if "tent" in one] for basket in (before, after))
    assert weight(assistant, new) < weight(assistant, old)


def test_a_basket_that_nothing_would_better_is_not_said_to_have_changed(assistant: Assistant) -> None:
    first, reply = hold(assistant, "신입사원 첫 출근룩, 여자, 예산 18만원이에요", "구두 굽 높은 건 못 신어요")
    assert lines(reply) == lines(first)
    assert "바꿔서" not in reply.text


@pytest.mark.parametrize(
    ("text", "kind"), [("put rubber gloves in my basket, two pairs", "glove"), ("고무장갑 담아줘 두 켤레", "glove")]
)
def test_what_is_put_in_first_is_all_that_there_is(assistant: Assistant, text: str, kind: str) -> None:
    """A basket that begins with one thing holds that thing and no job."""
    found = lines(assistant.reply(Turn(text=text, at=AT)))
    assert [kind in one for one in found] == [True]


def test_a_diet_said_of_one_thing_binds_that_thing(assistant: Assistant) -> None:
    """Gluten-free crackers take no bread out."""
    before, after = (
        lines(one)
        for one in hold(assistant, "wine tasting for five with cheese and bread, $160", "add gluten free crackers")
    )
    loaves = [one for one in before if "loaf" in one]
    assert all(one in after for one in loaves)
    assert any("gf-crackers" in one for one in after)


@pytest.mark.parametrize(
    ("text", "diet"),
    [("add gluten free pasta", "gluten_free"), ("add vegan ice cream", "vegan"), ("add vegan steak", "vegan")],
)
def test_what_is_put_in_keeps_the_diet_that_is_said_of_it(assistant: Assistant, text: str, diet: str) -> None:
    """Nothing that breaks the diet is put in for it, though the rest of the basket need not keep it."""
    first, reply = hold(assistant, "dinner for four, $120", text)
    new = [one for one in lines(reply) if one not in lines(first)] if reply.bundle is not None else []
    products = [assistant.search.product(one) for one in new]
    assert all(diet in one.diet for one in products if one is not None and one.edible)


def test_so_many_in_all_are_so_many(assistant: Assistant) -> None:
    reply = hold(assistant, "string lights", "take the second", "another one of those, so 2 in total")[-1]
    assert list(lines(reply).values()) == [2]


def weight(assistant: Assistant, ident: str) -> float:
    """In kilograms, as the listing says it."""
    product = assistant.search.product(ident)
    assert product is not None
    return float(product.attributes["weight_kg"])  # type: ignore[arg-type]


STAYS = [
    ("movie night for 4, $60", "add gluten free crackers", "make it for 6", "gf-crackers"),
    ("movie night for 4, $60", "swap the soda for sparkling water", "make it for 6", "sparkling"),
    ("waterproof boots", "add the first", "under $200", "boot"),
    ("영화 볼 거예요 네 명, 6만원", "양초도 하나 담아줘", "여섯 명으로", "candle"),
]


@pytest.mark.parametrize(("job", "added", "change", "kind"), STAYS, ids=[row[1] for row in STAYS])
def test_what_was_put_in_stays_when_the_rest_is_made_anew(
    assistant: Assistant, job: str, added: str, change: str, kind: str
) -> None:
    *_, before, after = hold(assistant, job, added, change)
    own = [one for one in lines(before) if kind in one]
    assert own
    assert any(one in lines(after) for one in own)


def test_what_was_swapped_out_does_not_come_back(assistant: Assistant) -> None:
    """The soda went for water; more people bring no soda."""
    first, *_, last = hold(assistant, "movie night for 4, $60", "swap the soda for sparkling water", "make it for 6")
    gone = [one for one in lines(first) if "party-soda" in one]
    assert gone
    assert not any(one in lines(last) for one in gone)


def test_two_things_of_one_shelf_are_two_lines(assistant: Assistant) -> None:
    reply = assistant.reply(Turn(text="자전거 출퇴근 시작, 헬멧이랑 라이트 필요해 20만원", at=AT))
    assert {"helmet", "light"} <= {kind for kind in ("helmet", "light") if any(kind in one for one in lines(reply))}


def test_a_colour_is_no_thing_of_its_own(assistant: Assistant) -> None:
    *_, after = hold(assistant, "moving in together, $200", "and a mint pencil case, please")
    assert any("pencil-case" in one for one in lines(after))
    assert not any("candy" in one for one in lines(after))


def test_what_there_is_no_room_for_is_said(assistant: Assistant) -> None:
    """A monitor does not fit into eighty dollars of barbecue, and nothing else moves."""
    first, after = hold(assistant, "bbq for 4, $80", "add a 27 inch monitor")
    assert lines(after) == lines(first)
    assert "budget" in after.text


ONE_THING = [
    ("house party for 8, $150", "put in a bag of kettle chips, cheddar and chive", "kettle-cooked-chips-cheddar"),
    ("my first kitchen, $300", "add a cutting board, the walnut one", "cutting-boards-walnut"),
    ("getting a puppy", "also add wet food, turkey and pumpkin", "wet-dog-food-tray-turkey"),
    ("a night without electricity", "add coin cells for the little flashlight", "coin-cells"),
]


@pytest.mark.parametrize(("job", "text", "thing"), ONE_THING, ids=[row[1] for row in ONE_THING])
def test_one_thing_said_by_several_words_is_one_line(assistant: Assistant, job: str, text: str, thing: str) -> None:
    """A flavour, a stuff or what it is for is no second thing."""
    before, after = (lines(one) for one in hold(assistant, job, text))
    new = [one for one in after if one not in before]
    assert len(new) == 1
    assert new[0].startswith(thing)


def test_things_added_one_by_one_all_stay(assistant: Assistant) -> None:
    """Each is a need of its own when the basket is made anew."""
    turns = ("movie night for 4", "add 2 candles", "add 3 notebooks", "add 2 towels", "for 6 people")
    last = lines(hold(assistant, *turns)[-1])
    assert all(any(kind in one for one in last) for kind in ("candle", "notebook", "towel"))


def test_what_was_ruled_out_can_be_asked_for_again(assistant: Assistant) -> None:
    _, without, again = hold(assistant, "dinner for 4, $100", "remove the bread", "add bread")
    new = [one for one in lines(again) if one not in lines(without)]
    assert len(new) == 1
    assert category(assistant, new[0]).startswith("fresh/bakery") or "loaf" in new[0]


def test_only_the_kind_that_is_named_goes_out(assistant: Assistant) -> None:
    """ "Any of the chicken" takes no wine that goes with it."""
    before, after = (lines(one) for one in hold(assistant, "dinner for 6, $100", "take out any of the chicken"))
    gone = [one for one in before if one not in after]
    assert gone
    assert all("chicken" in one for one in gone)


def test_a_bottle_of_red_wine_is_no_glass_for_it(assistant: Assistant) -> None:
    before, after = (lines(one) for one in hold(assistant, "dinner for two with wine", "add a bottle of red wine"))
    more = [one for one, packs in after.items() if packs != before.get(one)]
    assert len(more) == 1
    assert category(assistant, more[0]).startswith("alcohol")


@pytest.mark.parametrize(
    ("job", "text", "kind"),
    [
        ("a weekend at the sea for two", "add something to rub on my lips when they crack", "lip-balm"),
        ("moving house, two of us", "add a thing with lots of outlets and a long cord", "power-strip"),
        ("trip to the mountains for two", "put in those little stickers for wounds", "plaster"),
        ("친구 생일 선물 10만원", "입술 틀 때 바르는 거 하나 넣어줘", "lip-balm"),
        ("아기 낳은 친구 선물 10만원", "아기 재울 때 쉬이 소리 나는 거 하나 넣어주세요", "white-noise"),
    ],
)
def test_what_is_described_joins_without_its_name(assistant: Assistant, job: str, text: str, kind: str) -> None:
    after = lines(hold(assistant, job, text)[-1])
    assert any(kind in one for one in after), after


@pytest.mark.parametrize("text", ["add the merino hiking socks in grey", "메리노 등산양말 그레이로 하나 추가해줘"])
def test_a_colour_said_of_a_thing_chooses_it(assistant: Assistant, text: str) -> None:
    """It used to keep the thing out of the basket, and bind what came after."""
    job = "hiking day for two" if text.isascii() else "둘이 등산 가요"
    reply = hold(assistant, job, text)[-1]
    assert "merino-hiking-socks-grey" in lines(reply)
    assert not reply.request.colours


@pytest.mark.parametrize(
    ("search", "text", "chosen"),
    [
        ("show me trekking poles", "carbon it is", "carbon"),
        ("show me step ladders", "the three step one", "3s"),
        ("show me magnet tiles", "add the 42 piece box", "42p"),
        ("아보카도 보여줘", "6입으로 할게요", "-6"),
    ],
)
def test_a_word_or_figure_of_a_title_chooses_from_the_list(
    assistant: Assistant, search: str, text: str, chosen: str
) -> None:
    after = lines(hold(assistant, search, text)[-1])
    assert len(after) == 1
    assert all(one.endswith(chosen) and packs == 1 for one, packs in after.items())


@pytest.mark.parametrize(
    ("job", "text"), [("camping for four", "add milk, bread"), ("넷이 캠핑", "우유랑 식빵 추가해줘")]
)
def test_two_things_are_two_lines_whatever_is_called_by_both(assistant: Assistant, job: str, text: str) -> None:
    """The shop has a milk bread."""
    before, after = (lines(reply) for reply in hold(assistant, job, text))
    new = {category(assistant, one).split("/")[1] for one in after if one not in before}
    assert {"dairy", "bread"} <= new
