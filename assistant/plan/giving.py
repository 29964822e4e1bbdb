"""Gifts: whether something is to be given, which playbooks are about giving, and the one for whom it is for."""

from __future__ import annotations

import re

from assistant.plan.match import Match, Matcher
from assistant.plan.playbook import Playbook
from assistant.types import Request

FEW = 2  # people: a text about more of them, and about somebody, is no gift unless it says so
GROWN = 19  # years from which a gift is no child's
CHILD_GIFTS = (
    (3, "gift-toddler"),
    (7, "gift-child"),
    (12, "gift-older-child"),
    (GROWN, "gift-teen"),
)  # up to which age
OF_AN_AGE = frozenset(name for _, name in CHILD_GIFTS)
GIFT = re.compile(r"\b(?:gift|present)s?\b|선물(?!\s?(?:로 ?)?(?:받|들어))", re.IGNORECASE)
BIRTHDAY = re.compile(r"(?i:(?<![a-z])(?:birthday|b-?day)(?![a-z])|생일)")
WHAT_TO_GIVE = re.compile(  # "할머니 무릎 아프시다는데 뭐 사드리지"
    r"(?i:(?<![a-z])what (?:do|can|should|could|would) (?:i|we) (?:get|buy|give|bring)(?![a-z])|"
    r"(?:뭐|뭘|무엇을) ?(?:좀 ?)?(?:사|해|챙겨) ?(?:드리|드려|드릴|줄까|주면|주지))"
)
# What is for a child, where no gift is named: "my toddler painted the sofa" is not.
FOR_A_CHILD = re.compile(
    r"(?i:(?<![a-z])(?:birthday|b-?day|bday|toys?|turn(?:s|ed|ing)|for (?:a|an|my|our|the|his|her|their)|nephew|niece|"
    r"god\w+|grand(?:son|daughter|child|kid)\w*|christmas|celebrat\w*|treat)(?![a-z])|"
    r"생일|장난감|조카|손주|손자|손녀|돌|어린이날|축하|입학|졸업|사 ?(?:주|줄|줘)|줄 ?(?:거|것|만)|좋아할|취향)"
)
LIKELY_GIFT = 0.35  # with a recipient in the text a weaker match is a gift all the same


def is_gift(book: Playbook) -> bool:
    """Whether a playbook is about giving."""
    return book.id.startswith("gift-") or "gift" in book.combines


def names_a_gift(request: Request) -> bool:
    return GIFT.search(request.asked) is not None


def asks_what_to_give(request: Request) -> bool:
    """Whether somebody is to be given something that is left open."""
    return request.recipient is not None and WHAT_TO_GIVE.search(request.asked) is not None


def may_be_given(match: Match, request: Request) -> bool:
    """Whether a playbook of gifts is meant: where something is given, or where its own words are there."""
    few = (request.people.total or 1) <= FEW  # a table of seven for mother's birthday is a meal
    giving = names_a_gift(request) or (request.recipient is not None and few)
    if match.playbook.id in OF_AN_AGE and not giving:
        return bool(match.words) and few and FOR_A_CHILD.search(request.asked) is not None
    festive = few or not match.playbook.id.startswith("gift-")  # a day of presents may be many people's
    return giving or (festive and bool(match.words)) or not is_gift(match.playbook)


def as_gift(matcher: Matcher, request: Request, matches: list[Match]) -> list[Match]:
    """The matches, or the gift that is meant where somebody is to be given something."""
    if request.recipient is None:
        return matches
    child = request.recipient.age is not None and request.recipient.age < GROWN
    birthday = child and not request.only and BIRTHDAY.search(request.asked)
    if (names_a_gift(request) or birthday) and (child or not any(is_gift(match.playbook) for match in matches)):
        return _best(matcher, request) or matches
    return matches if matches or not asks_what_to_give(request) else _best(matcher, request)


def _best(matcher: Matcher, request: Request) -> list[Match]:
    """The likeliest playbook of gifts; a child's is that of its age."""
    books = {book.id: book for book in matcher.playbooks}
    age = request.recipient.age if request.recipient is not None else None
    if age is not None and age < GROWN:
        ident = next(name for most, name in CHILD_GIFTS if age <= most)
        return [Match(books[ident], 1.0)] if ident in books else []  # the age itself says which
    ranked = (match for match in matcher.rank(request.asked) if match.score >= LIKELY_GIFT)
    return [match for match in ranked if is_gift(match.playbook)][:1]
