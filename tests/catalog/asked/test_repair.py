"""Repairs turn nothing into something: never a word that a product, or a language, knows into another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.asked import wordlists
from catalog.asked.repair import LONGEST, Repairer
from catalog.index.fields import spelled
from catalog.index.lexical import Lexical
from catalog.sample.shop import demo_products
from tests.catalog.asked.conftest import TITLES
from tests.fakes import a_product

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
OF_TITLES = sorted({word for pair in TITLES for title in pair for word in title.casefold().replace(",", "").split()})


@pytest.fixture(scope="module")
def repairer(words_of_a_shop: Lexical) -> Repairer:
    """With the word lists, as search has it."""
    return Repairer(words_of_a_shop, wordlists.dictionary())


@pytest.fixture(scope="module")
def bare(words_of_a_shop: Lexical) -> Repairer:
    """With nothing but the words of the shop."""
    return Repairer(words_of_a_shop)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tortila chips", "tortilla chips"),
        ("tortillla chips", "tortilla chips"),
        ("headphnes", "headphones"),
        ("haedphones", "headphones"),
        ("ehadphones", "headphones"),
        ("jeadphones", "headphones"),
        ("wirelss earphnoes", "wireless earphones"),
        ("shampo for dry hair", "shampoo for dry hair"),
        ("diapres", "diapers"),
        ("dishwaser tablets", "dishwasher tablets"),
        ("choclate cake", "chocolate cake"),
        ("tnet", "tent"),
        ("tennt", "tent"),
        ("Chocolatte", "chocolate"),
        ("샴프", "샴푸"),
        ("삼푸", "샴푸"),
        ("기저기", "기저귀"),
        ("떡볶기", "떡볶이"),
        ("커피머쉰", "커피머신"),
        ("침냥", "침낭"),
        ("당군 주스", "당근 주스"),
        ("이어픈이랑", "이어폰"),
        ("헤드혼", "헤드폰"),
        ("블루투슥 스피커", "블루투스 스피커"),
    ],
)
def test_a_slip_of_the_finger_is_mended(repairer: Repairer, typed: str, meant: str) -> None:
    """Letters left out, doubled, swapped or beside the right key; what was mended is told."""
    found = repairer.repair(typed)
    assert found.text == meant
    assert all(was in typed.casefold() and now in meant for was, now in found.changes)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dldjvhs", "이어폰"),
        ("xpsxm", "텐트"),
        ("EjrqhRdl", "떡볶이"),
        ("zjvlajtls", "커피머신"),
        ("ㅌㅔㄴㅌㅡ", "텐트"),
        ("ㅌㅔㄴ트", "텐트"),
        ("ㅅㅁㅠㅣㄷㅅ", "tablet"),
        ("ㅊㅁㅏㄷ", "cake"),
        ("ㅅㅗㅑㅔㄴ", None),
        ("초ㅑㅔㄴ", "chips"),
        ("ㅅ두ㅅ", "tent"),
        ("ㅠ디ㅅ", "belt"),
    ],
)
def test_the_wrong_keyboard_layout_is_read(repairer: Repairer, typed: str, meant: str | None) -> None:
    """In either direction, where what the keys write is a word of the shop."""
    assert repairer.repair(typed).text == (meant or typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sleepingbag", "sleeping bag"),
        ("leatherbelt", "leather belt"),
        ("familytent", "family tent"),
        ("dish washer tablets", "dishwasher tablets"),
        ("head phones", "headphones"),
        ("Dish  Washer", "dishwasher"),
        ("이 어폰", "이어폰"),
        ("커피 머신", "커피 머신"),
        ("sleeping bag", "sleeping bag"),
        ("leather belt", "leather belt"),
        ("coffee machine", "coffee machine"),
    ],
)
def test_spaces_are_put_where_the_products_have_them(repairer: Repairer, typed: str, meant: str) -> None:
    """Words that say the same apart stay apart."""
    assert repairer.repair(typed).text == meant


@pytest.mark.parametrize(
    "text",
    [
        "lego",
        "iphone 15 pro",
        "parrot food",
        "coke",
        "shit",
        "spirit level",
        "frost",
        "violin strings",
        "macbook air",
        "unscented soap",
        "pleather",
        "paris",
        "walter",
        "satan",
        "무선 족발",
        "족발",
        "시발",
        "고급 와인",
        "비싼 와인",
        "아이폰 케이스",
        "닌텐도",
        "네 일 배송",
        "a round rug",
        "ㅠㅠ",
        "ㅋㅋㅋ",
        "ㅇㅇ",
        "lol",
        "aaaaaa",
        "asdf qwerty zxcvbn",
        "café crème",
        "jalapeño",
        "WH-1000XM5",
        "wh1000xm5",
        "tortila2pack",
        "8801234567890",
        "3.14",
        "🎉🎉",
        "日本酒",
        "ラーメン",
        "中文商品",
        "водка",
        "مرحبا",
        "텐ト tent🏕️",
        "\x00\x01\x02",
        "\ud800",
        "",
        "   ",
        "'",
        "--",
        "a",
        "텐",
        "ㅌ",
    ],
)
def test_what_means_something_or_nothing_is_left_as_it_is(repairer: Repairer, text: str) -> None:
    """Things that are not sold, names, oaths, codes, sighs and other scripts are nobody's misspelling."""
    found = repairer.repair(text)
    assert found.text == text
    assert found.changes == ()


@pytest.mark.parametrize("title", [title for pair in TITLES for title in pair])
def test_titles_are_not_changed(repairer: Repairer, bare: Repairer, title: str) -> None:
    """With and without the word lists."""
    assert repairer.repair(title).text == title
    assert bare.repair(title).text == title


def test_no_letter_of_a_demo_title_is_changed() -> None:
    """Two thousand products of every kind; words are only put together where more products write them as one."""
    items = demo_products()
    repairer = Repairer(Lexical.build(items), wordlists.dictionary())
    titles = {title for product in items for title in product.title.values()}
    changed = [title for title in titles if _letters(repairer.repair(title).text) != _letters(title)]
    assert changed == []
    assert [word for word in set(" ".join(titles).split()) if repairer.repair(word).changes] == []


def _letters(text: str) -> str:
    return "".join(text.casefold().split())


@given(st.sampled_from(OF_TITLES))
def test_no_word_of_a_title_is_changed(words_of_a_shop: Lexical, word: str) -> None:
    """A word that any product holds is never touched."""
    assert Repairer(words_of_a_shop).repair(word).changes == ()


@given(st.sampled_from([title for pair in TITLES for title in pair]), st.data())
def test_words_of_one_title_are_not_changed_in_any_order(
    words_of_a_shop: Lexical, title: str, data: st.DataObject
) -> None:
    """Nor put together, as one product is called by all of them."""
    words = data.draw(st.permutations(title.casefold().replace(",", "").split()))
    text = " ".join(words)
    assert Repairer(words_of_a_shop).repair(text).text == text


@given(ANY_TEXT)
def test_no_text_makes_it_fail_and_a_mended_text_needs_no_mending(words_of_a_shop: Lexical, text: str) -> None:
    """Any Unicode; and what was put right is right."""
    repairer = Repairer(words_of_a_shop)
    once = repairer.repair(text)
    assert repairer.repair(once.text).text in (once.text, once.text.casefold())


@pytest.mark.parametrize(
    "text",
    ["a" * 5000, "가" * 5000, "tortilachips" * 400, "1" * 5000, "a-" * 2500, "ㅁㄴ" * 2500, "\x00" * 5000],
    ids=["a", "가", "chips", "1", "a-", "ㅁㄴ", "nul"],
)
def test_a_heap_of_letters_is_left_alone(repairer: Repairer, text: str) -> None:
    """Nobody means a word of so many letters, and looking for one would take long."""
    assert repairer.repair(text).text == text


def test_the_longest_word_that_is_mended(words_of_a_shop: Lexical) -> None:
    """The limit is on the word, not on the text around it."""
    text = "x" * (LONGEST + 1) + " headphnes"
    assert Repairer(words_of_a_shop).repair(text).text == "x" * (LONGEST + 1) + " headphones"


def test_the_more_frequent_of_two_equally_near_words_is_meant() -> None:
    """Where they begin alike."""
    items = [a_product(f"p{n}", title={"en": title}) for n, title in enumerate(["grater", "grapes", "grapes"])]
    assert Repairer(Lexical.build(items)).repair("graxes").text == "grapes"


def test_every_word_of_a_title_is_a_target() -> None:
    """What a slip can be mended to is what the shop writes."""
    assert {"headphones", "tortilla"} <= {word for en, _ in TITLES for word in spelled(en)}
