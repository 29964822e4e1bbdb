"""Put the finders together: one text in, one typed request out, every field with its span."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.types import Budget, DietNeed, Only, People, Request, Span, Stated
from assistant.understand.acts import find_act, find_target
from assistant.understand.adjusted import adjusts
from assistant.understand.asides import find_asides, without_asides
from assistant.understand.attributes import find_brands, find_colours, find_sizes
from assistant.understand.dates import find_dates
from assistant.understand.diet import find_allergies, find_diet
from assistant.understand.dislikes import find_dislikes
from assistant.understand.exclusions import alcohol_free_drink, find_exclusions, find_owned, no_alcohol
from assistant.understand.found import Found, overlaps
from assistant.understand.language import detect
from assistant.understand.money import find_budget
from assistant.understand.only import find_only
from assistant.understand.people import find_people
from assistant.understand.recipient import find_recipient
from assistant.understand.wants import find_swaps, find_wants
from assistant.understand.wishes import find_changes, find_min_rating, find_place
from catalog.types import Language, Market

MARKET_OF = {"USD": "us", "KRW": "kr"}
HOME: dict[Language, Market] = {"en": "us", "ko": "kr"}
NEW_JOBS = frozenset({"plan"})
LONGEST = 2_000  # characters read of a message; a shopper's request is never longer
AMOUNTS = ("budget", "people", "min_rating", "deliver_by", "sizes")  # what says how much, not what for
COUNT = re.compile(r"\W*(?:for )?(?:about |around )?\d", re.IGNORECASE)  # people said as a number alone
SIZE_WORDS = re.compile(r"(?:\b(?:in|my|shoe|a|US|EU|UK|size|is)\s+)*$", re.IGNORECASE)  # what leads up to a size
ALL_OF_THEM = re.compile(r"(?:다|모두|전부)\s?$|\ball (?:\w+ )?of (?:us|them) (?:are|is)\s?$", re.IGNORECASE)
TIMES = re.compile(r"\s?배")
ENDING = re.compile(r"[가-힣]{0,4}(?=[\s,.!?]|$)")  # what hangs on a Korean amount: 8명[이고], 12만원[이야]


@dataclass(frozen=True)
class Vocabulary:
    """The shop's own names, by every spelling: brands and stores."""

    brands: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)


def understand(
    text: str,
    at: dt.datetime,
    vocabulary: Vocabulary,
    market: Market | None = None,
    has_basket: bool = False,
    language: Language | None = None,
) -> Request:
    """Read one message. The market is the one given, else the budget's currency's, else the language's."""
    whole = text[:LONGEST]
    spoken: Language = language or detect(whole).language
    read = without_asides(whole, find_asides(whole))
    budget = find_budget(read)
    if has_basket and budget is not None:
        own = budget.value.limit.currency
        budget = None if adjusts(read, own, budget.span.start, budget.span.end) else budget
    if budget is not None and TIMES.match(read, budget.span.end):
        budget = None  # 예산 두 배로: no 20,000 won
    found: dict[str, Any] = {
        "budget": budget,
        "people": find_people(read),
        "recipient": find_recipient(read),
        "diet": tuple(_all_of_them(read, found) for found in find_diet(read)),
        "allergies": find_allergies(read),
        "exclusions": find_exclusions(read),
        "owned": find_owned(read),
        "no_alcohol": no_alcohol(read),
        "sizes": find_sizes(read),
        "colours": find_colours(read),
        "brands": find_brands(read, vocabulary.brands),
        "min_rating": find_min_rating(read),
        "place": find_place(read, vocabulary.places),
        "changes": find_changes(read),
        "target": find_target(read),
        "act": find_act(read, has_basket),
    }
    if found["act"].value not in NEW_JOBS and alcohol_free_drink(read):  # one thing of a basket or a list is so
        found["no_alcohol"] = None
    some = [one.span for one in found["diet"] if not one.value.everyone]  # what some may not eat is nobody else's loss
    found["exclusions"] = tuple(
        one for one in found["exclusions"] if not any(overlaps(one.span, span) for span in some)
    )
    dates = find_dates(read, at)
    found |= {"date": dates.day, "deliver_by": dates.deliver_by, "days": dates.days, "nights": dates.nights}
    found["dislikes"] = find_dislikes(read, found["exclusions"])
    found["only"] = _alone(whole, found)  # "저는 디저트 담당이에요" says it of oneself
    swaps = find_swaps(read)
    found["exclusions"] = (*found["exclusions"], *(old for old, _ in swaps))
    found["wants"] = (*_wants(read, found), *(new for _, new in swaps))
    spans = {name: _spans(value) for name, value in found.items() if _spans(value)}
    return Request(
        text=whole,
        job=read,
        language=spoken,
        market=market or _market(budget, spoken),
        occasion=_occasion(read, spans) or None,
        spans=spans,
        **{name: _value(name, value) for name, value in found.items() if value},
    )


def _market(budget: Found[Budget] | None, language: Language) -> Market:
    if budget is not None and budget.value.limit.currency in MARKET_OF:
        return "kr" if budget.value.limit.currency == "KRW" else "us"
    return HOME[language]


def _wants(text: str, found: Mapping[str, Any]) -> tuple[Found[Stated], ...]:
    """What is named to buy, apart from what is excluded, owned or counts people."""
    taken = [f.span for name in ("exclusions", "owned", "people", "budget") for f in _many(found[name])]
    return tuple(want for want in find_wants(text) if not any(overlaps(want.span, span) for span in taken))


def _alone(text: str, found: Mapping[str, Any]) -> tuple[Found[Only], ...]:
    """The groups that are asked for alone, apart from what is excluded or there already."""
    taken = [one.span for name in ("exclusions", "owned", "dislikes") for one in _many(found[name])]
    return tuple(one for one in find_only(text) if not any(overlaps(one.span, span) for span in taken))


def _many(value: Any) -> Iterable[Found[Any]]:
    return value if isinstance(value, tuple) else () if value is None else (value,)


def _spans(value: Any) -> tuple[Span, ...]:
    return tuple(found.span for found in _many(value))


def _value(name: str, value: Any) -> Any:
    """A request's field from what was found."""
    if name in ("exclusions", "owned", "dislikes"):
        return tuple(Stated(text=found.value, span=found.span) for found in value)
    if name == "diet":
        return _diets(found.value for found in value)
    if isinstance(value, tuple):
        return tuple(dict.fromkeys(found.value for found in value))
    return value.value


def _all_of_them(text: str, found: Found[DietNeed]) -> Found[DietNeed]:
    """A diet that "all four of us" keep binds everyone: 넷 다, 네 명 모두."""
    if found.value.people is None or not ALL_OF_THEM.search(text[: found.span.start]):
        return found
    return Found(found.value.model_copy(update={"people": None, "everyone": True}), found.span)


def _diets(needs: Iterable[DietNeed]) -> tuple[DietNeed, ...]:
    """One need a diet; what binds everyone, or more people, wins."""
    best: dict[str, DietNeed] = {}
    for need in needs:
        old = best.get(need.diet)
        if old is None or (need.everyone, need.people or 0) > (old.everyone, old.people or 0):
            best[need.diet] = need
    return tuple(best.values())


def _occasion(text: str, spans: Mapping[str, tuple[Span, ...]]) -> str:
    """The words of the job: the text without its amounts."""
    kept = list(text)
    for name in AMOUNTS:
        for span in spans.get(name, ()):
            if name == "people" and not COUNT.match(span.text):
                continue  # "my son turns 5" says what for as well
            hanging = ENDING.match(text, span.end)
            end = hanging.end() if hanging else span.end
            start = SIZE_WORDS.search(text[: span.start]).start() if name == "sizes" else span.start  # type: ignore[union-attr]
            kept[start:end] = " " * (end - start)
    words = re.sub(r"\s+", " ", "".join(kept)).strip(" ,.;:!?~·-—")
    return re.sub(r"\s+([,.;!?])", r"\1", re.sub(r"([,.;!?])[\s,.;!?]*(?=[,.;!?])", "", words))


def merged(old: Request, new: Request) -> Request:
    """The earlier request with what a refinement says: every earlier limit stays unless it is changed."""
    changes: dict[str, Any] = {
        "text": new.text,
        "job": new.job,
        "act": new.act,
        "language": new.language,
        "changes": new.changes,
    }
    changes |= {"target": new.target, "spans": new.spans, "dislikes": new.dislikes}  # those of old are kept by now
    for name in ("budget", "recipient", "min_rating", "date", "deliver_by", "days", "nights", "place"):
        if getattr(new, name) is not None:
            changes[name] = getattr(new, name)
    if new.people != People():
        changes["people"] = new.people
        if new.budget is None and old.budget is not None and old.budget.stated is not None:
            # Other people, so "cheaper than that" is over.
            changes["budget"] = Budget(limit=old.budget.stated, per_person=old.budget.stated_each)
    for name in ("sizes", "colours", "brands", "only"):
        if getattr(new, name):
            changes[name] = getattr(new, name)
    for name in ("exclusions", "owned", "allergies", "wants"):
        changes[name] = tuple(dict.fromkeys((*getattr(old, name), *getattr(new, name))))
    changes["wants"] = tuple(one for one in changes["wants"] if not _said_of(one, new.exclusions))  # taken out since
    changes["exclusions"] = tuple(one for one in changes["exclusions"] if not _said_of(one, new.wants))  # back in
    changes["diet"] = _diets((*old.diet, *new.diet))
    changes["no_alcohol"] = old.no_alcohol or new.no_alcohol
    return old.model_copy(update=changes)


def _said_of(stated: Stated, others: tuple[Stated, ...]) -> bool:
    """Whether one of the others names the same thing, apart from a plural."""
    return any(stated is not one and _bare(stated.text) == _bare(one.text) for one in others)


def _bare(text: str) -> str:
    return text.casefold().strip().removesuffix("s")
