"""How many packs of a line a turn says: "two of those", "x4", "one is enough", 세 개로, 하나 더."""

from __future__ import annotations

import re

from assistant.understand.numbers import DIGITS, EN_NUMBER, KO_NUMBER, parse_number

MOST = 999
MORE = re.compile(
    r"(?i:(?<![a-z])(?:more|another|extra|additional|on top)(?![a-z])|(?<![가-힣])더(?:요|여|용)?(?![가-힣]))"
)
PACKS = (
    r"(?:packs?|packets?|pairs?|bottles?|cans?|tins?|bags?|boxes|box|sets?|tubs?|jars?|rolls?|cartons?|cases?|pieces?|"
    r"units?|tubes?|sticks?|bunch(?:es)?|loa(?:f|ves)|times|of|for each)"
)
KO_PACKS = (
    "(?:개|병|캔|팩|박스|봉지|봉|판|묶음|세트|통|잔|벌|켤레|장|자루|줄|상자|마리|롤|포대|권|다발|짝|쌍|곽|갑|단|모|대)"
)
NUMBER = rf"(?<![\w.$₩]){EN_NUMBER}(?!\w*%)(?!\w|\.\d)"
# The surest first: what is set, what counts packs, what is multiplied, any number.
ENGLISH = (
    rf"(?<![a-z])(?:to|make (?:it|that|them)|rather|only|just)\s(?P<set>{NUMBER})(?! or| of us)",
    rf"(?!{EN_NUMBER}\spacks?(?![a-z]))(?P<of_packs>{NUMBER})\s{EN_NUMBER}[ -]packs?(?![a-z])",
    rf"(?P<packed>{NUMBER})\s(?:more\s)?(?:[a-z]+\s)?{PACKS}(?![a-z])",
    r"(?<![\w.])[x×]\s?(?P<behind>\d{1,3})(?!\w)|(?<![\w.$₩])(?P<ahead>\d{1,3})\s?[x×](?![a-z])",
    rf"(?P<any>{NUMBER})",
)
KOREAN = (
    rf"(?P<ko_set>{KO_NUMBER})\s?{KO_PACKS}?\s?(?:으로|로|만|면|이면|씩)",
    rf"(?P<ko_packed>{KO_NUMBER})\s?{KO_PACKS}",
    rf"(?P<ko_any>{KO_NUMBER})(?=\s?더|$|[\s,.!?요])",
)
WAYS = tuple(re.compile(f"(?i:{way})") for way in (*ENGLISH, *KOREAN))
NOT_SO_MANY = re.compile(  # "한 병은 부족하지 다섯 병": what is too few, and who asks for it
    rf"(?i:(?:\d+|{KO_NUMBER})\s?(?:{KO_PACKS}|매|포|입|구|인분)\s?(?:짜리|들이|입)|"  # how much one pack holds
    rf"{KO_NUMBER}\s?{KO_PACKS}\s?(?:든(?![가-힣])|들은|들어(?: ?있|간| ?가))|"  # "두 개 든 거"
    rf"열\s?(?:재|나|내|이\s)|"  # a fever
    rf"{KO_NUMBER}\s?{KO_PACKS}(?:로?는|은|으론)?\s?(?:부족|모자라|말고|아니|적)[가-힣]*|"
    rf"\A네(?![가-힣])(?!\s?(?:{KO_PACKS}|송이|알|쪽|포기|그루|컵|접시|그릇|입|매|포)"
    rf"(?:(?![가-힣])|이|예|면|가|나|랑|하고|쯤|까지|정도|인데|죠|[요로으씩만더는은도를을]))|"  # a yes
    rf"{KO_NUMBER}\s?(?:명|사람|분)(?:이|은|도)?(?: ?더)?|not {EN_NUMBER}(?=\s?(?:[.,!]|$| but))|하나 말고)"
)
# "So two in total", "that makes 3": how many there are to be, whatever is said before it.
IN_ALL = re.compile(
    rf"(?i:(?<![a-z])(?:so|makes?(?: it| that)?|making(?: it)?|that['’]s|total(?: of)?)\s(?P<en>{EN_NUMBER})"
    rf"(?: in (?:total|all)| altogether| of (?:them|those|it))?(?=\s?(?:[.!,]|$))|"
    rf"(?<![\w.$₩])(?P<en2>{EN_NUMBER}) (?:in (?:total|all)|altogether)(?![a-z])|"
    rf"(?:총|다 ?해서|합쳐서?|합해서?|더 ?해서|추가해서|보태서)\s?(?P<ko>{KO_NUMBER})\s?{KO_PACKS}?)"
)
CONTENTS = re.compile(  # what one pack holds several of
    rf"(?i:(?P<count>{NUMBER})\s(?P<of>can|bottle|roll|egg|piece|sheet|pair|stick|pouch|sachet|tablet)(?:s|es)?(?![a-z])|"
    rf"(?P<count_ko>{KO_NUMBER})\s?(?P<of_ko>캔|병|매|롤|구|포|장|자루|개입|입|정|켤레|단|봉|팩|알|캡슐))"
)
TWICE = re.compile(
    r"(?i:(?<![a-z])(?:twice(?! an? )|a pair of (?:those|these|them)(?=\s?(?:[.,!?]|$| please)))(?![a-z])|두 ?배)"
)
ONE_FOR = re.compile(r"(?i:(?<![a-z])one for (?!all)[a-z' ]+?(?=,| and |[.!?;:]|$))")  # "one for home, one for work"
MEASURES = (
    r"(?:mm|cm|met(?:er|re)s?|inch(?:es)?|ft|feet|kg|kilos?|grams?|ml|lit(?:er|re)s?(?! bottles)|oz|lbs?|watts?|mah|gb|"
    r"tb|volts?|(?:colou?rs?|years?|months?|weeks?|days?|nights?|hours?|minutes?)(?! [a-z-]+s(?![a-z])))"
)
# How much one pack holds, not how many packs: "a tray of 30", "the 24", "a six pack", "2 metres", "size 8".
HOLDS = re.compile(
    rf"(?i:(?<![a-z])(?:tray|box|pack|case|set|bag|tin|tub|carton|crate)(?:es|s)? of {EN_NUMBER}(?![\w])|"
    rf"(?<![a-z])(?<!just )(?<!only )(?<!keep )(?<!all )the {DIGITS}s?"
    rf"(?=\s?(?:[.,!?;]|$| in(?![a-z])| one(?!s)| please| instead))|"
    rf"(?<![a-z])(?:an?|the) {EN_NUMBER}[ -](?:pack|piece|count|sheet|colou?r|pair|roll|can|bottle)(?![a-z])|"
    rf"{DIGITS}-(?:packs?|pieces?|counts?)(?![a-z])|"
    rf"(?<![a-z])(?:one|box|pack|set|bag|kit) with {EN_NUMBER}|(?<![a-z])size {EN_NUMBER}|"
    rf"{EN_NUMBER}[ -]?{MEASURES}(?![a-z])|{DIGITS}[mglwv](?![a-z/])|"
    rf"{EN_NUMBER} (?:is|are|was|were) (?:way )?(?:too|overkill)(?![a-z])|"
    rf"(?<![a-z])the {EN_NUMBER} (?!(?:please|then|too|again|instead|more|men|women|children|people|mice|of)(?![a-z]))"
    rf"[a-z]+(?<!s)(?=\s?(?:[.,!?;]|$)))"
)
# What says which, not how many: "the first one", "number two", "두 번째", "that one".
WHICH = re.compile(
    r"(?i:(?:numbers?|no\.?|#|items?|lines?|options?)\s?(?:\d+|one|two|three|four|five|six)(?![a-z])|"
    r"숫자\s?(?:초\s)?\d+(?!\d|\s?개)|"  # a candle in the shape of a 7
    r"\d+(?:st|nd|rd|th)(?![a-z])|(?:\d+|[일이삼사오]|첫|두|세|네|다섯)\s?번\s?째?|"
    r"the (?:\d+|two|three|four|five|six|eight|ten) [a-z]+ (?:one|box|set|pack|version)(?!s)|"  # "the 4 socket one"
    r"(?:that|this|each|which|cheaper|other|the(?: [a-z]+)?) one(?!s)|"
    r"(?:first|second|third|fourth|fifth|last)(?: one)?(?![a-z])|"
    r"(?:one|two|three|four|five) (?:of us|people|guests|kids))"
)


def said_count(text: str) -> int | None:
    """The number of packs that a text sets or adds; None where it says none."""
    if TWICE.search(text):
        return 2
    if (total := said_total(text)) is not None:
        return total
    if (each := len(ONE_FOR.findall(text))) > 1:
        return _counted(ONE_FOR.sub(" ", text)) or each
    return _counted(text)


def _counted(text: str) -> int | None:
    rest = NOT_SO_MANY.sub(" ", WHICH.sub(" , ", HOLDS.sub(" , ", text)))
    for way in WAYS:
        found = list(way.finditer(rest))
        for match in reversed(found) if "ko_packed" in way.groupindex else found:  # "콜라 24캔 두 박스" are two
            said = parse_number(next(value for value in match.groups() if value is not None).lower())
            if said is not None and 1 <= said <= MOST:
                return int(said)
    return None


def packs_of(text: str, title: str) -> int | None:
    """The number of packs of a product of this title that a text says: "8 cans" of a pack of 8 cans are one."""
    said = said_count(text)
    for match in CONTENTS.finditer(text) if said is not None and said > 1 else ():
        packs = said_count(text[: match.start()] + text[match.end() :])  # "2 packs of 2 cans", "the 12 bags, one of it"
        count, of = match["count"] or match["count_ko"], match["of"] or match["of_ko"]
        if parse_number(count.lower()) == said and re.search(rf"(?i)(?<!\d){said}\s?{of}", title):
            return packs or 1
    return said


def said_total(text: str) -> int | None:
    """The number of packs that there are to be in all; None where a text says no such number."""
    match = IN_ALL.search(text)
    said = parse_number(next(filter(None, match.groups())).lower()) if match else None
    return int(said) if said is not None and 1 <= said <= MOST else None


def says_more(text: str) -> bool:
    """Whether the number comes on top of what is there."""
    return said_total(text) is None and bool(MORE.search(NOT_SO_MANY.sub(" ", text)))
