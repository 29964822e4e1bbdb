"""What is answered with care before anything is planned: danger, harm, health, age, claims of cure, abuse, attacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.dialogue.asked import Act, Answered, Asked
from assistant.dialogue.lines import taken_out
from assistant.dialogue.ordering import restricted
from assistant.dialogue.replies import words_reply
from assistant.explain.phrases import say
from assistant.plan.limits import ADULT_AGE
from assistant.plan.things import find_things
from assistant.types import Notice, Reply, Request, Span
from assistant.understand.careful import (
    Concern,
    asks_for_care,
    attacks,
    beside_the_point,
    blanked,
    find_abuse,
    find_adult_goods,
    find_concern,
    find_goods,
    find_youth,
)
from assistant.understand.cues import cue
from assistant.understand.jobs import is_job

GRAVE = frozenset({"minors", "emergency", "self_harm", "danger", "harm", "eating"})  # nothing is offered beside these
HELPED = frozenset({"emergency", "self_harm", "danger", "harm", "eating", "medical"})  # with whom to turn to
ESSAY = 800  # characters: nobody writes a shopping list of that length around two attacks
SEVERAL = 2  # things named: "I will ask her to marry me: candles, flowers" is no errand
REFERS = "careful_"  # the code of a notice that says why an answer is careful


def carefully(asked: Asked, act: Act) -> Answered:
    """Answer what asks for care itself; leave the rest to the act, without alcohol for who is too young for it."""
    request = asked.request
    young = asked.session.young or find_youth(request.text, _adult(request)) is not None
    concern = _concern(request, young)
    if concern is not None and not _helps_along(request, concern):
        calm = request.model_copy(update={"act": "out_of_scope"})
        reply = words_reply(replace(asked, request=calm), *careful(calm, concern))
        return reply.model_copy(update=_quiet(concern)), replace(asked.session, young=young)
    reply, session = act(replace(asked, request=_served(request, concern, young)))
    young = young or session.young  # an age may have been the answer to a question: a bare "16"
    if young and session.draft is not None and (lines := restricted(session.draft)):
        there = replace(asked, request=reply.request, session=session)
        reply, session = taken_out(there, session.draft, lines)  # whatever brought it: an undo, an old basket
    said = tuple(_also(reply.request, concern, young and reply.bundle is not None))
    return reply.model_copy(update={"notices": (*reply.notices, *said)}), replace(session, young=young)


def careful(request: Request, concern: Concern) -> tuple[str, tuple[Notice, ...]]:
    """The words for a concern: who can help in the shopper's market, and nothing to buy."""
    helps = say(request.language, f"help_{request.market}_{concern}") if concern in HELPED else ""
    text = say(request.language, f"careful_{concern}", help=helps, age=_adult(request))
    return text, (Notice(code=f"{REFERS}{concern}", text=text),)


def needs_care(request: Request) -> bool:
    """Whether a message is answered with care by rules alone: no language model reads or words a cry for help."""
    return find_concern(request.text, _adult(request)) is not None


def heeded(request: Request) -> Request:
    """The request without lasting dislikes where it asks for care: "I hate my life" is no taste to remember."""
    concern = find_concern(request.text, _adult(request))
    return request if concern is None else request.model_copy(update={"dislikes": ()})


def fenced(text: str) -> tuple[str, bool]:
    """The message without attacks on the assistant and errands, where the rest asks for something; whether any went."""
    found = beside_the_point(text)
    if len(find_things(text, ())) >= SEVERAL and not attacks(text):
        return text, False
    whole = (Span(start=found[0].start, end=found[-1].end, text=""),) if _is_essay(text, found) else found
    for spans in (whole, found):
        rest = blanked(text, spans)
        if found and _asks(rest):
            return rest.strip(), True
    return text, False


def _is_essay(text: str, found: tuple[Span, ...]) -> bool:
    """Whether what lies between the first attack and the last is one too: long, and no part of it asks for care."""
    return len(text) > ESSAY and len(found) > 1 and not asks_for_care(text[found[0].start : found[-1].end])


def beside(said: Sequence[Notice], reply: Reply) -> tuple[Notice, ...]:
    """The turn's own notices; none of them beside a grave answer, which stands alone."""
    grave = {f"{REFERS}{concern}" for concern in GRAVE}
    return () if any(notice.code in grave for notice in reply.notices) else tuple(said)


def left_out(language: str) -> Notice:
    """What to say of a sentence that was left out."""
    return Notice(code="careful_attack", text=say(language, "careful_attack_left_out"))


def _concern(request: Request, young: bool) -> Concern | None:
    """The concern of this turn. Who has said before to be too young stays so."""
    found = find_concern(request.text, _adult(request))
    if found is None and young and find_adult_goods(request.text):
        return "underage"
    return found.value if found else None


def _helps_along(request: Request, concern: Concern) -> bool:
    """Whether the shop can still do what is asked: plain goods for the ill, a party without beer, a job said rudely."""
    if concern == "underage":
        return _asks(blanked(request.text, find_adult_goods(request.text)))
    if concern == "abuse":
        return _asks(blanked(request.text, find_abuse(request.text)))
    return concern == "medical" and bool(find_goods(request.text))


def _asks(text: str) -> bool:
    """Whether a text asks for something that a shop has."""
    return is_job(text) or bool(find_things(text, ()))


def _served(request: Request, concern: Concern | None, young: bool) -> Request:
    """The request as it can be met: plain goods alone for the ill, no alcohol for the young, nothing of an insult."""
    if concern == "medical":
        goods = tuple(find_goods(request.text))
        words = ", ".join(span.text for span in goods)
        return request.model_copy(update={"act": "find", "job": words, "occasion": words, "wants": (), "spans": {}})
    if concern == "abuse":
        return _without(request, find_abuse(request.text))
    return _sober(request) if young else request


def _without(request: Request, spans: tuple[Span, ...]) -> Request:
    job = blanked(request.asked, spans)
    return request.model_copy(update={"job": job, "occasion": job.strip()})


def _sober(request: Request) -> Request:
    """The request without alcohol and tobacco, whatever it names."""
    spans = find_adult_goods(request.text)
    wants = tuple(want for want in request.wants if want.span is None or not _overlap(want.span, spans))
    words = request.occasion or ""
    return request.model_copy(
        update={
            "job": blanked(request.asked, spans),
            "occasion": blanked(words, find_adult_goods(words)).strip() or None,
            "wants": wants,
            "no_alcohol": True,
        }
    )


def _overlap(one: Span, others: tuple[Span, ...]) -> bool:
    return any(one.start < other.end and other.start < one.end for other in others)


def _quiet(concern: Concern) -> dict[str, tuple[str, ...]]:
    return {"follow_ups": ()} if concern in GRAVE else {}


def _also(request: Request, concern: Concern | None, sober: bool) -> Iterator[Notice]:
    """What is said beside an answer that goes on."""
    language = request.language
    if concern == "underage" or sober:
        yield Notice(code="careful_underage", text=say(language, "careful_underage_left_out", age=_adult(request)))
    if concern == "medical":
        helps = say(language, f"help_{request.market}_medical")
        yield Notice(code="careful_medical", text=say(language, "careful_medical_goods", help=helps))
    if cue("careful", "pet_ill").search(request.text):
        yield Notice(code="careful_pet", text=say(language, "careful_pet"))
    if concern == "abuse":
        yield Notice(code="careful_abuse", text=say(language, "careful_abuse_goes_on"))


def _adult(request: Request) -> int:
    return ADULT_AGE[request.market]
