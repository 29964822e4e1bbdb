"""Decide what a job needs: playbooks first, then the catalogue itself, and always what the shopper named."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from assistant.plan.concepts import Meanings, concept_of
from assistant.plan.emergent import emergent_needs
from assistant.plan.limits import Limits, serving_places
from assistant.plan.match import Match, Matcher
from assistant.plan.playbooks import Playbook
from assistant.plan.scale import scale
from assistant.types import Need, People, Plan, Request, Stated
from catalog.search import Search
from catalog.text import tokens

GUESSED_PEOPLE = 1  # for whom an unknown job is planned when the text does not say


@dataclass
class Planner:
    """Plans over one catalogue."""

    matcher: Matcher
    search: Search
    meanings: Meanings

    def plan(self, request: Request, limits: Limits, at: dt.datetime, known: tuple[str, ...] = ()) -> Plan:
        """Return the needs of a request, scaled. `known` names playbooks of an earlier turn to keep using."""
        books = self._books(request, known)
        adults, children, assumed = head_count(request.people, books[0].people if books else GUESSED_PEOPLE)
        days = request.days or (books[0].days if books else 1)
        nights = request.nights if request.nights is not None else (books[0].nights if books else 0)
        month = (request.date or at.date()).month
        text = request.occasion or request.text
        if books:
            needs = scale(books, adults, children, days, nights, month, request.market)
        else:
            needs = emergent_needs(text, self.search, limits, adults + children)
        return Plan(
            title=self._title(request, books),
            needs=self._with_wants(_mentioned(needs, text), request.wants),
            adults=adults,
            children=children,
            days=days,
            nights=nights,
            playbooks=tuple(book.id for book in books),
            guessed=not books,
            assumed_people=assumed,
        )

    def match(self, text: str) -> tuple[Match, ...]:
        """The playbooks that a text asks for."""
        return self.matcher.best(text)

    def _books(self, request: Request, known: tuple[str, ...]) -> list[Playbook]:
        if known:
            return [book for ident in known for book in self.matcher.playbooks if book.id == ident]
        return [match.playbook for match in self.match(request.occasion or request.text)]

    @staticmethod
    def _title(request: Request, books: list[Playbook]) -> dict[str, str]:
        if books:
            return {
                "en": " + ".join(book.title.en for book in books),
                "ko": " + ".join(book.title.ko for book in books),
            }
        words = (request.occasion or request.text).strip()
        return {"en": words[:60], "ko": words[:60]}

    def _with_wants(self, needs: tuple[Need, ...], wants: tuple[Stated, ...]) -> tuple[Need, ...]:
        """What the shopper named becomes a must: the need that serves it, or a need of its own."""
        found = list(needs)
        for want in wants:
            place = self._serving(found, want)
            if place is None:
                found.append(_stated_need(want, len(found)))
            else:
                found[place] = _restated(found[place], want)
        return tuple(found)

    def _serving(self, needs: list[Need], want: Stated) -> int | None:
        """The need that mostly the same products would serve, if there is one."""
        meant = self.meanings.products(want.text)
        if not meant.any():
            return None
        shares = [
            float((serving_places(n, self.search.snapshot) & meant).sum() / meant.sum()) if n.categories else 0.0
            for n in needs
        ]
        best = max(range(len(needs)), key=lambda i: shares[i], default=None)
        return best if best is not None and shares[best] > 0.5 else None


def _mentioned(needs: tuple[Need, ...], text: str) -> tuple[Need, ...]:
    """Needs that the shopper's own words name matter most: "엄마 선물, 꽃 좋아하셔" is about flowers."""
    spoken = set(tokens(text))
    return tuple(
        need.model_copy(update={"weight": 1.0, "must": True}) if _named(need, spoken) else need for need in needs
    )


def _named(need: Need, spoken: set[str]) -> bool:
    return any((words := set(tokens(label))) and words <= spoken for label in need.label.values())


def head_count(people: People, default: int) -> tuple[int, int, bool]:
    """Adults, children, and whether the number was assumed."""
    if people.adults is None:
        if people.children:
            return 0 if people.children > 2 else 1, people.children, False
        return default, 0, True
    return people.adults, people.children, False


def _stated_need(want: Stated, number: int) -> Need:
    concept = concept_of(want.text)
    return Need(
        role=f"wanted-{number}",
        label={"en": want.text, "ko": want.text},
        query={"en": want.text, "ko": want.text},
        categories=concept.categories if concept else (),
        quantity=float(want.quantity or 1),
        unit=want.unit,
        must=True,
        weight=1.0,
        stated=True,
        rule="request",
    )


def _restated(need: Need, want: Stated) -> Need:
    changes: dict[str, object] = {
        "must": True,
        "weight": 1.0,
        "stated": True,
        "query": {"en": want.text, "ko": want.text},
    }
    if want.quantity:
        changes |= {"quantity": float(want.quantity), "unit": want.unit}
    return need.model_copy(update=changes)
