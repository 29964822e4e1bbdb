"""Conversations and named baskets as a part of a shopper's record."""

from __future__ import annotations

import json
from dataclasses import dataclass

from assistant.dialogue.conversations import Conversations, Kept, owner_of
from assistant.shopper.types import Conversation, Erased, Holdings, KeptBasket


@dataclass(frozen=True)
class ConversationsAnnex:
    """What of conversations is held on a shopper's name."""

    store: Conversations

    def held(self, holdings: Holdings) -> Holdings:
        """The holdings with the shopper's conversations and baskets."""
        baskets = self.store.baskets(owner_of("", holdings.shopper))
        changes = {
            "conversations": tuple(_conversation(kept) for kept in self.store.of_shopper(holdings.shopper)),
            "baskets": tuple(KeptBasket(name=b.name, at=b.at, state=json.loads(b.document)) for b in baskets),
        }
        return holdings.model_copy(update=changes)

    def erased(self, gone: Erased) -> Erased:
        """The same taken away."""
        conversations, baskets = self.store.erase(gone.shopper)
        return gone.model_copy(update={"conversations": conversations, "baskets": baskets})


def _conversation(kept: Kept) -> Conversation:
    document = json.loads(kept.document)
    state = document | {"state": json.loads(document["state"])}
    back = tuple(json.loads(step.document) for step in kept.back)
    return Conversation(id=kept.id, at=kept.touched, state=state, back=back)
