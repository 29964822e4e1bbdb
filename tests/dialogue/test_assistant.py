"""One sentence in, one basket out: the promises that every reply keeps."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from assistant.dialogue.assistant import Assistant
from assistant.errors import BadInput
from assistant.types import Edit, Reply, Turn
from catalog.types import CURRENCY
from tests.dialogue.turns import hold

AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)
FOOTBALL_EN = "help me host a football party for 8, under $120, two vegans, no alcohol"
FOOTBALL_KO = "축구 경기를 보면서 파티를 할 건데 도와줘! 8명이고 예산은 12만원이야"


def ask(assistant: Assistant, text: str, **more: object) -> Reply:
    """One turn at a fixed moment."""
    return assistant.reply(Turn(text=text, at=AT, **more))  # type: ignore[arg-type]


def paths(reply: Reply) -> list[str]:
    """The category paths of the basket's lines."""
    assert reply.bundle is not None
    return ["/".join(line.product.categories) for line in reply.bundle.lines]


def test_the_english_football_party(assistant: Assistant) -> None:
    """Eight people, two of them vegan, no alcohol, 120 dollars: a basket one would buy."""
    reply = ask(assistant, FOOTBALL_EN)
    assert (reply.language, reply.market, reply.act) == ("en", "us", "plan")
    assert reply.bundle is not None
    assert reply.bundle.people == 8
    assert 0 < reply.bundle.total.amount <= 120_00
    assert not any(line.product.contains_alcohol for line in reply.bundle.lines)
    vegan = [line for line in reply.bundle.lines if "vegan" in line.product.diet]
    assert len(vegan) >= 3
    for wanted in ("grocery/snacks", "drinks", "party/tableware"):
        assert any(path.startswith(wanted) for path in paths(reply)), wanted


def test_the_korean_football_party(assistant: Assistant) -> None:
    """여덟 명, 12만 원."""
    reply = ask(assistant, FOOTBALL_KO)
    assert (reply.language, reply.market) == ("ko", "kr")
    assert reply.bundle is not None
    assert reply.bundle.people == 8
    assert 0 < reply.bundle.total.amount <= 120_000
    assert re.search("[가-힣]", reply.bundle.lines[0].product.title)
    for wanted in ("grocery/snacks", "drinks", "party"):
        assert any(path.startswith(wanted) for path in paths(reply)), wanted


@pytest.mark.parametrize(
    "text", [FOOTBALL_EN, FOOTBALL_KO, "two-night camping trip for 4, $500", "엄마 생신 선물 5만원대"]
)
def test_every_line_adds_up_and_says_why(assistant: Assistant, text: str) -> None:
    """Totals are exact, reasons carry evidence, and there are two alternatives where the shelf has them."""
    basket = ask(assistant, text).bundle
    assert basket is not None
    assert basket.lines
    assert basket.total.amount == sum(line.line_total.amount for line in basket.lines)
    for line in basket.lines:
        assert line.line_total.amount == line.unit_price.amount * line.quantity - line.discount.amount
        assert line.reasons
        assert all(reason.evidence for reason in line.reasons)
        assert len({a.product.id for a in line.alternatives} | {line.product.id}) == len(line.alternatives) + 1
    assert sum(1 for line in basket.lines if len(line.alternatives) >= 2) >= len(basket.lines) * 0.8


@pytest.mark.parametrize("text", [FOOTBALL_EN, FOOTBALL_KO, "we're getting a puppy, what do we need"])
def test_the_same_request_gives_the_same_basket(assistant: Assistant, text: str) -> None:
    """Nothing depends on chance, on the session, or on what was asked before."""
    first = ask(assistant, text)
    ask(assistant, "a cosy film night for two")
    again = ask(assistant, text)
    assert first.bundle == again.bundle
    assert first.text == again.text


@pytest.mark.parametrize(
    ("text", "market", "language"),
    [
        ("snacks for a film night, 30,000 won", "kr", "en"),
        ("film night for two, $30", "us", "en"),
        ("영화 보는 밤 간식 3만원", "kr", "ko"),
        ("영화 보는 밤 간식 30달러", "us", "ko"),
    ],
)
def test_the_market_follows_the_budget_and_the_language_the_words(
    assistant: Assistant, text: str, market: str, language: str
) -> None:
    """No conversion: a budget in won shops in Korea, in whichever language it is asked."""
    reply = ask(assistant, text)
    assert (reply.market, reply.language) == (market, language)
    assert reply.bundle is not None
    assert reply.bundle.total.currency == CURRENCY[reply.market]


def test_a_budget_in_another_currency_is_asked_about_never_converted(assistant: Assistant) -> None:
    """Won in the dollar shop: one plain question, no basket."""
    reply = ask(assistant, "snacks for 4 under 50,000 won", market="us")
    assert reply.bundle is None
    assert [notice.code for notice in reply.notices] == ["currency"]


ODD = [
    "",
    "   ",
    "🎉🎉",
    "12345",
    "!!!",
    "\x00\x07",
    "a" * 100_000,
    "축" * 50_000,
    "'; DROP TABLE products; --",
    "{title}",
    "%s",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_odd_input_gets_a_plain_answer(assistant: Assistant, text: str) -> None:
    """No input raises; something is always said."""
    reply = ask(assistant, text)
    assert reply.text.strip()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("football party for 8, budget $0", "budget"),
        ("축구 파티 8명 예산 0원", "budget"),
        ("football party, budget -$20", "budget"),
    ],
)
def test_a_budget_that_buys_nothing_is_asked_about(assistant: Assistant, text: str, code: str) -> None:
    """Zero and below: a sentence, not an empty basket."""
    reply = ask(assistant, text)
    assert reply.bundle is None
    assert code in [notice.code for notice in reply.notices]


@pytest.mark.parametrize(("text", "most"), [("football party for 8, $15", 15_00), ("축구 파티 8명 만원", 10_000)])
def test_too_small_a_budget_gets_the_best_part_and_the_price_of_the_rest(
    assistant: Assistant, text: str, most: int
) -> None:
    """Partial basket, what is missing, and the smallest budget that covers the musts."""
    reply = ask(assistant, text)
    assert reply.bundle is not None
    assert reply.bundle.total.amount <= most
    assert reply.bundle.unmet
    assert all(
        unmet.extra is not None and unmet.extra.amount > 0 for unmet in reply.bundle.unmet if unmet.cause == "budget"
    )
    assert reply.bundle.needed_budget is not None
    enough = assistant.reply(Turn(text=text.split("$")[0].split("만원")[0], at=AT))
    assert enough.bundle is not None


def test_ten_thousand_guests_get_what_there_is(assistant: Assistant) -> None:
    """An absurd number is answered with the stock there is, and said so."""
    reply = ask(assistant, "wedding snacks party for 10,000 guests")
    assert reply.bundle is not None
    assert "many_people" in [notice.code for notice in reply.notices]
    for line in reply.bundle.lines:
        assert line.quantity <= next(a.quantity for a in line.product.availability if a.place == "online")


@pytest.mark.parametrize(
    ("text", "allergen"),
    [
        ("birthday party for 6 kids, one has a peanut allergy, $150", "peanut"),
        ("아이 생일파티 6명, 우유 알레르기 있는 아이가 있어 15만원", "milk"),
    ],
)
def test_unstated_allergens_are_not_safe(assistant: Assistant, text: str, allergen: str) -> None:
    """With an allergy at the table nothing edible may hold the allergen or leave it unsaid."""
    reply = ask(assistant, text)
    assert reply.bundle is not None
    assert reply.bundle.lines
    for line in reply.bundle.lines:
        product = assistant.search.product(line.product.id)
        assert product is not None
        if product.edible:
            assert product.allergens is not None
            assert allergen not in product.allergens


def test_a_diet_of_everybody_binds_every_edible_line(assistant: Assistant) -> None:
    """A vegan picnic has nothing that is not vegan on its label."""
    reply = ask(assistant, "vegan picnic for 4, $80")
    assert reply.bundle is not None
    assert reply.bundle.lines
    for line in reply.bundle.lines:
        product = assistant.search.product(line.product.id)
        assert product is not None
        assert not product.edible or "vegan" in product.diet


@pytest.mark.parametrize(
    ("text", "ruled_out"),
    [
        ("camping for two, we already have a tent, $300", "sports/camping/tents"),
        ("캠핑 2명, 텐트는 있어, 30만원", "sports/camping/tents"),
        ("집들이 6명 술은 빼고 10만원", "alcohol"),
        ("housewarming for 6, no alcohol, $120", "alcohol"),
    ],
)
def test_what_is_owned_or_excluded_stays_out(assistant: Assistant, text: str, ruled_out: str) -> None:
    """Said once, kept."""
    assert not any(path.startswith(ruled_out) for path in paths(ask(assistant, text)))


def test_an_unknown_job_says_that_it_is_guessing(assistant: Assistant) -> None:
    """No playbook: needs from the catalogue itself, and the notice."""
    reply = ask(assistant, "help me get ready for a glue-up day with my model railway")
    assert reply.bundle is not None
    assert reply.bundle.lines
    assert "guessed" in [notice.code for notice in reply.notices]


def test_other_languages_are_answered_in_english_with_a_note(assistant: Assistant) -> None:
    """Japanese, Spanish: English words and one notice."""
    for text in ("サッカーのパーティーを手伝って", "ayúdame a organizar una fiesta de fútbol para ocho personas"):
        reply = ask(assistant, text)
        assert reply.language == "en"
        assert "other_language" in [notice.code for notice in reply.notices]


def test_an_unknown_market_is_one_clear_line(assistant: Assistant) -> None:
    """What, where, and the mend."""
    with pytest.raises(BadInput, match="kr, us"):
        ask(assistant, "snacks", market="mars")


def test_an_unknown_session_starts_a_new_one_and_says_so(assistant: Assistant) -> None:
    """Nothing is lost silently."""
    reply = ask(assistant, "film night for two", session="no-such-session")
    assert reply.session != "no-such-session"
    assert "new_session" in [notice.code for notice in reply.notices]


def test_a_refinement_keeps_every_earlier_limit(assistant: Assistant) -> None:
    """Cheaper, then without chips: still eight people, no alcohol, within the budget."""
    first = ask(assistant, FOOTBALL_EN)
    cheaper = ask(assistant, "make it cheaper", session=first.session)
    assert first.bundle is not None
    assert cheaper.bundle is not None
    assert cheaper.bundle.total.amount < first.bundle.total.amount
    assert cheaper.bundle.people == 8
    without = ask(assistant, "without chips please", session=first.session)
    assert not any(path.startswith("grocery/snacks/chips") for path in paths(without))
    assert not any(line.product.contains_alcohol for line in without.bundle.lines) if without.bundle else False


def test_a_search_lists_products_within_the_limits(assistant: Assistant) -> None:
    """“Running shoes under $100, US 9” is a list, each of them so."""
    reply = ask(assistant, "running shoes under $100")
    assert reply.act == "find"
    assert reply.products
    assert all(card.price.amount <= 100_00 for card in reply.products)
    assert reply.products[0].categories[0] == "shoes"


def test_the_basket_can_be_changed_by_hand(assistant: Assistant) -> None:
    """Quantity, swap and removal keep the totals exact; what cannot be is one clear line."""
    reply = ask(assistant, FOOTBALL_EN)
    assert reply.bundle is not None
    line = next(line for line in reply.bundle.lines if line.alternatives)
    more = assistant.edit(reply.session, Edit(kind="quantity", product_id=line.product.id, quantity=2))
    assert more.bundle is not None
    assert next(x for x in more.bundle.lines if x.product.id == line.product.id).quantity == 2
    other = line.alternatives[0].product.id
    swapped = assistant.edit(reply.session, Edit(kind="swap", product_id=line.product.id, to=other))
    assert swapped.bundle is not None
    assert other in [x.product.id for x in swapped.bundle.lines]
    removed = assistant.edit(reply.session, Edit(kind="remove", product_id=other))
    assert removed.bundle is not None
    assert other not in [x.product.id for x in removed.bundle.lines]
    assert removed.bundle.total.amount == sum(x.line_total.amount for x in removed.bundle.lines)
    with pytest.raises(BadInput, match="not in it"):
        assistant.edit(reply.session, Edit(kind="remove", product_id="nothing"))
    with pytest.raises(BadInput, match="no basket"):
        assistant.edit("nobody", Edit(kind="remove", product_id=other))


@pytest.mark.parametrize("text", [FOOTBALL_EN, FOOTBALL_KO, "kimjang for 20 cabbages", "둘이서 영화 보는 밤"])
def test_every_number_in_the_words_is_in_the_record(assistant: Assistant, text: str) -> None:
    """The words state nothing that the reply does not hold."""
    from evals.grounding import judge_of

    reply = ask(assistant, text)
    assert not any(judge_of(assistant).judge(reply, reply.bundle).values())


@pytest.mark.parametrize(
    ("text", "act"), [("hello", "smalltalk"), ("고마워", "smalltalk"), ("what's the weather tomorrow", "out_of_scope")]
)
def test_talk_sells_nothing(assistant: Assistant, text: str, act: str) -> None:
    """Small talk and what is out of scope get words, kindly, and no basket."""
    reply = ask(assistant, text)
    assert reply.act == act
    assert reply.bundle is None
    assert not reply.products


@pytest.mark.parametrize("text", ["vegan beef", "비건 소고기"])
def test_a_contradiction_gets_what_comes_closest_and_says_so(assistant: Assistant, text: str) -> None:
    """No product is both: food that keeps the diet, and one notice."""
    reply = ask(assistant, text)
    assert reply.products
    assert all("vegan" in card.diet for card in reply.products)
    assert "contradiction" in [notice.code for notice in reply.notices]


@pytest.mark.parametrize("text", ["asdf qwer", "니가 뭔데", "fuck you"])
def test_what_is_no_request_gets_a_question_not_a_list(assistant: Assistant, text: str) -> None:
    """Nothing is sold to somebody who asked for nothing."""
    reply = ask(assistant, text)
    assert reply.bundle is None
    assert not reply.products
    assert reply.text


def test_starting_over_forgets_the_basket(assistant: Assistant) -> None:
    """The next words begin a new job."""
    first = ask(assistant, FOOTBALL_EN)
    again = ask(assistant, "start over", session=first.session)
    assert again.bundle is None
    assert ask(assistant, "why these?", session=first.session).bundle is None


def test_counted_things_are_bought_as_counted(assistant: Assistant) -> None:
    """Two milks and three bottles of red wine are that, and nothing else comes along."""
    reply = ask(assistant, "3 bottles of red wine and 2 cartons of milk")
    assert reply.bundle is not None
    assert sorted(path.rsplit("/", 1)[-1] for path in paths(reply)) == ["milk", "red"]
    assert {line.quantity for line in reply.bundle.lines} == {2, 3}


@pytest.mark.parametrize(
    ("text", "roles"),
    [("present for a 3 year old nephew, under $25", "toddler"), ("gift for my 5 year old niece, $30", "child")],
)
def test_a_childs_gift_is_that_of_its_age(assistant: Assistant, text: str, roles: str) -> None:
    """Three is a toddler, five a young child, whatever else the words resemble."""
    reply = ask(assistant, text)
    assert reply.bundle is not None
    assert any(line.role.startswith(roles) for line in reply.bundle.lines)


def test_a_swap_in_a_basket_brings_what_was_named(assistant: Assistant) -> None:
    """Cola goes, lemon-lime soda comes."""
    first = ask(assistant, "홈파티 6명 12만원")
    reply = ask(assistant, "콜라 말고 사이다로 바꿔줘", session=first.session)
    assert reply.bundle is not None
    titles = [line.product.title for line in reply.bundle.lines]
    assert any("사이다" in title for title in titles)
    assert not any("콜라" in title for title in titles)


def test_a_gift_for_a_woman_is_not_made_for_men(assistant: Assistant) -> None:
    """The recipient that the shopper names decides, nothing that is inferred."""
    reply = ask(assistant, "환갑을 맞은 엄마께 드릴 선물, 10만원 안으로")
    assert reply.bundle is not None
    assert not any("남성" in line.product.title for line in reply.bundle.lines)


def test_where_nobody_eats_meat_the_main_is_plant_based(assistant: Assistant) -> None:
    """A vegan dinner has a main, and it is no apology for a missing steak."""
    reply = ask(assistant, "dinner party for 6, everyone is vegan, $90")
    assert reply.bundle is not None
    assert any(path.startswith(("fresh/tofu", "frozen/meals", "fresh/deli")) for path in paths(reply))
    assert all(unmet.cause == "budget" for unmet in reply.bundle.unmet if unmet.must)


@pytest.mark.parametrize("text", ["우리 넷 다 채식이야, 저녁 8만원", "저희 네 명 모두 비건이에요 피크닉 6만원"])
def test_a_diet_of_all_that_are_counted_binds_everyone(assistant: Assistant, text: str) -> None:
    """넷 다, 네 명 모두: no line is for somebody else."""
    reply = ask(assistant, text)
    assert reply.request.diet[0].everyone
    for line in reply.bundle.lines if reply.bundle else ():
        product = assistant.search.product(line.product.id)
        assert product is not None
        assert not product.edible or "vegetarian" in product.diet


@pytest.mark.parametrize(
    ("text", "categories"),
    [
        ("원룸 이사했는데 커튼이랑 행거 필요해 10만원", {"home/curtains", "home/furniture/storage"}),
        ("new flat, I need curtains and a kettle, $90", {"home/curtains", "kitchen/appliances/small"}),
    ],
)
def test_what_is_said_to_be_needed_is_the_whole_basket(assistant: Assistant, text: str, categories: set[str]) -> None:
    """The job is only the reason there: nothing of its playbook is added."""
    bundle = ask(assistant, text).bundle
    assert bundle is not None
    assert {"/".join(line.product.categories) for line in bundle.lines} == categories


@pytest.mark.parametrize("text", ["용 한 마리 사줘", "two flibbertigibbets please"])
def test_what_the_shop_has_nothing_like_is_said_and_not_replaced(assistant: Assistant, text: str) -> None:
    """A dragon is no bathing cap: the nearest product is not sold in its place."""
    reply = ask(assistant, text)
    assert not (reply.bundle and reply.bundle.lines)
    assert not reply.products


def test_a_table_for_seven_is_a_meal_and_no_present(assistant: Assistant) -> None:
    """Somebody's birthday with so many people is cooked for."""
    bundle = ask(assistant, "친정엄마 칠순이라 집에서 밥 한끼 대접하려고요 어른 7명 20만원").bundle
    assert bundle is not None
    assert any(line.product.categories[0] == "fresh" for line in bundle.lines)
    assert not any(line.product.categories[:2] == ("gifts", "jewelry") for line in bundle.lines)


def test_a_diet_that_as_many_keep_as_there_are_people_binds_the_basket(assistant: Assistant) -> None:
    """A packed lunch for one who has no dairy holds none."""
    reply = ask(assistant, "packed lunches for my son's school week, he doesn't do dairy at all, $60")
    assert reply.bundle is not None
    food = [assistant.search.product(line.product.id) for line in reply.bundle.lines]
    assert all("dairy_free" in p.diet for p in food if p is not None and p.edible)


def test_a_plan_told_by_meaning_alone_says_what_it_was_taken_for(assistant: Assistant) -> None:
    """No word of the playbook is there, so the shopper is told."""
    reply = ask(assistant, "my back aches after a day at the screen")
    assert "taken_for" in [notice.code for notice in reply.notices]


@pytest.mark.parametrize(
    ("text", "said"), [("이어폼 5만원 이하", "이어폰"), ("쳥소기 찾아줘", "청소기"), ("find me hedphones", "eadphone")]
)
def test_a_slip_of_the_finger_still_finds(assistant: Assistant, text: str, said: str) -> None:
    """A misspelt thing is looked for as what it was meant to be."""
    found = ask(assistant, text).products
    assert found
    assert said in found[0].title


def test_what_a_search_rules_out_is_not_first(assistant: Assistant) -> None:
    """The small words that rule something out are read, though the topic leaves them out."""
    found = ask(assistant, "find headphones not in-ear").products
    assert found
    assert "earphone" not in found[0].title.lower()
    assert "earbud" not in found[0].title.lower()


def test_a_job_in_the_very_same_words_is_that_job_again(assistant: Assistant) -> None:
    """An amount at its end makes no change of it, so what else has changed since, such as a consent, counts."""
    replies = hold(assistant, *["2명이 먹을 일주일 장보기, 6만원 안으로"] * 3)
    assert [reply.act for reply in replies] == ["plan"] * 3


def test_a_diet_that_only_some_keep_gets_its_own_food(assistant: Assistant) -> None:
    """One of three is coeliac: there is pasta for them, and nothing says that there is none."""
    reply = ask(assistant, "pasta for 3, $40, one of us is celiac")
    assert reply.bundle is not None
    pasta = [line.product for line in reply.bundle.lines if line.product.categories[:2] == ("grocery", "pasta")]
    assert any("gluten_free" in one.diet for one in pasta)
    assert not any(notice.code == "diet_gap" and "asta" in notice.text for notice in reply.notices)


def test_where_some_eat_no_meat_there_is_a_main_for_them_beside_it(assistant: Assistant) -> None:
    reply = ask(assistant, "bbq saturday for 8, 1 vegetarian, $120")
    assert reply.bundle is not None
    assert any(path.startswith(("fresh/tofu", "frozen/meals", "fresh/deli")) for path in paths(reply))
    assert any(path.startswith("fresh/meat") for path in paths(reply))


def test_litter_does_not_stand_in_for_its_box(assistant: Assistant) -> None:
    reply = ask(assistant, "cat adoption tomorrow, need everything, $300")
    assert reply.bundle is not None
    ids = " ".join(line.product.id for line in reply.bundle.lines)
    assert "litter-box" in ids
    assert "clumping-litter" in ids


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("keto lunches for a work week, just me, $45", "diet_unchecked"),
        ("삼겹살 파티 6명 12만원 한명은 돼지고기 못먹음", "for_all"),
        ("고양이가 자꾸 토해요, 헤어볼 사료 3만원", "careful_pet"),
    ],
)
def test_what_the_shop_cannot_know_is_said(assistant: Assistant, text: str, code: str) -> None:
    assert code in {notice.code for notice in ask(assistant, text).notices}


JOBS_IN_FEW_WORDS = [
    ("my mother in law is coming to stay for 5 days, breakfasts and dinners for 3, $180", "guests who stay"),
    ("moving out of my dorm, packing stuff", "clearing out"),
    ("hot pot for 4, no mushrooms, $60", "hot pot"),
    ("kosher shabbat dinner for 5, $90", "shabbat"),
    ("벽에 못 박다가 구멍냈어 메꿔야돼", "벽 구멍"),
    ("감자탕 해먹을래 4명", "찌개"),
    ("power's out since noon, fridge full", "without electricity"),
]


@pytest.mark.parametrize(("text", "title"), JOBS_IN_FEW_WORDS, ids=[row[1] for row in JOBS_IN_FEW_WORDS])
def test_a_job_is_known_by_few_words_and_not_by_scattered_ones(assistant: Assistant, text: str, title: str) -> None:
    assert title in ask(assistant, text).text.splitlines()[0].casefold()


def test_children_and_adults_are_some_of_all(assistant: Assistant) -> None:
    """Eight in all, four and four of them."""
    reply = ask(assistant, "할로윈 홈파티 8명 애들 4명 어른 4명 견과류 알러지 한 명 10만원")
    assert reply.bundle is not None
    assert reply.bundle.people == 8


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("wireless earbuds under 50", "wireless"),
        ("무선 이어폰 3만원 밑으로", "무선"),
        ("womens hiking boots waterproof under $90", "waterproof"),
        ("frozen pizza", None),
        ("kids bike helmet", None),
    ],
)
def test_a_search_says_what_nothing_on_its_list_has(assistant: Assistant, text: str, word: str | None) -> None:
    """And what the cheapest one that has it costs; nothing is said of what is there."""
    said = [notice.text for notice in ask(assistant, text).notices if notice.code == "lacking"]
    assert bool(said) is (word is not None)
    assert all(word in one for one in said if word is not None)


@pytest.mark.parametrize(
    "text",
    [
        "아무거나 담아 2만원",
        "뭐든 좋으니 3만원어치 골라줘",
        "surprise me, $30",
        "fill my basket with whatever, 4 people, $50",
    ],
)
def test_where_nothing_says_what_for_it_is_asked_and_nothing_is_sold(assistant: Assistant, text: str) -> None:
    reply = ask(assistant, text)
    assert reply.bundle is None
    assert not reply.products
    assert reply.text.startswith(("Tell me what you are planning", "무엇을 준비하시는지"))


@pytest.mark.parametrize(
    ("text", "shelves"),
    [
        ("cake and candles for my husband's birthday", {"fresh/bakery", "party/candles"}),
        ("글루텐 못먹는 남친 생일 케익이랑 초", {"fresh/bakery", "party/candles"}),
    ],
)
def test_who_names_the_things_for_a_birthday_gets_no_presents(
    assistant: Assistant, text: str, shelves: set[str]
) -> None:
    assert {"/".join(path.split("/")[:2]) for path in paths(ask(assistant, text))} == shelves


def test_a_child_in_a_story_is_given_nothing(assistant: Assistant) -> None:
    told = assistant.shop.planner.match(ask(assistant, "my toddler painted the sofa blue. help").request)
    given = assistant.shop.planner.match(ask(assistant, "toddler toy under $20").request)
    assert "gift-toddler" not in [match.playbook.id for match in told]
    assert [match.playbook.id for match in given] == ["gift-toddler"]


def test_misspelt_words_are_read_as_meant_and_it_is_said(assistant: Assistant) -> None:
    reply = ask(assistant, "just get me snaks for 5 dudes watching the gmae, 40 bucks")
    said = [notice.text for notice in reply.notices if notice.code == "spelling"]
    assert reply.bundle is not None
    assert 0 < reply.bundle.total.amount <= 40_00
    assert said == ["“snaks”: I read this as “snacks”.", "“gmae”: I read this as “game”."]
    assert any(path.startswith("grocery/snacks") for path in paths(reply))


@pytest.mark.parametrize(
    "text", ["寿司 for 4 people please", "🎂 for 10 people", "I need a basket", "장바구니 추천해줘"]
)
def test_what_says_something_is_not_taken_for_nothing(assistant: Assistant, text: str) -> None:
    assert not ask(assistant, text).text.startswith(("Tell me what you are planning", "무엇을 준비하시는지"))
