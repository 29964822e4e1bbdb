"""More or fewer people than before: "two more just said yes", "my brother is tagging along", "두 명 빠져서 여섯"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.understand.found import Found, span_of
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number

WHO = (
    r"(?:people|persons?|guests?|friends?|kids?|adults?|colleagues?|neighbou?rs?|cousins?|rsvps?|players?|mouths?|"
    r"heads?(?! of)|relatives?|teammates?|classmates?|scouts?|of (?:us|them))"
)
ONE = (
    r"(?:my|our|her|his|their|the) (?:[a-z']+ )?(?:brother|sister|mom|mum|dad|mother|father|wife|husband|partner|"
    r"boyfriend|girlfriend|friend|neighbou?r|cousin|aunt|uncle|colleague|roommate|flatmate|boss|son|daughter|"
    r"grandma|grandpa|nephew|niece)(?:-in-law)?"
)
ORDINALS = {"third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10}
TWO = rf"{ONE} (?:and|plus|with) (?:his|her|their|my|our) [a-z]+"
NAME = r"(?-i:[A-Z][a-z]{2,11})"
COMES = (
    r"(?:(?:is|are|just|will|now|also|'s|'re|'ll)\s)*(?:com(?:e|ing)|join(?:ed|ing|s)?|tagging along|said yes|"
    r"squeezed in|came in(?! (?:broken|damaged|wrong|late))|rsvp'?d|showing up|turn(?:ed|ing) up|"
    r"on (?:their|the) way|in too|"
    r"invit(?:ed|ing) (?:them|him|her)sel(?:f|ves)|stay(?:ing|s) (?:as well|too|over|with us|for))"
)
BRINGS = (
    r"(?:bring(?:ing|s)|drag(?:ging|s)(?: along)?|tak(?:ing|es) along) (?:a|an|her|his|their|my|our) "
    r"(?:new )?(?:date|friend|sister|brother|boyfriend|girlfriend|husband|wife|partner|mom|mum|dad|cousin|plus one|"
    r"kid|son|daughter|neighbou?r|roommate|flatmate|colleague|coworker)(?![a-z])"
)
LEAVES = (
    r"(?:(?:just|have|has|is|are|will)\s)*(?:can['’]?t (?:make it|come)|cancell?ed|dropped out|"
    r"out(?= ?(?:[.,!?;:)]|$))|not coming|"
    r"(?:are|is)n['’]?t coming|bailed|snowed in|called in sick|flaked(?: out)?|"
    r"won['’]?t (?:make it|come|be there)|(?:chickened|bowed|backed|pulled) out|"
    r"out sick)"
)
ILL = r"(?<![a-z])(?:she|he)(?:['’]?s| is) (?:out|not coming|off sick|too (?:ill|sick)(?: to come)?)(?![a-z])"
COUPLE = 2
KO_HEADS = r"(?:명|사람|분|놈|인|식구)"
KO_MORE = r"더 ?(?:와|온|오|올(?= )|옵|간|가|늘|추가|생|합류|껴|먹)"
KO_IN = (
    "추가(?!한 )|(?:새로 ?)?들어와|새로 ?(?:들어|합류|오)|늘었|합류|생겼|온대|온다|오기로|오신|끼기로|낀대|"
    "끼겠|낀다|끼고 ?싶"
)
KO_COMES = rf"(?:(?![가-힣]{{0,4}}[거것걸])[가-힣]{{1,5}} ){{0,2}}(?:{KO_MORE}|{KO_IN}|같이 ?(?:먹|가|오|하))"
KO_LEAVES = (
    r"(?:[가-힣]{1,6} ){0,3}(?:튀었|튄대|안 ?나온|못 ?나온|참석 ?못|"
    r"(?:화상|온라인)으로만? ?(?:참석|참여|들어|접속|함께|같이|하|만나)|빠지|빠진대|빠져|빠졌|"
    r"빠진|못 ?(?:온|와|오|간|가)|안 ?(?:온|와|오)|취소|줄었|불참)"
)
KO_SETTLED = r"(?:남|온|와|오|늘|줄|먹|가(?=[요.!?]|$)|간|돼|됐|되|변경|바뀌|바꿔|할|해|맞춰|조정)"
KO_PAIR = r"(?:커플|부모님|엄마\s?아빠|어머니\s?아버지|부부|내외분?|쌍둥이|장인\s?장모님?)"
KO_PERSON = (
    r"(?:친구|여친|남친|동생|오빠|언니|누나|형|엄마|아빠|어머니|아버지|아내|남편|와이프|이모|고모|삼촌|할머니|"
    r"할아버지|조카|동료|총무|새언니|형수|시누이|올케|처남|처제|매형|형부|후배|선배|"
    r"팀장님?|룸메(?:이트)?|사촌|장모님|시어머니|부장님)"
)


COUNT = rf"(?P<count>{EN_NUMBER}|another|an?|a couple(?: of)?)"
# Each way to say it, and how many join by it for each that is said; 0 where all there are is said.
ENGLISH_WAYS = (
    (
        rf"(?<![a-z])(?:there(?:['’]?s| are)|it['’]?s|we['’]?re|that['’]?s) (?:only |just |about )?{COUNT} "
        r"(?:people )?coming(?![a-z])",
        0,
    ),
    (rf"(?<![a-z])(?:it['’]?s|make it|this is|that['’]?s) for {COUNT} now(?![a-z])", 0),
    (
        rf"(?<![a-z])(?:only|just) {COUNT} (?:of (?:us|them) |{WHO} )?"
        r"(?:can (?:now )?(?:make it|come)|(?:are |is )?(?:coming|left)|"
        r"will (?:come|be (?:there|coming)))(?![a-z])",
        0,
    ),
    (
        r"(?<![a-z])(?:we['’]?re|makes (?:it|us)|(?:it|that)['’]?s (?:only|just|down to)) (?:only |just |down to )?"
        rf"{COUNT} now(?![a-z])",
        0,
    ),
    (rf"(?<![a-z])(?:that|this|which) makes us {COUNT}(?= ?(?:[.,!?;)]|$))", 0),
    (
        rf"(?<![a-z])make (?:it|that) {COUNT} (?:with|counting|including) "
        r"(?:me|us|the other [a-z]+|the (?:kids|parents|family|neighbou?rs|girls|boys|guys|in-laws))(?![a-z])",
        0,
    ),
    (
        rf"(?<![a-z])a (?P<count>{'|'.join(ORDINALS)}) (?:person|guest|friend|player|mouth|kid|adult)"
        r"(?: (?:has |is )?"
        rf"(?:just |now |also )*(?:{COMES}|invited (?:him|her|them)sel(?:f|ves)|wants in|turned up|is in))",
        0,
    ),
    (rf"(?<![a-z])for {COUNT} (?:people )?(?:instead of|not|rather than) {EN_NUMBER}(?![\w%])", 0),
    (rf"(?<![a-z]){COUNT}(?: more)?(?: {WHO})*\s{COMES}(?![a-z])", 1),
    (rf"(?<![a-z]){COUNT} more(?: {WHO})+(?![a-z])", 1),
    (
        rf"(?<![a-z]){COUNT} (?:less|fewer)(?: {WHO})*(?=\s?(?:[.,!?;]|$))|"
        rf"(?<![a-z])(?:minus|lost|less) {COUNT.replace('count', 'gone')} {WHO}",
        -1,
    ),
    (rf"(?<![a-z])that(?:['’]?s| is| makes| means) {COUNT} (?:more|extra)(?![a-z])", 1),
    (rf"(?<![a-z]){COUNT} extra {WHO}(?![a-z])", 1),
    (rf"(?<![a-z])(?:plus|add|adding) {COUNT} (?:more )?{WHO}(?![a-z])", 1),
    (
        rf"(?<![a-z])(?:(?:my|our|his|her|their) )?(?:parents|in-laws|grandparents|the twins)\s"
        rf"(?:want to |wanna |decided to )?{COMES}(?![a-z])",
        2,
    ),
    (rf"(?<![a-z]){TWO}\s{COMES}(?![a-z])", 2),
    (
        rf"(?<![a-z]){ONE}(?:['’]s)?\s(?:wants to |decided to )?(?:{COMES}|show up)(?![a-z])|"
        rf"(?<![A-Za-z])(?:{NAME}|an? friend of mine|grandma|grandpa|mom|mum|dad)(?: is|['’]s) "
        r"(?:joining|tagging along|coming (?:too|along|as well))",
        1,
    ),
    (rf"(?<![a-z]){BRINGS}", 1),
    (rf"(?<![a-z]){COUNT}(?: {WHO}| of the {WHO})*\s{LEAVES}(?![a-z])", -1),
    (
        rf"(?<![A-Za-z]){NAME} and {NAME} {LEAVES}(?![a-z])|"
        rf"(?<![a-z]){ONE} and (?:(?:his|her|their|my|our) )?[a-z]+\s{LEAVES}(?![a-z])|"
        rf"(?<![a-z])(?:(?:my|our|his|her|their) )?(?:parents|in-laws|grandparents|the twins)\s{LEAVES}(?![a-z])",
        -2,
    ),
    (rf"(?<![a-z])(?:some(?:one|body)|{ONE})\s{LEAVES}(?![a-z])|(?<![A-Za-z]){NAME} {LEAVES}(?![a-z])|{ILL}", -1),
    (rf"(?<![a-z])(?:half|most|some|a few)(?: of)? (?:the|my|our|us) ?(?:[a-z]+ )?{LEAVES}(?![a-z])", 0),
    (r"(?<![a-z])just (?:me and (?:my |our )?[a-z]+|the two of us)(?= ?(?:now|then|[.,!?]|$))", 0),
)


@dataclass(frozen=True)
class Joining:
    """How many join (negative: leave), or how many there are now in all."""

    more: int = 0
    total: int | None = None


def find_joining(text: str) -> Found[Joining] | None:
    """What a text says of who joins or leaves; None where it says nothing of it."""
    moved = next((found for found in (_english(text), _korean(text)) if found is not None), None)
    if moved is None:
        return None
    if moved.value.total is None and (total := _total(text, moved.span.end)):
        return Found(Joining(moved.value.more, total), moved.span)
    return moved


@cache
def _english_ways() -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(f"(?i:{way})"), sign) for way, sign in ENGLISH_WAYS)


def _english(text: str) -> Found[Joining] | None:
    for pattern, sign in _english_ways():
        if match := pattern.search(text):
            groups = match.groupdict()
            said = groups.get("count") or groups.get("gone")
            if sign:
                return Found(Joining(sign * _count(said)), span_of(match))
            couple = COUPLE if match[0].lower().startswith("just") else None
            if total := _count(said) if said else couple or _total(text, match.end()):
                return Found(Joining(total=total), span_of(match))
    return None


@cache
def _korean_ways() -> tuple[tuple[re.Pattern[str], int], ...]:
    count = rf"(?P<count>{KO_NUMBER})"
    ways = (
        (rf"{count}\s?{KO_HEADS}(?:만|으로|뿐)\s?(?:[가-힣]{{1,4}} )?{KO_SETTLED}", 0),
        (rf"{count}\s?{KO_HEADS}(?:이|은|도)?\s?{KO_LEAVES}", -1),
        (rf"{count}\s?{KO_HEADS}(?:이|은|도)?\s?{KO_COMES}", 1),
        (
            rf"(?:{KO_PERSON}|아이|애|꼬마|손주|손님)(?:님)?(?:네|들)?\s(?P<count>하나|둘|셋|넷|다섯)(?:이|도|은)?\s?{KO_COMES}",
            1,
        ),
        (rf"{count}\s?{KO_HEADS}도\s?(?:같이 ?)?(?:와|온|오|먹|드)", 1),
        (
            rf"{KO_PAIR}(?:들)?(?:이|가|도|께서)?\s?(?:같이 |함께 )?(?:{KO_COMES}|오신|오시|드신|드시|온다|온대|와)",
            2,
        ),
        (
            r"(?:이제|결국|우리)\s(?:다 ?해서 )?"
            r"(?P<count>둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)"
            r"(?:이야|이에요|이네|입니다|만|뿐)",
            0,
        ),
        (
            r"(?:그럼|그러면|합치면|그래서)\s(?P<count>둘|셋|넷|다섯|여섯|일곱|여덟|아홉|열)(?:이야|이에요|이네|입니다)",
            0,
        ),
        (
            r"(?<![가-힣])(?P<count>둘|셋|넷|다섯)(?:이|도)?\s더\s?"
            r"(?:온대|온다|와요|왔|오신|오기로|올 ?거|올 ?것|옵니다|낀대|끼기로)",
            1,
        ),
        (
            r"(?:애|아이|꼬마|조카|손주)(?:들)?\s(?P<count>하나|둘|셋|넷)(?:도|이|을)?\s?"
            r"(?:데려|데리고|같이) ?(?:온|와|오)",
            1,
        ),
        (rf"{KO_PERSON}(?:님)?(?:\s?(?:놈|녀석))?(?:이|가|은|는|도)?\s?{KO_LEAVES}", -1),
        (r"(?<![가-힣])(?P<count>하나|둘|셋|넷)(?:이|은|도|가)?\s?(?:[가-힣]{1,6} )?(?:못|안) ?(?:온|와|오)", -1),
        (rf"{KO_PERSON}(?:이|가|도|님도)\s?(?:{KO_COMES}|(?:모시고|데리고) ?(?:가|오|와))", 1),
    )
    return tuple((re.compile(way), sign) for way, sign in ways)


def _korean(text: str) -> Found[Joining] | None:
    for pattern, sign in _korean_ways():
        if match := pattern.search(text):
            count = _count(match.groupdict().get("count"))
            joining = Joining(sign * count) if sign else Joining(total=count)  # "다섯 명만 온대": five in all
            return Found(joining, span_of(match))
    return None


def _count(said: str | None) -> int:
    if said is None or said.lower() in ("a", "an", "another"):
        return 1
    if said.lower() in ORDINALS:
        return ORDINALS[said.lower()]
    return 2 if "couple" in said else int(parse_number(said.lower()) or 1)


@cache
def _totals() -> re.Pattern[str]:
    """How many there are now, said behind it: "so six of us", 이제 일곱이야."""
    return re.compile(
        rf"(?i:(?:so|now|makes|that's|we're|call it|make it|down to|leaves|leaving)\s(?:we are |we're |us |it |it's )?"
        rf"(?P<en>{EN_NUMBER})(?=\s?(?:[.,!?;)]|$)|\s(?:people|of us|guests|heads|adults|in (?:all|total)|total|all in|"
        r"altogether|now|then|instead|please|for)(?![a-z]))|"
        rf"(?P<ko>{KO_NUMBER})\s?(?:명|분)?(?:(?:이에요|예요|이야|야|입니다|이네|임|으로)(?=[\s.,!?ㅎㅋㅜㅠ]|$)|[.!~ㅎㅋㅜㅠ]*$))"
    )


def _total(text: str, start: int) -> int | None:
    match = _totals().search(text, start)
    return int(parse_number((match["en"] or match["ko"]).lower()) or 0) or None if match else None
