"""Changes to single lines that a turn points at: out, another number, another product in its place."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.bundle.draft import Draft, DraftLine, Pick
from assistant.dialogue.against import speaks_against
from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.attendance import attendance
from assistant.dialogue.basket import Made
from assistant.dialogue.counts import MOST, said_count, says_more
from assistant.dialogue.naming import named
from assistant.dialogue.references import resolve
from assistant.dialogue.replies import basket_reply, short_reply
from assistant.dialogue.room import over, with_room
from assistant.dialogue.settled import held_line, left_out, settled_roles, with_settled
from assistant.dialogue.suits import SUITS, anything_else, coloured, not_itself
from assistant.dialogue.views import spoken_of
from assistant.dialogue.within import bounds_of, finder_of
from assistant.explain.phrases import money, say
from assistant.plan.limits import mentions, owned_mentions
from assistant.plan.match import overlap
from assistant.plan.things import find_things
from assistant.types import Held, Request
from assistant.understand.cues import cue
from catalog.text import tokens
from catalog.types import Money, localized

# What a turn may say beside the line and its change; whatever else it says is for the whole basket.
ABOUT_A_LINE = frozenset({"act", "changes", "target", "colours", "exclusions", "wants"})
OF_A_REMOVAL = frozenset({"owned", "dislikes", "date"})  # "take the mop out, I have one"
OWNED = frozenset({"act", "owned", "target", "date"})
WHOLE = re.compile(
    r"(?i:자체|종류|전부|모두|(?<![가-힣])다 ?빼|(?<![a-z])(?:all|any|every|altogether|entirely)(?![a-z]))"
)
KEPT = re.compile(
    r"[가-힣]+만 (?=두고|남기고|놔두고|놓고)|(?i:(?<![a-z])(?:just |only )?keep (?:just |only )?the [a-z]+ and )"
)
HAD = re.compile(
    r"(?i:(?<![a-z])(?:comes? with|(?:already|still) (?:has|have|got)|(?:has|have|got) (?:plenty of|enough|some))"
    r" (?:its |her |his |their |our |my )?(?P<thing>[a-z]+)(?![a-z]))"
)
TIMES = {"double": 2.0, "half": 0.5}
STEP = {"more": 1, "fewer": -1}
LEAST = 0.001  # of a need, that a pack covers at least


def change(asked: Asked) -> Answered | None:
    """The basket with the lines changed that the turn points at; None where it points at none."""
    session, request = asked.session, asked.request
    if session.draft is None or session.plan is None or session.request is None:
        return None
    if request.act in CHANGES and _says_owned(request):  # "the gloves, got some": they go
        lines = _of_those(asked, _pointed_lines(asked, session.draft))
        return taken_out(asked, session.draft, lines) if lines else None
    if request.act == "refine" and (had := HAD.search(request.asked)) and not mentions(request):
        lines = [line for line in session.draft.lines if _is_for(line, had["thing"])]
        if len(lines) == 1:  # "she already comes with food from the breeder"
            return taken_out(asked, session.draft, lines)
    if speaks_against(request) and (lines := _of_those(asked, _pointed_lines(asked, session.draft))):
        return taken_out(asked, session.draft, lines)
    if request.act not in CHANGES or not _is_of_lines(request) or attendance(request.asked):
        return None
    if request.act == "refine" and _against(asked, session.draft):
        return None  # a limit that came since rules a line out: all of the basket is made anew
    lines = _pointed_lines(asked, session.draft)
    if request.act == "remove" and request.exclusions and WHOLE.search(request.asked):
        against = _against(asked, session.draft)  # "신발 자체를 빼 주세요": every one
        lines += [line for line in against if line not in lines and _bears(line, request)]
    return CHANGES[request.act](asked, session.draft, lines) if lines else None


def _is_for(line: DraftLine, words: str) -> bool:
    """Whether a line is there for what words name."""
    said = set(tokens(words))
    return bool(said) and said <= set(tokens(" ".join(line.need.label.values())))


def _bears(line: DraftLine, request: Request) -> bool:
    """Whether a line is of a kind that the turn rules out, or is called so: what goes with chicken is no chicken."""
    product = line.pick.candidate.product
    words = [one.text for one in request.exclusions if one.text in request.asked]
    kinds = {c.split("/")[0] for text in words for thing in find_things(text) for c in thing.categories}
    if not kinds:  # drink, 술: known by what it holds
        return True
    called = set(tokens(" ".join((*product.title.values(), *line.need.label.values()))))
    return product.category.split("/")[0] in kinds or any(set(tokens(text)) <= called for text in words)


def _against(asked: Asked, draft: Draft) -> list[DraftLine]:
    """The lines of the basket that the turn's limits rule out."""
    snapshot = asked.shop.search.snapshot
    allowed = bounds_of(asked).allowed
    places = [snapshot.position(line.pick.candidate.product.id) for line in draft.lines]
    return [line for line, at in zip(draft.lines, places, strict=True) if at is not None and not allowed[at]]


def _pointed_lines(asked: Asked, draft: Draft) -> list[DraftLine]:
    if asked.request.act == "remove" and (kept := KEPT.search(asked.request.asked)):  # "keep the salsa", 스티커만 두고
        stays = {one.id for one in named(asked, kept[0])}
        spoken = {one.id for one in spoken_of(asked)} - stays
        if stays and spoken:
            return [line for line in draft.lines if line.pick.candidate.product.id in spoken]
    out = " ".join(one.text for one in asked.request.exclusions if one.text in asked.request.asked)
    called = (
        named(asked, out) if asked.request.act == "remove" and find_things(out) else []
    )  # "the shampoo, keep the rinse"
    pointed = {one.id for one in called} or set(resolve(asked))
    return [line for line in draft.lines if line.pick.candidate.product.id in pointed]


def _of_those(asked: Asked, lines: list[DraftLine]) -> list[DraftLine]:
    """Of lines that a turn names without saying that they go, those of the kind: who has a cake keeps the candles."""
    things = owned_mentions(asked.request) or mentions(asked.request)
    kinds = [category for thing in things for category in thing.categories]
    words = {token for thing in things for token in tokens(thing.word)}
    return [
        line
        for line in lines
        if not things
        or overlap((line.pick.candidate.product.category,), kinds)
        or words & set(tokens(" ".join(line.need.label.values())))
    ]


def _says_owned(request: Request) -> bool:
    """Whether a turn says of things that they are there already, and nothing else."""
    return (
        request.act == "refine"
        and set(request.spans) <= OWNED
        and bool(request.spans.get("owned") or owned_mentions(request))
    )


def more_of(asked: Asked, product_id: str, count: int) -> Answered | None:
    """The basket with so many more packs of a product that is in it."""
    draft = asked.session.draft
    lines = [one for one in draft.lines if one.pick.candidate.product.id == product_id] if draft is not None else []
    return _with_counts(asked, draft, lines, [one.pick.packs + count for one in lines]) if draft and lines else None


def another(asked: Asked, product_id: str, kind: str = "") -> Answered | None:
    """The basket with something else of the kind in a product's place."""
    draft = asked.session.draft
    lines = [one for one in draft.lines if one.pick.candidate.product.id == product_id] if draft is not None else []
    kind = kind or next((kind for kind in asked.request.changes if kind in SUITS), "")
    return _replaced(asked, draft, lines[0], kind) if draft is not None and lines else None


def _is_of_lines(request: Request) -> bool:
    """Whether the turn says nothing that the whole basket would have to be made anew for."""
    if request.act == "quantity":
        return True
    said = set(request.spans) - (ABOUT_A_LINE | OF_A_REMOVAL if request.act == "remove" else ABOUT_A_LINE)
    return not said and (request.act == "remove" or not request.spans.get("wants"))


def taken_out(asked: Asked, draft: Draft, lines: Sequence[DraftLine]) -> Answered:
    """The basket without these lines, which stay out from now on."""
    gone = {line.pick.candidate.product.id for line in lines}
    kept = tuple(line for line in draft.lines if line.pick.candidate.product.id not in gone)
    said = say(_language(asked), "removed", item=_names(asked, lines))
    return _changed(asked, replace(draft, lines=kept), left_out(lines, kept), said)


def _counted(asked: Asked, draft: Draft, lines: Sequence[DraftLine]) -> Answered | None:
    count, more = said_count(asked.request.asked), says_more(asked.request.asked)
    if count is None and not more:
        return None
    counts = [line.pick.packs + (count or 1) if more else count or 1 for line in lines]
    return _with_counts(asked, draft, lines, counts)


def _with_counts(asked: Asked, draft: Draft, lines: Sequence[DraftLine], counts: Sequence[int]) -> Answered:
    """The lines in these numbers, as far as stock and budget go; what stops them is said."""
    language = _language(asked)
    new = {
        id(line): Pick(line.pick.candidate, max(1, min(count, line.pick.candidate.limit, MOST)))
        for line, count in zip(lines, counts, strict=True)
    }
    changed = replace(
        draft,
        lines=tuple(replace(line, pick=new[id(line)]) if id(line) in new else line for line in draft.lines),
    )
    item = _names(asked, lines)
    room: tuple[str, ...] = ()
    if changed.total > draft.total and over(changed):
        found = with_room(
            changed, {one.pick.candidate.product.id for one in lines}, settled=settled_roles(asked.session.request)
        )
        if found is None:
            excess = money(Money(amount=over(changed), currency=draft.currency), language)
            return _stays(asked, lines, say(language, "line_over_budget", item=item, over=excess))
        changed, room = found.draft, found.told(language)
    held = tuple(held_line(line, new[id(line)]) for line in lines)
    packs = new[id(lines[0])].packs
    key = "line_counted" if packs == counts[0] else "line_stock"
    said = say(language, key, item=item, count=packs)
    return _changed(asked, changed, held, " ".join((said, *room)))


def _refined(asked: Asked, draft: Draft, lines: Sequence[DraftLine]) -> Answered | None:
    """Another number or another product, as the change asks; None where the change is none of a line."""
    kinds = asked.request.changes
    if times := next((TIMES[kind] for kind in kinds if kind in TIMES), None):
        return _with_counts(asked, draft, lines, [max(1, round(line.pick.packs * times)) for line in lines])
    if step := next((STEP[kind] for kind in kinds if kind in STEP), None):
        return _with_counts(asked, draft, lines, [max(1, line.pick.packs + step) for line in lines])
    kind = next(
        (kind for kind in kinds if kind in SUITS), "" if cue("acts", "swap").search(asked.request.text) else None
    )
    if kind is None and not asked.request.colours:
        return None
    return _replaced(asked, draft, lines[0], kind or "")


def _replaced(asked: Asked, draft: Draft, line: DraftLine, kind: str) -> Answered:
    """The first alternative that is as asked and that the budget allows."""
    room = None if draft.budget is None else max(draft.budget - draft.total, 0) + line.pick.total
    fits, shelf = SUITS.get(kind, anything_else), [*line.alternatives, *_further(asked, draft, line)]
    if asked.request.colours:
        fits = coloured(asked.request.colours, SUITS.get(kind, not_itself))
        shelf.sort(key=lambda one: anything_else(one, line.pick))  # the same in that colour first
    pick = next((p for p in shelf if fits(p, line.pick) and (room is None or p.total <= room)), None)
    done = exchanged(asked, draft, line, pick) if pick is not None else None
    return done or nothing_else(asked, [line])


def nothing_else(asked: Asked, lines: Sequence[DraftLine]) -> Answered:
    """That nothing else fits in place of the lines."""
    return _stays(asked, lines, say(_language(asked), "line_nothing", item=_names(asked, lines)))


def exchanged(asked: Asked, draft: Draft, line: DraftLine, pick: Pick) -> Answered | None:
    """The basket with another pick in a line's place; the one before becomes an alternative.

    Where that is dearer than the budget, what is optional leaves for it; None where that is not enough.
    """
    others = (line.pick, *(other for other in line.alternatives if other is not pick))
    new = replace(line, pick=pick, alternatives=others)
    said = [say(_language(asked), "line_swapped", old=_names(asked, [line]), new=_names(asked, [new]))]
    same = [one for one in draft.lines if one is not line and _is_of(one, pick)]
    gone: tuple[Held, ...] = ()
    if same:  # it has a line already: so many more of it there
        packs = min(pick.packs + same[0].pick.packs, pick.candidate.limit, MOST)
        rest = tuple(one for one in draft.lines if one is not line)
        gone, draft = left_out([line], rest), replace(draft, lines=rest)
        line, pick = same[0], Pick(pick.candidate, packs)
        new = replace(line, pick=pick)
    changed = replace(draft, lines=tuple(new if one is line else one for one in draft.lines))
    if changed.total > draft.total and over(changed):
        found = with_room(changed, {pick.candidate.product.id}, settled=settled_roles(asked.session.request))
        if found is None:
            return None
        changed = found.draft
        said += found.told(_language(asked))
    return _changed(asked, changed, (*gone, held_line(line, pick)), " ".join(said))


def _is_of(line: DraftLine, pick: Pick) -> bool:
    return line.pick.candidate.product.id == pick.candidate.product.id


def _further(asked: Asked, draft: Draft, line: DraftLine) -> Iterator[Pick]:
    """What else is on the line's shelf, in as many packs as cover what stands there, looked for only when it is needed.

    Where a diet is some people's share, the shelf is not known to keep it, so only the alternatives will do.
    """
    if any(not need.everyone for need in asked.request.diet):
        return
    taken = frozenset(one.pick.candidate.product.id for one in draft.lines)
    for candidate in finder_of(asked).spare(line.need, taken):
        packs = max(1, math.ceil(min(line.pick.served, line.need.quantity) / max(candidate.capacity, LEAST)))
        if packs <= candidate.limit:
            yield Pick(candidate, packs)


def _changed(asked: Asked, draft: Draft, held: tuple[Held, ...], preface: str) -> Answered:
    """The changed basket; what was settled of its lines holds from now on."""
    session, new = asked.session, asked.request
    assert session.request is not None
    assert asked.session.plan is not None
    said = {name: getattr(new, name) for name in ("text", "job", "act", "language", "target", "spans", "changes")}
    request = with_settled(session.request, held).model_copy(update={**said, "exclusions": new.exclusions})
    there = {line.pick.candidate.product.id for line in draft.lines}
    session = replace(
        session,
        request=request,
        draft=draft,
        shown=(),
        spoken=tuple(one.product_id for one in held if one.product_id in there),
    )
    return basket_reply(request, Made(asked.session.plan, draft, preface), session, asked), session


def _stays(asked: Asked, lines: Sequence[DraftLine], text: str) -> Answered:
    spoken = tuple(line.pick.candidate.product.id for line in lines)
    return short_reply(asked, text), replace(asked.session, spoken=spoken)


def _names(asked: Asked, lines: Sequence[DraftLine]) -> str:
    return ", ".join(localized(line.pick.candidate.product.title, _language(asked)) for line in lines)


def _language(asked: Asked) -> str:
    return asked.request.language


CHANGES: dict[str, Callable[[Asked, Draft, Sequence[DraftLine]], Answered | None]] = {
    "remove": taken_out,
    "quantity": _counted,
    "refine": _refined,
}
