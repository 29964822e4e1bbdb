"""Who a basket is for: adults, children and their ages, from all that a text says about it."""

from __future__ import annotations

import re

from assistant.types import People, Span
from assistant.understand import people_english, people_korean
from assistant.understand.cues import cue
from assistant.understand.found import Found
from assistant.understand.headcount import Kind, Mention, apart
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER

# "three of the kids are gluten free": some of those who are counted elsewhere, not more of them.
MONEY = re.compile(r"\s?(?:달러|불(?![가-힣])|원(?![가-힣])|dollars?|bucks)")  # "다 합쳐서 50 달러"
SOME_OF_THEM = re.compile(
    rf"(?:{EN_NUMBER})\s(?:of (?:the|my|our|them|those|these)\s?)\w{{0,12}}\s"
    r"(?:are|is|keeps?|eats?|don'?t|can'?t|have|has|who)\b|"
    rf"(?:{EN_NUMBER})\sof (?:us|them)\s(?:really |also |just )?"
    r"(?:do(?:es)?(?:n['’]?t| not)|ca(?:n['’]?t|nnot)|wo(?:n['’]?t|uld not)|hates?|avoids?|never|keeps?|"
    r"(?:is|are|['’]re) (?:vegan|vegetarian|allergic|gluten|dairy|lactose|coeliac|celiac|"
    r"kosher|halal|diabetic|not (?:eat|drink))|"
    r"ha(?:s|ve) (?:an? )?[a-z ]{0,12}allerg)|"
    r"(?:한|두|세|[1-3])\s?(?:명|사람|분)(?:은|이|만)\s(?:비건|채식|(?:[가-힣]{1,5}\s)?(?:[가-힣]{1,5}\s)?"
    r"(?:(?:안|못) ?(?:먹|드|마)|알레르기|알러지|싫어))",
    re.IGNORECASE,
)


def find_people(text: str) -> Found[People] | None:
    """Find who takes part, the shopper counted where they do. The span is that of the first words that say it."""
    mentions = apart([*people_korean.mentions(text), *people_english.mentions(text)])
    some = [match.span() for match in SOME_OF_THEM.finditer(text)]
    mentions = [m for m in mentions if not any(start <= m.start < end for start, end in some)]
    mentions = [m for m in mentions if not MONEY.match(text, m.end)]
    mentions = [m for m in mentions if not _are_some(text, m, mentions)]
    if _says(text, "gift"):
        mentions = [m for m in mentions if m.count > 1 and (m.kind is not Kind.COMPANY)]
    if any(m.kind is Kind.TOTAL for m in mentions):
        mentions = [m for m in mentions if not m.part]
    mentions = _once(mentions)
    if not mentions:
        return None
    first = mentions[0]
    people = _add_up(_birthday(mentions) if _says(text, "birthday") else mentions)
    if people.adults is None and people.children and FOR_CHILDREN.search(text):
        people = people.model_copy(update={"adults": 0})
    return Found(people, Span(start=first.start, end=first.end, text=text[first.start : first.end]))


def _are_some(text: str, one: Mention, mentions: list[Mention]) -> bool:
    """Whether some who avoid a food are counted among more: "스무 명, 견과류 알레르기 있는 친구가 둘"."""
    more = any(other.count > one.count for other in mentions if other is not one)
    return more and people_korean.WHO_AVOID.search(text, 0, one.start) is not None


# What is for the children is not for who buys it: "school lunches for my two kids", 아이 둘 도시락.
FOR_CHILDREN = re.compile(
    rf"(?i:(?<![a-z])(?:lunch(?:es|box(?:es)?)?|snacks?|uniforms?|shoes|clothes|pyjamas|pajamas|toys|school|bedroom)"
    rf"[a-z ]{{0,20}} for (?:my|our|the|her|his) {EN_NUMBER} (?:little |small |young )?"
    rf"(?:kids|children|boys|girls|sons|daughters|toddlers|grandkids))|"
    rf"(?:아이|애|아들|딸|손주|조카)(?:들)?\s?{KO_NUMBER}\s?(?:명|이)?\s?(?:도시락|간식|책가방|실내화|옷|신발|학용품|방|줄|나눠)"
)


def _once(mentions: list[Mention]) -> list[Mention]:
    """ "Five friends over, so six 13-year-olds": the ages count the same children again."""
    aged = sum(m.count for m in mentions if m.kind is Kind.AGES and m.count > len(m.ages))
    friends = [m for m in mentions if m.kind in (Kind.COMPANY, Kind.FRIENDS)]
    again = friends and aged - sum(m.count for m in friends) in (0, 1)
    return [m for m in mentions if m not in friends] if again else mentions


def _says(text: str, what: str) -> bool:
    return any(cue("people", f"{language}_{what}").search(text) for language in ("en", "ko"))


def _birthday(mentions: list[Mention]) -> list[Mention]:
    """At a child's birthday the friends are children too, and the child is one more."""
    friends = [m for m in mentions if m.kind in (Kind.COMPANY, Kind.FRIENDS) and m.count > 1]
    if not friends or not any(m.kind is Kind.AGES for m in mentions):
        return mentions
    count = 1 + sum(m.count for m in friends)
    child = Mention(Kind.CHILDREN, count, friends[0].start, friends[0].end)
    return [m for m in mentions if m not in friends] + [child]


def _add_up(mentions: list[Mention]) -> People:
    """Totals include the children unless the words add them; the shopper joins their company."""
    ages = tuple(age for m in mentions for age in m.ages)
    counted = _sum(mentions, Kind.CHILDREN)
    children = counted or _sum(mentions, Kind.AGES)
    company = _sum(mentions, Kind.COMPANY)
    adults = _sum(mentions, Kind.ADULTS)
    total = max((m.count for m in mentions if m.kind in (Kind.TOTAL, Kind.FRIENDS)), default=0)
    if total >= adults + children and adults:
        adults = total - children
    elif adults or (company and not total):
        adults += company + (1 if company else 0)
    elif total:
        adds = any(m.adds for m in mentions if m.kind is Kind.CHILDREN)
        adults = total if adds or children > total else total - children
    elif any(m.joins for m in mentions):
        adults = 1
    return People(adults=adults or None, children=children, ages=ages)


def _sum(mentions: list[Mention], kind: Kind) -> int:
    return sum(m.count for m in mentions if m.kind is kind)
