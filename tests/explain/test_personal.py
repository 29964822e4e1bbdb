"""Reasons from a shopper's own past: what they say in both languages, and the events that make them true."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.bundle.candidates import Candidate
from assistant.bundle.draft import DraftLine, Pick
from assistant.bundle.owned import Had
from assistant.explain.holdings import LATEST, in_words
from assistant.explain.personal import Memory, goes_with_owned, history
from assistant.explain.reasons import MOST, Context, reasons
from assistant.recommend.blend import Taster
from assistant.shopper.profile import Deed, Profile
from assistant.shopper.types import Consent, Holdings, Preference
from assistant.types import Need, Plan, Reason, Recipient, Request
from catalog.pricing import pricing
from catalog.types import EventKind, Product
from tests.fakes import Shop, an_event

AT = dt.datetime(2026, 11, 20, tzinfo=dt.UTC)


def deed(product: str, days: float, n: int, kind: EventKind = "purchase", value: int = 1) -> Deed:
    """A deed so many days ago, `e<n>` its id."""
    return Deed(id=f"e{n}", product_id=product, kind=kind, at=AT - dt.timedelta(days=days), value=value, order=f"o{n}")


def memory(shop: Shop, deeds: Sequence[Deed], **changed: dict[str, object]) -> Memory:
    """What is remembered of those deeds, over the tiny shop with some products' facts changed."""
    products = tuple(p.model_copy(update=changed.get(p.id.replace("-", "_"), {})) for p in shop.products)
    snapshot = replace(shop.snapshot, products=products)
    taste = Taster(snapshot, lambda: (0, ())).taste("ann", Profile(tuple(deeds), (), 1), AT)
    return Memory(taste, snapshot, AT)


def product(remembered: Memory, ident: str) -> Product:
    """A product of that shop."""
    return next(p for p in remembered.snapshot.products if p.id == ident)


def told(remembered: Memory, ident: str, language: str) -> list[tuple[str, tuple[str, ...]]]:
    """The texts and evidence of the reasons about a product."""
    return [(r.text, r.evidence) for r in history(product(remembered, ident), remembered, language)]


MONTHLY = [deed("salsa", days, n) for n, days in enumerate((70, 40, 10))]
TWICE = [deed("salsa", 150, 1), deed("salsa", 20, 2)]
ONCE = [deed("salsa", 50, 1)]
LAST_YEAR = [deed("salsa", 360, 1)]
RATED = [deed("salsa", 50, 1), deed("salsa", 45, 2, "rating", 5)]
LONG_AGO = [deed("salsa", 360, 1), deed("salsa", 355, 2, "rating", 4)]

TOLD = [
    ("monthly", MONTHLY, "en", [("you buy it about each month (3 orders, the last in November)", ("e0", "e1", "e2"))]),
    ("monthly", MONTHLY, "ko", [("한 달에 한 번쯤 사세요 (주문 3번, 최근 11월)", ("e0", "e1", "e2"))]),
    ("again", TWICE, "en", [("you bought it 2 times, last in October", ("e1", "e2"))]),
    ("again", TWICE, "ko", [("전에 2번 사셨어요, 최근은 10월이에요", ("e1", "e2"))]),
    ("before", ONCE, "en", [("you bought it in October", ("e1",))]),
    ("before", ONCE, "ko", [("10월에 사신 상품이에요", ("e1",))]),
    ("year ago", LAST_YEAR, "en", [("you bought it in November 2025", ("e1",))]),
    ("year ago", LAST_YEAR, "ko", [("2025년 11월에 사신 상품이에요", ("e1",))]),
    (
        "rated",
        RATED,
        "en",
        [("you bought it in October", ("e1",)), ("you gave it 5 stars in October", ("e2",))],
    ),
    ("rated", RATED, "ko", [("10월에 사신 상품이에요", ("e1",)), ("10월에 별 5개를 주셨어요", ("e2",))]),
    (
        "rated long ago",
        LONG_AGO,
        "en",
        [("you bought it in November 2025", ("e1",)), ("you gave it 4 stars in November 2025", ("e2",))],
    ),
    ("only rated", [deed("salsa", 45, 2, "rating", 4)], "en", [("you gave it 4 stars in October", ("e2",))]),
    ("three stars", [deed("salsa", 45, 2, "rating", 3)], "en", []),
    ("the last stars", [deed("salsa", 60, 1, "rating", 5), deed("salsa", 45, 2, "rating", 2)], "en", []),
    ("only looked at", [deed("salsa", 5, 1, "view"), deed("salsa", 4, 2, "dismiss")], "en", []),
    ("something else", [deed("mat", 5, 1)], "en", []),
]


@pytest.mark.parametrize(
    ("deeds", "language", "wanted"), [row[1:] for row in TOLD], ids=[f"{r[0]}-{r[2]}" for r in TOLD]
)
def test_a_reason_says_what_was_done_and_shows_the_events(
    tiny_shop: Shop, deeds: list[Deed], language: str, wanted: list[tuple[str, tuple[str, ...]]]
) -> None:
    """Counts, months, the year where it is about a year ago, stars; the ids are those of the events spoken of."""
    assert told(memory(tiny_shop, deeds), "salsa", language) == wanted


def test_the_usual_brand_takes_three_orders_in_its_category(tiny_shop: Shop) -> None:
    """Another product of the brand gets the word, with an event of each order; two orders are not enough."""
    bought = [deed("chips-plain", days, n) for n, days in enumerate((200, 100, 30))]
    ids = ("e0", "e1", "e2")
    remembered = memory(tiny_shop, bought)
    assert told(remembered, "chips-cheese", "en") == [("your usual brand here, haemaru (3 orders)", ids)]
    assert told(remembered, "chips-cheese", "ko") == [("늘 고르시던 haemaru 상품이에요 (주문 3번)", ids)]
    assert told(memory(tiny_shop, bought[:2]), "chips-cheese", "en") == []
    own = told(remembered, "chips-plain", "en")
    assert own == [("you bought it 3 times, last in October", ids)]
    labelled = memory(
        tiny_shop,
        bought,
        chips_plain={"brand": "x", "brand_label": {}},
        chips_cheese={"brand": "x", "brand_label": {"ko": "엑스"}},
    )
    assert told(labelled, "chips-cheese", "ko")[0][0].startswith("늘 고르시던 엑스 상품")
    other = memory(tiny_shop, bought, chips_cheese={"categories": ("grocery", "snacks", "bars")})
    assert told(other, "chips-cheese", "en") == []


def test_two_lines_of_one_order_are_one_order(tiny_shop: Shop) -> None:
    """The brand is counted by orders, not by lines."""
    same = [deed("chips-plain", 30, n).model_copy(update={"order": "o"}) for n in range(3)]
    assert told(memory(tiny_shop, same), "chips-cheese", "en") == []
    assert told(memory(tiny_shop, same), "chips-plain", "en") == [("you bought it in October", ("e0", "e1", "e2"))]


def goes(remembered: Memory, ident: str, language: str) -> list[Reason]:
    """What goes with something owned."""
    return list(goes_with_owned(product(remembered, ident), remembered, language))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "goes with the Family tent for four people you bought in May"),
        ("ko", "5월에 사신 Family tent for four people과 잘 어울려요"),
    ],
)
def test_what_goes_with_something_owned_says_which_and_when(tiny_shop: Shop, language: str, text: str) -> None:
    """Durable, bought, and paired by the shop's own word; all three stand in the evidence."""
    facts: dict[str, dict[str, object]] = {"tent": {"durable": True}, "mat": {"goes_with": ("sports/camping",)}}
    found = goes(memory(tiny_shop, [deed("tent", 200, 1)], **facts), "mat", language)
    assert [(r.kind, r.evidence) for r in found] == [("complements", ("e1", "product:mat#goes_with", "product:tent"))]
    assert found[0].text.replace("를", "을").replace("와 ", "과 ") == text
    assert goes(memory(tiny_shop, [deed("tent", 200, 1, "view")], **facts), "mat", language) == []
    assert goes(memory(tiny_shop, [deed("tent", 200, 1)], mat=facts["mat"]), "mat", language) == []
    assert goes(memory(tiny_shop, [deed("tent", 200, 1)], tent=facts["tent"]), "mat", language) == []


def a_line(remembered: Memory, ident: str) -> DraftLine:
    """A line of two packs for the need of party food."""
    chosen = product(remembered, ident)
    rule = pricing(chosen, "us")
    assert rule is not None
    need = Need(role="dip", label={"en": "Dip", "ko": "딥"}, query={"en": "dip"}, quantity=2)
    return DraftLine(need, Pick(Candidate(chosen, 1.0, 1.0, rule, 9), 2))


def context(remembered: Memory | None, line: DraftLine, **more: object) -> Context:
    """The context of a basket with one line."""
    request = Request(text="party", language="en", recipient=more.pop("recipient", None))
    plan = Plan(title={"en": "Party"}, needs=(line.need,), adults=1)
    return Context(request, plan, [line], remembered, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "you have 4 already (Picnic mat), so this is the rest"),
        ("ko", "이미 4개 있으셔서 나머지만 담았어요 (Picnic mat)"),
    ],
)
def test_what_is_owned_takes_its_share_and_the_line_says_so(tiny_shop: Shop, language: str, text: str) -> None:
    """The purchases that it rests on are the evidence."""
    remembered = memory(tiny_shop, [deed("mat", 90, 1), deed("mat", 30, 2)])
    line = a_line(remembered, "salsa")
    bought = (deed("mat", 90, 1), deed("mat", 30, 2))
    base = context(remembered, line, had=[Had(line.need, product(remembered, "mat"), 4.0, bought, 2.0)])
    asked = replace(base, request=base.request.model_copy(update={"language": language}))
    found = [r for r in reasons(line, asked) if r.kind == "history"]
    assert [(r.text, r.evidence) for r in found] == [(text, ("e1", "e2"))]


def test_the_past_is_told_to_its_owner_alone(tiny_shop: Shop) -> None:
    """Not where it may not be used, not of a gift; and never more than four reasons a line."""
    remembered = memory(tiny_shop, RATED)
    line = a_line(remembered, "salsa")
    assert [r.kind for r in reasons(line, context(remembered, line))].count("history") == 2
    assert not any(r.kind == "history" for r in reasons(line, context(None, line)))
    gift = context(remembered, line, recipient=Recipient(key="friend"))
    assert not any(r.kind == "history" for r in reasons(line, gift))
    assert len(reasons(line, context(remembered, line))) <= MOST


HELD = Holdings(
    shopper="ann",
    consents=(
        Consent(purpose="remember", granted=True, at=AT - dt.timedelta(days=9)),
        Consent(purpose="remember", granted=False, at=AT),
        Consent(purpose="contribute", granted=True, at=AT),
    ),
    preferences=(Preference(id="p1", text="고수", at=AT),),
    events=tuple(an_event(n, "salsa", value=2) for n in range(LATEST + 3)),
)


@pytest.mark.parametrize(
    ("language", "opening", "consents", "preference", "first", "more"),
    [
        (
            "en",
            "Everything held of ann.",
            ["no, never asked", "no, since Nov 20, 2026", "yes, since Nov 20, 2026"],
            "No 고수, said on Nov 20, 2026",
            "Jan 15, 2026: bought 2 × Tomato salsa dip",
            "…and 3 more, all of them in the export",
        ),
        (
            "ko",
            "ann 님에 대해 갖고 있는 모든 것이에요.",
            ["물어본 적 없음, 쓰지 않음", "동의하지 않음, 2026. 11. 20.부터", "동의함, 2026. 11. 20.부터"],
            "고수 빼기, 2026. 11. 20.에 말씀하심",
            "2026. 1. 15.: 토마토 살사 딥 2개 구매",
            "…그리고 3건 더 있어요. 내보내기에 모두 들어 있어요.",
        ),
    ],
)
def test_everything_held_is_said_in_plain_words(
    tiny_shop: Shop, language: str, opening: str, consents: list[str], preference: str, first: str, more: str
) -> None:
    """The last answer of each purpose, what was said, the latest events first and how many more there are."""
    named = {p.id: p for p in tiny_shop.products}.get
    start, (agreed, said, done) = in_words(HELD, language, named)
    assert start == opening
    assert [line.rsplit(": ", 1)[1] for _, line in agreed.lines] == consents
    assert [key for key, _ in agreed.lines] == ["personalise", "remember", "contribute"]
    assert said.lines == (("p1", preference),)
    assert done.lines[0] == (f"ann/{LATEST + 2}", first)
    assert done.lines[-1] == ("", more)
    assert len(done.lines) == LATEST + 1


def test_where_nothing_is_held_that_is_said() -> None:
    """And a product that the shop no longer has is named by its id."""
    opening, sections = in_words(Holdings(shopper="bo"), "en", lambda _: None)
    assert opening == "Nothing is held of bo."
    assert [line for section in sections[1:] for _, line in section.lines] == ["nothing", "nothing"]
    _, (_, _, done) = in_words(Holdings(shopper="bo", events=(an_event(1, "gone"),)), "en", lambda _: None)
    assert done.lines[0][1].endswith("bought 1 × gone")
    opening, _ = in_words(HELD.model_copy(update={"simulated": True}), "en", lambda _: None)
    assert opening.endswith("A simulated shopper of the demo shop: nobody's data.")
