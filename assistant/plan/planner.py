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
from assistant.plan.limits import MAJORITY, Limits, mentions, owned_mentions, serving_places
from assistant.plan.listed import only_lists, strangers
from assistant.plan.match import Match, Matcher, overlap
from assistant.plan.meant import followed, meant
from assistant.plan.named import (
    ENOUGH_NAMED,
    SHORT_LIST,
    lists,
    meant_need,
    missing_need,
    named_query,
    narrowed,
    restated,
    stated_need,
)
from assistant.plan.owning import names_shelf
from assistant.plan.past import Past
from assistant.plan.playbook import Playbook
from assistant.plan.scale import scale
from assistant.plan.shelves import Shelves
from assistant.plan.things import Mention
from assistant.types import Need, Only, People, Plan, Request, Stated
from assistant.understand.found import overlaps
from assistant.understand.topic import topic
from catalog.search import Search
from catalog.text import normalize, tokens

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


@dataclass
class Planner:
    """Plans over one catalogue."""

    matcher: Matcher
    search: Search
    meanings: Meanings
    shelves: Shelves
    described: Described
    past: Past | None = None  # baskets that others made, where the shop has given some

    def plan(self, request: Request, limits: Limits, at: dt.datetime, known: tuple[str, ...] | None = None) -> Plan:
        """Return the needs of a request, scaled. `known` names the playbooks of an earlier turn, which are kept."""
        things = self.mentions(request)
        matches = self._trusted(followed(self.matcher, request, things, known), request, limits)
        if known is None and len(things) >= ENOUGH_NAMED and not names_a_gift(request):
            # "cake and candles for his birthday"
            matches = [match for match in matches if not is_gift(match.playbook)]
        strange = self.strangers(request, things) if known is None else ()
        bare = known is None and only_lists(request, things, strange)
        strange = strange if bare or lists(request, things) else ()  # "two kids, one spaniel" are not to be bought
        if bare and not any(_says_more(match, things) for match in matches):
            matches = []
        books = [match.playbook for match in matches]
        strange = strange if not books else ()
        adults, children, assumed = head_count(request.people, books[0].people if books else GUESSED_PEOPLE)
        days = request.days or (books[0].days if books else 1)
        nights = request.nights if request.nights is not None else (books[0].nights if books else 0)
        month = (request.date or at.date()).month
        named = [one for one in things if not self._names_the_job(one, matches, len(things) == 1)]
        needs = scale(books, adults, children, days, nights, month, request.market)
        only = self._binding(request, needs, named)
        if only:
            needs, limits = groups.within(needs, only), self._within(limits, only)
            named = [one for one in named if not (needs and _is_of(one, request, matches))]
            books = books if needs else []
        guessed = not (books or strange or request.wants) and len(named) < ENOUGH_NAMED
        if guessed:
            limits = self._eaten(limits) if EATEN.search(request.asked) else limits
            needs = sought_needs(request.sought, self.search, limits, adults + children) or emergent_needs(
                topic(_positive(request)),
                _positive(request),
                self.search,
                limits,
                self.shelves,
                adults + children,
                self.past,
            )
        sure = known is None or request.act in PUTS_IN  # "I can't wear high shoes" asks for none
        asked = self._with_wants(self._with_mentions(needs, named, adults + children, sure), request.wants)
        asked += tuple(missing_need(one, len(asked) + n) for n, one in enumerate(strange))
        listed = not guessed and not only and lists(request, named)
        return Plan(
            title=self._title(request, books, only),
            needs=tuple(need for need in asked if need not in needs) or asked if listed else asked,
            adults=adults,
            children=children,
            days=days,
            nights=nights,
            playbooks=tuple(book.id for book in books),
            only=tuple(one.model_copy(update={"sure": True}) for one in only),
            listed=listed or not (books or guessed),
            guessed=guessed,
            taken_for=bool(matches) and not matches[0].words and matches[0].score < SURE,
            assumed_people=assumed,
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
        return plan.model_copy(update={"needs": self._with_wants(plan.needs, fresh(request.wants, plan))})

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

    @staticmethod
    def _title(request: Request, books: list[Playbook], only: Sequence[Only]) -> dict[str, str]:
        if books:
            said = {language: f" ({groups.named(only, language)})" if only else "" for language in ("en", "ko")}
            return {
                "en": " + ".join(book.title.en for book in books) + said["en"],
                "ko": " + ".join(book.title.ko for book in books) + said["ko"],
            }
        words = (request.occasion or request.asked).strip()
        return {"en": words[:60], "ko": words[:60]}

    def mentions(self, request: Request) -> list[Mention]:
        """The things that the request asks for by name and the shop has."""
        known, have = self.search.snapshot.columns, owned_mentions(request)
        return [m for m in mentions(request) if m not in have and known.under(m.categories).any()][:MOST_NAMED]

    def asked_needs(self, request: Request, people: int) -> tuple[Need, ...]:
        """A need for each thing that a request names, whatever its job is."""
        return self._with_wants(self._with_mentions((), self.mentions(request), people), request.wants)

    def _with_mentions(
        self, needs: tuple[Need, ...], named: list[Mention], people: int, sure: bool = True
    ) -> tuple[Need, ...]:
        """What is named becomes a must: the need that it serves, else a need of its own.

        Where it is `sure` that it is to be had, nothing that is not called so will do for it.
        """
        found = list(needs)
        for mention in named:
            place = meant_need(found, mention)
            if place is None:
                found.append(self._named_need(mention, people))
            else:
                found[place] = narrowed(found[place], mention, sure and self._names_a_kind(mention))
        return tuple(found)

    def _names_a_kind(self, mention: Mention) -> bool:
        """Whether a name is of one kind of thing rather than of a shelf of many: kimbap, not fruit."""
        places = self.search.snapshot.columns.under(mention.categories)
        return not names_shelf(mention.word, places, self.search.snapshot)

    def _named_need(self, mention: Mention, people: int) -> Need:
        columns = self.search.snapshot.columns
        places = columns.under(mention.categories)
        eaten = bool(columns.edible[places].mean() > MAJORITY)
        return Need(
            role="-".join(("named", *mention.categories[0].split("/"), *tokens(mention.word))),
            label={"en": mention.word, "ko": mention.word},
            query=named_query(mention.word),
            categories=mention.categories,
            quantity=float(max(1, people)) if eaten else 1.0,
            unit="serving" if eaten else "pack",
            must=True,
            weight=1.0,
            stated=True,
            named=True,
            rule="request",
        )

    def _with_wants(self, needs: tuple[Need, ...], wants: tuple[Stated, ...]) -> tuple[Need, ...]:
        """What the shopper named becomes a must: the need that serves it, or a need of its own."""
        found = list(needs)
        for want in wants:
            place = self._serving(found, want)
            if place is None:
                found.append(stated_need(want, len(found)))
            else:
                found[place] = restated(found[place], want)
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
