"""The grounding judge sees what is right as right, and every kind of invention."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.explain.cards import card
from assistant.types import Bundle, Line, Notice, Reason, Reply, Request
from catalog.types import Money
from evals.evidence import Resolver
from evals.grounding import Judge, turned
from evals.jobs import FollowUp
from evals.names import Names
from tests.fakes import Shop


def won(amount: int) -> Money:
    return Money(amount=amount, currency="KRW")


def reply_of(shop: Shop, text: str, *reasons: Reason, **fields: Any) -> Reply:
    """A reply with two packs of lager for eight people."""
    product = shop.search.product("lager")
    assert product is not None
    line = Line(
        product=card(product, "ko", "kr"),
        role="beer",
        role_label="맥주",
        quantity=2,
        unit_price=won(9900),
        discount=won(0),
        line_total=won(19800),
        reasons=reasons,
    )
    basket = Bundle(
        title="축구 보는 날",
        lines=(line,),
        total=won(19800),
        budget=won(50000),
        left=won(30200),
        saved=won(0),
        people=8,
    )
    asked = Request(text="8명, 예산 5만원", language="ko", market="kr")
    return Reply(
        id="r", session="s", language="ko", market="kr", act="plan", text=text, request=asked, bundle=basket, **fields
    )


@pytest.fixture(scope="module")
def judge(tiny_shop: Shop) -> Judge:
    search = tiny_shop.search
    return Judge(search, Names(search.snapshot.products), Resolver(search))


def found(judge: Judge, reply: Reply) -> dict[str, list[str]]:
    return {metric: wrong for metric, wrong in judge.judge(reply, reply.bundle).items() if wrong}


@pytest.mark.parametrize(
    "text",
    [
        "축구 보는 날, 8명 · 예산 ₩50,000 → ₩19,800 (₩30,200 남아요)",
        "라거 맥주 6캔 × 2 — 하나에 ₩9,900, 2개예요",
        "5만원 안에서 골랐어요",
        "술은 19세부터 살 수 있어요",
    ],
)
def test_what_the_record_holds_is_grounded(text: str, judge: Judge, tiny_shop: Shop) -> None:
    assert found(judge, reply_of(tiny_shop, text)) == {}


@pytest.mark.parametrize(
    ("text", "metric", "said"),
    [
        ("모두 ₩19,900", "numbers", "₩19,900"),
        ("모두 ₩1,980", "numbers", "₩1,980"),
        ("라거 맥주 6캔 × 2 — 하나에 ₩19,300, 2개예요", "numbers", "₩19,300"),
        ("라거 맥주 6캔 × 3", "numbers", "3"),
        ("라거 맥주 6캔 × 3", "names", "no such line"),
        ("꿀맛 감자칩 × 2 — 맛있어요", "names", "no such line: 꿀맛 감자칩"),
        ("무알코올 라거 6캔도 좋아요", "names", "무알코올 라거 6캔"),
        ("Casa Roja가 인기예요", "names", "Casa Roja"),
        ("30% 할인이에요", "numbers", "30%"),
    ],
)
def test_an_invention_is_found(text: str, metric: str, said: str, judge: Judge, tiny_shop: Shop) -> None:
    wrong = found(judge, reply_of(tiny_shop, text))
    assert any(said in item for item in wrong[metric]), wrong


def test_reasons_and_notices_are_read_too(judge: Judge, tiny_shop: Shop) -> None:
    """A number that only a reason or a notice states is held against the record as well."""
    reason = Reason(kind="rating", text="77명이 별점 4.8을 줬어요", evidence=("product:lager#rating",))
    reply = reply_of(tiny_shop, "골랐어요", reason, notices=(Notice(code="x", text="12개만 남았어요"),))
    assert found(judge, reply)["numbers"] == ["77명이 별점", "12개만 남았"]


@pytest.mark.parametrize(
    ("evidence", "resolves"),
    [
        (("product:lager#pack", "request"), True),
        (("product:lager#contains_more",), False),
        (("product:lager#promotion",), False),
        (("product:lager#diet:vegan",), False),
        (("product:lager#allergens",), True),
        (("product:nothing",), False),
        (("product:salsa",), False),  # exists, and is not in the basket
        (("playbook:football-party/nothing",), False),
        (("catalogue:alcohol/beer",), True),
        (("review:r-unknown",), False),
        (("event:e-unknown",), False),
        (("moon:full",), False),
        ((), False),
    ],
)
def test_evidence_leads_to_a_record(evidence: tuple[str, ...], resolves: bool, judge: Judge, tiny_shop: Shop) -> None:
    reason = Reason(kind="fits", text="잘 맞아요", evidence=evidence)
    wrong = found(judge, reply_of(tiny_shop, "골랐어요", reason))
    assert ("evidence" in wrong) is not resolves


def test_each_follow_up_comes_equally_often() -> None:
    """Over as many jobs as there are follow-ups, each comes three times."""
    after = [FollowUp(id=str(n), text="x") for n in range(13)]
    heard = [turn.id for place in range(13) for turn in turned(after, place)]
    assert {heard.count(str(n)) for n in range(13)} == {3}
