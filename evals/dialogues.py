"""The dialogues suite: after every turn of a conversation, is the act right, the reference resolved, the state kept?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import Field

from assistant.bundle.choose import budget_of
from assistant.dialogue.assistant import Assistant
from assistant.dialogue.sessions import Session
from assistant.types import Card, Line, Reply, Request, Turn
from catalog.types import Allergen, Diet, Frozen, Language
from evals.basket import violations
from evals.jobs import AT, CASES, Case, files, read
from evals.score import Score
from evals.suites import Setting

QUICK = 6  # every sixth dialogue when quick
# What the end of a file's name says: nothing is tuned on `measured` conversations; rules are on `fresh` ones, but acts
# are not learned from them yet; all others are for both.
PARTS = ("measured", "fresh")
NOWHERE = "nothing"
NEW_JOB = frozenset({"plan", "find"})
BASKETS = frozenset({"plan", "find", "refine", "add"})  # acts that a question in place of products holds up
COUNTED = frozenset({"double", "half", "more", "fewer"})  # changes to how many of a thing
CHANGING = frozenset({"plan", "refine", "add", "remove", "quantity"})  # turns that undoing takes back


class Said(Frozen):
    """One turn and what must hold after it. Unset fields are not checked; limits hold until a new job."""

    say: str = Field(min_length=1)
    act: str = Field(min_length=1, description="the act, or several that are right: plan|find")
    budget: int | None = Field(default=None, ge=0, description="in force from here on, in minor units")
    people: int | None = Field(default=None, ge=1, description="that the basket is for")
    diet: tuple[Diet, ...] = Field(default=(), description="diets that everything edible keeps from here on")
    some: dict[Diet, int] = Field(default={}, description="diets that this many of the people keep from here on")
    without: tuple[Allergen, ...] = Field(default=(), description="allergens that nothing edible holds from here on")
    no_alcohol: bool = False
    excluded: tuple[str, ...] = Field(default=(), description="category paths that no line is under from here on")
    have: tuple[str, ...] = Field(default=(), description="some line is called or shelved so")
    lack: tuple[str, ...] = Field(default=(), description="no line is called or shelved so")
    under_before: bool = Field(default=False, description="the basket costs less than before")
    same_lines: bool = Field(default=False, description="the basket is as it was before this turn")
    refers: str | None = Field(default=None, description="line 2, list 2, or what the product is called or shelved as")
    quantity: int | None = Field(default=None, ge=1, description="packs of what is referred to")
    listed: bool = Field(default=False, description="products are shown")
    language: Language | None = None


class Dialogue(Frozen):
    """A conversation. Its file's name says what may be done with it (`PARTS`)."""

    id: str = Field(min_length=1)
    turns: tuple[Said, ...] = Field(min_length=2)


@dataclass
class Standing:
    """What holds so far in a conversation: its limits, the basket and the last list."""

    budget: int | None = None
    each: int | None = None  # the most that one thing of a search may cost
    diet: set[Diet] = field(default_factory=set)
    some: dict[Diet, int] = field(default_factory=dict)
    without: set[Allergen] = field(default_factory=set)
    no_alcohol: bool = False
    excluded: set[str] = field(default_factory=set)
    lines: tuple[Line, ...] = ()
    listed: tuple[Card, ...] = ()
    known: dict[str, Card] = field(default_factory=dict)
    questions: int = 0  # that the job in hand was answered with
    before: list[tuple[object, ...]] = field(default_factory=list)  # the limits before each turn that changed them

    def hear(self, said: Said) -> None:
        """Take what a turn limits; a new job starts afresh."""
        if said.act == "undo" and self.before:  # one step back brings the limits of then back as well
            self.budget, self.diet, self.some, self.without, self.no_alcohol, self.excluded = self.before.pop()  # type: ignore[assignment]
            return
        if said.act in CHANGING:
            self.before.append(
                (self.budget, set(self.diet), dict(self.some), set(self.without), self.no_alcohol, set(self.excluded))
            )
        if said.act in NEW_JOB:
            self.questions = 0
            self.budget, self.each, self.no_alcohol = None, None, False
            self.diet, self.some, self.without, self.excluded = set(), {}, set(), set()
        if said.budget is not None and (said.act == "find" or (self.listed and said.act != "plan")):
            self.each = said.budget  # a search's limit is of each thing
        elif said.budget is not None:
            self.budget = said.budget
        self.no_alcohol = self.no_alcohol or said.no_alcohol
        self.diet |= set(said.diet)
        self.some |= said.some
        self.without |= set(said.without)
        self.excluded |= set(said.excluded)

    def see(self, reply: Reply) -> None:
        """Take the basket or the list of a reply."""
        cards = [line.product for line in reply.bundle.lines] if reply.bundle else reply.products
        self.known |= {card.id: card for card in cards}
        self.questions += reply.act in BASKETS and not cards and "?" in reply.text
        if reply.bundle is not None:
            self.lines, self.listed = reply.bundle.lines, ()
        elif reply.products:
            self.listed = reply.products


def run(setting: Setting) -> list[Score]:
    """Hold every dialogue in a conversation of its own, and judge each turn."""
    found = setting.some(list(dialogues()), QUICK)
    return [
        score
        for group, dialogue in setting.bar(found, "dialogues", "dialogue")
        for score in judge(group, dialogue, setting.alone())
    ]


def dialogues(folder: Path = CASES) -> Iterator[tuple[str, Dialogue]]:
    """Every dialogue with its group: the language, and what may be done with it (`PARTS`)."""
    for file in files("dialogues", folder):
        part = next((part for part in PARTS if file.stem.endswith(f"_{part}")), "tuned")
        yield from ((f"{file.stem.split('_')[1]}/{part}", dialogue) for dialogue in read(file, Dialogue))


def judge(group: str, dialogue: Dialogue, assistant: Assistant) -> Iterator[Score]:
    """The scores of every turn of one dialogue."""
    standing, session = Standing(), None
    for number, said in enumerate(dialogue.turns, 1):
        reply = assistant.reply(Turn(text=said.say, session=session, at=AT))
        session = reply.session
        after, _ = assistant.sessions.open(session, assistant.search.product)
        case, text = f"{dialogue.id}.{number}", said.say
        before = standing.lines
        touched = _touched(reply, standing, after)
        standing.hear(said)
        expected = _expected(said, standing)
        standing.see(reply)
        if after.draft is None:  # emptied, or there was none
            standing.lines = ()
        answer = f"{reply.act}: " + "; ".join(f"{line.quantity} × {line.product.id}" for line in standing.lines)

        def score(metric: str, wrong: Sequence[str], case: str = case, answer: str = answer, text: str = text) -> Score:
            return Score(case, group, metric, float(not wrong), answer, "; ".join(wrong) or "as it should be", text)

        yield score("act", [] if reply.act in said.act.split("|") else [f"{reply.act}, not {said.act}"])
        asked = [f"{standing.questions} questions in this job"] if standing.questions > 1 else []
        yield score("one question", asked)
        yield score("limits", list(_broken(said, standing, reply)))
        yield score("state", list(_state(said, reply, after, before, group)))
        if said.refers is not None:
            yield score(
                "reference",
                list(_reference(said, touched, expected, reply, standing.known, standing.budget is not None)),
            )


def _touched(reply: Reply, standing: Standing, after: Session) -> tuple[str, ...]:
    """The products that a turn was about: what left, came or changed its number, else what was spoken of or shown."""
    before = {line.product.id: line.quantity for line in standing.lines}
    now = {line.product.id: line.quantity for line in reply.bundle.lines} if reply.bundle else before
    if reply.act == "add":
        new = tuple(one for one in now if now[one] != before.get(one))
        return tuple(one for one in new if one in after.spoken) or new or after.spoken
    changed = tuple(one for one in before if before[one] != now.get(one))
    if reply.act == "quantity" or COUNTED & set(
        reply.request.changes
    ):  # what left to make room in the budget is said, and is not what was counted
        changed = tuple(one for one in changed if one in now) or tuple(set(now) - set(before)) or changed
    return changed or after.spoken or tuple(card.id for card in reply.products)


def _expected(said: Said, standing: Standing) -> str:
    """The id of the product at the place that the turn points at; empty where it points by name."""
    kind, _, place = (said.refers or "").partition(" ")
    if not place.lstrip("-").isdigit():
        return ""
    pool = [line.product for line in standing.lines] if kind == "line" else list(standing.listed)
    at = int(place) - 1 if int(place) > 0 else int(place)
    return pool[at].id if -len(pool) <= at < len(pool) else NOWHERE


def _reference(
    said: Said, touched: Sequence[str], expected: str, reply: Reply, known: Mapping[str, Card], limited: bool
) -> Iterator[str]:
    assert said.refers is not None
    if expected == NOWHERE:  # the list is shorter than that: nothing may be taken for it
        if touched:
            yield f"about {', '.join(touched)}, where there is no {said.refers}"
        return
    if expected:
        if expected not in touched or len(touched) > 1:
            yield f"about {', '.join(touched) or 'nothing'}, not {expected}"
    elif not touched or not all(_is(said.refers, one, known) for one in touched):
        yield f"about {', '.join(touched) or 'nothing'}, not {said.refers}"
    if said.quantity is not None and (reply.bundle is not None or not limited):  # a budget or stock may forbid it
        lines = reply.bundle.lines if reply.bundle else ()
        found = {line.product.id: line.quantity for line in lines}
        if touched and found.get(touched[0]) != said.quantity:
            yield f"{found.get(touched[0])} of it, not {said.quantity}"


def _is(words: str, product_id: str, known: Mapping[str, Card]) -> bool:
    """Whether a product is called or shelved as one of the words."""
    said = _words(known[product_id]) if product_id in known else product_id
    return any(word in said for word in words.split("|"))


def _words(card: Card) -> str:
    return f"{card.id} {card.title} {'/'.join(card.categories)}".casefold()


def _broken(said: Said, standing: Standing, reply: Reply) -> Iterator[str]:
    """Every hard limit that the basket breaks, as said so far."""
    limit = Case(
        id="so far",
        text=said.say,
        budget=standing.budget,
        diet=tuple(sorted(standing.diet)),
        some=standing.some,
        without=tuple(sorted(standing.without)),
        no_alcohol=standing.no_alcohol,
    )
    yield from violations(limit, reply)
    for line in reply.bundle.lines if reply.bundle else ():
        path = "/".join(line.product.categories)
        yield from (f"{line.product.id} is {one}" for one in standing.excluded if path.startswith(one))
    for card in reply.products:
        if standing.each is not None and card.price.amount > standing.each:
            yield f"{card.id} costs {card.price.amount}, over {standing.each}"


def _limit(asked: Request, after: Session) -> int | None:
    """What may be spent in all; what is said for a head, for all heads."""
    if asked.budget is None or not asked.budget.per_person or after.plan is None or asked is after.sought:
        return asked.budget.limit.amount if asked.budget is not None else None
    return budget_of(asked, after.plan)


def _state(said: Said, reply: Reply, after: Session, before: Sequence[Line], group: str) -> Iterator[str]:
    """What of the conversation is not as the turn must leave it."""
    if reply.language != (said.language or group.split("/")[0]):
        yield f"answered in {reply.language}"
    lines = reply.bundle.lines if reply.bundle else before if after.draft is not None else ()
    asked = after.sought if reply.products else after.request if after.draft is not None else reply.request
    limit = _limit(asked, after) if asked is not None else None
    if said.budget is not None and limit != said.budget:
        yield f"the budget is {limit}, not {said.budget}"
    if said.people is not None and (after.plan is None or after.plan.people != said.people):
        yield f"for {after.plan.people if after.plan else None}, not {said.people}"
    held = " ".join(_words(line.product) for line in lines)
    yield from (f"no {one}" for one in said.have if not any(word in held for word in one.split("|")))
    yield from (f"still {one}" for one in said.lack if one in held)
    if said.under_before and sum(x.line_total.amount for x in lines) >= sum(x.line_total.amount for x in before):
        yield "not cheaper than before"
    same = [(x.product.id, x.quantity) for x in lines] == [(x.product.id, x.quantity) for x in before]
    if said.same_lines and not same:
        yield "the basket has changed"
    if said.listed and not reply.products:
        yield "nothing is listed"
