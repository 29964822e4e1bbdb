"""What a language model read in a message, and how much of that is taken over: only what the message itself says.

Hard limits are the union of the rules' reading and the model's, never less. Money and people are the rules' where they
read any. An act that binds the shopper (an order, what is remembered) is the rules' alone.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.types import Budget, DietNeed, People, Request, Sought, Span, Stated
from assistant.understand.money import find_budget
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number
from catalog.types import Allergen, Diet

T = TypeVar("T")
SafeAct = Literal["plan", "find", "refine", "why", "compare", "ask", "smalltalk"]
WITHOUT_BASKET = frozenset({"plan", "find", "smalltalk"})  # acts that need none
SAFE = frozenset({"plan", "find", "refine", "why", "compare", "ask", "smalltalk"})
MOST_NEEDS = 12
MOST_PEOPLE = 1000
Quote = Annotated[str, Field(min_length=1, max_length=120)]
# Models write null where they should leave a list out.
Several = BeforeValidator(lambda value: () if value is None else value)


class Form(BaseModel):
    """A part of the form. What it does not know is refused, so that a guess never passes for an answer."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class HeardNeed(Form):
    """One thing that the job takes."""

    phrase: Annotated[str, Field(min_length=1, max_length=60)] = Field(description="a short search phrase")
    must: bool = Field(default=False, description="whether the job fails without it")


class HeardDiet(Form):
    """A diet and the words that say so."""

    diet: Diet
    quote: Quote


class HeardAllergy(Form):
    """An allergy and the words that say so."""

    allergen: Allergen
    quote: Quote


class Heard(Form):
    """What a shopper's message asks for."""

    act: SafeAct
    needs: Annotated[tuple[HeardNeed, ...], Field(max_length=MOST_NEEDS), Several] = ()
    budget_quote: Quote | None = Field(default=None, description="the words that state the budget")
    adults: Annotated[int, Field(ge=0, le=MOST_PEOPLE)] | None = None
    children: Annotated[int, Field(ge=0, le=MOST_PEOPLE)] | None = None
    people_quote: Quote | None = Field(default=None, description="the words that say how many people there are")
    diet: Annotated[tuple[HeardDiet, ...], Several] = ()
    allergies: Annotated[tuple[HeardAllergy, ...], Several] = ()
    exclusions: Annotated[tuple[Quote, ...], Several] = Field(default=(), description="things that must not be there")


def taken_over(read: Request, heard: Heard, has_basket: bool) -> Request:
    """The rules' reading with what the model may add to it."""
    changes: dict[str, Any] = {"act": _act(read, heard, has_basket), "sought": _sought(read, heard)}
    spans = dict(read.spans)
    if read.budget is None and (budget := _budget(read, heard.budget_quote)):
        changes["budget"], spans["budget"] = budget
    if read.people == People() and (people := _people(read, heard)):
        changes["people"], spans["people"] = people
    kept = {need.diet for need in read.diet}
    diets = [(DietNeed(diet=one.diet), span) for one in heard.diet if (span := _span(read, one.quote))]
    changes["diet"] = read.diet + _new(need for need, _ in diets if need.diet not in kept)
    allergies = [(one.allergen, span) for one in heard.allergies if (span := _span(read, one.quote))]
    changes["allergies"] = read.allergies + _new(a for a, _ in allergies if a not in read.allergies)
    ruled_out = [Stated(text=span.text, span=span) for quote in heard.exclusions if (span := _span(read, quote))]
    known = {stated.text.casefold() for stated in read.exclusions}
    changes["exclusions"] = read.exclusions + _new(s for s in ruled_out if s.text.casefold() not in known)
    added = {"diet": [s for _, s in diets], "allergies": [s for _, s in allergies]}
    added["exclusions"] = [stated.span for stated in ruled_out if stated.span is not None]
    for name, more in added.items():
        if more:
            spans[name] = tuple(dict.fromkeys((*spans.get(name, ()), *more)))
    return read.model_copy(update=changes | {"spans": spans})


def _new(values: Any) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def _act(read: Request, heard: Heard, has_basket: bool) -> str:
    """The model's act where neither act binds anybody and there is something to act on."""
    stated = read.budget is not None or read.wants or read.people != People()
    if read.act not in SAFE or (heard.act == "smalltalk" and stated):
        return read.act
    return heard.act if has_basket or heard.act in WITHOUT_BASKET else read.act


def _sought(read: Request, heard: Heard) -> tuple[Sought, ...]:
    """What to look for, apart from what the message rules out."""
    out = [stated.text.casefold() for stated in (*read.exclusions, *read.owned)]
    phrases = {need.phrase.strip(): need.must for need in heard.needs if need.phrase.strip()}
    return tuple(
        Sought(phrase=phrase, must=must)
        for phrase, must in phrases.items()
        if not any(word in phrase.casefold() for word in out)
    )


def _budget(read: Request, quote: str | None) -> tuple[Budget, tuple[Span, ...]] | None:
    """A budget that the rules can read in the quoted words, though not in the whole message."""
    span = _span(read, quote)
    found = find_budget(span.text) if span else None
    return (found.value, (span,)) if found and span else None


def _people(read: Request, heard: Heard) -> tuple[People, tuple[Span, ...]] | None:
    """People whose numbers the quoted words hold; one is in no need of a word: "my wife and me"."""
    span = _span(read, heard.people_quote)
    if span is None or heard.adults is None:
        return None
    said = {parse_number(m[0]) for m in re.finditer(f"{EN_NUMBER}|{KO_NUMBER}", span.text)} | {0, 1}
    if heard.adults + (heard.children or 0) < 1:
        return None
    children = heard.children or 0
    if not ({heard.adults, children} <= said or heard.adults + children in said - {0, 1}):
        return None
    return People(adults=heard.adults, children=children), (span,)


def _span(read: Request, quote: str | None) -> Span | None:
    """Where the message says these words, outside what the shopper says of themselves; None where it does not."""
    words = (quote or "").split()
    if not words:
        return None
    found = re.search(r"\s+".join(map(re.escape, words)), read.asked, re.IGNORECASE)
    return Span(start=found.start(), end=found.end(), text=read.text[found.start() : found.end()]) if found else None
