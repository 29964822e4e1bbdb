"""Tell the things that a shopper has from those that they need: "I have boots and a pack, need a tent".

English says it around the thing, so a sentence is read from left to right: each cue rules the things after it until the
next cue. Korean says it behind the thing, and a list in front of it is had as a whole: "텐트 침낭 매트는 다 있음".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.plan.things import Mention
from assistant.understand.cues import cue

SENTENCE = re.compile(r"[.!?;\n]+|\s[-–—]\s|\(|\)")
OTHERS = (
    r"(?:mum|mom|mother|dad|father|grandma|grandpa|wife|husband|sister|brother|aunt|uncle|friends?|"
    r"neighbou?rs?|someone|"
    r"somebody|host|hotel|venue|school|office|work|landlord|roommates?)(?: else)?"
)
HAVE = (
    rf"{OTHERS}(?: is| are|'s|'re| will be| will|'ll)? (?:making|baking|bringing|providing|supplying|cooking|buying|"
    r"getting|sorting|handling|lending|bake|bring|provide|supply|buy|lend)s?(?: me| us)?|"
    rf"{OTHERS} (?:gave|lent|got|made|baked|bought|brought)(?: me| us)?|"
    r"still (?:got|have|has)|left ?over|borrow(?:ing|ed)?|rent(?:ing|"
    r"ed)?|inherited|(?:was|were|got|been|am) given|"
    r"furnished with|there(?:'s| is| are) already(?: an?| some| the| enough)?|re-?us(?:e|ing)|"
    r"(?<!you)(?<!you )(?:'ve|have|has|had|'s) (?:already )?got|"
    r"(?<!is )(?<!are )(?<!'s )already (?:have|has|had|own|owns|got|bought|ordered)|"
    r"(?<!you )(?<!to )(?<!don't )(?<!dont )(?<!not )(?<!must )(?<!should )(?:have|has)"
    r"(?! you\b| u\b| to\b| no\b| nothing\b| a (?:budget|party|guest)|(?: about| around)? ?[$₩]?\d)|"
    r"(?:have|has|owns?|got) nothing (?:but|except|besides|other than)|"
    r"\bowns?(?! nothing| zero| no\b)|got the|got a|comes? with|(?:is|are|'s|'re) bringing|brings|"
    r"(?<!\bi )(?<!\bto )(?<!\bi'd )(?<!\bi would )(?<!\bi'll )(?<!\bi will )(?<!\bwe'll )(?<!\bshould i )(?<!\bcan i )"
    r"bring|"
    r"all i own is"
)
NEED = (
    r"needs?|wants?|(?:looking|shopping) for|buy|order(?:ing)?|get(?:ting)? (?:me|us|some|a|the)|missing|plus|"
    r"include|"
    r"including|also|but|except|so i|don't have|dont have|do not have|no (?:decent|proper|good|real)|"
    r"(?:that'?s|thats) (?:about )?it|"
    r"nothing else|give|find|thinking|would like|'d like|please add"
)
CUE = re.compile(rf"(?P<have>\b(?:{HAVE})\b|(?:'ve|'s) got\b)|(?P<need>\b(?:{NEED})\b)", re.IGNORECASE)
DONE = re.compile(
    r"\s?(?:\([^)]{0,40}\) ?)?(?:is|are|'s|'re)? ?(?:all |already )?"
    r"(?:(?:covered|sorted|taken care of|handled|ordered|bought|done|included|provided|broken in|borrowed|"
    r"rented|on loan|"
    r"at (?:home|the venue|the office|work|school)|in the (?:car|garage|attic|apartment|flat|house|fridge|"
    r"pantry|office))\b|"
    r"(?:still )?(?:fine|good|ok(?:ay)?|works?)(?: fine| well| great)?(?= (?:too|as is|for now|already|"
    r"still)\b|[.,;!?]|$)|"
    r"(?:that ?|they ?|which ?)?(?:will|'ll) do\b)|"
    r"\s(?:I|we|she|he|they)(?:'ve| have| has)?(?: already| still)? (?:have|has|own|got|owns?)(?: already|"
    r" plenty| loads| lots| enough| tons)?(?: of)?"
    r"(?= (?:are|is|will)\b|[.,;!?]|$)|\s(?:left|leftover) from\b|\s(?:from|at) (?:last year|home)\b",
    re.IGNORECASE,
)


KOREAN_DONE = re.compile(
    r"(?:은|는|이|가|도|을|를|까지)?\s?(?:(?:다|모두|이미|전부|벌써|집에|회사에서|제가|우리|저희|쌓여|아직|"
    r"많이|새로)\s?){0,3}"
    r"(?:있(?!나|을까|으면|어야|어요\?|어\?|었으면)|샀|사 ?[놨뒀]|쌓여|쟁여|선물 ?받|예약했|주문했|대여했|대여할|패스|"
    r"옵션|길들여|많고|"
    r"빌렸|빌려|물려받|지급받|받았|준비했|준비돼|준비되|챙겼|구비|보유)"
)

# The same with words between, which only a topic can reach over: "기저귀는 아직 많이 남았어요".
KOREAN_FAR = re.compile(
    r"(?:은|는|도|까지는?)\s(?:(?!필요|사야|살|사고|추천|찾|원해|구해|어떤|어느|뭐)[가-힣]{1,7}\s){0,3}?"
    r"(?:(?<!수\s)있(?:어요?(?![요?])|음|고|습니다|으니|는데|어서|네요?|지만|거든|다(?:고|네|니))|샀|"
    r"사 ?[놨놓뒀두]|사다|"
    r"사주[신시]|사 ?[줄올]|사 ?준대|빌렸|빌려|빌리[기려]|빌릴|대여|렌탈|렌트|물려받|(?:선물 ?)?받았|(?:선물 ?)?받아서|"
    r"얻었|쟁여|쌓여|남았|"
    r"남아|(?:넉넉|충분)(?:해요|합니다|하니|하고|함|한데|히 ?있)|많(?:아요?(?![요?])|고|음|이 ?있(?!으면|어야|었으면))|"
    r"준비(?:했|돼|되|하세|하신|한대|해 ?(?:오|온|준대|주신|주기))|"
    r"챙(?:겼|겨 ?(?:[왔뒀놨놓온오]|간대|갈)|길 ?(?:테니|거(?:라|니)))|구비|보유|예약(?:했|해)|"
    r"주문(?:했|해 ?[놨뒀])|"
    r"맞[췄춰]|만들(?:어요|기로|었|어 ?[주온오]|고 ?있)|만드[신세]|담가|담그|담갔|가져[가와오온올갈왔]|"
    r"따 ?[왔온놨]|캐 ?[왔온]|거둔|거뒀|수확|"
    r"들고 ?[가와온올갈]|"
    r"사 ?[오온]|줘요|줬|주신대|주셨|준대|쓰던 ?[거걸게]|(?<!수\s)있는 ?[거걸]|거 ?쓸|쓰기로|옵션|길들여|현지에서)"
)
LISTED = re.compile(r"(?:이랑|랑|와|과|하고|,|·|/|&|\s|\band\b|\bn\b|\bor\b)+", re.IGNORECASE)


def owned(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that the sentence says are there already, with those listed right before them."""
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    found: list[Mention] = []
    for mention in reversed(mentions):
        if cue("owned", "no_goods").fullmatch(mention.word):
            continue
        between = text[mention.span.end : found[-1].span.start] if found else ""
        listed = bool(between) and LISTED.fullmatch(between) is not None and _behind(text, found[-1], found)
        start = max(s for s in starts if s <= mention.span.start)
        if listed or _behind(text, mention) or _before(text, mention, start):
            found.append(mention)
    return tuple(reversed(found))


def _behind(text: str, mention: Mention, chain: Sequence[Mention] = ()) -> bool:
    """Whether a cue right behind the mention, or behind a later one of its list, says that it is had."""
    last = chain[0] if chain else mention
    rest = text[last.span.end :]
    return bool(DONE.match(rest) or KOREAN_DONE.match(rest) or KOREAN_FAR.match(rest))


def _before(text: str, mention: Mention, start: int) -> bool:
    """Whether the nearest cue in front of the mention says that it is had."""
    cues = list(CUE.finditer(text, start, mention.span.start))
    return bool(cues) and cues[-1]["have"] is not None


GROW = re.compile(r"\b(?:grow|growing|plant|planting|raise)\b", re.IGNORECASE)
KOREAN_GROW = re.compile(
    r"(?:을|를|도|이랑|랑|와|과)?\s?(?:[가-힣]+(?:을|를|도)?\s)?(?:키우|키워|키울|심|재배|기르|길러)"
)
EATEN = ("fresh/", "grocery/")


def grown(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The mentions that are to be grown, not eaten: "grow tomatoes", "상추랑 방울토마토 키워서"."""
    food = [m for m in mentions if all(category.startswith(EATEN) for category in m.categories)]
    starts = [0, *(match.end() for match in SENTENCE.finditer(text))]
    return tuple(
        m
        for m in food
        if KOREAN_GROW.match(text, m.span.end)
        or GROW.search(text, max(s for s in starts if s <= m.span.start), m.span.start)
    )
