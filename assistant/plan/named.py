"""The things that a request names, as needs: the one of the plan that such a thing serves, or one of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from assistant.plan.concepts import concept_of
from assistant.plan.match import overlap
from assistant.plan.things import Mention, find_things
from assistant.types import Need, Request, Stated
from catalog.plain_yaml import read_yaml
from catalog.text import normalize, tokens

FAMILIES = Path(__file__).parent / "families.yaml"
ENOUGH_NAMED = 2  # a shopper who names so many things has said what the job needs
NEEDED = re.compile(  # right before the first of several things
    r"\b(?:(?:i|we) (?:just |only |really )?(?:need|want|am missing|are missing)|"
    r"(?:get|buy|order|find|send) (?:me|us)|just|only|"
    r"(?:restock|replace|pick up|stock up on|(?:run|ran) out of)(?: on)?:?)"
    r"(?: (?:a|an|some|new|the|two|three|good|cheap|decent|few|couple|of))*\s$",
    re.IGNORECASE,
)
NEEDED_KO = re.compile(  # right behind the last of several things
    r"(?:이|가|은|는|을|를|도|만|랑|하고|정도)?(?: ?(?:좀|같은 ?거|이런 ?거|정도|만|하나))*\s?"
    r"(?:필요|사야|사고 ?싶|살래|사려고|없어서|주문|구매|구입|만 ?(?:있으면|담아|사))"
)
SHORT_LIST = 8  # words of a text that only names or counts things
JOINING = 2  # words that join counted things, however many these are


def meant_need(needs: Sequence[Need], mention: Mention) -> int | None:
    """The need that a named thing serves: one that speaks of it before one that only has its shelf."""
    having = [
        i
        for i, need in enumerate(needs)
        if overlap(need.categories, mention.categories) and not _is_another(need, mention)
    ]
    word = normalize(mention.word)
    said = (i for i in having if any(word in normalize(text) for text in needs[i].query.values()))
    return next(said, having[0] if having else None)


def _is_another(need: Need, mention: Mention) -> bool:
    """Whether the need is for something else that was named before: the lights beside the helmet of one shelf."""
    labels = set(need.label.values())
    said, named = set(tokens(mention.word)), set(tokens(" ".join(labels)))
    return (
        need.must and len(labels) == 1 and not (said <= named or named <= said)
    )  # its label is the word that named it


@cache
def _families() -> dict[str, dict[str, str]]:
    """What is looked for by each name of many kinds of things, by language."""
    rows = read_yaml(FAMILIES).values()
    return {name: {"en": row.get("en", name), "ko": row.get("ko", name)} for row in rows for name in row["names"]}


def is_family(word: str) -> bool:
    """Whether a word is the name of many kinds of things: meat, 과자, 청소용품."""
    return normalize(word) in _families() or word.endswith(("용품", "식품", "supplies", "gear"))


def named_query(word: str) -> dict[str, str]:
    """What to look for by a name: itself, or of a family what is meant by it where nothing more is said."""
    return _families().get(normalize(word), {"en": word, "ko": word})


def lists(request: Request, named: Sequence[Mention]) -> bool:
    """Whether the request says which things it needs, the job being only why: "이사했는데 커튼이랑 행거 필요해"."""
    if len(named) < ENOUGH_NAMED:
        return False
    ordered = sorted(named, key=lambda mention: mention.span.start)
    before, behind = ordered[0].span, ordered[-1].span
    return bool(NEEDED.search(request.asked, 0, before.start) or NEEDED_KO.match(request.asked, behind.end))


def is_list(request: Request) -> bool:
    """Whether a text only counts things to buy: "우유 2개랑 계란 한 판" is no breakfast plan."""
    if not any(want.quantity for want in request.wants):
        return False
    words = len(request.asked.split())
    things = sum(len(span.text.split()) for span in request.spans.get("wants", ()))
    return words <= SHORT_LIST or words - things <= JOINING


def narrowed(need: Need, mention: Mention, exact: bool = False) -> Need:
    """The need as a must, and for just what was named of it: "steak" of "steak, salmon or lamb".

    Where the name is `exact`, nothing that is not called so will do: a potato salad is no kimbap.
    """
    if need.exact:  # the patties of burgers need not be of beef
        return need.model_copy(update={"weight": 1.0, "must": True, "named": True})
    inside = tuple(c for c in mention.categories if any(c == n or c.startswith(n + "/") for n in need.categories))
    query = {language: f"{mention.word} {text}" for language, text in need.query.items()}
    changes: dict[str, object] = {"weight": 1.0, "must": True, "named": True}
    changes["label"] = {"en": mention.word, "ko": mention.word}
    return need.model_copy(update=changes | ({"categories": inside, "query": query, "exact": exact} if inside else {}))


def stated_need(want: Stated, number: int) -> Need:
    heads = find_things(want.text)  # the last name is the head: "composition notebooks" are notebooks
    concept = concept_of(want.text)
    return Need(
        role="-".join((f"wanted-{number}", *tokens(want.text)[:3])),
        label={"en": want.text, "ko": want.text},
        query={"en": want.text, "ko": want.text},
        categories=heads[-1].categories if heads else concept.categories if concept else (),
        quantity=float(want.quantity or 1),
        unit=want.unit,
        must=True,
        weight=1.0,
        stated=True,
        named=True,
        rule="request",
    )


def missing_need(word: str, number: int) -> Need:
    """A need for what no product is called, which nothing else is to serve."""
    return stated_need(Stated(text=word), number).model_copy(update={"exact": True, "categories": ()})


def restated(need: Need, want: Stated) -> Need:
    changes: dict[str, object] = {
        "must": True,
        "weight": 1.0,
        "stated": True,
        "named": True,
        "query": {"en": want.text, "ko": want.text},
    }
    if want.quantity:
        changes |= {"quantity": float(want.quantity), "unit": want.unit}
    return need.model_copy(update=changes)
