"""Put the demo shop's simulated shoppers on record, once for each edition of the shop."""

from __future__ import annotations

from assistant.shopper.records import Records
from assistant.shopper.shoppers import Seed
from assistant.shopper.types import PURPOSES, Consent
from catalog.open import demo_version
from catalog.sample.simulate import FIRST_DAY, shoppers
from catalog.store import Store


def seed_from(store: Store) -> Seed:
    """Load the store's simulated events. Simulated shoppers have agreed to everything; that is simulated too."""

    def seed(records: Records) -> None:
        consents = [Consent(purpose=purpose, granted=True, at=FIRST_DAY) for purpose in PURPOSES]
        # The events are read only where this edition of the shop has not been loaded yet.
        records.seed(f"demo-{demo_version()}", [one.id for one in shoppers()], store.events, consents)

    return seed
