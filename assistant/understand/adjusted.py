"""Money that is more or less than before: "raise it by 20", "ten dollars off", "2만원 더 쓸게요", "a third off"."""

from __future__ import annotations

import re
from functools import cache

from assistant.understand.found import Found, span_of
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number
from catalog.types import MINOR_DIGITS

EN_AMOUNT = rf"(?:[$₩]\s?)?(?P<en>{EN_NUMBER})(?:\s?(?:dollars?|bucks?|usd|won))?"
MONEY = rf"(?:[$₩]\s?(?P<en>{EN_NUMBER})|(?P<en2>{EN_NUMBER})\s?(?:dollars?|bucks?|usd|won))"
KO_AMOUNT = rf"(?P<ko>{KO_NUMBER})\s?(?:원|천원|만원)?"
SPENT = r"(?:the |my |our )?(?:budget|limit|total|price|it|that)"
ANOTHER = r"(?:another |an extra |about )?"
MUCH_KO = rf"{KO_AMOUNT}(?:을|를|정도|쯤|만)?\s?"
NO_SHARE = r"(?![\w%])(?!\s?(?:%|percent|per cent))"
MORE = (
    rf"(?:rais|increas|bump|stretch|up|lift)(?:e|ing|ed)? {SPENT}(?: up)? by {EN_AMOUNT}{NO_SHARE}",
    rf"(?:add|put|throw in) {ANOTHER}{EN_AMOUNT} (?:more )?(?:to|on top of|onto) (?:the |my |our )?budget",
    rf"(?:can|could|will|have|got|spend|add)(?: you)?(?: spend| go| use| do)? {ANOTHER}{MONEY} "
    r"(?:more|extra|over|on top)(?= ?(?:[.,!?]|$|to spend|than))",
    rf"(?:spend|go) {ANOTHER}{EN_AMOUNT} (?:more|extra|over|higher)(?= ?(?:[.,!?]|$|than|if|for))",
    rf"(?:stretch|push|bump|raise|up) (?:it|that|things) (?:by |up )?{ANOTHER}{EN_AMOUNT}(?= ?(?:[.,!?]|$|more))",
    rf"{MUCH_KO}(?:을 |를 )?(?:내기로|낸다고|낸대|보태기로|보탠대|주기로|준대|준다고)"
    r"[^.!?\n]{0,14}(?:올려|올릴|늘려|더|추가)",
    rf"{MUCH_KO}(?:더\s?(?:쓸|쓰|써|보탤|보태|얹|올|늘|추가)|올려|올릴|보태|추가해서 ?(?:쓸|쓰))",
)
LESS = (
    rf"(?:lower|reduc|cut|drop|bring|trim|tak)(?:e|ing)? {SPENT}(?: down)? by {EN_AMOUNT}{NO_SHARE}",
    rf"(?:knock|shave) {ANOTHER}{EN_AMOUNT} off(?![a-z])(?! (?:the list|of (?:them|those)))",
    rf"(?:cut|take|trim|get|drop) {ANOTHER}{MONEY} off(?![a-z])",
    rf"(?:cut|take|trim|get|drop) {ANOTHER}(?P<en>{EN_NUMBER}) off (?:the |my |our )?"
    r"(?:budget|total|price|limit|bill)(?![a-z])",
    rf"(?:cut|take|trim|get|drop) {ANOTHER}(?P<en>[1-9]\d+) off(?=\s?(?:[.,!?]|$))",  # "two off" is of a line
    rf"(?:예산|총액|금액)(?:을|를|에서)?\s?{MUCH_KO}(?:만 )?(?:줄|깎|낮|빼|덜)",
    rf"{MUCH_KO}(?:이 |만 )?(?:깎였|깎인|줄었|줄어들었)",
)
FRACTION = (
    r"(?P<share>(?:a |one )?half|(?:a |one )?(?:third|quarter|fifth|tenth)|two thirds|three quarters|"
    r"\d{1,2}\s?(?:%|percent|per cent))"
)
FRACTION_KO = r"(?P<share>절반|반|[2-9이삼사오]\s?분의\s?[1-3일이삼]|\d{1,2}\s?(?:%|퍼센트|프로))"
MONEY_OF = r"(?:the |my |our )?(?:money|budget|limit|total|spend(?:ing)?|price|cash|funds)"
CUT = r"(?:cut|trim|reduc|lower|slash|drop)(?:e|ing|s|med|ped)?"
OF_KO = r"(?:예산|돈|금액|회비|총액|한도)(?:을|를|이|가|에서|은|는|의)?\s?"
MUCH_OF_KO = rf"{OF_KO}{FRACTION_KO}(?:만|만큼|을|를|이|정도)?\s?"
SHARES = (
    (rf"(?:tak|cut|knock|trim|shav|drop|slash)(?:e|ing|s)? {FRACTION} off {MONEY_OF}", -1),
    (rf"{CUT} {MONEY_OF}(?: down)? (?:by|in) {FRACTION}", -1),
    (rf"(?P<share>halve) {MONEY_OF}(?![a-z])", -1),
    (
        rf"{MONEY_OF} (?:is|was|got|has been|went|goes)? ?(?:cut|down|reduced|slashed|trimmed)(?: down)? by {FRACTION}",
        -1,
    ),
    (rf"(?:rais|increas|bump|stretch|up|lift)(?:e|ing|ed)? {MONEY_OF}(?: up)? by {FRACTION}", 1),
    (rf"{FRACTION} again as much", 1),
    (rf"(?<![a-z])(?P<share>double|triple) {MONEY_OF}(?![a-z])", 1),
    (rf"{OF_KO}(?P<share>(?:두|2|세|3)\s?배)", 1),
    (rf"{OF_KO}(?P<share>절반|반)으로(?!\s?나)", -1),
    (rf"{MUCH_OF_KO}(?:줄|깎|낮|빼|덜|날아)", -1),
    (rf"{MUCH_OF_KO}(?:더|올|늘|높)", 1),
)
CHEAPER = (  # "30% cheaper", "half the price", "20% 더 싸게", 반값으로: less than the basket costs
    rf"{FRACTION} (?:cheaper|less expensive|lower in price)(?![a-z])",
    rf"(?:make|get|bring|cut|trim|knock|take) (?:it|this|that|the (?:basket|cost|lot)|everything)(?: all)?(?: down)? "
    rf"(?:by )?{FRACTION}(?: (?:less|off|lower|down))?(?=\s?(?:[.,!?]|please|pls|$))",
    rf"cheaper by (?:about |around )?{FRACTION}",
    r"(?P<share>half)(?: of)? (?:the |that |this |its )?(?:price|cost)(?! (?:is|was|version))",
    rf"{FRACTION_KO}\s?(?:정도 |정도만 |쯤 |만 )?(?:더 )?(?:싸게|저렴하게|싼 ?걸로|저렴한 ?걸로)",
    rf"{FRACTION_KO}\s?(?:정도 |쯤 |만 )?(?:깎아|낮춰)",
    r"(?P<share>반)값(?:으로|에|만|까지)|가격을? (?P<half>절반|반)으로|(?P<of_half>절반) ?가격",
)
PARTS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "tenth": 1 / 10}
PARTS |= {"two thirds": 2 / 3, "three quarters": 3 / 4, "절반": 1 / 2, "반": 1 / 2}
PARTS |= {"halve": 1 / 2, "double": 1, "두배": 1, "2배": 1, "triple": 2, "세배": 2, "3배": 2}  # so much more
# A number alone, where a budget is in force: "and 180?", "30 말고 45까지 써도 돼".
RESTATED = (
    re.compile(
        r"(?i:^(?:ok(?:ay)?,? |hm+,? |and |or |so |but )*"
        r"(?:what about |how about |what if (?:it['’]?s |it was |i say )?|say |make it |let['’]?s say |maybe )?"
        r"\$?(?P<much>\d{2,6})(?: then| instead| maybe| max| tops| at most)?\s?[?.!]*$)"
    ),
    re.compile(
        r"(?:^|\s)(?:\d+만? ?(?:말고|대신) ?)?(?P<much>\d{1,3})(?:만)?까지(?:는|도|만)? ?"
        r"(?:써|쓸|괜찮|돼|되|가능|올려|올릴|늘려|늘릴|가자|오케이|ㅇㅋ|봐|볼)"
    ),
)
NEAR_IT = 2.5  # times the budget in force: a number further from it than so is another thing
MYRIAD = 10_000
WAYS = tuple((re.compile(f"(?i:{way})"), sign) for ways, sign in ((MORE, 1), (LESS, -1)) for way in ways)
SCALED = re.compile("[만천원]")
NOT_BEFORE = re.compile(
    r"(?i:(?:n['’]t|(?<![a-z])(?:not|never|cannot|dont|cant|wont|without|rather not))(?: [a-z]+){0,3} ?.?\Z)"
)
NOT_AFTER = re.compile(
    r"[가-힣]{0,3}\s?(?:면 ?안|기 ?싫|수 ?없|(?:지|진|지는) ?(?:말|마|않|못)|고 ?싶지 ?않|안 ?[돼되])"
)
SMALL = 5000  # a bare Korean number below this is no money


def find_adjustment(text: str, currency: str) -> int | None:
    """How much more (or, below zero, less) may be spent than before, in minor units; None where nothing says so."""
    for pattern, sign in WAYS:
        if (match := pattern.search(text)) and not _turned_down(text, match):
            said = match.groupdict()
            words = next(filter(None, (said.get(name) for name in ("en", "en2", "ko"))), "")
            number = parse_number(words.lower())
            bare = said.get("ko") and not SCALED.search(match[0]) and number is not None and number < SMALL
            if number is not None and not bare:
                return sign * round(number * 10.0 ** MINOR_DIGITS[currency])
    return None


def find_restated(text: str, before: int, currency: str) -> int | None:
    """The budget that a number alone sets where `before` is in force, both in minor units; None where it is none."""
    match = next(filter(None, (way.search(text) for way in RESTATED)), None)
    if match is None or _turned_down(text, match):
        return None
    said = int(match["much"]) * 10 ** MINOR_DIGITS[currency]
    likely = (amount for amount in (said, said * MYRIAD) if before / NEAR_IT <= amount <= before * NEAR_IT)
    return next(likely, None)


def _turned_down(text: str, match: re.Match[str]) -> bool:
    """Whether the clause says that it is not to be so: "please don't go 10 over", 2만원 더 쓰기 싫어."""
    return bool(NOT_BEFORE.search(text, 0, match.start() + 1) or NOT_AFTER.match(text, match.end()))


def adjusts(text: str, currency: str, start: int, end: int) -> bool:
    """Whether the amount at `text[start:end]` is what is added or taken off, rather than what may be spent."""
    spans = [match.span() for pattern, _ in WAYS for match in pattern.finditer(text)]
    return find_adjustment(text, currency) is not None and any(a < end and start < b for a, b in spans)


def find_share(text: str) -> float | None:
    """Times what may be spent now as before: 2/3 for "take a third off the budget"; None where nothing says so."""
    for way, sign in _shares():
        if match := way.search(text):
            return 1 + sign * _part(match["share"])
    return None


def find_cheaper(text: str) -> Found[float] | None:
    """Times what a basket may cost now as it does: .7 for "30% cheaper"; None where nothing says so."""
    for way in _cheaper():
        if (match := way.search(text)) and not _turned_down(text, match):
            share = next(said for said in match.groupdict().values() if said)
            return Found(1 - _part(share), span_of(match))
    return None


@cache
def _cheaper() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(f"(?i:{way})") for way in CHEAPER)


@cache
def _shares() -> tuple[tuple[re.Pattern[str], int], ...]:
    return tuple((re.compile(f"(?i:{way})"), sign) for way, sign in SHARES)


def _part(said: str) -> float:
    words = re.sub(r"^(?:a|one) ", "", said.lower().strip())
    if number := re.match(r"\d+(?=\s?(?:%|per|퍼|프))", words):
        return int(number[0]) / 100
    if "분의" in words:
        below, above = (parse_number(part) or 1 for part in words.split("분의"))
        return above / below
    return PARTS.get(words, 0.0) or PARTS[words.replace(" ", "")]
