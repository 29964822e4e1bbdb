"""What comes in before it is understood: markets, control characters, length, impossible budgets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from assistant.errors import BadInput
from assistant.explain.phrases import money, say
from assistant.types import Notice, Request, Turn
from assistant.understand.language import detect
from assistant.understand.request import LONGEST
from assistant.understand.slips import Slip
from catalog.types import CURRENCY, Market

RESET = re.compile(
    r"(?:let'?s |please |can we )?(?:start (?:over|again|fresh|from scratch)|reset|new (?:basket|conversation)|"
    r"clear (?:it|all|everything))(?: please)?|"
    r"처음부터(?: 다시)?(?: 할래| 하자| 해줘| 시작)?|"
    r"다시 시작(?:할래|하자|해줘)?|초기화(?:해줘)?|새로 (?:할래|시작|하자)",
    re.IGNORECASE,
)

# Words that leave everything to the shop: with no job beside them there is nothing to plan.
ANY_ENGLISH = frozenset(
    "just please pls hi hello hey ok okay so then me us for some a the my your you i we can could "
    "surprise anything whatever something stuff thing things random nice good cool fun spend fill up choose pick get "
    "buy give put add want need decide dealer's choice it in on with is like what people person about under".split()
)
ANY_KOREAN = re.compile(
    r"(?:그냥|걍|좀|안녕|저기|알아서|마음대로|맘대로|적당히|대충|(?:아무|암)거나|아무|것이나|거나|뭐든지?|무엇이든|뭐라도|좋으니까?|좋아|"
    r"괜찮으니까?|괜찮아|상관없(?:어|으니까?|이)|랜덤|추천|담아|골라|채워|사|넣어|정도|안에서|이내|어치|예산)?"
    r"(?:에|를|으로|로|만|까지)?(?:해|봐)?(?:줘|주세요|주라)?(?:요|하세요)?"
)
IN_THE_CART = re.compile(
    r"(?:in|into|to|up)? ?(?<![a-z])(?:my|the|our|your) (?:shopping )?(?:cart|basket)(?![a-z])|장?바구니(?:에다?|를)"
)
SPENDS = frozenset({"plan", "find", "refine"})  # acts that an amount of money is the budget of
BRIEF = 4  # words of a turn that says little more than an amount: "50유로 정도?"
NUMBER = r"\d[\d,.]*\s?(?:k|천|만|백)?\s?"
FOREIGN = {  # "€60", "£50ish", "50 quid", 100유로, 5천엔; a pound that is written out is a weight
    "GBP": re.compile(rf"(?i:£\s?\d|(?<![\w.]){NUMBER}(?:£|quid(?![a-z])|gbp(?![a-z])|pounds? sterling))"),
    "EUR": re.compile(
        rf"(?i:€\s?\d|(?<![\w.]){NUMBER}(?:€|euros?(?![a-z])|eur(?![a-z\s]*\d))|"
        rf"(?<!\d)(?!(?:19|20)\d\d ){NUMBER}유로(?![가-힣]))"
    ),
    "JPY": re.compile(
        rf"(?i:[¥￥]\s?\d|(?<![\w.]){NUMBER}(?:yen(?![a-z])|jpy(?![a-z])|엔(?![가-힣]{{2}}|진|딩))|"
        r"(?<![가-힣])[이삼사오육칠팔구]?[만천]\s?엔(?![가-힣]))"
    ),
    "CNY": re.compile(rf"(?i:(?<![\w.]){NUMBER}(?:yuan(?![a-z])|rmb(?![a-z])|위안(?!부|소)))"),
    "INR": re.compile(rf"(?i:₹\s?\d|(?<![\w.]){NUMBER}(?:rupees?(?![a-z])|inr(?![a-z])))"),
}
SAID_WORD = re.compile(r"[a-z'’]+|[가-힣]+|\d+")


def market_of(code: str | None) -> Market | None:
    """The market of a code. Raises BadInput with the ones there are."""
    if code is None or code == "":
        return None
    if code not in CURRENCY:
        raise BadInput(f"market: {code[:20]!r} is not one of {', '.join(sorted(CURRENCY))}; leave it out or choose one")
    return code


def clean(text: str) -> tuple[str, Callable[[str], Iterator[Notice]]]:
    """The text without control characters, cut to what is read, and what to say about that."""
    composed = unicodedata.normalize("NFC", text[: 4 * LONGEST])
    printable = "".join(c if c.isprintable() or c == "\n" else " " for c in composed)
    cut = len(text) > LONGEST

    def said(language: str) -> Iterator[Notice]:
        if cut:
            yield Notice(code="truncated", text=say(language, "notice_truncated", count=LONGEST))

    return printable[:LONGEST].strip(), said


def notices(turn: Turn, request: Request, text: str, known_session: bool) -> Iterator[Notice]:
    """What to say about the turn itself."""
    language = request.language
    if turn.session and not known_session:
        yield Notice(code="new_session", text=say(language, "notice_new_session"))
    if detect(text).other:
        yield Notice(code="other_language", text=say(language, "notice_other_language"))


def read_as(slips: Sequence[Slip], language: str) -> Iterator[Notice]:
    """What is said of words that were read as others."""
    for typed, meant in slips:
        yield Notice(code="spelling", text=say(language, "notice_spelling", typed=typed, meant=meant))


def unanswerable(request: Request) -> tuple[str, tuple[Notice, ...]] | None:
    """Words for a request that no basket can answer yet: nothing said, or a budget that buys nothing here."""
    language = request.language
    if not any(c.isalnum() for c in request.text):
        return say(language, "ask_empty"), ()
    spends = request.act in SPENDS or len(request.text.split()) <= BRIEF
    foreign = foreign_currency(request.text) if spends else None
    if request.budget is None and foreign is None:
        return None
    shop = CURRENCY[request.market]
    said = request.budget.limit.currency if request.budget is not None else foreign
    if said != shop:
        text = say(language, "notice_currency", shop=_currency(shop, language), said=_currency(str(said), language))
        return text, (Notice(code="currency", text=text),)
    assert request.budget is not None
    limit = request.budget.limit
    if limit.amount <= 0:
        key = "notice_budget_zero" if limit.amount == 0 else "notice_budget_negative"
        text = say(language, key, budget=money(limit, language))
        return text, (Notice(code="budget", text=text),)
    return None


def foreign_currency(text: str) -> str | None:
    """The ISO 4217 code of the first money in a text that no market of the shop has; None where there is none."""
    found = [(match.start(), code) for code, way in FOREIGN.items() if (match := way.search(text))]
    return min(found)[1] if found else None


def leaves_open(request: Request) -> bool:
    """Whether a text leaves what to buy to the shop, whatever it says of money and people."""
    text = request.text
    for name in ("budget", "people"):
        for span in request.spans.get(name, ()):
            text = text.replace(span.text, " ")
    text = IN_THE_CART.sub(" ", text.casefold())
    words = SAID_WORD.findall(text)
    if any(c.isalnum() or unicodedata.category(c) == "So" for c in SAID_WORD.sub("", text)):
        return False  # other scripts and pictures say something too
    return bool(words) and all(word in ANY_ENGLISH or ANY_KOREAN.fullmatch(word) for word in words)


def _currency(code: str, language: str) -> str:
    from babel.numbers import get_currency_name

    return str(get_currency_name(code, count=2, locale=language))
