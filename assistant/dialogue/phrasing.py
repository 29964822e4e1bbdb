"""Around a basket that code has written: the facts a model is shown, and the sentences of it that may stand."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from assistant.explain.verify import Verifier
from assistant.types import Reply

ROW = re.compile(r"^\s*[-*]?\s*(opening|closing|\d{1,3})\s*[:.)]\s*(.+)$", re.IGNORECASE)
ENDS = re.compile(r"(?<=[.!?…])\s+")
LONGEST = 200  # letters of a sentence: what is longer is no caption
MOST_OPENING = 2  # sentences before and after the basket
MOST_ROW = 1  # sentences behind a line's own reason


@dataclass(frozen=True)
class Worded:
    """A reply in better words, how many sentences stand and how many were sent back."""

    reply: Reply
    kept: int = 0
    dropped: tuple[tuple[str, str], ...] = ()  # sentences, and why


def can_word(reply: Reply) -> bool:
    """Whether there is a basket to talk about. Answers that cite, orders and refusals stay as code writes them."""
    return reply.bundle is not None and bool(reply.bundle.lines)


def facts_json(reply: Reply) -> str:
    """What a model may know of a reply: words, amounts of things and reasons; no ids, totals or history."""
    assert reply.bundle
    rows = [
        {
            "row": number,
            "product": line.product.title,
            "packs": line.quantity,
            "for": line.role_label,
            "diet": list(line.product.diet),
            "reasons": [reason.text for reason in line.reasons if reason.kind not in ("history", "similar_shoppers")],
        }
        for number, line in enumerate(reply.bundle.lines, 1)
    ]
    missing = [unmet.text for unmet in reply.bundle.unmet]
    facts = {"title": reply.bundle.title, "people": reply.bundle.people, "rows": rows, "not_covered": missing}
    return json.dumps(facts, ensure_ascii=False)


def worded(reply: Reply, written: str) -> Worded:
    """Put the sentences that the reply supports around and behind the template's own."""
    assert reply.bundle
    verifier = Verifier(reply)
    kept: dict[str, list[str]] = {}
    dropped: list[tuple[str, str]] = []
    for line in written.splitlines():
        if not (match := ROW.match(line)):
            continue
        place = match[1].lower()
        for sentence in ENDS.split(match[2].strip()):
            why = "too long" if len(sentence) > LONGEST else verifier.why_not(sentence, _row(place))
            if why:
                dropped.append((sentence, why))
            else:
                kept.setdefault(place, []).append(_closed(sentence))
    text = _text(reply, kept)
    return Worded(reply.model_copy(update={"text": text}), sum(map(len, kept.values())), tuple(dropped))


def _row(place: str) -> int | None:
    return int(place) if place.isdigit() else None


def _closed(sentence: str) -> str:
    return sentence if sentence.endswith((".", "?", "…")) else f"{sentence}."


def _text(reply: Reply, kept: dict[str, list[str]]) -> str:
    """The template's rows, each with what stands behind it, between the opening and the closing."""
    assert reply.bundle
    rows = reply.text.splitlines()
    for number, line in enumerate(reply.bundle.lines, 1):
        said = kept.get(str(number), [])[:MOST_ROW]
        start = f"{line.product.title} × {line.quantity}"
        place = next((i for i, row in enumerate(rows) if row == start or row.startswith(f"{start} — ")), None)
        if said and place is not None:
            rows[place] = f"{_closed(rows[place])} {' '.join(said)}"
    opening, closing = (kept.get(name, [])[:MOST_OPENING] for name in ("opening", "closing"))
    return "\n".join(filter(None, [" ".join(opening), *rows, " ".join(closing)]))
