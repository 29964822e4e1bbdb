"""Things that the shopper has already, or says they do not need: "I already have a tent", "의자는 필요 없어"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from assistant.types import Span
from assistant.understand.cues import cue, either, words
from assistant.understand.found import Found, overlaps
from assistant.understand.things import things_after, things_before

TOPICS = frozenset(("은", "는", "도"))
SPEAKERS = frozenset(("나는", "저는", "난", "전", "나", "저", "우리", "저희", "우리는", "저희는", "우린", "저흰"))
AT_HOME = frozenset(("집에", "이미", "벌써", "집에도", "우리집에", "저희집에", "냉장고에", "원래", "창고에", "회사에"))
# Where a phrase begins: at an article, a clause or the text.
CLAUSE = re.compile(r"\A|[,.;!?(\n]\s?|\b(?:and|but|so|since|because|the|our|my|all)(?=\s)", re.IGNORECASE)
BACK = 40  # characters before "is covered" that its thing can take


def find_owned(text: str) -> tuple[Found[str], ...]:
    """Things that are there already or not needed, each as the bare noun that the shopper wrote, in order."""
    found: list[Found[str]] = []
    for span in (*_following(text), *_done(text), *_korean(text)):
        if cue("owned", "no_goods").fullmatch(span.text):
            continue  # mould, or nobody else
        if not any(overlaps(span, other.span) for other in found):
            found.append(Found(span.text, span))
    return tuple(sorted(found, key=lambda one: one.span.start))


def _following(text: str) -> Iterator[Span]:
    """English things behind their cue."""
    for name in ("sure", "unneeded"):
        for match in _at_word(name).finditer(text):
            yield from things_after(text, match.end(), articles=True)
    for name in ("likely", "maybe"):
        for match in _at_word(name).finditer(text):
            things = things_after(text, match.end(), articles=True)
            goods = name == "likely" and all(_is_goods(thing.text) for thing in things)
            if things and (goods or _is_there(text, things[-1].end)):
                yield from things


def _is_there(text: str, end: int) -> bool:
    return bool(re.compile(r"\s{1,2}" + either("owned", "there"), re.IGNORECASE).match(text, end))


def _is_goods(name: str) -> bool:
    """Whether a thing, or its last word, is one that people own: "a big tent"."""
    folded = name.casefold()
    goods = _goods()
    return folded in goods or folded.rsplit(None, 1)[-1] in goods


@cache
def _goods() -> frozenset[str]:
    return frozenset(words("owned")["goods"]) | frozenset(words("owned")["goods_ko"])


@cache
def _at_word(name: str) -> re.Pattern[str]:
    """A list of English cues, looked for only where a word begins."""
    return re.compile(rf"(?<![a-z'’])(?=[a-z]){either('owned', name)}", re.IGNORECASE)


def _done(text: str) -> Iterator[Span]:
    """English things before their cue: "the cake is taken care of"."""
    for match in cue("owned", "done").finditer(text):
        starts = [m.end() for m in CLAUSE.finditer(text, max(0, match.start() - BACK), match.start())]
        things = things_after(text, starts[-1]) if starts else []
        if things and things[-1].end == match.start() - 1:
            yield from things


def _korean(text: str) -> Iterator[Span]:
    """Korean things before their cue. "있어" alone is often a question: it needs more that speaks for it."""
    for name in ("sure_ko", "topic_ko", "have_ko"):
        for match in cue("owned", name).finditer(text):
            if text[: match.start()].rstrip().endswith("더"):  # "하나 더 챙길게요" is one more
                continue
            things, seen = things_before(text, _thing_end(text, match.start()), _rows())
            if things and (name == "sure_ko" or _says(name, match[0], things, seen)):
                yield from things


def _thing_end(text: str, end: int) -> int:
    """Where the thing ends that a cue is about: before "하나" in "모니터 하나 있어"."""
    counted = cue("owned", "counted_ko", "before").search(text, max(0, end - BACK), end)
    return counted.start() if counted else end


@cache
def _rows() -> frozenset[str]:
    """Goods that are a list when they stand side by side."""
    return frozenset(words("owned")["goods_ko"]) - frozenset(words("owned")["modifying"])


def _says(name: str, said: str, things: list[Span], seen: frozenset[str]) -> bool:
    """Whether the words around "있어" or "됐어" make it more than a question or an answer."""
    if name == "topic_ko" or seen & TOPICS:
        return bool(seen & TOPICS)
    if seen & AT_HOME:
        return True
    goods = all(_is_goods(thing.text) for thing in things)
    return goods and (bool(seen & SPEAKERS) or cue("owned", "bare_ko").match(said) is not None)
