"""Who asks, as far as they agreed: taste, lasting dislikes, and what to say about either."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.explain.personal import Memory
from assistant.explain.phrases import say
from assistant.plan.concepts import Meanings
from assistant.recommend.blend import Taste, Taster
from assistant.shopper.shoppers import Shoppers, aware
from assistant.shopper.types import NOTHING, Lasting
from assistant.types import Notice, Request, Span


@dataclass(frozen=True)
class Known:
    """What may be used of a shopper in one turn. The default is a stranger."""

    shopper: str | None = None
    taste: Taste | None = None
    dislikes: tuple[str, ...] = ()
    refused: str = ""  # why nothing is used: `unknown_shopper` or `not_personal`
    lasting: Lasting = NOTHING  # diets and allergens that they asked to be remembered
    remembers: bool = False  # whether they agreed to be remembered


STRANGER = Known()


@dataclass(frozen=True)
class Desk:
    """Looks shoppers up and keeps what they say of themselves."""

    shoppers: Shoppers
    taster: Taster
    meanings: Meanings

    def known(self, shopper: str | None, at: dt.datetime) -> Known:
        """What the record allows to be used of the shopper. Raises BadInput for what is no shopper id."""
        if not shopper:
            return STRANGER
        profile = self.shoppers.profile(shopper, at)
        if profile is None:
            held = self.shoppers.opened().version(shopper)
            refused = "not_personal" if held else "unknown_shopper"
            return Known(shopper, refused=refused, remembers=self.remembers(shopper))
        taste = self.taster.taste(shopper, profile, aware(at))
        dislikes = tuple(dislike.text for dislike in profile.dislikes)
        return Known(shopper, taste, dislikes, lasting=profile.lasting, remembers=self.remembers(shopper))

    def remembers(self, shopper: str | None) -> bool:
        """Whether a shopper's conversations and orders may stand on their name."""
        return bool(shopper) and self.shoppers.allows(shopper or "", "remember")

    def memory(self, known: Known, at: dt.datetime) -> Memory | None:
        """What reasons may draw on."""
        return None if known.taste is None else Memory(known.taste, self.taster.snapshot, aware(at))

    def notices(self, known: Known, request: Request, at: dt.datetime) -> Iterator[Notice]:
        """What to say of a shopper's own rules, after keeping what they stated."""
        language = request.language
        if known.refused:
            yield Notice(code=known.refused, text=say(language, f"notice_{known.refused}"))
        if known.shopper is None:
            return
        stated = [one.text for one in request.dislikes]
        if stated and request.act not in ("remember", "forget"):  # those say for themselves what became of it
            kept = self.shoppers.dislike(known.shopper, stated, at)
            key = "not_kept" if not kept else "kept" if known.taste is not None else "kept_unused"
            yield Notice(code=key, text=say(language, f"notice_{key}", items=", ".join(stated)))
        if asked := self._asked_anyway(known, request):
            yield Notice(code="disliked", text=say(language, "notice_disliked", items=", ".join(asked)))

    def _asked_anyway(self, known: Known, request: Request) -> list[str]:
        """Dislikes of old that this request asks for by name: as something to buy, or anywhere in its words."""
        wanted = [self.meanings.products(want.text) for want in request.wants]
        rest = _without(request.text, request.spans.get("exclusions", ()))
        return [
            thing
            for thing in known.dislikes
            if any((self.meanings.products(thing) & w).any() for w in wanted) or self.meanings.speaks_of(rest, thing)
        ]


def _without(text: str, spans: Iterable[Span]) -> str:
    """The text without what it rules out."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text
