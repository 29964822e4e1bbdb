"""What a basket must not hold: things the shopper does not want, and alcohol where it is ruled out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.understand.cues import cue, either, just_before, words
from assistant.understand.found import Found, overlaps, span_of
from assistant.understand.owned import find_owned
from assistant.understand.things import is_thing_ko, things_after, things_before

__all__ = ["find_exclusions", "find_owned", "no_alcohol"]

ALCOHOL = "alcohol"
TOPICS = frozenset(("은", "는", "이나", "나", "도"))  # particles that "안 돼" needs, since much else is not allowed
FOR_GOOD = re.compile(
    r"(?<![가-힣])(?P<thing>(?!(?:저|나|난|전|이|그|우리|저희)[은는] )[가-힣]{1,12})[은는] [^.!?\n]{2,40}"
    r"(?:절대로?|다시는|앞으로[도는]?|아예) ?(?:장바구니에 |다시 |같이 )?"
    r"(?:넣|담|추가하|추천하|추천해 ?주|보여 ?주|포함하|포함시키|사|사오|구매하|주문하|사용하|쓰|먹|먹이|마시|고르|"
    r"보내|주|섞|올리|권하|들어가)지 ?(?:마|말|맙|않았으면|않게|않을게|않아 ?주|않아요|않기로)"
)
LACKING = re.compile(
    r"(?:(?:that['’]?s|thats|is) (?:about |literally |pretty much )?(?:it|all)|"
    r"(?:own|have|got) (?:absolutely |literally )?(?:nothing|zero)|from scratch|empty[- ]handed)[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
HAVE_NO = re.compile(  # "I have no gear at all" asks for it
    r"(?<![a-z])(?:i|we|he|she|they)(?:['’](?:ve|s))?(?: (?:have|has|got|own))+(?: (?:absolutely|literally|really))* "
    r"(?:no|zero)(?: (?:proper|real|camping|painting|cleaning|cooking|kitchen|hiking|workout|gym|art|craft))? "
    r"(?:gear|equipment|kit|tools?|stuff|supplies|furniture|clothes|clothing|bedding|cookware|crockery|utensils|"
    r"decorations?|accessories|basics|essentials)(?![a-z])",
    re.IGNORECASE,
)
BARRED = (  # what a thing that is bought is to keep out
    r"(?:sun|rain|wind|cold|heat|light|noise|water|damp|draughts?|drafts?|dust|dirt|mud|smells?|bugs?|insects?|ants?|"
    r"flies|mosquito(?:e?s)?|moths?|mice|rats?|pests?|wasps?|cats?|dogs?|kids?|toddlers?|burglars?|thieves)(?![a-z])"
)
LEFT_OUT = re.compile(  # "leave pork out of it"
    r"(?<![a-z])(?<!to )(?:leav|keep)(?:e|ing)? (?:the |any |all (?:the )?)?"
    rf"(?P<thing>(?!me|us|it|that|this|them|him|her|the |any |all |{BARRED})"
    r"[a-z]+(?: [a-z]+)?) out(?: of (?:it|this|that|there|the (?:basket|plan|mix)))?"
    r"(?: (?:altogether|entirely|completely|please|pls|this time|for now))*(?=\s?[.,!?;]|$)",
    re.IGNORECASE,
)
FREE = r"[\s-]free(?![a-z])(?!\s(?:range|roaming|gift|delivery|shipping|with)(?![a-z]))"
USUAL = {  # "맵지 않은": the usual form of a taste
    "맵": "매운",
    "달": "단",
    "짜": "짠",
    "느끼하": "느끼한",
    "기름지": "기름진",
    "비리": "비린",
    "자극적이": "자극적인",
}


def find_exclusions(text: str) -> tuple[Found[str], ...]:
    """Things never to put in, each as the bare noun that the shopper wrote, in the order of the text."""
    found: list[Found[str]] = []
    read = (
        *_for_good(text),
        *_such_as(text),
        *_dry(text),
        *_tastes(text),
        *_english(text),
        *_korean(text),
        *_allergic(text),
    )
    for candidate in (*read, *(Found(match["thing"], span_of(match, "thing")) for match in _free_of().finditer(text))):
        if not any(overlaps(candidate.span, other.span) for other in found):
            found.append(candidate)
    return tuple(sorted(found, key=lambda one: one.span.start))


@cache
def _free_of() -> re.Pattern[str]:
    """ "Grain free", "a chicken-free kibble": foods that no diet and no allergen of a label stands for."""
    return re.compile(rf"(?i:(?<![a-z])(?P<thing>{_any('free_from')}){FREE})")


def no_alcohol(text: str) -> Found[bool] | None:
    """Whether the text rules alcohol out: "no alcohol", "dry party", "술은 빼고"."""
    spans = [found.span for found in find_exclusions(text) if no_alcohol_named(found.value)]
    spans += [span_of(match) for match in _dry_words(text) if _is_a_drink(text, match)]
    return Found(True, spans[0]) if spans else None


def alcohol_free_drink(text: str) -> bool:
    """Whether alcohol is ruled out of one drink alone: "alcohol-free beer" beside a bottle of wine."""
    ruled_out = any(no_alcohol_named(found.value) for found in find_exclusions(text))
    return not ruled_out and no_alcohol(text) is not None


def no_alcohol_named(thing: str) -> bool:
    """Whether an excluded thing is alcohol as such: "booze", 술."""
    return thing.casefold() in _alcohol()


@cache
def _alcohol() -> frozenset[str]:
    return frozenset(words("exclusions")["alcohol"])


def _for_good(text: str) -> Iterator[Found[str]]:
    """A reason may stand between: "풍선은 아기가 놀라서 절대 넣지 말아 주세요"."""
    for match in FOR_GOOD.finditer(text):
        yield Found(match["thing"], span_of(match, "thing"))


def _such_as(text: str) -> Iterator[Found[str]]:
    """기저귀 같은 소모품은 말고, 향초 같은 건 빼 줘: what the things are like is one of them."""
    for match in _alike().finditer(text):
        if is_thing_ko(match["thing"]):
            yield Found(match["thing"], span_of(match, "thing"))


@cache
def _alike() -> re.Pattern[str]:
    unwanted = rf"(?:{_any('leave_out')}|{_any('forbidden')})"
    return re.compile(
        rf"(?<![가-힣])(?P<thing>[가-힣A-Za-z]{{2,10}}) 같은 ?(?:거|것|건|걸|[가-힣]{{1,8}}?)들?"
        rf"(?:은|는|도|이나|나|을|를)? ?(?:좀 |다 |전부 )?{unwanted}"
    )


def _dry(text: str) -> Iterator[Found[str]]:
    for match in _dry_words(text):
        if not cue("exclusions", "no_drink").match(text, match.end()) and not _is_a_drink(text, match):
            yield Found(ALCOHOL, span_of(match))


def _dry_words(text: str) -> Iterator[re.Match[str]]:
    yield from _at_word("dry").finditer(text)
    yield from cue("exclusions", "dry_ko").finditer(text)
    if cue("exclusions", "for_two").search(text):
        yield from cue("exclusions", "expecting").finditer(text)


def _is_a_drink(text: str, match: re.Match[str]) -> bool:
    return cue("exclusions", "dry_drink").match(text, match.end()) is not None


def _tastes(text: str) -> Iterator[Found[str]]:
    """Tastes: "nothing spicy", "매운 거 빼줘", "맵지 않은 걸로"."""
    for match in _taste().finditer(text):
        name = next(name for name in ("en", "ko", "stem", "mild") if match[name])
        yield Found(USUAL.get(match[name], match[name]), span_of(match, name))


@cache
def _taste() -> re.Pattern[str]:
    english = (
        rf"{_any('not_taste')}\s(?:{_any('very')}\s)?(?P<en>{_any('taste')})(?!\s(?:potato|chicken|rice|corn|cream))"
    )
    unwanted = rf"(?:{_any('leave_out')}|{_any('forbidden')})"
    korean = rf"(?<![가-힣])(?P<ko>{_any('taste_ko')})\s?{_any('taste_thing')}[은는을도]?\s?{unwanted}"
    stem = rf"(?<![가-힣])(?P<stem>{'|'.join(USUAL)})지\s?(?:않|안)"
    mild = rf"(?<![가-힣])(?:안|덜)\s?(?P<mild>{'|'.join(USUAL.values())})(?=\s|[거걸것맛음])"
    return re.compile(f"{english}|{korean}|{stem}|{mild}", re.IGNORECASE)


@cache
def _at_word(name: str) -> re.Pattern[str]:
    """A list of English cues, looked for only where a word begins: most places of a text are not worth a try."""
    return re.compile(rf"(?<![a-z])(?=[a-z0]){_any(name)}", re.IGNORECASE)


def _any(name: str) -> str:
    return either("exclusions", name)


def _english(text: str) -> Iterator[Found[str]]:
    for match in LEFT_OUT.finditer(text):
        yield Found(match["thing"], span_of(match, "thing"))
    for name, loose in (("without", True), ("no", False)):
        for match in _at_word(name).finditer(text):
            if name == "no" and LACKING.search(text, 0, match.start()):
                continue  # "got the bike and that's about it, no lock, no lights": those are what is missing
            for span in things_after(text, match.end(), loose):
                if not any(lack.start() < span.start < lack.end() for lack in HAVE_NO.finditer(text)):
                    yield Found(span.text, span)


def _korean(text: str) -> Iterator[Found[str]]:
    for name in ("leave_out", "forbidden"):
        for match in cue("exclusions", name).finditer(text):
            end = _thing_end(text, match.start())
            things, seen = things_before(text, end)
            if name == "leave_out" or seen & TOPICS:
                yield from (Found(span.text, span) for span in things)


def _allergic(text: str) -> Iterator[Found[str]]:
    """Foods of allergies that no label has to declare: "peach allergy", "복숭아랑 땅콩 알레르기"."""
    for match in cue("exclusions", "allergy_foods").finditer(text):
        ahead = just_before("exclusions", "allergic", text, match.start())
        if ahead or cue("exclusions", "allergic_after").match(text, match.end()):
            yield Found(match[0], span_of(match))


def _thing_end(text: str, end: int) -> int:
    """Where the thing ends that a cue is about: before "들어간 거" in "치즈 들어간 거 빼줘"."""
    holding = _holding().search(text, max(0, end - 30), end)
    return holding.start() if holding else end


@cache
def _holding() -> re.Pattern[str]:
    return re.compile(rf"{_any('holding')}\s?\Z")
