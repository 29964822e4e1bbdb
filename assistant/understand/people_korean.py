"""Counts of people in Korean words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.understand.cues import cue, either, just_after, just_before
from assistant.understand.headcount import MOST_CHILD_AGE, Kind, Mention, ages_of, count_of
from assistant.understand.numbers import KO_NUMBER
from assistant.understand.pets import is_of_a_pet

LOW = r"(?:(?<!\d)\d{1,4}\s?[~\-–,]\s?)?"  # of a range, its upper end
NUMBER = rf"{LOW}(?P<count>{KO_NUMBER}|(?<=\d,)\d{{1,4}}(?!\d))"
TENS = "(?:열(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉)|스물)"
ALONE = f"(?:하나|둘|셋|넷|다섯|여섯|일곱|여덟|아홉|{TENS}|열)"
PARTICLE = r"(?:이|가|은|는|도|만|을|를|의)?"
AFTER = r"(?=\s|$|[^가-힣\d]|이(?:랑|서|고|에|야|요|나|다|서만)?(?:\s|$|[^가-힣])|하고|과|와|을|를|에게|인데|이에요"
AFTER += "|에(?=[\\s,])|있|데리|입니|키우|정도|예요)"
# "아이 둘이랑 캠핑": the shopper goes too.
PARENT = re.compile(r"(?:을|이랑|랑|하고|와|과)?\s?(?:데리고|함께|같이|캠핑|여행|놀러|나들이|소풍|피크닉|가는|가려|갈)")
# "8명 비건 2명": the diet is of the two
NEXT_COUNT = re.compile(rf"(?:[가-힣]{{0,5}}\s{{0,2}}){{1,2}}{KO_NUMBER}\s?(?:명|분|사람|인)")
COUNTED_NEXT = re.compile(rf"\s?{KO_NUMBER}\s?명")  # "8명 애들 4명": the children are some of the eight
ALL_TOLD = re.compile(  # "어른 애 다 합쳐 열여섯"
    rf"(?:다|모두|전부)\s?(?:합쳐서?|합하면|합해서?|해서)\s?(?P<count>{KO_NUMBER})(?:이(?![가-힣])|이서|명|(?=[\s,.]|$))(?!\s?(?:원|만|천|개|달러|불|병|캔|팩|봉|장|권|킬로|키로|kg|[한두세네]\s?명))"
)
OF_THEM = re.compile(r"중(?:에서?)?\s?(?:에\s?)?\Z")
ADDING = re.compile(r"(?:이랑|랑|하고|[가-힣]과|와|그리고|플러스|\+|추가로)\s{0,2}\Z")
ANY_PARTICLE = re.compile(r"(?:은|는|이|가|만|의)?\s{0,2}")
INVITED = re.compile(r"(?:을|를)?\s?초대")
MYEONG_ENDS = re.compile(r"이서|이랑|과|\s|$")
SINO_DIGIT = re.compile("[영공일이삼사오육륙칠팔구]")


@cache
def _counted() -> re.Pattern[str]:
    """ "8명", "다섯 식구", "4인 가족", "3인분", "두 분"."""
    counter = r"(?P<counter>인\s?(?:분|용|가구|가족)|명|사람|인|분|식구|가족(?!\s?\d))"
    return re.compile(rf"(?!백일){NUMBER}\s?여?\s?{counter}(?!{either('people', 'ko_other_word')})")


@cache
def _named() -> re.Pattern[str]:
    """ "아이 둘", "성인2", "인원은 15": a noun and a number without counter."""
    keys = ("ko_children", "ko_adults", "ko_company", "ko_people")
    nouns = "|".join(f"(?P<{key}>{either('people', key)})" for key in keys)
    spaced = r"(?P<spaced>\d{1,4})(?=\s(?!살|세|만|천|원|개|월|일|시|학년|명|인|분|박|번|병|캔))"
    digits = rf"(?P<digits>\d{{1,4}})(?![\d,.%:/]|\s?[가-힣a-z])|{spaced}"
    return re.compile(rf"(?i:(?<![가-힣])(?:{nouns}){PARTICLE}\s{{0,2}}(?:(?P<word>{ALONE}){AFTER}|{digits}))")


@cache
def _together() -> re.Pattern[str]:
    """ "둘이서", "우리 셋", "넷이 놀러"."""
    return re.compile(
        rf"(?<![가-힣])(?:(?P<we>우리\s?)?(?P<word>{ALONE})(?:이서|이(?=\s|$|[^가-힣]))|"
        r"(?:우리(?:는)?|저까지|나까지|(?:나|저|본인) ?포함(?:해서)?|저희|저희는|본인까지)\s?"
        rf"(?P<us>{ALONE})(?=이에요|예요|이고|인데|입니다|이야|이라|이거든|[^가-힣]|$))"
    )


@cache
def _aged() -> re.Pattern[str]:
    """ "8살", "만 5세", "5, 7살", "6개월 아기"; not "3세 이상"."""
    more = r"(?P<more>(?:(?<!\d)\d{1,2}\s?[,/~\-]\s?){0,4})"
    things = "권|병|개|장|팩|봉|캔|벌|켤레|송이|마리|명"  # 두세 권
    counter = rf"(?:살|세(?![가-힣]|\s?트|\s?(?:{things}))|세(?=아이|아들|딸|여아|남아|이|가|의|인))"
    year = rf"{more}(?P<age>{KO_NUMBER}|(?<=[,/~\-])\d{{1,2}}(?!\d))\s?{counter}"
    month = rf"(?P<month>\d{{1,2}})\s?개월\s?(?:된\s?|짜리\s?|차\s?)?(?={either('people', 'ko_children')})"
    return re.compile(rf"(?:{year}|{month})(?!\s?(?:이상|부터|용|미만|이하))")


@cache
def _with_me() -> re.Pattern[str]:
    """ "나랑 여친" are two, "딸이랑 친구 다섯" six children."""
    partner = (
        "(?:여친|남친|여자 ?친구|남자 ?친구|아내|와이프|남편|신랑|애인|엄마|아빠|어머니|아버지|동생|언니|오빠|누나|형)"
    )
    child = "(?:딸|아들|딸아이|아들내미|딸내미|조카|손주|손자|손녀)"
    joined = "(?:이랑|랑|하고|와|과)"
    return re.compile(
        rf"(?<![가-힣])(?P<me>(?:나|저){joined}\s?{partner}(?!들)(?![가-힣]))|"
        rf"(?<![가-힣])(?:우리\s?)?{child}{joined}\s?(?:그\s?)?(?:반\s?|유치원\s?|어린이집\s?|학교\s?)?친구(?:들)?\s?"
        rf"(?P<friends>{KO_NUMBER})\s?(?:명|이서)?"
    )


def _mine(text: str) -> Iterator[Mention]:
    for match in _with_me().finditer(text):
        if match["me"]:
            yield Mention(Kind.TOTAL, 2, match.start(), match.end())
        elif count := count_of(match["friends"]):
            yield Mention(Kind.CHILDREN, 1 + count, match.start(), match.end())


def mentions(text: str) -> Iterator[Mention]:
    """All mentions, the surest first."""
    yield from _mine(text)
    yield from _ages(text)
    yield from _counts(text)
    yield from _names(text)
    yield from _partners(text)
    for match in ALL_TOLD.finditer(text):
        if (count := count_of(match["count"])) and not re.search("[만천]", match["count"]):
            yield Mention(Kind.TOTAL, count, match.start(), match.end())
    for match in _together().finditer(text):
        yield Mention(Kind.TOTAL, count_of(match["word"] or match["us"]) or 1, match.start(), match.end())
    for match in cue("people", "ko_alone").finditer(text):
        yield Mention(Kind.TOTAL, 1, match.start(), match.end())
    if not cue("people", "ko_gift").search(text):  # a gift for a couple is for them, not with them
        for match in cue("people", "ko_couple").finditer(text):
            yield Mention(Kind.ADULTS, 2, match.start(), match.end())
    for match in re.finditer(
        rf"(?:부부|커플)\s?(?P<pairs>{KO_NUMBER})\s?쌍|(?P<named>{KO_NUMBER})\s?(?:커플|쌍(?:이|의)?\s?(?:부부|커플))",
        text,
    ):
        yield Mention(Kind.TOTAL, 2 * (count_of(match["pairs"] or match["named"]) or 1), match.start(), match.end())
    for match in re.finditer("(?<!세)(?<!세 )쌍둥이", text):
        yield Mention(Kind.CHILDREN, 2, match.start(), match.end())


def _ages(text: str) -> Iterator[Mention]:
    for match in _aged().finditer(text):
        if match["month"]:
            ages: tuple[int, ...] = (int(match["month"]) // 12,)
        else:
            age = count_of(match["age"])
            ages = ages_of(match["more"]) + ((age,) if age and age <= MOST_CHILD_AGE else ())
        if ages and not is_of_a_pet(text, match.start(), match.end()):
            yield Mention(Kind.AGES, len(ages), match.start(), match.end(), ages=ages)


def _counts(text: str) -> Iterator[Mention]:
    for match in _counted().finditer(text):
        count, counter = count_of(match["count"]), re.sub(r"\s", "", match["counter"])
        if count is None or not _is_people(text, match, counter):
            continue
        kind, start = _kind(text, match.start(), match.end(), counter)
        part = _is_part(text, match.start(), match.end())
        if part and kind not in (Kind.COMPANY, Kind.FRIENDS):
            continue
        joins = PARENT.match(text, match.end()) is not None
        yield Mention(kind, count, start, match.end(), adds=_adds(text, start), joins=joins, part=part)


def _is_people(text: str, match: re.Match[str], counter: str) -> bool:
    """Leave out words that only look like a count: "10분" is minutes, "사인펜" a pen, "이 명품" luxury."""
    words = match["count"]
    lone = SINO_DIGIT.fullmatch(words) is not None
    if counter == "분":
        honoured = just_before("people", "ko_people", text, match.start()) or _noun(text, match.start(), "ko_adults")
        return not lone and (not re.search("[0-9십백]", words) or honoured is not None)
    if counter in ("인", "명", "사람"):
        return not lone or (counter == "명" and words != "이" and MYEONG_ENDS.match(text, match.end()) is not None)
    return counter not in ("식구", "가족") or not lone


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether these are some of people already counted: "5명 중 2명은", "비건 2명", "둘은 채식"; or taken back."""
    if OF_THEM.search(text, max(0, start - 5), start) or just_after("people", "ko_not_after", text, end):
        return not _child_follows(text, end)
    if _diet_before().search(text, max(0, start - 18), start):
        return True
    diet = just_after("people", "diet", text, _past_particle(text, end))
    return diet is not None and not NEXT_COUNT.match(text, diet.end())


@cache
def _diet_before() -> re.Pattern[str]:
    stated = (
        "(?!인데|이고|이라|라서|이에요|예요|입니다|거든|이지만)"  # "비건인데 네 명": all four, whoever the vegan is
    )
    allergic = (
        r"알[레러]르?[기지](?:가|이|도)?\s?(?:있는|있으신|인|인가 있는)\s?"
        r"(?:아이|애|친구|사람|손님|분|학생|조카)(?:들)?(?:이|가|도)?"
    )
    return re.compile(
        rf"(?i:{either('people', 'diet')}){stated}(?:[가-힣]{{0,3}}[자인분객구님람는은이])?\s{{0,2}}\Z|"
        rf"{allergic}\s{{0,2}}\Z"
    )


def _past_particle(text: str, end: int) -> int:
    match = ANY_PARTICLE.match(text, end)
    return match.end() if match else end


def _child_follows(text: str, end: int) -> bool:
    children = cue("people", "ko_children").match(text, _past_particle(text, end))
    return children is not None and not COUNTED_NEXT.match(text, children.end())


def _noun(text: str, start: int, key: str) -> re.Match[str] | None:
    """The noun of a list that stands right before a count."""
    return _noun_before(key).search(text, max(0, start - 14), start)


@cache
def _noun_before(key: str) -> re.Pattern[str]:
    return re.compile(rf"(?i:{either('people', key)}){PARTICLE}\s{{0,2}}\Z")


def _kind(text: str, start: int, end: int, counter: str) -> tuple[Kind, int]:
    """What the noun beside a count makes of it, and where that noun begins."""
    for key, kind in (("ko_children", Kind.CHILDREN), ("ko_adults", Kind.ADULTS)):
        if noun := _noun(text, start, key):
            return kind, noun.start()
    if _child_follows(text, end):
        return Kind.CHILDREN, start
    if just_before("people", "ko_besides_before", text, start):
        return Kind.COMPANY, start
    company = _noun(text, start, "ko_company")
    friend = company or cue("people", "ko_company").match(text, _past_particle(text, end))
    invited = counter == "명" and not _noun(text, start, "ko_people") and INVITED.match(text, end)
    if not friend and not invited:
        return Kind.TOTAL, start
    place = company.start() if company else start
    joins = _joins(text, place, max(end, friend.end() if friend else end))
    return (Kind.COMPANY if joins else Kind.FRIENDS), place


def _joins(text: str, start: int, end: int) -> bool:
    """Whether the shopper is one more than the people named."""
    before = just_before("people", "ko_me_before", text, start)
    after = (just_after("people", "ko_joined_after", text, place) for place in (end, end + 1))  # past a particle
    return before is not None or any(after)


def _adds(text: str, start: int) -> bool:
    """Whether these people come on top of those said before."""
    return ADDING.search(text, max(0, start - 8), start) is not None


# "견과류 알레르기 있는 친구가 둘": some of those who are counted elsewhere.
WHO_AVOID = re.compile(
    r"(?:(?:알레르기|알러지)(?:가|이)? ?있는|비건인|채식하는|못 ?먹는|안 ?먹는)\s(?:[가-힣]{1,4}\s)?\Z"
)


def _names(text: str) -> Iterator[Mention]:
    kinds = {
        "ko_children": Kind.CHILDREN,
        "ko_adults": Kind.ADULTS,
        "ko_company": Kind.COMPANY,
        "ko_people": Kind.TOTAL,
    }
    for match in _named().finditer(text):
        count = count_of(match["word"] or match["digits"] or match["spaced"])
        kind = next(kind for key, kind in kinds.items() if match[key])
        part = _is_part(text, match.start(), match.end())
        if count is None or (part and kind is not Kind.COMPANY):
            continue
        if kind is Kind.COMPANY and not _joins(text, match.start(), match.end()):
            kind = Kind.FRIENDS
        joins = PARENT.match(text, match.end()) is not None
        adds = _adds(text, match.start())
        yield Mention(kind, count, match.start(), match.end(), adds=adds, joins=joins, part=part)


def _partners(text: str) -> Iterator[Mention]:
    for key, count in (("ko_pair", 2), ("ko_partner", 1)):
        for match in cue("people", key).finditer(text):
            if joined := just_after("people", "ko_with", text, match.end()):
                yield Mention(Kind.COMPANY, count, match.start(), joined.end())
    for match in cue("people", "ko_one_child").finditer(text):
        if joined := just_after("people", "ko_with", text, match.end()):
            yield Mention(Kind.CHILDREN, 1, match.start(), joined.end(), joins=True)
