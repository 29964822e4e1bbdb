"""What comes in the place of a line: the need that it serves, and the basket with it there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.bundle.draft import Draft, DraftLine
from assistant.bundle.suiting import serves_diet
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.likelier import HALF, likeliest
from assistant.dialogue.lines import nothing_else
from assistant.dialogue.lists import no_room
from assistant.dialogue.placing import likelier, line_for, serves, there, with_lines
from assistant.dialogue.settled import left_out
from assistant.dialogue.wished import named_needs, unknown
from assistant.plan.things import find_things
from assistant.types import Need
from assistant.understand.targets import find_places
from catalog.text import tokens
from catalog.types import localized

PRONOUN = re.compile(r"(?i:it|them|['’]?em|that|this|those|these|that one|this one)|[그이저]?(?:거|것|걸|건|게)")
OF_ITS_KIND = re.compile(
    r"(?i:(?<![a-z])(?:kind|type|sort|version|style|ones?|pair|variety)$)|(?:종류|타입|형|버전|제품)$"
)
COUNTED = re.compile(r"([1-9]\d?) (?=[a-z]{3,}(?: [a-z]{3,})*s\Z)")  # "2 headlamps"; no "4 socket one"
FREE_WORDS = {"en": "alcohol-free", "ko": "무알코올"}
FORM = 2  # words: so few name a form, and perhaps the kind that it is of
INSTEAD_OF = "-instead"  # ends the role of what comes in a line's place and is of its kind
ALCOHOL_FREE = "drinks/alcohol_free"  # the shelf of what stands in a drink's place

# Ways to make room: whether the best is taken though it is dear, and whether other things may be cheaper for it.
BEST_FIRST = ((True, False), (False, False), (True, True))
KIN_FIRST = ((False, False), (True, False), (True, True))


def in_place(asked: Asked, lines: Sequence[DraftLine], old: str, new: str) -> Need | None:
    """The need of what comes in the lines' place: something else, or another of their kind: white wine for red."""
    new, count = COUNTED.sub("", new), COUNTED.match(new)
    counted: dict[str, object] = {"quantity": float(count[1]), "unit": "pack"} if count else {}
    needs = () if lines and OF_ITS_KIND.search(new) else named_needs(asked, new)
    new = OF_ITS_KIND.sub("", new).strip() or new
    if len(needs) == 1 and not (lines and serves(needs[0], lines[0].pick.candidate.product)):
        return needs[0].model_copy(update=counted)
    if not lines:
        return None
    if len(needs) > 1:  # "the soy blueberry cups": one thing, whose name others' names are in
        first = likeliest(asked, new, (one.pick.candidate.product.id for one in lines))
        if first is None or first.share < HALF:
            return None
        return unknown(new).model_copy(update={"categories": (first.product.category,)})
    line = lines[0]
    of_kind = _kind_of(asked, line, old)
    words = f"{new} {of_kind}".strip()
    kind = line.pick.candidate.product.category.rsplit("/", 1)[0]  # white wine stands beside red wine
    free = new in FREE_WORDS.values()
    kinds = (ALCOHOL_FREE,) if free else needs[0].categories if len(needs) == 1 else (kind,)
    name = old if free else new if of_kind == old else words  # "white wine", where the red was to go
    said, called = {"en": words, "ko": words}, {"en": name, "ko": name}
    changes = {"role": f"{line.need.role}{INSTEAD_OF}", "query": said, "label": called, "categories": kinds}
    return line.need.model_copy(update=changes | {"must": True, "stated": True} | counted)


def _kind_of(asked: Asked, line: DraftLine, old: str) -> str:
    """What is to go, or where that is a form alone what the line is there for without it: wine of "red wine"."""
    label = localized(line.need.label, asked.request.language)
    pointing = PRONOUN.fullmatch(old.strip()) or find_places(old)
    if pointing or find_things(old) or label in line.pick.candidate.product.title.values():
        return old
    said = set(tokens(old))
    return " ".join(word for word in label.split() if not set(tokens(word)) & said)


def _for_who_eats(asked: Asked, lines: Sequence[DraftLine]) -> Asked:
    """The turn with those diets bound that some keep and what goes was fit for: they are not to be left without."""
    gone = [line.pick.candidate.product for line in lines if line.pick.candidate.product.edible]
    diets = tuple(
        need.model_copy(update={"everyone": True}) if any(serves_diet(one, need.diet) for one in gone) else need
        for need in asked.request.diet
    )
    return replace(asked, request=asked.request.model_copy(update={"diet": diets}))


def _is_in(asked: Asked, rest: Draft, need: Need) -> bool:
    """Whether the rest of the basket holds what is called all that the need is."""
    words = need.label if _is_kin(need) else need.query  # whose query says what is to go as well
    said = set(tokens(localized(words, asked.request.language)))
    there = (line.pick.candidate.product for line in rest.lines)
    return bool(said) and any(said <= set(tokens(one.titles)) and serves(need, one) for one in there)


def replaced(asked: Asked, draft: Draft, lines: Sequence[DraftLine], need: Need | None) -> Answered | None:
    """The basket with what answers the need in the lines' place; None where the shop has nothing of it."""
    if need is None:
        return None
    if not lines and (same := there(asked, [need], more=0)) is not None:
        return same
    rest = replace(draft, lines=tuple(line for line in draft.lines if line not in lines))
    gone = left_out(lines, rest.lines)
    asked = replace(asked, request=asked.request.model_copy(update={"held": (*asked.request.held, *gone)}))
    eaten = _is_kin(need) and need.unit == "serving"  # so much of it is to be there
    if lines and not eaten and _is_in(asked, rest, need):  # "a garland, not the balloons", where there is one
        return with_lines(asked, rest, [])
    old, strict = {line.pick.candidate.product.id for line in lines}, _for_who_eats(asked, lines)
    kin = _is_kin(need)
    answered, found = _with_room(asked, strict, rest, need, old)
    if answered is not None:
        return answered
    if found is None or not lines or found.pick.candidate.product.id in old:
        return nothing_else(asked, lines) if kin else None
    # All of the basket is not made anew around what there is no room for: a yogurt might come for the strawberries.
    form = kin and len(tokens(localized(need.label, asked.request.language))) <= FORM  # anything may be called "white"
    named_so = not kin and serves(need, found.pick.candidate.product)
    return no_room(asked, rest, [found]) if named_so or form else None


def _with_room(
    asked: Asked, strict: Asked, rest: Draft, need: Need, old: set[str]
) -> tuple[Answered | None, DraftLine | None]:
    """The basket with what answers the need, where there is room; and what answers it.

    The best of it, room made for it; else what there is room for; else other things may be cheaper for it. Another of
    the same kind, white wine for red, is what there is room for first: nothing else need leave.
    """
    kin = _is_kin(need)
    found = None
    for dear, cheapen in KIN_FIRST if kin else BEST_FIRST:
        out = old if kin else ()
        found = line_for(strict, need, rest, counted=False, dear=dear, out=out)
        found = found or line_for(asked, need, rest, counted=False, dear=dear, out=out)
        if found is None or found.pick.candidate.product.id in old:
            break
        found = likelier(strict, rest, localized(need.query, asked.request.language), found, kin)
        if found.pick.candidate.product.id in old:
            break
        if (answered := with_lines(asked, rest, [found], cheapen)) is not None:
            return answered, found
    return None, found


def _is_kin(need: Need) -> bool:
    """Whether what a need asks for comes in the place of another of its kind."""
    return need.role.endswith(INSTEAD_OF)
