"""Things that a shopper names to be in the basket: "include salsa", "피자도 꼭 넣어줘", "맥주 6캔"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.types import Stated
from assistant.understand.found import Found, overlaps, span_of
from assistant.understand.quantities import find_quantities

PACK_UNITS = frozenset(
    (
        "pack packs box boxes case cases bag bags set sets carton cartons crate crates "
        "팩 박스 상자 봉지 봉 세트 통 판 묶음 망 포대 케이스"
    ).split()
)
ITEM_EN = r"(?P<items>[a-z][a-z' -]{1,40}?(?:(?:,| and| or) [a-z][a-z' -]{1,40}?){0,5})"
STOP_EN = (
    r"(?=[.;!?\n]|,? (?:for|under|below|within|but|please|because|so|to|in|on|at|by|we|i|my|the rest|no|without)\b|$)"
)
ASKED_EN = re.compile(
    r"\b(?:include|including|make sure (?:there(?:'s| is| are)|to (?:include|add|get))|must have|"
    r"definitely (?:want|need)|be sure to (?:get|add|include)|don't forget(?: the)?|with plenty of|with lots of)"
    r"\s+(?:some |a |an |the )?" + ITEM_EN + STOP_EN,
    re.IGNORECASE,
)
ITEM_KO = (
    r"(?P<items>[가-힣A-Za-z0-9]{1,12}(?: [가-힣A-Za-z0-9]{1,12})?"
    r"(?:(?:랑|하고|와|과|,| ,) ?[가-힣A-Za-z0-9]{1,12}){0,4}?)"
)
SURE_KO = re.compile("꼭|반드시|무조건")  # the long pattern is tried near these words alone
NEAR = 40  # characters before and behind one
ASKED_KO = re.compile(
    r"(?:^|(?<=[\s,.!?]))" + ITEM_KO + r"(?:은|는|도|을|를|이|가)? ?(?:꼭 |반드시 |무조건 )"
    r"(?:좀 )?(?:넣|포함|담|있어야|필요|챙)|"
    r"(?:^|(?<=[\s,.!?]))(?:꼭|반드시) (?P<items2>[가-힣A-Za-z0-9]+)(?:은|는|도|을|를|이|가)? ?(?:넣|포함|담|챙)"
)
ADOPTED = re.compile("입양|분양|데려|데리고|키우|키울|식구")  # "고양이 한 마리 입양해요"
NOT_BOUGHT = frozenset({"포기", "인분", "살", "번째"})  # they say how large a job is, not how many to buy
PEOPLE = re.compile(
    r"\b(?:adult|grown[ -]?up|kid|child|people|person|guest|friend|human|guy|cat|dog|player|teen|bab)|"
    r"명$|사람|어른|아이|^(?:스물|서른|마흔|쉰|예순|일흔|여든|아흔|열|백|천|만)$",
    re.IGNORECASE,
)
PRONOUNS = frozenset(
    {
        "그걸",
        "그거",
        "그것",
        "이걸",
        "이거",
        "이것",
        "저걸",
        "저거",
        "저것",
        "요거",
        "그걸로",
        "이걸로",
        "us",
        "me",
        "you",
        "them",
        "that",
        "this",
        "those",
        "these",
        "him",
        "her",
        "it",
        "myself",
        "ourselves",
        "everyone",
        "everybody",
    }
)
SPLIT = re.compile(r"\s*(?:,|\band\b|\bor\b|이랑|랑|하고)\s*|(?<=[가-힣])[와과] ")
FILLER = re.compile(r"^(?:some|a|an|the|enough|plenty of|lots of)\s+", re.IGNORECASE)
MUST_KO = re.compile(r"[가-힣]{0,4}(?:[사가써와해]야|어야|아야|여야|려야|겨야|춰야)")  # "뭐 사야 하나요" counts nothing
HAD_BEFORE = re.compile(
    r"\b(?:still|already|(?:I|we)(?:'ve| have)|there(?:'s| is| are)) (?:got|have|has|left|still)\s\Z", re.I
)
GIVEN_KO = re.compile(  # "장난감을 한 박스 준대요"
    r"[^.!?\n]{0,6}(?:준대|준다|주신대|주신다|줬|주셨|받았|받기로|물려)"
)
PLACE_KO = re.compile(r"[가-힣](?:에|에서|에는|에도|에게|한테|으로|할|하는|있는|때)$")  # "주방에 꼭 있어야 할 것"
PARTICLE = re.compile(r"(?<=[가-힣]{2})(?:은|는|도|을|를|이|가)$")


THING_KO = r"[가-힣A-Za-z]{1,12}"
SWAP_KO = re.compile(
    rf"(?P<old>{THING_KO}?)(?:은|는|을|를)? ?(?:말고|대신(?:에)?|빼고) (?P<new>{THING_KO}?)(?:으로|로|을|를)?"
    r" ?(?=바꿔|바꿀|바꾸|바꿉|교체|변경|넣어|담아|해줘|해 줘|해주|줘|부탁|할래|하자|가자|갈게|가요|$)|"
    rf"(?P<old2>{THING_KO}?)(?:은|는|을|를)? ?(?:빼고|말고) (?:그|거기) ?(?:자리에|대신)(?:는|에는)? "
    rf"(?P<new2>{THING_KO}?)(?:을|를|으로|로|이요|요)?(?=[\s.,!]|$)"
)
END_EN = r"(?=[.,!?;]|$| (?:please|then|now|though|actually|too|for me)\b)"
SWAP_EN = re.compile(
    r"\b(?:swap|switch|replace|exchange)(?: out)? "
    r"(?:the |my |that |those |these |this )?(?P<old>[a-z][a-z -]{1,30}?) (?:for|with|to) "
    r"(?:some |a |an |the )?(?P<new>(?!\d+(?: (?:people|persons?|guests?|of us|kids|adults|dollars|bucks|packs?|"
    r"bottles?|boxes|days?|nights?))?(?: |[.,!?;]|$)*$)[a-z\d][a-z\d -]{1,30}?)" + END_EN + r"|"
    r"\bchange (?P<old4>those|them|these|it|that) (?:to|for|into|with) (?:the|an?|some) "
    r"(?P<new4>[a-z\d][a-z\d -]{1,30}?)" + END_EN + r"|"
    r"\binstead of (?:the |that |my )?(?P<old3>[a-z][a-z -]{1,20}?),? (?:use|have|get|do|take|put in|go (?:for|with)|"
    r"give (?:me|us)|i['’]d like|i want|let['’]s (?:have|do)) (?:some |a |an |the )?(?P<new3>[a-z][a-z -]{1,20}?)"
    + END_EN
    + r"|"
    r"\b(?:remove|take out|drop|lose|ditch|delete) (?:the |that |those |these |my )?(?P<old5>[a-z][a-z -]{1,20}?)"
    r"(?: out)?,? (?:and|then) (?:add|put in|get|include|throw in) (?:some |a |an |the )?"
    r"(?P<new5>[a-z\d][a-z\d -]{1,25}?)(?: instead)?" + END_EN + r"|"
    r"\b(?P<new2>[a-z][a-z -]{1,20}?)(?: in there| in)? "
    r"(?:instead of|in place of|rather than) (?:the |that )?(?P<old2>[a-z][a-z -]{1,20}?)" + END_EN,
    re.IGNORECASE,
)


# "와인은 화이트로", "고기를 목살로 바꿔줘": which of a kind. Whether the first is there only the basket can say.
KIND_KO = r"(?:\d+(?:\.\d+)?\s?(?:kg|g|ml|l|cm|키로|킬로|그램|리터|미리|센치|인치|호|인용|단|구)|[가-힣A-Za-z]+?)"
TURNED_KO = re.compile(
    rf"(?P<old>{THING_KO}?)(?:은|는|을|를) (?:좀 |다 |전부 |모두 |그냥 )?"
    rf"(?P<new>{KIND_KO}(?: {KIND_KO}){{0,2}}?)(?:으로|로)"
    r" ?(?:바꿔|바꾸|바꿀|교체|변경|갈아|할게|해줘|해 줘|해주|하자|할래|부탁|주세요|줘|[.!?~]*$)|"
    rf"(?P<old2>{THING_KO}) (?P<new2>[가-힣A-Za-z]+)(?:으로|로) ?(?:바꿔|바꾸|바꿀|교체|변경)"
)
# "Make the wine white": a number, a comparison and a diet are told elsewhere.
TURNED_EN = re.compile(
    r"(?<![a-z])(?:make|have|get) (?:the|my|that|those) (?P<old>[a-z]+(?: [a-z]+)?) "
    r"(?P<new>(?!(?:a|an|the|in|out|it|one|two|three|four|five|six|seven|eight|nine|ten|twelve|double|half|twice|less|"
    r"more|free|vegan|vegetarian|halal|kosher|ready|gift|please|now|too|last|go|stay|work|again|instead|first)(?![a-z])|"
    r"[a-z]+(?:er|ing|ed|ly)(?![a-z]))[a-z]{3,})(?: ones?)?(?: instead)?" + END_EN,
    re.IGNORECASE,
)
INTO_KO = re.compile(r"(?:으로|로) ?(?:좀 |다시 |그냥 |다 |전부 )?(?:바꿔|바꾸|바꿀|바꿉|교체|변경|갈아)")
CLAUSE_KO = re.compile(
    r"[.!?~,…]+|(?<=[가-힣])(?:는데|니까|네요|다네|이라|아서|어서|여서|해서|까봐|인데|라서|(?:으|하|되|안되)면) |"
    r"(?:^|(?<= ))(?:그럼|그러면|그냥|아니|음|흠|역시|차라리|이제|혹시|안되면) "
)
NOT_KO = re.compile(r"(?:은|는|을|를)? ?(?:말고|빼고|대신에?) ")
OBJECT_KO = re.compile(r"(?<=[가-힣]{2})(?:을|를) (?:좀 |다 |전부 )?")
TOPIC_KO = re.compile(r"(?<=[가-힣])(?:은|는) (?:좀 |다 |전부 )?")
THAT_KO = re.compile(r"(?<=[그이저][거것]) ")
TOPIC_FIRST = re.compile(r"(?:아|음|흠|근데|그럼)?[ ,]*([가-힣]{1,8}(?: [가-힣]{1,8})?)(?:은|는) ")
SIDES = (("old2", "new2"), ("old3", "new3"), ("old4", "new4"), ("old5", "new5"), ("old", "new"))
LACKS = re.compile(
    r"[가-힣] ?(?:없는|없이|안 ?든|안 ?들은|안 ?들어간|빠진|뺀|무첨가)"
)  # 케이크는 땅콩 없는 걸로: a limit
NO_NAMES = frozenset("거 건 걸 것 게".split())  # "땅콩 들어간 건 빼고"


def find_swaps(text: str) -> tuple[tuple[Found[str], Found[Stated]], ...]:
    """Things to come in another's place: "swap the beer for wine", "콜라 말고 사이다로"."""
    found = []
    for pattern in (SWAP_EN, SWAP_KO):
        for match in pattern.finditer(text):
            said = match.groupdict()
            old, new = next((pair for pair in SIDES if said.get(pair[0])), ("old", "new"))
            gone, come = span_of(match, old), span_of(match, new)
            if come.text.strip().casefold() in PRONOUNS or not gone.text.strip():
                continue
            if come.text.strip() and gone.text not in NO_NAMES:
                found.append((Found(gone.text, gone), Found(Stated(text=come.text, span=come), come)))
    return tuple(found)


def find_turned(text: str) -> tuple[tuple[Found[str], Found[Stated]], ...]:
    """A thing and which of its kind it is to be: 와인은 화이트로, "make the wine white"."""
    found = []
    for match in (*TURNED_EN.finditer(text), *TURNED_KO.finditer(text)):
        old, new = (span_of(match, name) for name in (("old", "new") if match["old"] else ("old2", "new2")))
        if new.text not in NO_NAMES and not LACKS.search(new.text):
            found.append((Found(old.text, old), Found(Stated(text=new.text, span=new), new)))
    return tuple(found)


def find_replaced(text: str) -> Iterator[tuple[str, str]]:
    """What may be meant to go and what to come in "매트는 티피이 말고 천연고무로 바꿔줘", the likeliest first.

    The first of a pair is empty where nothing is said to go.
    """
    for verb in INTO_KO.finditer(text):
        said = CLAUSE_KO.split(text[: verb.start()])[-1].strip()
        if said in NO_NAMES or not said:
            continue
        for parts in (part.split(said, maxsplit=1) for part in (NOT_KO, OBJECT_KO, TOPIC_KO, THAT_KO)):
            if len(parts) == 2 and all(part.strip() for part in parts):
                yield parts[0].strip(), parts[1].strip()
        if (topic := TOPIC_FIRST.match(text)) and topic.end() <= verb.start() - len(
            said
        ):  # 사탕은 이 썩을까봐 무설탕으로
            yield topic[1], said
        yield "", said


AREA = re.compile(r"(?i:m[²2](?![a-z0-9])|㎡|sq(?:m|uare|\.? ?(?:ft|feet|m))?(?![a-z]))")  # "a balcony of 1 m²"


def find_wants(text: str) -> tuple[Found[Stated], ...]:
    """Every thing named to buy, with its quantity where one is said."""
    counted = list(_counted(text))
    taken = [found.span for found in counted]
    asked = [found for found in _asked(text) if not any(overlaps(found.span, span) for span in taken)]
    return tuple(sorted([*counted, *asked], key=lambda found: found.span.start))


def _counted(text: str) -> Iterator[Found[Stated]]:
    for found in find_quantities(text):
        item = found.value.item
        measured = found.value.unit in NOT_BOUGHT or (found.value.unit == "마리" and ADOPTED.search(text) is not None)
        had = HAD_BEFORE.search(text, max(0, found.span.start - 24), found.span.start)
        had = had or GIVEN_KO.match(text, found.span.end) or MUST_KO.fullmatch(item or "")
        had = had or AREA.match(item or "")
        if item and not had and len(item) < 40 and not measured and not PEOPLE.search(item) and item not in PRONOUNS:
            unit = "pack" if found.value.unit.casefold() in PACK_UNITS else "piece"
            stated = Stated(text=item, quantity=min(found.value.value, 9_999), unit=unit, span=found.span)
            yield Found(stated, found.span)


def _asked(text: str) -> Iterator[Found[Stated]]:
    near = {(max(0, sure.start() - NEAR), sure.end() + NEAR) for sure in SURE_KO.finditer(text)}
    korean = (match for start, end in sorted(near) for match in ASKED_KO.finditer(text, start, end))
    found = (span_of(m, "items" if m.group("items") else "items2") for m in (*ASKED_EN.finditer(text), *korean))
    for span in dict.fromkeys(found):
        for item in SPLIT.split(span.text):
            name = PARTICLE.sub("", FILLER.sub("", item.strip()))
            if len(name) > 1 and name.casefold() not in PRONOUNS and not PLACE_KO.search(name):
                yield Found(Stated(text=name, span=span), span)
