"""Everything that is held of a shopper, in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from babel.dates import format_date

from assistant.explain.phrases import LOCALES, say
from assistant.shopper.types import EVERYONE, PURPOSES, Holdings, Preference
from catalog.types import Product, ShopEvent, localized

LATEST = 12  # events shown; the export has all of them

Named = Callable[[str], Product | None]


@dataclass(frozen=True)
class Held:
    """A heading and its lines, each with the key of what it speaks about: a purpose, a preference's or event's id."""

    title: str
    lines: tuple[tuple[str, str], ...]


def in_words(holdings: Holdings, language: str, product: Named) -> tuple[str, tuple[Held, ...]]:
    """An opening line, then consents, preferences and the latest events. `product` finds a product by its id."""
    if not (holdings.consents or holdings.preferences or holdings.events):
        opening = say(language, "held_nothing", shopper=holdings.shopper)
    else:
        opening = say(language, "held_intro", shopper=holdings.shopper)
    if holdings.simulated:
        opening += " " + say(language, "held_simulated")
    sections = (
        Held(say(language, "held_consents"), tuple(_consents(holdings, language))),
        Held(say(language, "held_preferences"), tuple(_preferences(holdings, language))),
        Held(say(language, "held_events"), tuple(_events(holdings, language, product))),
    )
    return opening, sections


def _consents(holdings: Holdings, language: str) -> Iterator[tuple[str, str]]:
    said = {consent.purpose: consent for consent in holdings.consents}
    for purpose in PURPOSES:
        consent = said.get(purpose)
        key = "never" if consent is None else "yes" if consent.granted else "no"
        answer = say(language, f"consent_{key}", day=day(consent.at, language) if consent else "")
        yield purpose, f"{say(language, f'purpose_{purpose}')}: {answer}"


def _preferences(holdings: Holdings, language: str) -> Iterator[tuple[str, str]]:
    for one in holdings.preferences:
        yield one.id, say(language, f"held_{one.kind}", thing=_thing(one, language), day=day(one.at, language))
    if not holdings.preferences:
        yield "", say(language, "held_none")


def _thing(one: Preference, language: str) -> str:
    if one.kind == "diet":
        return say(language, f"diet_{one.text.removesuffix(EVERYONE)}")
    return say(language, f"allergen_{one.text}") if one.kind == "allergy" else one.text


def kept(holdings: Holdings, language: str) -> Held:
    """Conversations, named baskets and orders, one line each."""
    conversations = [
        (one.id, say(language, "held_conversation", day=day(one.at, language))) for one in holdings.conversations
    ]
    baskets = [
        (one.name, say(language, "held_basket", name=one.name, day=day(one.at, language))) for one in holdings.baskets
    ]
    orders = [
        (one.id, say(language, "held_order", number=one.id, day=day(one.placed_at, language)))
        for one in holdings.orders
    ]
    lines = (*conversations[-LATEST:], *baskets, *orders) or (("", say(language, "held_none")),)
    return Held(say(language, "held_kept"), tuple(lines))


def _events(holdings: Holdings, language: str, product: Named) -> Iterator[tuple[str, str]]:
    latest = sorted(holdings.events, key=lambda e: (e.at, e.id), reverse=True)[:LATEST]
    for event in latest:
        yield event.id, f"{day(event.at, language)}: {_done(event, language, product)}"
    if len(holdings.events) > LATEST:
        yield "", say(language, "held_more", count=len(holdings.events) - LATEST)
    if not latest:
        yield "", say(language, "held_none")


def _done(event: ShopEvent, language: str, product: Named) -> str:
    found = product(event.product_id)
    item = localized(found.title, language) if found is not None else event.product_id
    return say(language, f"event_{event.kind}", item=item, count=event.value)


def day(at: dt.datetime, language: str) -> str:
    """A day as the language writes it."""
    return str(format_date(at.date(), "medium", locale=LOCALES[language]))
