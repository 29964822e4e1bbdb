"""What a shopper wants of a job and nothing else: "camping, food only", 음식만, "drinks for a housewarming".

Only groups of things are read (`words/groups.yaml`): what "only" says of one thing may be how much, or who.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.types import Only
from assistant.understand.cues import either, words
from assistant.understand.found import Found, span_of

KIND = (  # what may stand before a group and says of what kind it is
    r"(?:the|some|any|all|our|my|an?|few|couple|of|enough|plenty|vegan|vegetarian|halal|healthy|cheap|good|nice|simple|easy|"
    r"basic|cold|hot|warm|party|christmas|xmas|halloween|birthday|thanksgiving|holiday|table|trail|quick|kids?['’]?|"
    r"sweet|salty|savou?ry|light|packed|picnic|camping|cute|fun|fresh)"
)
FOR_ME = r"(?:need|want|after|looking for|interested in|get|getting|buy|buying|order|bring|do|doing|keep|leave|for|on)"
OF_WHAT_SORT = re.compile(  # "vegan food only", 할랄 음식만: the sort is all that is wanted, not the food
    r"(?i:(?<![a-z])(?:vegan|vegetarian|halal|kosher|organic|healthy|cheap|fresh|local|[a-z]+[- ]free)\s\Z|"
    r"(?:비건|채식|할랄|코셔|유기농|저염|무설탕|글루텐 ?프리|매운|건강한|맛있는|따뜻한|시원한|차가운|없는|들어간)\s\Z)"
)
MUCH = frozenset({"gear"})  # most of a job where it is not said to be all: the gear of a hike has its boots and jacket
MINE = (
    r"(?:(?:i['’]?m|we['’]?re|i am|we are|i was|i['’]ve been|i got) (?:only |just )?"
    r"(?:in charge of|responsible for|put on|down for|on|bringing|doing|handling|providing|asked to bring)|"
    r"(?:i|we) (?:only |just )?(?:do|bring|handle|provide|signed up for))"
)
ASKS = (
    r"(?:please|hi|hello|hey|can|could|you|help|me|us|with|i|we|need|want|would|['’]d|like|to|get|buy|order|find|pick|"
    r"choose|plan|sort|out|looking for|what|which|put together)"
)
ASKED_KO = (
    r"(?:추천|뭐|뭘|어떤|사[야려자고]|살|준비|챙|담아|골라|주문|부탁|필요|알려|보여|찾|예산|좀|둘|셋|넷|혼자|"
    r"[0-9]|[한두세네] ?명|"
    r"[일이삼사오육칠팔구십백만천]+ ?원|ㅊㅊ)"
)
NOT_ALONE = r"(?!\s?(?:빼|말고|말구|제외|아니|못|안 |없|있[어는고네지]|드[세시]|먹[어는고]|좋아|주의|조심|많|남[았으]))"


def find_only(text: str) -> tuple[Found[Only], ...]:
    """The groups that a text asks for alone; `sure` where it says that nothing else is wanted."""
    found: list[Found[Only]] = []
    for match, sure in _said(text):
        for part in _names().finditer(text, match.start("things"), match.end("things")):
            if sure and OF_WHAT_SORT.search(text, 0, part.start()):
                continue
            if not sure and part.lastgroup in MUCH:
                continue
            if not any(one.value.group == part.lastgroup for one in found):
                found.append(Found(Only(group=str(part.lastgroup), sure=sure), span_of(part)))
    return tuple(found)


def is_group(word: str) -> bool:
    """Whether a word names a group of things and no one thing: 장난감, "clothes"."""
    return _names().fullmatch(word) is not None


def _said(text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """The lists of groups, the surest way to say one first."""
    if not _names().search(text):
        return
    for sure, ways in ((True, _sure()), (False, _asked())):
        for way in ways:
            yield from ((match, sure) for match in way.finditer(text))


@cache
def _names() -> re.Pattern[str]:
    return re.compile("|".join(f"(?P<{name}>{either('groups', name)})" for name in words("groups")), re.IGNORECASE)


@cache
def _list(kinds: str) -> str:
    """Some groups, joined: "snacks and soft drinks", 음식이랑 음료."""
    one = rf"{kinds}(?:{'|'.join(either('groups', name) for name in words('groups'))})"
    join = r"(?:\s?,\s?(?:and |& )?|\s(?:and|&|plus|or)\s|(?:이랑|랑|하고|와|과|이나|나)\s?|\s?[·/]\s?)"
    return rf"(?P<things>{one}(?:{join}{one})*)"


@cache
def _sure() -> tuple[re.Pattern[str], ...]:
    things = _list(rf"(?:{KIND} )*")
    ways = (
        rf"(?<![a-z])(?<!not )(?<!n['’]t )(?:just|only|nothing but|strictly|purely)(?: {FOR_ME})* {things}"
        r"(?! (?:aren|isn|are not))",
        rf"{things} only(?![a-z])(?! (?:if|when|by|after|at|has|had|have|for (?:adults|kids|the kids|children)))",
        rf"all (?:that )?(?:i|we) (?:really )?(?:need|want)(?: (?:is|are)) {things}",
        rf"{things} (?:is|are) all (?:that )?(?:i|we)(?:['’]re)? (?:need|want|after|missing)",
        rf"(?<![a-z]){MINE} {things}",
        rf"(?<![a-z])(?:what|which)(?: kinds? of)? {things} (?:go|goes|should|do|can|would|are|to|for|with)(?![a-z])",
        rf"{things}만(?=\s|$|[.,!?~]){NOT_ALONE}",
        rf"{things}(?:은|는|을|를|이|가)?\s?"
        r"(?:담당|맡았|맡아|맡게|[내제]가 ?(?:준비|하기로)|사 ?가기로|가져가기로)",
    )
    return tuple(re.compile(way, re.IGNORECASE) for way in ways)


@cache
def _asked() -> tuple[re.Pattern[str], ...]:
    """Ways to ask for a group that leave open whether the rest is wanted: it is what the sentence is about."""
    things = _list(rf"(?:{KIND} )*")
    ways = (
        rf"(?:^|(?<=[.!?,] ))(?:{ASKS} )*{things}(?: ideas| shopping| list)? for(?= )(?! (?:two|three|\d))",
        r"(?<![a-z])(?P<things>[a-z]+ (?:vibes?|atmosphere|spirit))(?![a-z])",
        r"(?<![a-z])(?P<things>keep (?:them|him|her|(?:the|my) (?:kids|children)) (?:busy|entertained|occupied))",
        r"(?P<things>[가-힣]+ ?분위기)(?=\s?(?:좀 )?(?:나게|내[고려자게]|낼|살[리려]))",
        rf"(?<=[가-힣] ){things}(?:을|를|으로|로)?(?=\s*(?:$|[.,!?~]|{ASKED_KO})){NOT_ALONE}",
    )
    return tuple(re.compile(way, re.IGNORECASE) for way in ways)
