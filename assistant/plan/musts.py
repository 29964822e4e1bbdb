"""What a request names becomes a must of its plan: the need that serves it, else a need of its own."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.plan.concepts import Meanings
from assistant.plan.limits import MAJORITY, serving_places
from assistant.plan.named import meant_need, named_query, narrowed, restated, stated_need
from assistant.plan.owning import names_shelf
from assistant.plan.things import Mention
from assistant.types import Need, Stated
from catalog.index.snapshot import Snapshot
from catalog.text import tokens

SERVED = 0.5  # more than this share of what a wish means, and a need serves it


@dataclass(frozen=True)
class Musts:
    """Puts named things among the needs of a plan over one catalogue."""

    snapshot: Snapshot
    meanings: Meanings

    def with_mentions(
        self, needs: tuple[Need, ...], named: list[Mention], people: int, sure: bool = True
    ) -> tuple[Need, ...]:
        """What is named becomes a must: the need that it serves, else a need of its own.

        Where it is `sure` that it is to be had, nothing that is not called so will do for it.
        """
        found = list(needs)
        for mention in named:
            place = meant_need(found, mention)
            if place is None:
                found.append(self._named_need(mention, people))
            else:
                found[place] = narrowed(found[place], mention, sure and self._names_a_kind(mention))
        return tuple(found)

    def _names_a_kind(self, mention: Mention) -> bool:
        """Whether a name is of one kind of thing rather than of a shelf of many: kimbap, not fruit."""
        places = self.snapshot.columns.under(mention.categories)
        return not names_shelf(mention.word, places, self.snapshot)

    def _named_need(self, mention: Mention, people: int) -> Need:
        columns = self.snapshot.columns
        places = columns.under(mention.categories)
        eaten = bool(columns.edible[places].mean() > MAJORITY)
        return Need(
            role="-".join(("named", *mention.categories[0].split("/"), *tokens(mention.word))),
            label={"en": mention.word, "ko": mention.word},
            query=named_query(mention.word),
            categories=mention.categories,
            quantity=float(max(1, people)) if eaten else 1.0,
            unit="serving" if eaten else "pack",
            must=True,
            weight=1.0,
            stated=True,
            named=True,
            rule="request",
        )

    def with_wants(self, needs: tuple[Need, ...], wants: tuple[Stated, ...]) -> tuple[Need, ...]:
        """What the shopper named becomes a must: the need that serves it, or a need of its own."""
        found = list(needs)
        for want in wants:
            place = self._serving(found, want)
            if place is None:
                found.append(stated_need(want, len(found)))
            else:
                found[place] = restated(found[place], want)
        return tuple(found)

    def _serving(self, needs: list[Need], want: Stated) -> int | None:
        """The need that mostly the same products would serve, if there is one."""
        meant = self.meanings.products(want.text)
        if not meant.any():
            return None
        shares = [
            float((serving_places(n, self.snapshot) & meant).sum() / meant.sum()) if n.categories else 0.0
            for n in needs
        ]
        best = max(range(len(needs)), key=lambda i: shares[i], default=None)
        return best if best is not None and shares[best] > SERVED else None
