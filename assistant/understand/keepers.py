"""Who keeps a diet: how many people the words around it say, or everyone."""

from __future__ import annotations

import re
from functools import cache

from assistant.understand.cues import either
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER, parse_number

MOST = 9_999  # nobody feeds more; longer numbers are something else
FILLER = (  # words between the people and their diet that leave the meaning as it is
    r"(?:of|us|them|the|my|our|your|whom|those|these|other|others|more|team|group|class|family|strict|strictly|fully|is|are|"
    r"being|will|be|must|should|keeps?|eats?|eating|go|also|both|all|coming|joining|attending|over|that|who|who's|has|"
    r"have|with|a|an|either|actually|both|to|needs?|only|currently|now|really|total|follow|follows|on)"
)


def _link(more: str = "") -> str:
    """Up to seven filler words, then the diet."""
    return rf"(?:[\s'’]{{1,2}}(?:{FILLER}|re|s{more})(?![a-z])){{0,7}}[\s-]{{0,2}}\Z"


LINK = _link()
DENIED = re.compile(
    r"(?<![a-z])(?:not|never|(?:do|does|did|is|are|was|were|need|have|has|would|should|wo|must|ca|could)n['’]?t|no longer|used to be|no|non|none|nobody|no one|neither|anything but)"
    rf"(?:[\s'’]{{1,2}}(?:{FILLER}|necessarily|any|it|everything|looking|for|want|need|one|completely|else|guests|people|here)(?![a-z])){{0,6}}"
    r"[\s-]{0,2}\Z",
    re.IGNORECASE,
)
DENIED_KO = re.compile(
    r"(?:이|은|는|일|인|가|을|를|도|로|으로|인 건|인 사람(?:은|이)?|한 사람은)?\s?(?:꼭 |굳이 |아무도 |한 명도 |하나도 |전혀 )?(?:아니(?!면 ?안)|아님|아닌|안 ?해|안 ?하는|말고|빼고|제외|"
    r"없(?!어\s?\?|나|을까)|일 ?필요|필요(?:는|가)? ?없|상관 ?없|아무도)"
)
ASKED = re.compile(
    r"(?:\A|[.,!?\n]|\b(?:and|so|but|ok|okay))\s{0,2}(?:is|are)\s(?:it|this|that|these|those|they|everything|any of \w+|(?:the|this|that|all)(?: [a-z]+){1,3})"
    r"(?: all| also| really| actually| safe| 100%)?\s{1,2}\Z",
    re.IGNORECASE,
)
ASKED_END = re.compile(r"[\s-]?(?:friendly|certified|safe|too|or not|ok|okay)?\s?(?:\?|\Z)")
ASKED_KO = re.compile(r"\s?(?:인가|인지|맞[아나지죠는]|(?:이야|야|이에요|예요|임|입니까|이니|이냐|돼|되나요?)\s?\?)")
SOME = re.compile(
    r"(?<![a-z])(?:some|half|not (?:all|everyone|everybody)|several|few|most|many|part|handful|a lot|lots|certain|bunch|third|quarter|including|there(?:'s| is| are| will be|'ll be))"
    rf"(?:[\s'’]{{1,2}}(?:{FILLER}|re|s|guests|people|friends|kids|folks)(?![a-z])){{0,7}}[\s-]{{0,2}}\Z",
    re.IGNORECASE,
)
OPTION = re.compile(
    r"[\s-](?:friendly )?(?:options?|choices?|alternatives?)\b|\s?(?:옵션|선택지|대안|(?:메뉴|음식|제품)도|[것거]도|메뉴 (?:하나|한두))",
    re.IGNORECASE,
)
SOME_KO = re.compile(
    r"(?:일부|몇 ?명|몇 ?분|몇몇|절반|(?<![가-힣])반|대부분|누군가)(?:은|는|이|가|의|정도는?|쯤은?)?\s?(?:사람|손님)?[이은는]?\s?\Z"
)
THERE_KO = re.compile(
    r"(?:인|이신|하는|하시는|지키는)?\s?(?:사람|분|친구|손님)?(?:들)?(?:이|가|도)?\s?(?:있(?:어|음|고|는데|다|습|을)(?![가-힣]{0,3}\s?\?)|계[세셔시]|섞|껴|끼어)"
)
ALL_KO = re.compile(r"(?:다|모두|전부|전원|다들|모두가|전원이)\s?\Z")
END = re.compile(
    r"\s?(?:\Z|[,.;!?)\n]|(?:and|but|so|who|coming|joining|among|in)\b|이[야에고라]|예|입|임|인데|라)", re.IGNORECASE
)


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """The rules that need the lists of people, by name."""
    one, many = either("diet", "person"), either("diet", "people")
    one_ko, many_ko = either("diet", "사람_하나"), either("diet", "사람_여럿")
    role = rf"(?:인|이신|하는|하시는|지키는|있는)?\s?(?:{one_ko}|{many_ko}|사람)?(?:들|들이|들은)?[이가은는도을를만]?\s?(?:총|딱|약)?\s?"
    patterns = {
        "count": rf"(?<![\w.$₩])(?P<n>{EN_NUMBER})(?:\s(?:out of|of the|in|of)\s{EN_NUMBER})?(?P<link>{_link(rf'|{many}|{one}')})",
        "count_ko": rf"(?P<n>{KO_NUMBER})\s?(?:(?:명|분|인|사람)|(?<=[나둘셋넷섯]))\s?(?P<subject>[이은는가도만]|중에|다|모두)?\s?(?:다|모두|전부)?\s?(?:{one_ko}[이가은는]?)?\s?\Z",
        "counted_ko": rf"{role}(?P<n>{KO_NUMBER})\s?(?:(?:명|인|사람)(?!분)|분(?!량)|(?<=[나둘셋넷])(?=[^가-힣]|\Z|[이은는가도])|(?=\s?[),]|\s?\Z))",
        "counted": rf"\sfor (?P<n>{EN_NUMBER}) (?:of|out of)\b",
        "couple": rf"{one} and (?:my |his |her |our |the )?{one}{LINK}",
        "two": rf"both (?:of )?(?:my |our |the |his |her )?{many}{LINK}|{either('diet', 'two_people')}{LINK}|부모님(?:이|은|께서|도)?\s?\Z",
        "one": rf"{one}(?:,? who)?{LINK}|{one_ko}(?:이|가|은|는|도|께서|께서는|이는)?\s?(?:지금|요즘|완전)?\s?\Z",
        "many": rf"(?<!guests){many}(?<!guests)(?:,? who)?{LINK}|(?:{one_ko}|{many_ko})들[이은가도]?\s?\Z",
        "one_after": rf"[\s-]{{1,2}}{one}|(?:인|이신|하는|하시는|지키는|주의자)?\s?{one_ko}(?!들)",
        "many_after": rf"[\s-]{{1,2}}{many}|(?:인|이신|하는|하시는|지키는)?\s?(?:{one_ko}들|{many_ko})",
    }
    return re.compile(patterns[name], re.IGNORECASE)


NAME = re.compile(
    r"(?<![\w'])[A-Z][a-z]{1,14} and [A-Z][a-z]{1,14} are (?P<two>)\Z|(?<![\w'])(?!It|This|That|What|Who|Everything|Dinner|Lunch|Food|Menu|Party|All|There|Which|Everyone|Everybody|Cake|Nothing)[A-Z][a-z]{1,14}(?: is|'s|’s)(?: also| a)? \Z"
)


def denied(before: str, after: str) -> bool:
    """Whether a diet is ruled out ("not vegan") or only asked about ("is it vegan?", "할랄이야?")."""
    if DENIED_KO.match(after) or (DENIED.search(before) and not SOME.search(before)):
        return True
    return bool(ASKED.search(before) and ASKED_END.match(after)) or bool(ASKED_KO.match(after))


def who(before: str, mention: str, after: str) -> tuple[int | None, bool]:
    """The people who keep a diet and whether that is everyone. (None, False): some, it is not said how many."""
    count = _count(before, mention, after)
    if count is not None:
        return count, False
    if SOME.search(before) or SOME_KO.search(before) or OPTION.match(after) or THERE_KO.match(after):
        return _one_of(before, mention, after), False
    if ALL_KO.search(before):
        return None, True
    for rule, people in (("couple", 2), ("two", 2), ("one", 1), ("many", None)):
        if _pattern(rule).search(before):
            return people, False
    if name := NAME.search(before):
        return 1 if name["two"] is None else 2, False
    if _pattern("one_after").match(after):
        return 1, False
    if _pattern("many_after").match(after):
        return None, False
    return _one_of(before, mention, after), _one_of(before, mention, after) is None


def _one_of(before: str, mention: str, after: str) -> int | None:
    """1 for "a vegan" as a person, not "a vegan cake" and not "I am a vegan"."""
    alone = re.search(r"(?<![a-z])an?\s\Z", before, re.IGNORECASE) and END.match(after)
    return (
        1
        if alone and not re.search(r"(?:\bI|['’ ]m|\bam|\bwe|['’]re|\bare)\s{1,2}an?\s\Z", before, re.IGNORECASE)
        else None
    )


def _count(before: str, mention: str, after: str) -> int | None:
    """A number of people said before the diet ("two of us are vegan") or behind it ("비건 두 명")."""
    match = _pattern("counted_ko").match(after) or _pattern("counted").match(after)
    if match is None and (match := _pattern("count").search(before)):
        bare = not match["link"].strip(" -")
        person = _pattern("many_after").match(after) or _pattern("one_after").match(after)
        match = None if bare and not (mention.casefold().endswith("s") or person or END.match(after)) else match
    if match is None and (match := _pattern("count_ko").search(before)) and not match["subject"]:
        match = match if END.match(after) or re.search("[먹증]", mention) else None
    value = parse_number(match["n"]) if match else None
    return int(value) if value is not None and 0 < value <= MOST else None
