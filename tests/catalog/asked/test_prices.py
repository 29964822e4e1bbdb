"""Prices in queries: what a shopper may spend, and whether the cheap or the fine is wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.asked.prices import Limit, leaning, limited

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


def won(most: int | None = None, least: int | None = None) -> Limit:
    return Limit("KRW", most, least)


def cents(most: int | None = None, least: int | None = None) -> Limit:
    return Limit("USD", most, least)


@pytest.mark.parametrize(
    ("text", "rest", "limit"),
    [
        ("headphones under $20", "headphones", cents(2000)),
        ("under $20 headphones", "headphones", cents(2000)),
        ("headphones under $ 20", "headphones", cents(2000)),
        ("headphones UNDER $20.50", "headphones", cents(2050)),
        ("headphones below 50 dollars", "headphones", cents(5000)),
        ("headphones cheaper than 50 bucks", "headphones", cents(5000)),
        ("lamp up to US$ 1,299.99", "lamp", cents(129999)),
        ("lamp within $40", "lamp", cents(4000)),
        ("lamp at most $15.99", "lamp", cents(1599)),
        ("lamp $20 or less", "lamp", cents(2000)),
        ("lamp $20 max", "lamp", cents(2000)),
        ("no more than $20 lamp", "lamp", cents(2000)),
        ("nothing over $30 lamp", "lamp", cents(3000)),
        ("lamp not above $30", "lamp", cents(3000)),
        ("watch over $100", "watch", cents(least=10000)),
        ("watch at least $100", "watch", cents(least=10000)),
        ("watch not less than $100", "watch", cents(least=10000)),
        ("watch $100 or more", "watch", cents(least=10000)),
        ("gift between $20 and $50", "gift", cents(5000, 2000)),
        ("gift between 20 and 50 dollars", "gift", cents(5000, 2000)),
        ("gift from $20 to $50", "gift", cents(5000, 2000)),
        ("gift $20-$50", "gift", cents(5000, 2000)),
        ("gift $20-50", "gift", cents(5000, 2000)),
        ("gift over $20 under $50", "gift", cents(5000, 2000)),
        ("gift under 30000 won", "gift", won(30000)),
    ],
)
def test_english_limits(text: str, rest: str, limit: Limit) -> None:
    """In cents; the words of the limit leave the text."""
    assert limited(text) == (rest, limit)


@pytest.mark.parametrize(
    ("text", "rest", "limit"),
    [
        ("3만원 이하 이어폰", "이어폰", won(30000)),
        ("이어폰 3만 원 이하", "이어폰", won(30000)),
        ("이어폰 3만원이하", "이어폰", won(30000)),
        ("1.5만원 이하 이어폰", "이어폰", won(15000)),
        ("1만5천원 이하 선물", "선물", won(15000)),
        ("1만 5천원 이하 선물", "선물", won(15000)),
        ("1만5000원 이하 선물", "선물", won(15000)),
        ("만원 이하 선물", "선물", won(10000)),
        ("천원 이하 과자", "과자", won(1000)),
        ("5천원 미만 과자", "과자", won(5000)),
        ("15,000원 이하 과자", "과자", won(15000)),
        ("₩15,000 이하 과자", "과자", won(15000)),
        ("5만 이하 선물", "선물", won(50000)),
        ("5만원까지 선물", "선물", won(50000)),
        ("5만원 이내의 선물", "선물", won(50000)),
        ("5만원 안 넘는 선물", "선물", won(50000)),
        ("5만원을 넘지 않는 선물", "선물", won(50000)),
        ("10만원 이상 시계", "시계", won(least=100000)),
        ("10만원 넘는 시계", "시계", won(least=100000)),
        ("2만원 이상 5만원 이하 선물", "선물", won(50000, 20000)),
        ("3만원에서 5만원 사이 선물", "선물", won(50000, 30000)),
        ("3만원~5만원 선물", "선물", won(50000, 30000)),
        ("3~5만원 선물", "선물", won(50000, 30000)),
        ("3만원대 선물", "선물", won(39999, 30000)),
        ("5천원대 과자", "과자", won(5999, 5000)),
        ("10만원대 시계", "시계", won(199999, 100000)),
        ("15만원대 시계", "시계", won(159999, 150000)),
        ("20달러 이하 선물", "선물", cents(2000)),
        ("20불 이하 선물", "선물", cents(2000)),
    ],
)
def test_korean_limits(text: str, rest: str, limit: Limit) -> None:
    """In won; thousands and ten thousands are counted together."""
    assert limited(text) == (rest, limit)


@pytest.mark.parametrize(
    "text",
    [
        "headphones under 20",
        "tent under 4 kg",
        "under eye cream",
        "over the door hooks",
        "over 50 vitamins",
        "up to 4 people",
        "under $",
        "$20 lamp",
        "2-3 person tent",
        "from 3 to 5 years",
        "under $99999999999999999999",
        "$50 to $20 lamp",
        "between $20 and 30,000원 lamp",
        "5만원 선물",
        "만두",
        "원피스",
        "천원",
        "불고기",
        "20~30대 여성 선물",
        "3만 명",
        "1만보 걷기",
        "100까지 세는 책",
        "이상한 나라",
        "",
    ],
)
def test_other_numbers_are_no_limits(text: str) -> None:
    """Nor is a price that nothing is said about."""
    assert limited(text) == (text, None)


def test_of_two_upper_limits_the_first_counts() -> None:
    """What is said of the other stays in the text."""
    assert limited("under $20 lamp under $50") == ("lamp under $50", cents(2000))


@given(ANY_TEXT)
def test_no_text_makes_it_fail(text: str) -> None:
    """A limit is a sum, and a lower one is not above an upper one."""
    _, limit = limited(text)
    assert limit is None or limit.least is None or limit.most is None or limit.least <= limit.most
    leaning(text)


@given(st.integers(1, 999), st.sampled_from(["원", "천원", "만원"]), st.sampled_from(["이하", "미만", "까지"]))
def test_every_sum_in_won(number: int, unit: str, sense: str) -> None:
    """Whatever its unit."""
    times = {"원": 1, "천원": 1000, "만원": 10000}[unit]
    assert limited(f"선물 {number}{unit} {sense}") == ("선물", won(number * times))


@given(st.integers(0, 99999), st.integers(0, 99))
def test_every_sum_in_dollars(dollars: int, minor: int) -> None:
    """With commas and cents, and never as a float."""
    assert limited(f"under ${dollars:,}.{minor:02}") == ("", cents(dollars * 100 + minor))


@pytest.mark.parametrize(
    ("text", "rest", "wants"),
    [
        ("cheap tent", "tent", "low"),
        ("cheapest tent", "tent", "low"),
        ("a tent on a budget", "a tent", "low"),
        ("Affordable tent", "tent", "low"),
        ("가성비 노트북", "노트북", "low"),
        ("가성비로 좋은 노트북", "좋은 노트북", "low"),
        ("저렴한 텐트", "텐트", "low"),
        ("저렴한데 예쁜 컵", "예쁜 컵", "low"),
        ("싼 거 텐트", "거 텐트", "low"),
        ("싼거 텐트", "텐트", "low"),
        ("luxury candle", "candle", "high"),
        ("premium dog food", "dog food", "high"),
        ("고급 와인", "와인", "high"),
        ("고급스러운 컵", "컵", "high"),
        ("비싼 와인", "와인", "high"),
        ("not expensive wine", "wine", "low"),
        ("not too expensive wine", "wine", "low"),
        ("비싸지 않은 와인", "와인", "low"),
        ("너무 비싸지 않은 와인", "와인", "low"),
        ("안 비싼 와인", "와인", "low"),
        ("비싼 거 말고 와인", "와인", "low"),
        ("not cheap wine", "wine", "high"),
        ("cheap", "cheap", "low"),
        ("비싼", "비싼", "high"),
        ("싼타 모자", "싼타 모자", None),
        ("고급차 모형", "고급차 모형", None),
        ("cheapskate novel", "cheapskate novel", None),
        ("tent", "tent", None),
        ("", "", None),
    ],
)
def test_leanings(text: str, rest: str, wants: str | None) -> None:
    """The word leaves the text, unless it is all of it; denied it means the other."""
    assert leaning(text) == (rest, wants)
