"""The acts `remember` and `forget`: what holds for good is kept with consent alone, and goes when asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assistant.dialogue.asked import Answered, Asked
from assistant.dialogue.keeping import baskets_of
from assistant.dialogue.known import Known
from assistant.dialogue.replies import short_reply
from assistant.dialogue.sessions import Pending, Session
from assistant.explain.phrases import say
from assistant.shopper.types import EVERYONE, NOTHING, Lasting, Preference, PreferenceKind
from assistant.types import DietNeed, Notice, Request, Stated
from assistant.understand.cues import cue
from assistant.understand.exclusions import no_alcohol_named
from catalog.text import normalize
from catalog.types import Language

LIMITED = frozenset({"plan", "find", "refine", "add"})  # acts that choose products


def limited(request: Request, session: Session, who: Known) -> tuple[Request, tuple[Notice, ...]]:
    """The request with what was to be remembered, and a word about it. A gift is for somebody else's table."""
    if request.act not in LIMITED or request.recipient is not None:
        return request, ()
    lasting = session.lasting.and_(who.lasting)
    diet = tuple(need for need in _needs(lasting) if need.diet not in {one.diet for one in request.diet})
    allergies = tuple(one for one in lasting.allergies if one not in request.allergies)
    held = {normalize(one.text) for one in request.exclusions}
    exclusions = tuple(Stated(text=one) for one in session.lasting.dislikes if normalize(one) not in held)
    if not (diet or allergies or exclusions):
        return request, ()
    changes = {
        "diet": (*request.diet, *diet),
        "allergies": (*request.allergies, *allergies),
        "exclusions": (*request.exclusions, *exclusions),
    }
    added = Lasting(
        diet=tuple(need.diet for need in diet), allergies=allergies, dislikes=tuple(one.text for one in exclusions)
    )
    text = say(request.language, "notice_remembered", items=in_words(added, request.language))
    return request.model_copy(update=changes), (Notice(code="remembered", text=text),)


def remember(asked: Asked) -> Answered:
    """Keep diets, allergens and dislikes: on the shopper's record with their consent, else for this conversation."""
    wished, language = lasting_in(asked.request), asked.request.language
    if wished == NOTHING:
        return short_reply(asked, say(language, "remember_what")), asked.session
    items = in_words(wished, language)
    who, shoppers = asked.who, asked.shop.desk.shoppers
    kept = who.shopper is not None and shoppers.prefer(who.shopper, _stated(wished), asked.at)
    if kept and not who.refused:
        return short_reply(asked, say(language, "remembered", items=items)), asked.session
    session = replace(asked.session, lasting=asked.session.lasting.and_(wished))
    key = "remembered_unused" if kept else "remembered_here" if who.shopper else "remembered_stranger"
    return short_reply(asked, say(language, key, items=items)), session


def forget(asked: Asked) -> Answered:
    """Drop one thing that was remembered, or show everything that is held and ask whether it shall go."""
    language = asked.request.language
    session, gone = _dropped(asked)
    if gone:
        return short_reply(asked, say(language, "forgotten", items=", ".join(gone))), session
    if lasting_in(asked.request) != NOTHING and not cue("affairs", "everything_held").search(asked.request.text):
        return short_reply(asked, say(language, "forget_unknown")), session
    follow = (say(language, "follow_erase"), say(language, "follow_leave"))
    reply = short_reply(asked, _what_goes(asked), *follow)
    return reply, replace(session, pending=Pending(what="forget", turn=session.turns + 1))


def erasure_said(asked: Asked, yes: bool) -> Answered:
    """Take everything away that is held, or leave it."""
    language, session = asked.request.language, asked.session
    if not yes:
        return short_reply(asked, say(language, "forget_left")), session
    if asked.who.shopper is not None:
        asked.shop.desk.shoppers.erase(asked.who.shopper)
    asked.books.ledger.erase(None, session.id)
    asked.books.sessions.drop(session.id)
    return short_reply(asked, say(language, "forget_done")), Session(session.id, turns=session.turns, settled=True)


def lasting_in(request: Request) -> Lasting:
    """What of a request could hold for good."""
    everybody = cue("affairs", "everybody").search(request.text)  # "I'm vegan" alone reads as everybody who is there
    own = [need.diet for need in request.diet if (need.people or 1) == 1 and not (need.everyone and everybody)]
    shared = [need.diet for need in request.diet if need.diet not in own]
    things = tuple(dict.fromkeys(one.text for one in (*request.dislikes, *request.exclusions)))
    return Lasting(diet=tuple(own), shared=tuple(shared), allergies=request.allergies, dislikes=things)


def in_words(lasting: Lasting, language: Language) -> str:
    """What holds, one thing after the other."""
    diets = [say(language, f"diet_{diet}") for diet in dict.fromkeys((*lasting.diet, *lasting.shared))]
    free = [say(language, "without_item", item=say(language, f"allergen_{one}")) for one in lasting.allergies]
    left_out = [say(language, "without_item", item=one) for one in lasting.dislikes]
    return ", ".join([*diets, *free, *left_out])


def _needs(lasting: Lasting) -> list[DietNeed]:
    own = [DietNeed(diet=diet, people=1) for diet in lasting.diet if diet not in lasting.shared]
    return [*own, *(DietNeed(diet=diet, everyone=True) for diet in lasting.shared)]


def _stated(lasting: Lasting) -> list[tuple[PreferenceKind, str]]:
    return [
        *(("diet", diet) for diet in lasting.diet),
        *(("diet", diet + EVERYONE) for diet in lasting.shared),
        *(("allergy", one) for one in lasting.allergies),
        *(("dislike", one) for one in lasting.dislikes),
    ]


def _dropped(asked: Asked) -> tuple[Session, list[str]]:
    """The one thing that a text names, taken off the record and out of the conversation."""
    wished, language, who = lasting_in(asked.request), asked.request.language, asked.who
    shoppers, said = asked.shop.desk.shoppers, normalize(asked.request.text)
    held = shoppers.holdings(who.shopper).preferences if who.shopper else ()
    gone = [one for one in held if _is_named(one, wished, said)]
    for one in gone:
        shoppers.forget(who.shopper or "", one.id)
    lasting = asked.session.lasting
    left = Lasting(
        diet=_without(lasting.diet, (*wished.diet, *wished.shared)),
        shared=_without(lasting.shared, (*wished.diet, *wished.shared)),
        allergies=_without(lasting.allergies, wished.allergies),
        dislikes=tuple(one for one in lasting.dislikes if normalize(one) not in said),
    )
    names = [_named(one, language) for one in gone]
    if left != lasting:
        names += [one for one in in_words(_taken(lasting, left), language).split(", ") if one not in names]
    return _lifted(replace(asked.session, lasting=left), _taken(lasting, left)), names


def _taken(lasting: Lasting, left: Lasting) -> Lasting:
    """What is no longer remembered."""
    return Lasting(
        diet=_without(lasting.diet, left.diet),
        shared=_without(lasting.shared, left.shared),
        allergies=_without(lasting.allergies, left.allergies),
        dislikes=_without(lasting.dislikes, left.dislikes),
    )


def _lifted(session: Session, gone: Lasting) -> Session:
    """The conversation with its basket no longer bound by what was forgotten."""
    request = session.request
    if request is None:
        return session
    dislikes = {normalize(one) for one in gone.dislikes}
    exclusions = tuple(one for one in request.exclusions if normalize(one.text) not in dislikes)
    changes = {
        "diet": tuple(need for need in request.diet if need.diet not in (*gone.diet, *gone.shared)),
        "allergies": _without(request.allergies, gone.allergies),
        "exclusions": exclusions,
        "no_alcohol": request.no_alcohol and not any(no_alcohol_named(one) for one in dislikes),
    }
    return replace(session, request=request.model_copy(update=changes))


def _without(held: Iterable[str], gone: Iterable[str]) -> tuple[str, ...]:
    dropped = set(gone)
    return tuple(one for one in held if one not in dropped)


def _is_named(one: Preference, wished: Lasting, said: str) -> bool:
    if one.kind == "diet":
        return one.text.removesuffix(EVERYONE) in (*wished.diet, *wished.shared)
    return one.text in wished.allergies if one.kind == "allergy" else normalize(one.text) in said


def _named(one: Preference, language: Language) -> str:
    if one.kind == "diet":
        return say(language, f"diet_{one.text.removesuffix(EVERYONE)}")
    item = say(language, f"allergen_{one.text}") if one.kind == "allergy" else one.text
    return say(language, "without_item", item=item)


def _what_goes(asked: Asked) -> str:
    """Everything that an erasure would take away, counted."""
    language, who = asked.request.language, asked.who
    orders = {one.id for one in asked.books.ledger.orders(asked.session.id, None)}
    counts = {"baskets": len(baskets_of(asked)), "orders": len(orders)}
    if who.shopper is None:
        return say(language, "forget_here", **counts)
    held = asked.shop.desk.shoppers.holdings(who.shopper)
    counts["orders"] = len(orders | {one.id for one in held.orders})
    counts |= {"events": len(held.events), "preferences": len(held.preferences), "consents": len(held.consents)}
    return say(language, "forget_all", **counts, conversations=len(held.conversations))
