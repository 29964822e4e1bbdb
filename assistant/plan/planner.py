"""Decide what a job needs: playbooks first, then the catalogue itself, and always what the shopper named."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.plan import groups
from assistant.plan.added import fresh, relisted
from assistant.plan.concepts import Meanings
from assistant.plan.described import Described
from assistant.plan.emergent import emergent_needs, sought_needs, useful_groups
from assistant.plan.giving import asks_what_to_give, is_gift, names_a_gift
from assistant.plan.limits import Limits, mentions, owned_mentions
from assistant.plan.listed import only_lists, strangers
from assistant.plan.match import Match, Matcher, overlap
from assistant.plan.meant import followed, meant
from assistant.plan.musts import Musts
from assistant.plan.named import (
    ENOUGH_NAMED,
    SHORT_LIST,
    lists,
    missing_need,
)
from assistant.plan.past import Past
from assistant.plan.playbook import Playbook
from assistant.plan.scale import scale
from assistant.plan.shelves import Shelves
from assistant.plan.things import Mention
from assistant.types import Need, Only, People, Plan, Request
from assistant.understand.found import overlaps
from assistant.understand.topic import topic
from catalog.search import Search
from catalog.text import normalize

EATEN = re.compile(  # what says that a job is a dish
    r"(?i:(?:\d+|[한두세네]|다섯|여섯)\s?인분|"
    r"(?<![a-z])(?:\d+|two|three|four|five|six|eight|ten) (?:servings|portions)(?![a-z])|"
    r"(?<![a-z])ingredients? for|요리 ?재료|(?:찌개|볶음|무침|조림|국|탕|찜|전|죽|나물|잡채|김밥)[가-힣 ]{0,8}재료)"
)
SURE = 0.66  # a match by meaning alone below this is said to be an interpretation
SHARED = 2  # of the shelves that a job's words want, those that a playbook of faint likeness must have as well
FAINT = 0.50  # a match by meaning alone below this has to share shelves with what the job's words want
# A sketch nearer than every playbook's examples by so much, as a cosine, says that the job is none of theirs; more is
# asked where a playbook's own word is in the text. Chosen with `assistant.plan.match.NEUTRAL` on the basket and unseen
# suites together: needs covered .88 and .92 of the known jobs (English, Korean), .51 and .69 of those of no playbook.
STRANGER, STRANGER_NAMED = 0.002, 0.008
PLAIN = 0.8  # the score from which no sketch takes back a playbook whose words are there
KNOWN = 1.0  # the score of a playbook that is followed already
OF_A_JOB = re.compile(r"(?i:(?<![a-z])(?:for|with|at|to|of)(?: (?:a|an|the|my|our|this))?\s\Z)")  # "for a pizza night"
MOST_NAMED = 14  # things taken from one request; a longer list is a text about something else
PUTS_IN = frozenset({"add", "quantity"})  # acts whose wishes join a list; "two of us" of another is none
GUESSED_PEOPLE = 1  # for whom an unknown job is planned when the text does not say


@dataclass(frozen=True)
class _Job:
    """What a request is about, so far as it is known."""

    matches: list[Match]  # the likeliest playbook first
    strange: tuple[str, ...] = ()  # what it lists that no product is called

    @property
    def books(self) -> list[Playbook]:
        return [match.playbook for match in self.matches]

    @property
    def is_taken_for(self) -> bool:
        """Whether a playbook is only an interpretation of what was said."""
        return bool(self.matches) and not self.matches[0].words and self.matches[0].score < SURE


@dataclass
class Planner:
    """Plans over one catalogue."""

    matcher: Matcher
    search: Search
    meanings: Meanings
    shelves: Shelves
    described: Described
    past: Past | None = None  # baskets that others made, where the shop has given some

    @property
    def musts(self) -> Musts:
        return Musts(self.search.snapshot, self.meanings)

    def plan(self, request: Request, limits: Limits, at: dt.datetime, known: tuple[str, ...] | None = None) -> Plan:
        """Return the needs of a request, scaled. `known` names the playbooks of an earlier turn, which are kept."""
        things = self.mentions(request)
        job = self._job(request, limits, things, known)
        books = job.books
        adults, children, assumed = head_count(request.people, books[0].people if books else GUESSED_PEOPLE)
        days = request.days or (books[0].days if books else 1)
        nights = request.nights if request.nights is not None else (books[0].nights if books else 0)
        month = (request.date or at.date()).month
        named = [one for one in things if not self._names_the_job(one, job.matches, len(things) == 1)]
        needs = scale(books, adults, children, days, nights, month, request.market)
        only = self._binding(request, needs, named)
        if only:
            needs, limits = groups.within(needs, only), self._within(limits, only)
            named = [one for one in named if not (needs and _is_of(one, request, job.matches))]
            books = books if needs else []
        guessed = not (books or job.strange or request.wants) and len(named) < ENOUGH_NAMED
        if guessed:
            needs = self._guess(request, limits, adults + children)
        sure = known is None or request.act in PUTS_IN  # "I can't wear high shoes" asks for none
        asked = self.musts.with_mentions(needs, named, adults + children, sure)
        asked = self.musts.with_wants(asked, request.wants)
        asked += tuple(missing_need(one, len(asked) + n) for n, one in enumerate(job.strange))
        listed = not guessed and not only and lists(request, named)
        return Plan(
            title=_title(request, books, only),
            needs=tuple(need for need in asked if need not in needs) or asked if listed else asked,
            adults=adults,
            children=children,
            days=days,
            nights=nights,
            playbooks=tuple(book.id for book in books),
            only=tuple(one.model_copy(update={"sure": True}) for one in only),
            listed=listed or not (books or guessed),
            guessed=guessed,
            taken_for=job.is_taken_for,
            assumed_people=assumed,
        )

    def _job(self, request: Request, limits: Limits, things: Sequence[Mention], known: tuple[str, ...] | None) -> _Job:
        """The job of a request that names these things; `known` is that of an earlier turn."""
        matches = self._trusted(followed(self.matcher, request, things, known), request, limits)
        if known is not None:
            return _Job(matches)
        if len(things) >= ENOUGH_NAMED and not names_a_gift(request):  # "cake and candles for his birthday"
            matches = [match for match in matches if not is_gift(match.playbook)]
        strange = self.strangers(request, things)
        bare = only_lists(request, things, strange)
        if bare and not any(_says_more(match, things) for match in matches):
            matches = []
        listed = bare or lists(request, things)  # "two kids, one spaniel" are not to be bought
        return _Job(matches, strange if listed and not matches else ())

    def _guess(self, request: Request, limits: Limits, people: int) -> tuple[Need, ...]:
        """The needs of a job that no playbook knows."""
        limits = self._eaten(limits) if EATEN.search(request.asked) else limits
        said = _positive(request)
        return sought_needs(request.sought, self.search, limits, people) or emergent_needs(
            topic(said), said, self.search, limits, self.shelves, people, self.past
        )

    @staticmethod
    def _binding(request: Request, needs: Sequence[Need], named: Sequence[Mention]) -> tuple[Only, ...]:
        """What alone is asked for, where that leaves the rest of the job out."""
        said = request.spans.get("only", ())
        others = sum(not any(overlaps(one.span, span) for span in said) for one in named)
        return groups.binding(request.only, needs, others + len(request.wants))

    def _within(self, limits: Limits, only: Sequence[Only]) -> Limits:
        """The limits, and nothing that is not asked for."""
        return replace(limits, allowed=limits.allowed & self.search.snapshot.columns.under(groups.categories_of(only)))

    def strangers(self, request: Request, things: Sequence[Mention]) -> tuple[str, ...]:
        """What the request lists beside known things, and no product is called."""
        return strangers(request.occasion or request.asked, self._is_called) if things or request.wants else ()

    def is_bare_list(self, request: Request, things: Sequence[Mention]) -> bool:
        """Whether the request lists things and says nothing of a job."""
        return only_lists(request, things, self.strangers(request, things))

    def _names_the_job(self, mention: Mention, matches: Sequence[Match], alone: bool) -> bool:
        """Whether a thing is named only as what the job is about: the fish of a first fish tank, a pie to be baked."""
        sold = self.search.snapshot.lexical.naming(mention.word, title_only=True)
        return _in_a_name(mention, matches, whole=alone and not sold.any())

    def _is_called(self, word: str) -> bool:
        """Whether some product is called by a word."""
        return bool(self.search.snapshot.lexical.named([word]).size)

    def relisted(self, request: Request, before: Plan) -> Plan:
        """A plan of named things alone, with what a change says of the people, the things and what is to go."""
        if request.spans.get("only"):
            before = before.model_copy(update={"needs": groups.within(before.needs, request.only) or before.needs})
        plan = relisted(before, request.people, request.exclusions)
        if request.act not in PUTS_IN:
            return plan
        return plan.model_copy(update={"needs": self.musts.with_wants(plan.needs, fresh(request.wants, plan))})

    def _eaten(self, limits: Limits) -> Limits:
        """The limits of a job that is a dish: nothing but food."""
        return replace(limits, allowed=limits.allowed & self.search.snapshot.columns.edible)

    def _trusted(self, matches: list[Match], request: Request, limits: Limits) -> list[Match]:
        """The matches, less one that a sketch is clearly likelier than, or by a faint likeness to other shelves."""
        if not matches or matches[0].score >= (PLAIN if matches[0].words else KNOWN):
            return matches
        if asks_what_to_give(request) and is_gift(matches[0].playbook):
            return matches  # no sketch knows better
        if any(one.sure for one in request.only) and groups.share(matches[0].playbook, request.only):
            return matches  # what alone is asked for is there, whatever the rest of it is like
        said = _positive(request)
        if self.shelves.stranger(said) > (STRANGER_NAMED if matches[0].words else STRANGER):
            return []
        if matches[0].words or matches[0].score >= FAINT:
            return matches
        wanted = useful_groups(topic(said), said, self.search, limits, self.shelves)
        kinds = {category for match in matches for need in match.playbook.needs for category in need.categories}
        shared = sum(bool(overlap((group.category,), tuple(kinds))) for group in wanted)
        return matches if shared >= SHARED else []

    def is_search(self, request: Request, things: Sequence[Mention]) -> bool:
        """Whether what reads like a job names one thing and no job that is known: "a blue dress for a wedding"."""
        one = len(things) == 1 and not request.wants and len(request.asked.split()) <= SHORT_LIST
        alone = (request.people.total or 1) == 1 and not request.recipient
        return one and alone and not self.match(request)

    def match(self, request: Request) -> tuple[Match, ...]:
        """The playbooks that a request asks for."""
        return meant(self.matcher, request, self.mentions(request))

    def mentions(self, request: Request) -> list[Mention]:
        """The things that the request asks for by name and the shop has."""
        known, have = self.search.snapshot.columns, owned_mentions(request)
        return [m for m in mentions(request) if m not in have and known.under(m.categories).any()][:MOST_NAMED]

    def asked_needs(self, request: Request, people: int) -> tuple[Need, ...]:
        """A need for each thing that a request names, whatever its job is."""
        named = self.musts.with_mentions((), self.mentions(request), people)
        return self.musts.with_wants(named, request.wants)


def _title(request: Request, books: list[Playbook], only: Sequence[Only]) -> dict[str, str]:
    if books:
        said = {language: f" ({groups.named(only, language)})" if only else "" for language in ("en", "ko")}
        return {
            "en": " + ".join(book.title.en for book in books) + said["en"],
            "ko": " + ".join(book.title.ko for book in books) + said["ko"],
        }
    words = (request.occasion or request.asked).strip()
    return {"en": words[:60], "ko": words[:60]}


def _in_a_name(mention: Mention, matches: Sequence[Match], whole: bool) -> bool:
    """Whether a thing is in what names the job, which has no need of it, or may be that name as a `whole`."""
    books = [match.playbook for match in matches]
    if any(overlap(need.categories, mention.categories) for book in books for need in book.needs):
        return False
    said = normalize(mention.word)
    own = (
        word for match in matches if match.words for word in (*match.playbook.keywords.en, *match.playbook.keywords.ko)
    )
    names = {normalize(word) for word in own}
    return (whole and said in names) or any(said in name.split() and said != name for name in names)


def _says_more(match: Match, things: Sequence[Mention]) -> bool:
    """Whether more speaks of a playbook than the things that a list names: 침낭이랑 핫팩 is no camping trip."""
    names = {normalize(one.word) for one in things}
    return any(normalize(word) not in names for word in match.words)


def _is_of(mention: Mention, request: Request, matches: Sequence[Match]) -> bool:
    """Whether a name is of what alone is asked for, or of the job: the pizza of "what drinks for a pizza night"."""
    said, word = request.spans.get("only", ()), normalize(mention.word)
    named = any(word in normalize(own) for match in matches for own in match.words)
    of_job = named or OF_A_JOB.search(request.asked, 0, mention.span.start) is not None
    return of_job or any(overlaps(mention.span, span) for span in said)


def _positive(request: Request) -> str:
    """The job's words without what is ruled out: "no eggs" is no reason to look for egg-free mayonnaise."""
    text = request.occasion or request.asked
    for name in ("exclusions", "no_alcohol", "diet", "allergies", "owned"):
        for span in request.spans.get(name, ()):
            text = text.replace(span.text, " ")
    return text


def head_count(people: People, default: int) -> tuple[int, int, bool]:
    """Adults, children, and whether the number was assumed."""
    if people.adults is None:
        if people.children:
            alone = people.children > 2 or people.children == default == 1  # a child's first swimming lesson
            return 0 if alone else 1, people.children, False
        return default, 0, True
    return people.adults, people.children, False
