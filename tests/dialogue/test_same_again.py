"""What was spoken of comes again in another form, and what a turn calls by what tells it is what it is about."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from tests.dialogue.turns import hold, lines


@pytest.mark.parametrize(
    ("turns", "comes"),
    [
        (("show me wireless earbuds", "add the sage green one", "my friend wants a pair too but in black"), "black"),
        (("ski trip for two, $500", "add waterproof ski gloves in L", "and the same in M for her"), "gloves-m"),
        (("men's cotton pyjamas", "add the cotton ones for men", "and the same for me, the ladies' one"), "women"),
    ],
)
def test_the_same_again_comes_in_the_form_that_is_said(
    assistant: Assistant, turns: tuple[str, ...], comes: str
) -> None:
    *_, before, after = hold(assistant, *turns)
    changed = {one for one, packs in lines(after).items() if lines(before).get(one, 0) < packs}
    assert len(changed) == 1
    assert comes in changed.pop()
    assert set(lines(before)) <= set(lines(after))


def test_a_question_is_about_what_it_calls_by_what_tells_it(assistant: Assistant) -> None:
    _, reply = hold(assistant, "juice pouches for the kids", "the pear ones, any added sugar in those?")
    assert "juice pouches, pear" in reply.text


def test_a_word_alike_puts_nothing_of_another_kind_in(assistant: Assistant) -> None:
    """Vanilla ice cream was listed; cupcakes are what is asked for."""
    _, reply = hold(assistant, "vanilla ice cream", "add the vanilla cupcakes")
    assert set(lines(reply)) == {"bakery-roll-cupcakes-vanilla"}


def test_no_product_ever_has_two_lines(assistant: Assistant) -> None:
    *_, reply = hold(
        assistant,
        "kids raincoats",
        "add the frog one",
        "add the duck raincoat too",
        "swap the frog coat for the duck coat",
    )
    assert reply.bundle is not None
    ids = [line.product.id for line in reply.bundle.lines]
    assert len(ids) == len(set(ids))


def test_what_is_described_is_looked_for_however_it_is_asked(assistant: Assistant) -> None:
    *_, listed, reply = hold(
        assistant, "show me suitcases", "add the first", "do you sell those cubes you pack clothes in", "yes add them"
    )
    assert listed.products[0].id == "packing-cubes-set"
    assert "packing-cubes-set" in lines(reply)


@pytest.mark.parametrize(
    ("turn", "never"),
    [("add something to write labels on the boxes with", "box"), ("add something to put on the sofa", "sofa")],
)
def test_what_a_described_thing_is_for_is_not_put_in(assistant: Assistant, turn: str, never: str) -> None:
    before, after = hold(assistant, "moving house next week", turn)
    assert set(lines(after)) > set(lines(before))
    assert not any(never in one for one in set(lines(after)) - set(lines(before)))


def test_a_diet_that_chooses_what_is_put_in_binds_nothing_else(assistant: Assistant) -> None:
    """A vegan rice bowl takes no ham out, even where the budget is full."""
    before, after = hold(
        assistant, "회사에 점심 도시락 싸 다니려고. 나 혼자 5일치, 3만원 밑으로", "비건 비빔밥 컵밥 두 개 추가"
    )
    assert any("ham" in one for one in lines(before))
    assert lines(after).get("cup-rice-bowl-bibim") == 2
    assert not after.request.diet


def test_what_was_spoken_of_goes_where_nothing_else_is_named(assistant: Assistant) -> None:
    *_, before, _, after = hold(
        assistant,
        "시험기간 밤샘 야식 넷이서 먹을 거 5만원 밑으로",
        "에너지 드링크 오리지널 두 개 추가",
        "그거 카페인 얼마나 들었어?",
        "심장 떨리겠다 빼",
    )
    assert set(lines(before)) - set(lines(after)) == {"energy-drink-original"}


def test_that_thing_of_two_is_the_one_spoken_of(assistant: Assistant) -> None:
    *_, reply = hold(
        assistant, "침실에 이불이랑 베개 새로 맞출래", "메밀베개 하나 넣어주세요", "혹시 세탁은 어떻게 해요 그 베개?"
    )
    assert {one.product_id for one in reply.citations} == {"buckwheat-pillow"}


def test_what_was_put_in_first_is_what_a_question_means(assistant: Assistant) -> None:
    *_, reply = hold(
        assistant, "show me yoga mats", "add the first", "add running socks", "처음 담은 거 무게가 얼마예요?"
    )
    assert any("yoga" in one.product_id for one in reply.citations) or "요가" in reply.text


def test_what_was_searched_for_is_no_job(assistant: Assistant) -> None:
    _, reply = hold(assistant, "yoga mats", "add running socks")
    assert len(lines(reply)) == 1
    assert "socks" in next(iter(lines(reply)))
