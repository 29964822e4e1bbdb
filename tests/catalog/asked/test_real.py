"""Words that mean something are no slips, and Korean words are told from their particles."""

from __future__ import annotations

import pytest

from catalog.asked.real import bare, joins, means_something


@pytest.mark.parametrize(
    "word",
    "lego parrot coke frost barn paris barbie drone faster 족발 아이폰 닌텐도 비싼 고급 우유가 강아지를 매일 구글 씻은 "
    "순대 현미경".split(),
)
def test_a_word_of_the_language_means_something(word: str) -> None:
    """Whatever a shop sells."""
    assert means_something(word)


@pytest.mark.parametrize(
    "word", "tortila headphnes shampo diapper asdf zxcvb 샴프 기저기 떡볶기 노트복 커피머쉰 에어후라이어 뷁뷁".split()
)
def test_a_misspelt_word_does_not(word: str) -> None:
    """Also where the analyser knows it because it is so often misspelt."""
    assert not means_something(word)


@pytest.mark.parametrize("word", ["", " ", "1", "日本", "водка", "!", "é"])
def test_what_is_neither_language_means_nothing_here(word: str) -> None:
    """No error either."""
    assert not means_something(word)


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("손잡이", "손잡이"),
        ("손잡이가", "손잡이"),
        ("우유가", "우유"),
        ("설탕과", "설탕"),
        ("사과", "사과"),
        ("사과는", "사과"),
        ("매운거", "매운"),
        ("고양이", "고양이"),
        ("오이", "오이"),
        ("buckle", "buckle"),
        ("", ""),
    ],
)
def test_a_word_without_its_particles(word: str, root: str) -> None:
    """A last syllable that only looks like a particle stays."""
    assert bare(word) == root


@pytest.mark.parametrize(
    ("word", "joined"),
    [("설탕과", True), ("우유랑", True), ("땅콩이랑", True), ("사과", False), ("우유가", False), ("우유", False)],
)
def test_particles_that_join_two_things(word: str, joined: bool) -> None:
    """Those that mean "and"."""
    assert joins(word) is joined
