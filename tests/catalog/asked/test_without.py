"""What is ruled out leaves the query, the rest stays, and products say themselves whether they have it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.asked.without import IN_TEXT, NONE_IN_TEXT, Unwanted, has, unwanted
from catalog.text import tokens

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)


@pytest.mark.parametrize(
    ("text", "rest", "phrases"),
    [
        ("belt without buckle", "belt", ["buckle"]),
        ("belt without a buckle", "belt", ["buckle"]),
        ("belt without any buckles for men", "belt for men", ["buckles"]),
        ("belt w/o buckle", "belt", ["buckle"]),
        ("Belt WITHOUT Buckle", "Belt", ["buckle"]),
        ("headphones minus wires", "headphones", ["wires"]),
        ("shoes not leather", "shoes", ["leather"]),
        ("shoes not made of leather", "shoes", ["leather"]),
        ("headphones not in-ear", "headphones", ["in-ear"]),
        ("not spicy ramen", "ramen", ["spicy"]),
        ("without sugar cola", "cola", ["sugar"]),
        ("snacks without nuts or milk", "snacks", ["nuts", "milk"]),
        ("snacks without nuts and milk", "snacks", ["nuts", "milk"]),
        ("tent without poles and a sleeping bag", "tent and a sleeping bag", ["poles"]),
        ("cereal with no added sugar", "cereal", ["sugar"]),
        ("no sugar gum", "gum", ["sugar"]),
        ("snacks, no nuts", "snacks,", ["nuts"]),
        ("snacks except for chips", "snacks", ["chips"]),
        ("excluding chips, snacks", ", snacks", ["chips"]),
        ("drinks other than coffee", "drinks", ["coffee"]),
        ("anything but coffee to drink", "to drink", ["coffee"]),
        ("chocolate free from dairy", "chocolate", ["dairy"]),
        ("allergic to peanuts snacks", "snacks", ["peanuts"]),
        ("avoid plastic cups", "cups", ["plastic"]),
        ("cups, I don't want plastic", "cups, I", ["plastic"]),
    ],
)
def test_english_rules_things_out(text: str, rest: str, phrases: list[str]) -> None:
    """The thing leaves the text; what else is asked stays."""
    found, things = unwanted(text)
    assert found == rest
    assert [thing.phrase for thing in things] == phrases
    assert all(thing.words == tuple(tokens(thing.phrase)) for thing in things)


@pytest.mark.parametrize(
    ("text", "rest", "phrases"),
    [
        ("손잡이 없는 컵", "컵", ["손잡이"]),
        ("손잡이가 없는 컵", "컵", ["손잡이"]),
        ("손잡이없는 컵", "컵", ["손잡이"]),
        ("뚜껑 없이 쓰는 컵", "쓰는 컵", ["뚜껑"]),
        ("우유 없는 초콜릿", "초콜릿", ["우유"]),
        ("땅콩 안 들어간 과자", "과자", ["땅콩"]),
        ("땅콩이 안들어간 과자", "과자", ["땅콩"]),
        ("땅콩이 들어가지 않은 과자", "과자", ["땅콩"]),
        ("설탕과 우유 없는 과자", "과자", ["설탕", "우유"]),
        ("땅콩이랑 우유 빼고 과자", "과자", ["땅콩", "우유"]),
        ("사과 껍질 없는 주스", "사과 주스", ["껍질"]),
        ("만두 돼지고기 빼고", "만두", ["돼지고기"]),
        ("커피 말고 홍차", "홍차", ["커피"]),
        ("고기 뺀 만두", "만두", ["고기"]),
        ("견과류 제외한 간식", "간식", ["견과류"]),
        ("매운 거 말고 순한 라면", "순한 라면", ["매운"]),
        ("매운거 말고 라면", "라면", ["매운"]),
        ("안 매운 라면", "라면", ["매운"]),
        ("맵지 않은 라면", "라면", ["매운"]),
        ("끈적이지 않는 로션", "로션", ["끈적"]),
        ("가죽 아닌 신발", "신발", ["가죽"]),
        ("가죽이 아닌 신발", "신발", ["가죽"]),
        ("향이 안 나는 로션", "로션", ["향"]),
        ("선 없는 이어폰", "이어폰", ["선"]),
        ("우유 못 먹는 아이 간식", "아이 간식", ["우유"]),
        ("땅콩 알레르기 있는 아이 간식", "아이 간식", ["땅콩"]),
        ("오이 싫어요 샐러드", "샐러드", ["오이"]),
    ],
)
def test_korean_rules_things_out(text: str, rest: str, phrases: list[str]) -> None:
    """With and without particles and spaces; two things that are joined go together."""
    found, things = unwanted(text)
    assert found == rest
    assert [thing.phrase for thing in things] == phrases


@pytest.mark.parametrize(
    "text",
    [
        "no show socks",
        "no drill blinds",
        "no iron shirt",
        "not your mother's hair care",
        "not only for kids",
        "not sure what to buy",
        "not too sweet cookies",
        "toy, battery not included",
        "sugar-free gum",
        "hands-free headset",
        "cordless vacuum",
        "wireless mouse",
        "free shipping",
        "nonstick pan",
        "notebook",
        "Norwegian sweater",
        "without",
        "without without",
        "not",
        "w/o sugar",
        "anything but coffee",
        "무설탕 콜라",
        "무선 이어폰",
        "없는",
        "말고",
        "빼고",
        "안 쓰는 물건 정리함",
        "집 안 청소",
        "안경",
        "알레르기 약",
        "고양이 알레르기 사료",
        "설탕 없는",
        "부담없는",
        "",
        "   ",
    ],
)
def test_names_of_things_and_bare_denials_rule_nothing_out(text: str) -> None:
    """Nor does a text that would have nothing left."""
    assert unwanted(text) == (text.strip(), ()) or unwanted(text) == (text, ())


@given(ANY_TEXT)
def test_no_text_makes_it_fail(text: str) -> None:
    """Any Unicode; a text with words keeps one."""
    rest, things = unwanted(text)
    assert bool(tokens(rest)) or not things
    for thing in things:
        has(text, text, thing)


@pytest.mark.parametrize(
    "text", ["not " * 1250, "a" * 5000, "가" * 5000, "without " * 600, "없는 " * 1200, "a-" * 2500]
)
def test_a_heap_of_words_is_read_to_its_end(text: str) -> None:
    """Each of 5,000 letters is looked at a few times and no more, or this would take minutes."""
    assert len(unwanted(text)[0]) <= len(text)


def thing(phrase: str) -> Unwanted:
    return Unwanted(phrase, tuple(tokens(phrase)))


@pytest.mark.parametrize(
    ("title", "phrase", "sign"),
    [
        ("Leather belt with buckle", "buckle", 1),
        ("Leather belt, two buckles", "buckle", 1),
        ("Buckled belt", "buckle", 1),
        ("Belt without buckle", "buckle", -1),
        ("Belt, no metal buckle", "buckle", -1),
        ("Buckle-free belt", "buckle", -1),
        ("Buckleless belt", "buckle", -1),
        ("Sugar-free gum", "sugar", -1),
        ("Sugar free gum", "sugar", -1),
        ("Zero sugar cola", "sugar", -1),
        ("Unsweetened tea", "sugar", -1),
        ("Cane sugar", "sugar", 1),
        ("Cordless vacuum", "cord", -1),
        ("Cordless vacuum", "cable", -1),
        ("Wireless mouse", "wires", -1),
        ("Wired mouse", "wires", 1),
        ("Slip-on shoes", "laces", -1),
        ("Tank top", "sleeves", -1),
        ("Long sleeve top", "sleeves", 1),
        ("Unscented soap", "fragrance", -1),
        ("Vegan sausage", "meat", -1),
        ("Torch, batteries not included", "batteries", -1),
        ("Torch with battery", "batteries", 1),
        ("Ground nutmeg", "nuts", 0),
        ("Nutrition guide", "nut", 0),
        ("Mixed nuts", "nuts", 1),
        ("Cotton belt", "buckle", 0),
        ("손잡이 컵", "손잡이", 1),
        ("손잡이 없는 컵", "손잡이", -1),
        ("손잡이가 없는 컵", "손잡이", -1),
        ("고무 손잡이 컵", "손잡이", 1),
        ("고무줄 바지", "줄", 1),
        ("무설탕 콜라", "설탕", -1),
        ("무가당 두유", "설탕", -1),
        ("설탕 무첨가 주스", "설탕", -1),
        ("황설탕 1kg", "설탕", 1),
        ("글루텐프리 빵", "글루텐", -1),
        ("무선 이어폰", "선", -1),
        ("블루투스 이어폰", "선", -1),
        ("유선 이어폰", "선", 1),
        ("노와이어 브라", "와이어", -1),
        ("무알코올 라거", "알코올", -1),
        ("안 매운 김치", "매운", -1),
        ("매운 라면", "매운", 1),
        ("건전지 별매 손전등", "건전지", -1),
        ("우유 프리미엄", "우유", 1),
        ("", "buckle", 0),
    ],
)
def test_titles_say_whether_they_have_a_thing(title: str, phrase: str, sign: int) -> None:
    """Who names a thing only to say that there is none of it has none."""
    assert has(title, "", thing(phrase)) == sign


@pytest.mark.parametrize(
    ("title", "text", "much"),
    [
        ("Belt", "Comes with a buckle.", IN_TEXT),
        ("Belt", "Has no buckle.", NONE_IN_TEXT),
        ("Belt", "Cotton.", 0.0),
        ("Belt with buckle", "Has no buckle.", 1.0),
        ("Belt without buckle", "Looks like one with a buckle.", -1.0),
    ],
)
def test_a_title_says_more_than_a_description(title: str, text: str, much: float) -> None:
    """Which also names what a product goes with."""
    assert has(title, text, thing("buckle")) == much


@pytest.mark.parametrize("phrase", ["a.b*", "(", "[x", "w/o", "it's", "\\d+", "a-b"])
def test_signs_in_a_phrase_are_letters(phrase: str) -> None:
    """No text is a pattern."""
    assert has("anything", "anything", Unwanted(phrase, ("x",))) in (0.0, -1.0, 1.0)
