"""What a turn wants to have put in, as needs: each thing that it names, looked for by all that is said of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.dialogue import answers
from assistant.dialogue.asked import Asked
from assistant.dialogue.counts import KO_PACKS, PACKS
from assistant.dialogue.finding import CONDITION
from assistant.dialogue.pointing import OF_IT
from assistant.plan.things import Mention, find_things
from assistant.types import Need, Request
from assistant.understand.cues import cue
from assistant.understand.numbers import EN_NUMBER, KO_NUMBER
from assistant.understand.topic import topic
from assistant.understand.wants import PACK_UNITS
from catalog.text import HANGUL, tokens

LONG = 2  # words of a name that can be of another shelf than its last word
LISTED = re.compile(
    r"(?i:(?<![a-z])(?:and|plus)(?![a-z])|[,&+]|이랑|(?<=[가-힣])랑(?=\s)|하고(?=\s)|(?<=[가-힣])[와과](?=\s)|그리고)"
)
PACKS_SAID = re.compile(rf"(?i:(?<![\w.]){EN_NUMBER} {PACKS}(?![a-z])|{KO_NUMBER}\s?{KO_PACKS}(?![가-힣]))")
PUT = re.compile(
    r"(?i:(?<![a-z])(?:put|pop|chuck|stick|drop|toss|slip|grab)(?![a-z])|"
    r"(?<![a-z])throw(?= (?:in|on|a|an|some|the|me)(?![a-z]))|"
    r"(?<![a-z])(?:is|are) a must(?![a-z])|,? (?:add|get|include) (?:them|it|those|that)(?=[.!]*$)|"
    r"(?<![가-힣])(?:해|해요|합니다|하네요?)(?![가-힣])|"  # what 신발도 필요해 leaves of its verb
    r"(?<![a-z])(?:sure|obviously|actually|as well)(?![a-z])|^(?:and |oh )?(?:plus|also|and)(?![a-z]))"
)
IN_CART = re.compile(
    r"(?i:(?<![a-z])(?:in|into|to|on) (?:my|the|our) (?:shopping )?(?:cart|basket|bag|trolley|pile)(?![a-z]))"
)
PURPOSE = re.compile(  # "kraft paper so I can wrap it": why it is put in
    r"(?i:,? (?:so(?: that)? (?:i|we|he|she|they|it) can|because|cos|cuz)(?![a-z])[^.!?]*)"
)
SIZED = re.compile(r"(?i:(?:in )?(?:the )?(?<![a-z])(?:smallest|largest|biggest)(?: (?:size|one)s?)?(?![a-z]))")
OF_A_PACK = re.compile(
    rf"(?i:(?<![a-z])(?:(?:another|one more|more|extra) )?{PACKS.replace('|of|for each', '')} of (?:the )?)"
)
LIKE_KO = re.compile(r"([가-힣]{2,8}) 같은 [가-힣]{1,8}")  # "스프링클 같은 장식": what it is to be like
WHERE_KO = re.compile(  # "케이크에 꽂을 초": where a thing goes is no thing that is wanted
    r"(?P<place>[가-힣]{1,8})에(?:다|다가)? (?=(?:꽂|넣|올리|올릴|붙이|붙일|걸|달|쓸|바르|바를|뿌리|뿌릴|곁들|끼우|"
    r"끼울|깔|맬|두르|두를|어울리)[가-힣]*\s)"
)
BESIDE = frozenset(
    {"act", "wants", "changes", "exclusions", "target", "sizes", "colours"}
)  # what such a turn may say; more is a new plan


def names_nothing(asked: Asked, things: Sequence[Mention]) -> bool:
    """Whether a turn that puts something in names no thing, no people and no amount: there is nothing to plan from."""
    request = asked.request
    return not (things or request.wants or set(request.spans) - BESIDE)


def needs_of(asked: Asked, request: Request) -> tuple[Need, ...]:
    """A need for each thing that the turn names."""
    if (
        bare := WHERE_KO.sub(lambda at: " " * len(at[0]) if find_things(at["place"]) else at[0], request.asked)
    ) != request.asked:
        request = request.model_copy(update={"text": bare, "job": bare})
    fresh = tuple(one for one in request.wants if one.text in request.text and not _is_a_verb(one.text))
    fresh = tuple(one for one in fresh if one.text.casefold() not in PACK_UNITS)  # "ice, two bags"
    needs = asked.shop.planner.asked_needs(request.model_copy(update={"wants": fresh}), _people(asked))
    said = thing_said(request)
    told = topic(said)
    parts = [words for part in LISTED.split(said) if (words := topic(part)) and _is_a_thing(asked, words)]
    if len(needs) > 1 and (whole := _whole(asked, told, len(parts))) is not None:
        return (whole,)
    if request.act == "add" and not fresh and len(parts) > 1:
        return tuple(_part_need(asked, part) for part in parts)
    if len(needs) > 1 and not LISTED.search(said) and len(head := plainly(asked)) == 1:
        return head
    counted = len(fresh) == 1 and not HANGUL.search(fresh[0].text)  # Korean says what it is like before the word
    words = topic(fresh[0].text) if counted else told
    if len(fresh) == 1 and not counted and len(parts) == 1:
        needs = named_needs(asked, words) or needs
    if HANGUL.search(words) and len(parts) <= 1 and len(needs) > 1:  # its last noun is the thing: 식탁 모서리 보호대
        needs = named_needs(asked, find_things(words)[-1].word) if find_things(words) else needs[-1:]
    if not needs and words and request.act == "add":
        return (unknown(words),)
    if len(needs) != 1:
        return needs
    need = _on_its_shelf(asked, needs[0], told)
    return (_called(need, words) if words else need,)


def named_needs(asked: Asked, words: str) -> tuple[Need, ...]:
    """A need for each thing that words name."""
    alone = Request(text=words, language=asked.request.language, market=asked.request.market)
    return tuple(_called(need, words) for need in asked.shop.planner.asked_needs(alone, _people(asked)))


def unknown(words: str) -> Need:
    """A need for something that no list of things has a name for: the search says whether the shop has it."""
    said = {"en": words, "ko": words}
    role = f"asked-{'-'.join(tokens(words)[:3])}"
    return Need(role=role, label=said, query=said, quantity=1, must=True, stated=True, rule="request")


def thing_said(request: Request) -> str:
    """What a turn says of the thing itself: neither that it is to be put in nor how many of it."""
    bare = IN_CART.sub(" ", PURPOSE.sub("", request.asked))
    if bare != request.asked:
        request = request.model_copy(update={"text": bare, "job": bare, "spans": {}})
    said = PUT.sub(" ", cue("acts", "add").sub(" ", answers.search_words(request)))
    said = SIZED.sub(" ", said)
    return LIKE_KO.sub(r"\1", OF_A_PACK.sub(" ", PACKS_SAID.sub(" ", said)))


def _is_a_verb(text: str) -> bool:
    """Whether what was taken for a thing only says that something is to be put in."""
    return not cue("acts", "add").sub("", text).strip()


def _is_a_thing(asked: Asked, words: str) -> bool:
    """Whether words name something by themselves: a kind of thing, or in Korean what some product is called."""
    called = HANGUL.search(words) and asked.shop.search.snapshot.lexical.naming(words).any()
    return bool(find_things(words) or called)


def _on_its_shelf(asked: Asked, need: Need, words: str) -> Need:
    """The need on the shelf of what is called by all the words, if that is another: a 노즈워크 담요 is a toy."""
    said, own = set(tokens(words)) - OF_IT, tuple(need.categories)
    shelves = _shelves(asked, said)
    if not shelves or not own:
        return need
    if kept := tuple(one for one in shelves if one.startswith(own)):
        return need.model_copy(update={"categories": kept})
    told = said - {word for thing in find_things(words)[-1:] for word in tokens(thing.word)}
    there = any(one.startswith(own) for one in _shelves(asked, told, 1))  # "red wine": its bottles say "red" alone
    return need if there or not told else need.model_copy(update={"categories": shelves})


def _shelves(asked: Asked, said: set[str], least: int = LONG) -> tuple[str, ...]:
    """The shelves of what is called by all of at least so many words."""
    snapshot = asked.shop.search.snapshot
    called = snapshot.lexical.named(said, title_only=True) if len(said) >= least else ()
    return tuple(dict.fromkeys(snapshot.products[int(at)].category for at in called))


def _whole(asked: Asked, words: str, parts: int) -> Need | None:
    """The need of one thing whose kind other things' names tell, as a title does: "kettle chips, cheddar and chive"."""
    said = set(tokens(words)) - OF_IT
    shelves = _shelves(asked, said) if parts <= 1 or len(said) > LONG else ()
    bare = " ".join(word for word in words.split() if word not in OF_IT)
    return unknown(bare).model_copy(update={"categories": shelves}) if shelves else None


def plainly(asked: Asked) -> tuple[Need, ...]:
    """The need without what it is for: "a little lamp for the bedside", "coin cells for the torch"."""
    head = CONDITION.split(asked.request.asked, maxsplit=1)[0]
    words = thing_said(asked.request.model_copy(update={"text": head, "job": head, "spans": {}, "wants": ()})).strip()
    return named_needs(asked, words)[:1] if head != asked.request.asked and find_things(words) else ()


def _part_need(asked: Asked, words: str) -> Need:
    """The need of one of several things: "goggles and a swimming cap"."""
    return next(iter(named_needs(asked, words)), None) or unknown(words)


def _people(asked: Asked) -> int:
    return asked.session.plan.people if asked.session.plan is not None else 1


def _called(need: Need, words: str) -> Need:
    """The need looked for by all that was said of it: the lavender candle, not any candle."""
    return need.model_copy(update={"query": {"en": words, "ko": words}})
