"""Misspelt English is read as it was meant; names, short forms and what means something stay as they are."""

from __future__ import annotations

import pytest

from assistant.understand.slips import without_slips
from tests.fakes import Shop

MENDED = [
    ("snaks for 5 people watching the gmae, 40 bucks", "snacks for 5 people watching the game, 40 bucks"),
    ("swpa the backpak for a smaler one", "swap the backpack for a smaller one"),
    ("hikng gear for a begginer", "hiking gear for a beginner"),
    ("remvoe the tent", "remove the tent"),
    ("vegitarian dinner for 4", "vegetarian dinner for 4"),
    ("a sleeping bagg", "a sleeping bag"),
    ("Birthdya party for ten", "birthday party for ten"),
]
KEPT = [
    "board games like jenga, crocs and legos for my tweens",
    "I want to cook adobo and elote, with a savlon spray and an anker bank",
    "snacks please, no mochi",
    "kids party for minsu, jayden turns 5",
    "my favorite neighborhood cafe sells liters of it",
    "dont add it, thats what theyre for, it wasnt asked",
    "my name is minji, call it beachy",
    "jihun is vegan and minji hates olives",
    "I'm Jisoo",
    "mail snaks@snak.example or see https://snak.example/snaks",
    "the model GMAE-4 and the “gmae” in quotes",
    "necesito comida para la fiesta de mi hermana",
    "tteokbokki, kimchi and banchan for six, pls",
]


@pytest.mark.parametrize(("typed", "meant"), MENDED)
def test_slips_are_read_as_what_was_meant(typed: str, meant: str, demo: Shop) -> None:
    text, slips = without_slips(typed, demo.search.slip)
    assert text == meant
    assert all(slip in typed and mend in meant for slip, mend in slips)
    assert slips


@pytest.mark.parametrize("text", KEPT)
def test_what_is_meant_as_it_is_written_stays(text: str, demo: Shop) -> None:
    assert without_slips(text, demo.search.slip) == (text, ())


def test_english_words_in_a_korean_turn_are_mended_too(demo: Shop) -> None:
    assert without_slips("축구 볼 때 먹을 snaks", demo.search.slip)[0] == "축구 볼 때 먹을 snacks"


def test_a_text_of_which_most_would_change_is_left_alone() -> None:
    text = "allpaca burrda corrta with denna"
    assert without_slips(text, lambda word: None if word == "with" else word + "x") == (text, ())
