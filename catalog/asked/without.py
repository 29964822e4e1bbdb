"""What a query does not want: "belt without buckle", "not in-ear", "손잡이 없는 컵"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from catalog.asked.real import bare, joins
from catalog.text import HANGUL, tokens

# What nearly every query means by "no" before it. Before others "no" alone is left out, as "no show socks" and "no
# drill blinds" are names of things.
NO = r"(?:sugar|gluten|alcohol|caffeine|lactose|dairy|milk|meat|pork|beef|fish|salt|msg|fragrance)\b"
SAID = (
    r"without(?: any| an?)?|with no(?: added| extra)?|w/o|minus|excluding|except(?: for)?|other than|anything but|"
    r"apart from|sans|free (?:of|from)|avoid(?:ing)?|(?:don'?t|do not|doesn'?t) (?:want|like|have)(?: any)?|"
    r"allergic to|none of|hate|"
    r"not(?: any| made of)?(?! (?:your|my|the|an?|any|made|just|only|sure|too|very|so|sold|included|for)\b)|"
    rf"no(?: added| extra)?(?= \w+s\b| {NO}|\w*$)"
)
END = r"(?!(?:for|with|in|and|or|but|under|over|that|which|to|on|please|only|size|nor)(?![\w-]))"
THING = rf"{END}[\w/'’-]+(?:\s+{END}[\w/'’-]+){{0,2}}"
BEFORE = re.compile(
    rf"(?<![\w-])(?:{SAID})\s+(?P<thing>{THING}(?:(?:\s*,\s*|\s+)(?:or|nor|and(?! an?\b))\s+{END}[\w/'’-]+)*)",
    re.IGNORECASE,
)
AND = re.compile(r"[\s,]+(?:or|nor|and)\s+", re.IGNORECASE)
AFTER = re.compile(
    r"(?<![\w-])(?P<thing>(?:[\w-]+(?:,|과|와|랑|하고|나)\s+){0,3}[\w-]+?)(?:\s?(?:거|것))?\s*"
    r"(?:(?<=[이가은는을를도])|(?<=\s)|(?=없|안|말고|빼고|아닌))"
    r"(?:없는|없이|없고|없어도|없으면|없었으면|말고|빼고|빼줘|뺀|빠진|제외(?:하고|한)?|제하고|아닌|아니고|싫어|싫은|싫고|"
    r"안\s?(?:들어간|든|들어있는|들어가는|나는|쓰는|쓴|넣은)|들어(?:가|있)지\s?않[은는]|못\s?먹(?:는|어서|어)|"
    r"(?:알레르기|알러지)(?:가|이)?\s?있(?:는|어서|어))(?:거|걸로|요|해요|해)?(?=\s|[.,!?]|$)"
)
# Tastes and feels that a verb denies: 안 매운, 맵지 않은. For each what names it, and its forms before and after that.
FELT = {
    "매운": "매운 맵",
    "달콤": "단 달",
    "짠": "짠 짜",
    "무거운": "무거운 무겁",
    "느끼": "느끼한 느끼하",
    "자극": "자극적인 자극적이",
    "끈적": "끈적이는 끈적이 끈적거리는 끈적거리",
    "미끄러": "미끄러운 미끄럽",
    "소음": "시끄러운 시끄럽",
}
FELT_AS = {form: felt for felt, forms in FELT.items() for form in forms.split()}
FORMS = "|".join(sorted(FELT_AS, key=len, reverse=True))
DENIED = re.compile(
    rf"(?<![가-힣])(?:안\s?(?P<before>{FORMS})|(?P<after>{FORMS})지\s?(?:않은|않고|않게|않는))(?:거|걸로)?(?=\s|$)"
)
# How a product says that it has none of a thing, `{}` being the thing.
SAYS_NONE = (
    r"\b(?:without|no|not|non|w/o|sans|free (?:of|from)|zero|minus)[\s-]+(?:\w+[\s-]+){{0,2}}?{0}",
    r"{0}(?:e?s)?[\s-]*(?:free\b|less\b|not included|sold separately)",
    # 고무 손잡이 is of rubber, 고무줄 a band and 피아노 줄 a string: neither says that there is none.
    r"(?<![가-힣])(?:무|노|논|제로|안)\s{0}|(?:(?<![고나업의])무|(?<!아)노|디|논|제로){0}",
    r"{0}(?:이|가|은|는|을|를|도)?\s?(?:없|무첨가|프리(?!미엄|사이즈|스타일)|제로|미포함|별매|별도\s?구매|안\s?들|"
    r"들어(?:가|있)지\s?않|넣지\s?않|뺀|뺐|않)",
)
# Names of things that say what they lack: who asks for shoes without laces means slip-ons.
LACKING = (
    ("lace shoelace 끈 신발끈", "slip-ons?|slip on|loafers?|슬립온|로퍼"),
    ("sleeve 소매", "tank tops?|민소매|나시|슬리브리스"),
    ("wire underwire 와이어", "bralettes?|non-wired|브라렛"),
    ("cable cord wire 선 줄 케이블", "wireless|cordless|bluetooth|무선|블루투스"),
    ("alcohol 알코올 알콜 술", "non-alcoholic|alcohol-free|무알콜|무알코올|논알콜|논알코올"),
    ("sugar 설탕 당", "sugarless|unsweetened|무설탕|무가당|슈가프리|제로슈거"),
    ("caffeine 카페인", "caffeine-free|무카페인"),  # decaf still has a little
    ("lactose 유당", "lactose-free|락토프리|무유당"),
    ("fragrance perfume scent 향 향료", "unscented|fragrance-free|무향|무향료"),
    ("meat 고기 육류", "vegetarian|vegan|meat-free|meatless|채식|비건"),
    ("blade 날개", "bladeless"),
    ("hood 후드", "crew ?necks?|맨투맨"),
    ("armrest arm 팔걸이", "armless"),
    ("seam 봉제선", "seamless|심리스"),
)


@dataclass(frozen=True)
class Unwanted:
    """A thing that was ruled out, as it was written, and its stems."""

    phrase: str
    words: tuple[str, ...]


def unwanted(text: str) -> tuple[str, tuple[Unwanted, ...]]:
    """The text without what it rules out, and what that is. A text that would lose all its words loses none."""
    for longest in (3, 1):  # "not spicy ramen" still wants ramen
        rest, found = _told_apart(text, longest)
        if tokens(rest):
            return rest, found
    return text, ()


def _told_apart(text: str, longest: int) -> tuple[str, tuple[Unwanted, ...]]:
    found: list[Unwanted] = []
    rest = BEFORE.sub(lambda match: _english(match, found, longest), text)
    rest = AFTER.sub(lambda match: _korean(match, found), rest)
    rest = DENIED.sub(lambda match: _felt(match, found), rest)
    return re.sub(r"\s+", " ", rest).strip(), tuple(found)


def _english(match: re.Match[str], found: list[Unwanted], longest: int) -> str:
    things = [thing.split() for thing in AND.split(match["thing"])]
    left = " ".join(things[-1][longest:])
    taken = [_thing(" ".join(words[:longest])) for words in things]
    if not all(taken):
        return match[0]
    found += [thing for thing in taken if thing]
    return f" {left} "


def _korean(match: re.Match[str], found: list[Unwanted]) -> str:
    """The last word before the denial, and those that are joined to it: 설탕과 우유 없는."""
    words = match["thing"].split()
    at = len(words) - 1
    while at and (words[at - 1].endswith(",") or joins(words[at - 1])):
        at -= 1
    taken = [thing for word in words[at:] if (thing := _thing(bare(word.rstrip(","))))]
    found += taken
    return f" {' '.join(words[:at])} " if taken else match[0]


def _felt(match: re.Match[str], found: list[Unwanted]) -> str:
    phrase = FELT_AS[match["before"] or match["after"]]
    found.append(Unwanted(phrase, tuple(tokens(phrase))))
    return " "


def _thing(phrase: str) -> Unwanted | None:
    words = tuple(tokens(phrase))
    return Unwanted(phrase.casefold(), words) if words else None


def has(title: str, text: str, thing: Unwanted) -> float:
    """How surely a product has the thing: 1 where its title says so, less where only its text does, −1 where it says
    that there is none: who names a thing only for that is what was asked for.
    """
    holds, none = _patterns(thing.phrase)
    if none.search(title):
        return -1.0
    if holds.search(title):
        return 1.0
    if none.search(text):
        return NONE_IN_TEXT
    return IN_TEXT if holds.search(text) else 0.0


# A description names what comes with it, what it goes with and what it lacks: weaker evidence than the title.
IN_TEXT, NONE_IN_TEXT = 0.3, -0.5


@cache
def _patterns(phrase: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = [_forms(word) for word in re.findall(r"[\w/']+", phrase)] or ["(?!)"]
    last, whole = words[-1], r"[\s-]*\w{0,2}[\s-]+".join(words)
    korean = HANGUL.search(phrase)
    thing = whole if "-" in phrase or korean or len(words) == 1 else f"(?:{whole}|{last})"
    none = [said.format(thing) for said in SAYS_NONE] + [rf"(?:{called})" for called in _called(phrase)]
    holds = thing if korean else rf"\b{thing}(?:e?s|e?d|y|ing)?\b"
    return re.compile(holds, re.IGNORECASE), re.compile("|".join(none), re.IGNORECASE)


def _called(phrase: str) -> Iterator[str]:
    for names, called in LACKING:
        if _singular(phrase) in names.split():
            yield rf"(?<![\w]){called}"


def _forms(word: str) -> str:
    one = _singular(word)
    return re.escape(one[:-2]) + "(?:y|ie)" if one != word and one.endswith("ie") else re.escape(one)


def _singular(word: str) -> str:
    return re.sub(r"(?:(?<=[sxz])es|(?<=[a-z]{2})s)$", "", word)
