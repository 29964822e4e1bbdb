"""Which playbooks a request means: what it is like, less what its people, its gifts and its words rule out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.plan import groups
from assistant.plan.giving import as_gift, may_be_given
from assistant.plan.match import Match, Matcher
from assistant.plan.named import is_list
from assistant.plan.soiled import tells_of_an_accident
from assistant.plan.things import Mention
from assistant.types import Request

COUPLE = 2  # people
OF_A_COUPLE = frozenset({"dinner-for-two", "proposal"})
ACCIDENT = "spill-stain"  # the playbook of what was spilled or stained


def meant(matcher: Matcher, request: Request, things: Sequence[Mention]) -> tuple[Match, ...]:
    """The playbooks that a request which names these things asks for."""
    named = [mention.categories for mention in things]

    def best(fits: Callable[[Match], bool] = lambda _: True) -> tuple[Match, ...]:
        return matcher.best(request.occasion or request.asked, named, lambda one: _may_be(one, request) and fits(one))

    if tells_of_an_accident(request.asked) and (
        first := best(lambda one: one.playbook.id == ACCIDENT and bool(one.words))
    ):
        return first  # whatever else is on: "coffee stain on my shirt, interview tomorrow"
    likeliest = best()
    if not request.only or (likeliest and groups.share(likeliest[0].playbook, request.only) >= groups.BESIDE):
        return likeliest
    return best(lambda one: groups.share(one.playbook, request.only) >= groups.ABOUT) or likeliest


def followed(
    matcher: Matcher, request: Request, things: Sequence[Mention], known: tuple[str, ...] | None
) -> list[Match]:
    """The playbooks to follow: those of an earlier turn where they are `known`, else those that are meant."""
    if known is not None:
        return [Match(book, 1.0) for ident in known for book in matcher.playbooks if book.id == ident]
    if is_list(request):
        return []
    return as_gift(matcher, request, list(meant(matcher, request, things)))


def _may_be(match: Match, request: Request) -> bool:
    if match.playbook.id in OF_A_COUPLE and (request.people.total or 0) > COUPLE:
        return False  # dinner for six is no dinner for two
    return may_be_given(match, request)
