"""The acts `undo` and `keep`, and starting over: steps back, and baskets kept by name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.basket import Made
from assistant.dialogue.conversations import Basket, owner_of
from assistant.dialogue.replies import basket_reply, short_reply, words_reply
from assistant.dialogue.sessions import Session
from assistant.dialogue.stored import Change, State, decoded, encoded
from assistant.explain.phrases import money, say
from assistant.shopper.shoppers import aware
from assistant.types import Notice, Reply
from assistant.understand.cues import cue
from catalog.types import Language, Money, localized

LONGEST_NAME = 40  # characters of a basket's name
MOST_BASKETS = 50  # kept an owner
ALL = 1_000  # steps: more than are ever kept
COUNTS = {"one": 1, "two": 2, "twice": 2, "three": 3, "four": 4, "five": 5} | {"한": 1, "두": 2, "세": 3, "네": 4}
STEPS = re.compile(
    r"(?<![a-z\d])(\d{1,2}|one|two|three|four|five)\s+(?:steps?|times|changes|moves)|(twice)|"
    r"(\d{1,2}|한|두|세|네)\s?(?:단계|번|개|차례)",
    re.IGNORECASE,
)
BASKET = r"(?:basket|cart|list|shopping list)"
NAMED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:^|\s)[\"'“‘「『](?P<name>[^\"'”’」』]{1,40})[\"'”’」』](?![a-z])",
        r"\b(?:as|called|named|under(?: the name(?: of)?)?|name it|call it)\s+(?P<name>.+)$",
        rf"\b(?:call|name)\s+(?:this|that|the|my)(?:\s+(?:{BASKET}|one))?\s+(?P<name>.+)$",
        rf"\b(?:save|keep|store)\s+(?:this|the|my)\s+(?P<name>(?!current\b|whole\b|{BASKET}\b).+?)\s+{BASKET}\b",
        r"(?P<name>.+?)\s?(?:이?라는|이?란)\s?이름",
        r"(?P<name>.+?)\s?(?:이?라고)\s?(?:저장|이름|해|불러|부르|기억|보관|적어|남겨)",
        r"(?P<name>\S+)\s?(?:이?라고)?\s?이름\s?(?:을\s?)?(?:붙|달|지어|으로|로)",
        r"이름(?:은|을|이|:)?\s?(?!붙|달|지어|으로|로)(?P<name>[^\s,.!?~]+?(?: [^\s,.!?~]+?)?)"
        r"(?:으로|로|이라고|라고)?(?:\s?(?:해|하|저장|붙여|지어|정해|부탁)|[\s.,!?~]*$)",
        r"(?P<name>.+?)(?:으로|로)\s?(?:저장|보관|이름)",
        r"(?P<name>\S+)\s?(?:장바구니|바구니)(?:를|을)?\s?(?:저장|보관)",
    )
)
LEADING = re.compile(
    r"^(?:(?:이|지금|현재|그|내|제|우리)\s?)?(?:(?:장바구니|바구니|카트|목록|이거|그거|거|것|걸)(?:을|를|은|는)?(?=\s|$))?\s*|"
    r"^(?:the|my|our|a)\s+"
)
TRAILING = re.compile(
    rf"\s+(?:{BASKET}|please|for me|for later|thanks|thank you)$|\s?(?:장바구니|바구니)$|[\s.,!?~\"'“”‘’]+$",
    re.IGNORECASE,
)
STATE = re.compile(
    r"^(?:이|지금|현재|그|요)\s?(?:상태|구성|바구니|장바구니|거|것|목록|조합)(?:로|를|을|대로|은|는)?[\s,]+"
)
POINTING = frozenset(
    {
        "",
        "이",
        "이거",
        "지금",
        "현재",
        "그",
        "그거",
        "it",
        "this",
        "that",
        "current",
        "내",
        "제",
        "대",
        "이대",
        "그대",
        "상태",
    }
)


def undo(asked: Asked) -> Answered:
    """The basket as it stood a step, or several, before."""
    session, language = asked.session, asked.request.language
    if cue("affairs", "emptied").search(asked.request.text):
        return restart(asked)
    steps = min(steps_of(asked.request.text), len(session.back))
    if steps == 0:
        return short_reply(asked, say(language, "undo_none")), session
    try:
        state, changes = decoded(session.back[-steps].document, asked.shop.search.product)
    except ValueError:  # written by another edition of the house
        return short_reply(asked, say(language, "undo_none")), replace(session, back=(), settled=True)
    session = replace(session.at_state(state), back=session.back[:-steps], shown=(), settled=True)
    return _shown(asked, session, changes, say(language, "undone", count=steps), say(language, "undone_empty"))


def restart(asked: Asked) -> Answered:
    """A basket from nothing, in the same conversation; undoing brings the old one back."""
    session = replace(asked.session.at_state(State()), shown=(), spoken=())
    return words_reply(asked, say(asked.request.language, "ask_empty")), session


def resume(asked: Asked) -> Answered:
    """The basket as it stands, for whoever comes back to it."""
    session = asked.session
    if session.request is None or session.plan is None or session.draft is None:
        return words_reply(asked, say(asked.request.language, "no_basket")), session
    return basket_reply(session.request, Made(session.plan, session.draft), session, asked), session


def keep(asked: Asked) -> Answered:
    """Save the basket by a name, open one, list them, or throw one away."""
    text, own = asked.request.text, baskets_of(asked)
    if cue("affairs", "list_baskets").search(text):
        return _list(asked, own), asked.session
    if cue("affairs", "save").search(text):
        return _save(asked, own)
    named = _meant(text, own)
    if named is not None and cue("affairs", "throw_away").search(text):
        for owner in _owners(asked):
            asked.books.sessions.store.take(owner, named.name)
        return short_reply(asked, say(asked.request.language, "kept_gone", name=named.name)), asked.session
    if named is not None:
        return _open(asked, named)
    if cue("affairs", "opening").search(text):
        return _list(asked, own, "kept_unknown"), asked.session
    return _save(asked, own)


def baskets_of(asked: Asked) -> tuple[Basket, ...]:
    """The baskets that the conversation and its shopper have kept, by name."""
    store = asked.books.sessions.store
    found = {basket.name: basket for owner in _owners(asked) for basket in store.baskets(owner)}
    return tuple(found[name] for name in sorted(found))


def steps_of(text: str) -> int:
    """How many steps back are asked for."""
    if cue("affairs", "undo_all").search(text):
        return ALL
    found = STEPS.search(text)
    said = next(filter(None, found.groups()), "") if found else ""
    return int(said) if said.isdigit() else COUNTS.get(said.lower(), 1)


def name_of(text: str) -> str:
    """The name that a basket is to be kept by; empty where none is said."""
    for pattern in NAMED:
        if found := pattern.search(text.strip()):
            name = _bare(STATE.sub("", found["name"].strip()))
            if name.casefold() not in POINTING:
                return name[:LONGEST_NAME].strip()
    return ""


def news(session: Session, language: Language) -> Iterator[Notice]:
    """What has become of the basket in the shop since the last turn."""
    yield from _notices(session.news, language)


def _bare(name: str) -> str:
    """A name without what leads up to it and trails behind it."""
    before = ""
    name = LEADING.sub("", name.strip(" \"'“”‘’"))
    while name != before:
        before, name = name, TRAILING.sub("", name)
    return name


def _owners(asked: Asked) -> tuple[str, ...]:
    """Whose baskets the shopper may see: this conversation's, and their own where they agreed to be remembered."""
    own = owner_of(asked.session.id, None)
    return (owner_of("", asked.who.shopper), own) if asked.who.remembers and asked.who.shopper else (own,)


def _meant(text: str, own: tuple[Basket, ...]) -> Basket | None:
    """The kept basket that a text names, the longest name first."""
    said = text.casefold()
    return next((one for one in sorted(own, key=lambda b: -len(b.name)) if one.name.casefold() in said), None)


def _save(asked: Asked, own: tuple[Basket, ...]) -> Answered:
    session, language = asked.session, asked.request.language
    if session.draft is None or session.plan is None or not session.draft.lines:
        return short_reply(asked, say(language, "no_basket")), session
    name = name_of(asked.request.text) or localized(session.plan.title, language)[:LONGEST_NAME]
    known = any(basket.name == name for basket in own)
    if len(own) >= MOST_BASKETS and not known:
        return short_reply(asked, say(language, "kept_too_many", count=MOST_BASKETS)), session
    document = encoded(replace(session.state, key=""), personal=asked.who.remembers)
    at = aware(asked.at).astimezone(dt.UTC)
    asked.books.sessions.store.put(_owners(asked)[0], Basket(name=name, at=at, document=document))
    total = money(Money(amount=session.draft.total, currency=session.draft.currency), language)
    text = say(language, "kept_again" if known else "kept", name=name, total=total)
    return short_reply(asked, text, say(language, "follow_open", name=name)), session


def _open(asked: Asked, basket: Basket) -> Answered:
    language = asked.request.language
    try:
        state, changes = decoded(basket.document, asked.shop.search.product)
    except ValueError:
        return short_reply(asked, say(language, "kept_unreadable", name=basket.name)), asked.session
    session = replace(asked.session.at_state(state), key="", shown=())  # to be ordered again
    opened = say(language, "opened", name=basket.name)
    return _shown(asked, session, changes, opened, say(language, "kept_unreadable", name=basket.name))


def _list(asked: Asked, own: tuple[Basket, ...], key: str = "kept_list") -> Reply:
    language = asked.request.language
    if not own:
        return short_reply(asked, say(language, "kept_none"))
    names = ", ".join(basket.name for basket in own)
    follow = tuple(say(language, "follow_open", name=basket.name) for basket in own[:3])
    return short_reply(asked, say(language, key, names=names), *follow)


def _shown(asked: Asked, session: Session, changes: tuple[Change, ...], preface: str, empty: str) -> Answered:
    """The basket of a state that was brought back, with what has changed in the shop."""
    if session.request is None or session.plan is None or session.draft is None:
        return short_reply(asked, empty), session
    request = session.request.model_copy(
        update={"act": asked.request.act, "language": asked.request.language, "changes": ()}
    )
    reply = basket_reply(request, Made(session.plan, session.draft, preface), session, asked)
    said = tuple(_notices(changes, asked.request.language))
    return reply.model_copy(update={"notices": (*said, *reply.notices)}), session


def _notices(changes: tuple[Change, ...], language: Language) -> Iterator[Notice]:
    for kind in ("gone", "fewer", "price"):
        own = [one for one in changes if one.kind == kind]
        if own:
            items = ", ".join(_item(one, language) for one in own)
            yield Notice(code=f"now_{kind}", text=say(language, f"notice_now_{kind}", items=items))


def _item(change: Change, language: Language) -> str:
    title = localized(change.title, language)
    if change.before is not None and change.after is not None:
        return f"{title} ({money(change.before, language)} → {money(change.after, language)})"
    return title if change.left is None else f"{title} ({change.left})"
