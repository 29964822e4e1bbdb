"""Another size, colour or flavour of what is in the basket: "the lavender one instead", 콜롬비아로 바꿔줘."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.bundle.draft import Draft, DraftLine
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.forms import forms_said
from assistant.dialogue.lines import exchanged
from assistant.dialogue.lists import chosen_line

BRIEF = 8  # words of a turn that may name a form alone
CLAUSES = re.compile(r"[.,;!?…]+\s?|\s[-–—]\s")
REFUSES = re.compile(  # "28은 너무 큰가... 24로 가자": what is said against the form that is there
    r"(?i:(?<![a-z])(?:too|not|no|hates?|stingy|overkill|cheap)(?![a-z])|n['’]t(?![a-z])|"
    r"너무|말고|싫|별로|안 |좀 (?:크|작|큰|작은))"
)


def in_form(asked: Asked, draft: Draft, lines: Sequence[DraftLine], words: str) -> Answered | None:
    """The basket with one of the lines in the form that words name; None where there is none, or no room for it."""
    for line in lines:
        for product in forms_said(asked, line.pick.candidate.product, words):
            come = chosen_line(asked, product, line.pick.packs)
            done = exchanged(asked, draft, line, come.pick) if come is not None else None
            if done is not None:
                return done
    return None


def in_any_form(asked: Asked, draft: Draft, first: Sequence[DraftLine], only: bool = False) -> Answered | None:
    """The basket with the one line that a brief turn has another form of: "ivory then", "the 30 one", 24로 가자.

    These `first` lines go before all others, or are the `only` ones. None where no line has it, or several have.
    """
    clauses = [one for one in CLAUSES.split(asked.request.asked) if not REFUSES.search(one)]
    words = " ".join(clauses)
    if not words.strip() or len(words.split()) > BRIEF:
        return None
    for lines in (first,) if only else (first, draft.lines):
        of_form = [line for line in lines if forms_said(asked, line.pick.candidate.product, words)]
        if of_form:
            return in_form(asked, draft, of_form, words) if len(of_form) == 1 else None
    return None
