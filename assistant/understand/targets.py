"""Which line of the basket, or which shown product, a text points at."""

from __future__ import annotations

import re
from functools import cache

from assistant.understand.cues import either, just_after, just_before
from assistant.understand.found import Found, span_of
from assistant.understand.numbers import parse_number

MOST = 50  # "number 90" points at no line
LAST = -1
EN_ORDINALS = {
    w: i for i, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), 1)
}
EN_COUNTS = {w: i for i, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
FURTHER = re.compile(r"(?i:\s?(?:and|&|,)\s?(?P<further>\d{1,2})(?![\d.%a-z]))")
OF_THESE = re.compile(r"(?i: of (?:these|those|them|the (?:two|three|list|bunch)))(?![a-z])")
THINGS = r"(?:ones?|items?|products?|options?|things?|picks?|choices?|results?|lines?)"
KO_COUNT = r"(?:첫|한|두|세|네|다섯|여섯|일곱|여덟|아홉|열|\d{1,2})"
SINO = {"일": 1, "삼": 3, "사": 4, "오": 5}  # 이번 is "this time", 육번 and up are hardly said
RANKS = {"첫": 1, "둘": 2, "셋": 3, "넷": 4}


@cache
def _targets() -> re.Pattern[str]:
    """Every way to point; the group says how to read the number."""
    words = "|".join(EN_ORDINALS)
    ways = [
        rf"(?P<last>{either('targets', 'last')})|(?P<first>{either('targets', 'first')})",
        rf"(?<![a-z])(?P<word>{words})\s{THINGS}(?![a-z])|(?<![a-z])(?P<nth>\d{{1,2}})(?:st|nd|rd|th)\s{THINGS}(?![a-z])",
        rf"(?<![a-z])the\s(?P<word2>{words})(?![a-z])(?!\s{THINGS}(?![a-z]))|"
        rf"(?<![a-z])the\s(?P<nth2>\d{{1,2}})(?:st|nd|rd|th)(?![a-z])(?!\s{THINGS}(?![a-z]))",
        r"(?:(?<![a-z])(?:number|no\.?|option|item|line|product)\s?|#\s?)(?P<number>\d{1,2})(?![\d.,%])",
        rf"(?<![가-힣\d])(?P<ko>{KO_COUNT})\s?번\s?(?:째|쨰|재)(?!로 ?(?:좋|많|큰))",
        r"(?<![가-힣])(?P<rank>[첫둘셋넷])째\s?(?=거|것|걸|꺼|상품|제품)",
        r"(?<![가-힣\d.])(?P<bare>\d{1,2}|[일삼사오])번",
    ]
    return re.compile("(?i:" + "|".join(ways) + ")")


def find_target(text: str) -> Found[int] | None:
    """The line that the text points at: 1-based, LAST for the last one. The first that is named wins."""
    for match in _targets().finditer(text):
        group = str(match.lastgroup)
        line = LAST if group == "last" else 1 if group == "first" else _number(match[group])
        if (line == LAST or 0 < line <= MOST) and not _elsewhere(text, match, group):
            return Found(line, span_of(match))
    return None


@cache
def _places() -> re.Pattern[str]:
    """Every place that a turn may name once it is known to point: "second, please", "number two", "3번"."""
    words = "|".join(EN_ORDINALS)
    counted = "|".join(EN_COUNTS)
    ways = [
        r"(?P<two>(?<![a-z])(?:first|top) two(?![a-z])|(?:앞|위|처음)(?:의|에|쪽)? ?(?:거 |것 )?두)",
        rf"(?P<last>{either('targets', 'last')}|"
        r"(?<![a-z])the (?:last|bottom)(?= ?(?:[.,!?;]|$| please| pair| pack| set)))",
        rf"(?P<first>{either('targets', 'first')}|(?:맨|제일) ?(?:처음|위|앞))",
        rf"(?<![a-z])(?P<word>{words})(?![a-z])|(?<![\d.])(?P<nth>\d{{1,2}})(?:st|nd|rd|th)(?![a-z])",
        rf"(?:(?<![a-z])(?:numbers?|nos?\.?|options?|items?|lines?|products?)\s?|#\s?)(?P<number>\d{{1,2}}|{counted})(?!\.?\d|[%a-z])",
        rf"(?<![가-힣\d])(?P<ko>{KO_COUNT})\s?번\s?(?:째|쨰|재)",
        r"(?<![가-힣])(?P<rank>[첫둘셋넷])째(?![가-힣]{2})",
        r"(?<![가-힣\d.])(?P<bare>\d{1,2}|[일삼사오])\s?번(?!\s?(?:만|씩|더|이나|정도|쯤|쓰|사용|입|신|빨|세탁|먹))",
    ]
    return re.compile("(?i:" + "|".join(ways) + ")")


@cache
def _pairs() -> re.Pattern[str]:
    """Two numbers put beside one another: "1 and 4", "2 vs 3", "1이랑 3"."""
    return re.compile(
        r"(?i:(?<![\w$₩.])(?P<one>\d)\s?(?:and|or|vs\.?|versus|with|to|&|,|이랑|하고|랑|과|와)\s?(?P<other>\d)(?![\d.%]|\s?(?:개|명|원)))"
    )


def find_places(text: str, pairs: bool = False) -> tuple[int, ...]:
    """All lines that a turn which points at some names, in its order: 1-based, LAST for the last one.

    `pairs` takes bare numbers beside one another as places, as a comparison says them.
    """
    found: dict[int, None] = {}
    for match in _places().finditer(text):
        group = str(match.lastgroup)
        if (
            group in ("word", "nth", "ko")
            and _elsewhere(text, match, "loose")
            and not OF_THESE.match(text, match.end())
        ):
            continue
        places = {"two": (1, 2), "last": (LAST,), "first": (1,)}.get(group) or (_number(match[group]),)
        if group == "number" and (more := FURTHER.match(text, match.end())):  # "number 3 and 4"
            places = (*places, int(more["further"]))
        found |= dict.fromkeys(place for place in places if place == LAST or 0 < place <= MOST)
    if pairs and not found and (pair := _pairs().search(text)):
        found = dict.fromkeys((int(pair["one"]), int(pair["other"])))
    return tuple(found)


def _number(said: str) -> int:
    """The number of an ordinal in either language, 0 where it is none."""
    lower = said.lower()
    known = EN_ORDINALS.get(lower) or EN_COUNTS.get(lower) or RANKS.get(lower) or SINO.get(lower)
    return known or int(parse_number(lower) or 0)


def _elsewhere(text: str, match: re.Match[str], group: str) -> bool:
    """Whether the ordinal counts something else: a birthday, a day of the month, a number of times."""
    if group in ("last", "first", "word", "nth", "number", "rank"):
        return False
    if group == "bare" and not just_after("targets", "line_after", text, match.end()):
        return True
    return bool(
        just_before("targets", "not_a_line_before", text, match.start())
        or just_after("targets", "not_a_line_after", text, match.end())
    )
