"""Plan a job that no playbook knows: find what answers it in the catalogue, and group it into needs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.plan.limits import Limits
from assistant.plan.past import Past
from assistant.plan.shelves import Shelves
from assistant.types import Need, Sought
from catalog.index.columns import Mask
from catalog.search import Search, ranked
from catalog.text import tokens
from catalog.types import Product

BROAD = 60  # products looked at before they are grouped
GROUPS = 6  # needs found by themselves
COMPLEMENTS = 2  # further needs from what is bought together with them
ANSWERS = 0.8  # a group is a must when it stands out so nearly as much as the best one
# Standard deviations above the mean product, set by eye on 31 requests: nearly all that the shop can answer have a
# product above 4.2 or a named one above 2.8. It is no clean cut: a few that it cannot answer ("funeral") reach 4.3.
STANDS_OUT, STANDS_OUT_NAMED = 4.6, 3.2
ANSWERING = 0.5  # of how well a category's products answer beside how much the job wants it
USEFUL = 4.0  # of both together: a lower one covers more needs with more that does not belong, and the reverse
SPOKEN_OF = 0.86  # cosine to the nearest use: below it a text is about nothing that people want of shelves
BEST = 3  # products of a category whose mean counts
SUPPORT = 0.2  # a group's further products add to its standing, less each


@dataclass(frozen=True)
class Group:
    """Products of one category that answer a request, best first, and how well they do together."""

    category: str
    places: tuple[int, ...]
    standing: float


def emergent_needs(
    text: str, said: str, search: Search, limits: Limits, shelves: Shelves, people: int, past: Past | None = None
) -> tuple[Need, ...]:
    """Needs for a job that no playbook covers; none where nothing in the catalogue answers it.

    `text` holds the words that tell, for the products; `said` the job as it was put, for what shelves are for. What
    goes with it is what `past` baskets say, else what the products themselves name.
    """
    groups = find_groups(text, search, limits)
    if groups or shelves.closest(said) >= SPOKEN_OF:
        groups = useful_groups(text, said, search, limits, shelves) or groups
    if not groups:
        return ()
    top = groups[0].standing
    needs = [_need(g, text, search, people, must=g.standing >= ANSWERS * top) for g in groups]
    taken = {g.category for g in groups}
    beside = _bought_together(groups, search) if past is None else _stood_together(groups, said, past)
    for path in beside[:COMPLEMENTS]:
        if (
            path not in taken
            and (places := np.flatnonzero(search.snapshot.columns.under([path]) & limits.allowed)).size
        ):
            group = Group(path, tuple(places.tolist()), 0.0)
            needs.append(_need(group, text, search, people, must=False))
    return tuple(needs)


def sought_needs(sought: Sequence[Sought], search: Search, limits: Limits, people: int) -> tuple[Need, ...]:
    """Needs for the things that a language model named, as far as the catalogue has something that answers each."""
    found: dict[str, Need] = {}
    for thing in sought:
        for group in find_groups(thing.phrase, search, limits)[:1]:
            found.setdefault(group.category, _need(group, thing.phrase, search, people, thing.must))
    return tuple(found.values())


def find_groups(text: str, search: Search, limits: Limits) -> list[Group]:
    """The categories that answer a text, best first: retrieve broadly, keep what stands out, group it."""
    scores = search.scores(text)
    named = _named(text, search)
    answers = limits.allowed & ((scores.standout >= STANDS_OUT) | (named & (scores.standout >= STANDS_OUT_NAMED)))
    order = ranked(scores.standout, answers, search.snapshot.columns.by_id)[:BROAD]
    members: dict[str, list[int]] = {}
    for place in order:
        members.setdefault(search.snapshot.products[place].category, []).append(place)
    groups = [
        Group(category, tuple(places), _standing([float(scores.standout[i]) for i in places]))
        for category, places in members.items()
    ]
    return sorted(groups, key=lambda g: (-round(g.standing, 5), g.category))[:GROUPS]


def useful_groups(text: str, said: str, search: Search, limits: Limits, shelves: Shelves) -> list[Group]:
    """The categories that a job is for, best first, by their products and by what people want their shelves for."""
    scores, columns = search.scores(text), search.snapshot.columns
    members: dict[str, list[int]] = {}
    for place in ranked(scores.standout, limits.allowed, columns.by_id):
        members.setdefault(search.snapshot.products[place].category, []).append(place)
    if len(members) < GROUPS:
        return []
    answering = np.array([scores.standout[places[:BEST]].mean() for places in members.values()])
    answering = (answering - answering.mean()) / (answering.std() or 1.0)
    standing = ANSWERING * answering + shelves.wanted(said, list(members))
    groups = [
        Group(category, tuple(places[:BROAD]), float(stands))
        for (category, places), stands in zip(members.items(), standing, strict=True)
        if stands >= USEFUL
    ]
    return sorted(groups, key=lambda g: (-round(g.standing, 5), g.category))[:GROUPS]


def _named(text: str, search: Search) -> Mask:
    """Which products the text names by a word of their title or category."""
    found = np.zeros(len(search.snapshot.products), bool)
    for word in dict.fromkeys(tokens(text)):
        found |= search.snapshot.lexical.naming(word)
    return found


def _standing(scores: list[float]) -> float:
    return scores[0] + SUPPORT * sum(score / (n + 2) for n, score in enumerate(scores[1:4]))


def _bought_together(groups: list[Group], search: Search) -> list[str]:
    """Categories that the groups' products name as bought with them, most often named first."""
    count: dict[str, int] = {}
    for group in groups:
        for place in group.places[:3]:
            for path in search.snapshot.products[place].goes_with:
                count[path] = count.get(path, 0) + 1
    return sorted(count, key=lambda path: (-count[path], path))


def _stood_together(groups: list[Group], said: str, past: Past) -> list[str]:
    """Categories of what stands best for the job beside the groups' first products, by past baskets."""
    products = past.search.snapshot.products
    standing = past.standing(said, [products[group.places[0]].id for group in groups])
    taken = {group.category for group in groups}
    best = np.argsort(-standing, kind="stable")[:BROAD].tolist()
    return [one for one in dict.fromkeys(products[place].category for place in best) if one not in taken]


def _need(group: Group, text: str, search: Search, people: int, must: bool) -> Need:
    product: Product = search.snapshot.products[group.places[0]]
    label = product.category_label or {"en": product.categories[-1].replace("_", " ") if product.categories else "item"}
    return Need(
        role=group.category.replace("/", "-") or "found",
        label=label,
        query={"en": text, "ko": text},
        categories=(group.category,) if group.category else (),
        quantity=float(max(1, people)) if product.edible else 1.0,
        unit="serving" if product.edible else "pack",
        must=must,
        weight=0.5,
        rule=f"catalogue:{group.category}",
    )
