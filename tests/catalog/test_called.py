"""What no title calls so is said as titles do, so that a search by an everyday word finds the thing."""

from __future__ import annotations

import pytest

from assistant.dialogue.assistant import Assistant
from catalog.asked.called import in_shop_words


@pytest.mark.parametrize(
    ("text", "kind"),
    [("아령", "dumbbell"), ("hand weights", "dumbbell"), ("휴지", "toilet-paper"), ("nappies", "diaper")],
)
def test_an_everyday_word_finds_what_titles_call_otherwise(assistant: Assistant, text: str, kind: str) -> None:
    search = assistant.search
    said = in_shop_words(text, search.snapshot.lexical)
    assert said != text
    best = search.snapshot.products[int(search.scores(text).fused.argmax())]
    assert kind in best.id
    assert search.snapshot.lexical.meaning(text, title_only=True).any()


@pytest.mark.parametrize("text", ["tent", "텐트", "zebra crossing", "", "!!", "smartphone-9000"])
def test_what_titles_hold_or_nobody_knows_stays_as_it_is(assistant: Assistant, text: str) -> None:
    assert in_shop_words(text, assistant.search.snapshot.lexical) == text


def test_the_words_of_one_language_stay_in_it(assistant: Assistant) -> None:
    """A Korean way is no help to an English question: its meaning would be read in another language."""
    assert in_shop_words("cleaning cloths", assistant.search.snapshot.lexical).isascii()
