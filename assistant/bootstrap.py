"""The one place where the house is put together. Nothing is opened, read or loaded before it runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from assistant.adapters.conversations import SqlConversations
from assistant.adapters.orders import SqlLedger
from assistant.adapters.records import SqlRecords
from assistant.dialogue.act_reader import ActReader
from assistant.dialogue.annex import ConversationsAnnex
from assistant.dialogue.assistant import Assistant
from assistant.dialogue.brain import Brain, Offline
from assistant.dialogue.known import Desk
from assistant.dialogue.model_brain import ModelBrain, Times
from assistant.dialogue.renewal import Renewal, Shop
from assistant.dialogue.sessions import Sessions
from assistant.dialogue.spending import Allowance
from assistant.orders.ledger import OrdersAnnex
from assistant.plan import past
from assistant.plan.concepts import Meanings
from assistant.plan.described import Described
from assistant.plan.match import Matcher
from assistant.plan.planner import Planner
from assistant.plan.playbooks import VECTORS as PLAYBOOK_VECTORS
from assistant.plan.playbooks import playbooks
from assistant.plan.shelves import Shelves, Taught
from assistant.recommend.blend import Taster
from assistant.settings import Settings
from assistant.shopper.shoppers import Seed, Shoppers
from assistant.shopper.simulated import seed_from
from assistant.understand.request import Vocabulary
from catalog.encode import Encoder, KnownVectors, SentenceEncoder
from catalog.encode_apart import ApartEncoder
from catalog.index import snapshot
from catalog.open import demo_index
from catalog.sample.families import STORES
from catalog.sample.shop import VECTORS as DEMO_VECTORS
from catalog.search import Search
from catalog.types import Product


def bootstrap(settings: Settings, encoder: Encoder | None = None) -> Assistant:
    """Open the index (the demo shop, built first if need be) and return an assistant over it.

    Raises CatalogError where the index or a folder cannot be used. The encoder's weights load in the background,
    because the first question needs them and opening the index does not.
    """
    reader = encoder or text_encoder(settings)
    folder = settings.index or demo_index(settings.cache, reader, settings.quiet)
    search = Search(snapshot.load(folder, reader.fingerprint), reader)
    matcher = Matcher(playbooks(), reader)
    demo = settings.index is None
    shoppers = shoppers_of(settings, seed_from(search.snapshot.store) if demo else None)
    planner = planner_over(reader, matcher, past.read(settings.baskets) if settings.baskets else ())
    shop = _shop(search, planner, shoppers, demo)
    renewal = Renewal(shop, lambda fresh: _shop(fresh, planner, shoppers, demo))
    conversations, ledger = kept_in(settings)
    sessions, brain = Sessions(conversations), brain_of(settings)
    acts = ActReader.over(reader)
    return Assistant(shop, sessions, renewal, ledger, brain, acts)


def brain_of(settings: Settings) -> Brain:
    """Rules and templates, and beside them the language model of the settings. Raises SettingsError."""
    if settings.model is None:
        return Offline()
    from assistant.adapters.chat_model import open_model  # LangChain and a client, which nobody else needs

    allowance = Allowance(
        tokens=settings.model_session_tokens,
        cents=settings.model_session_cents,
        cents_read=settings.model_cents_read,
        cents_written=settings.model_cents_written,
    )
    return ModelBrain(open_model(settings), Times(settings.model_call_seconds, settings.model_turn_seconds), allowance)


def planner_over(
    reader: Encoder, matcher: Matcher, baskets: Sequence[past.PastBasket]
) -> Callable[[Search, Meanings], Planner]:
    """Makes the planner of a state of the catalogue. What was learned of shelves outlives it, unless baskets taught."""
    shipped, described = Shelves(reader, Taught.shipped()), Described(reader)

    def planner(search: Search, meanings: Meanings) -> Planner:
        if not baskets:
            return Planner(matcher, search, meanings, shipped, described)
        shelves = Shelves(reader, shipped.taught.and_(past.sketched(baskets, search)))
        return Planner(matcher, search, meanings, shelves, described, past.Past(search, shelves, baskets))

    return planner


def _shop(search: Search, planner: Callable[[Search, Meanings], Planner], shoppers: Shoppers, demo: bool) -> Shop:
    """What answers over one state of the catalogue; the playbooks and the shoppers outlive it."""
    meanings = Meanings(search.snapshot)
    desk = Desk(shoppers, _taster(search.snapshot, shoppers), meanings)
    return Shop(search, planner(search, meanings), meanings, vocabulary(search), desk, demo)


def _taster(shop: snapshot.Snapshot, shoppers: Shoppers) -> Taster:
    return Taster(shop, lambda: shoppers.opened().together(), lambda: shoppers.opened().changes())


def open_shoppers(settings: Settings) -> tuple[Shoppers, Callable[[str], Product | None]]:
    """The shoppers of a shop and its products by id, without loading what a search needs. Raises CatalogError."""
    reader = SentenceEncoder(settings.cache / "models", settings.encoder, settings.quiet)
    known = KnownVectors(reader, (DEMO_VECTORS, PLAYBOOK_VECTORS))
    folder = settings.index or demo_index(settings.cache, known, settings.quiet)
    store = snapshot.open_store(folder, known.fingerprint)
    products = {product.id: product for product in store.products()}
    return shoppers_of(settings, seed_from(store) if settings.index is None else None), products.get


def shoppers_of(settings: Settings, seed: Seed | None = None) -> Shoppers:
    """The shoppers on record, opened when the first of them is asked for."""
    conversations, ledger = kept_in(settings)
    annexes = (ConversationsAnnex(conversations), OrdersAnnex(ledger))
    return Shoppers(SqlRecords(settings.data / "shoppers.sqlite"), seed, annexes)


def kept_in(settings: Settings) -> tuple[SqlConversations, SqlLedger]:
    """The conversations and orders of the settings' folder, opened at the first question."""
    return SqlConversations(settings.data / "conversations.sqlite"), SqlLedger(settings.data / "orders.sqlite")


def apart_encoder(settings: Settings) -> tuple[KnownVectors, ApartEncoder]:
    """The same in a process of its own, which loads while this one opens the shop; to be closed after use."""
    apart = ApartEncoder(settings.cache / "models", settings.encoder, settings.quiet)
    return KnownVectors(apart, (DEMO_VECTORS, PLAYBOOK_VECTORS)), apart


def text_encoder(settings: Settings) -> KnownVectors:
    """The encoder of the settings, in front of it the vectors that ship with the project; it starts loading now."""
    model = SentenceEncoder(settings.cache / "models", settings.encoder, settings.quiet)
    known = KnownVectors(model, (DEMO_VECTORS, PLAYBOOK_VECTORS))
    threading.Thread(target=_warm, args=(model,), name="load-encoder", daemon=True).start()
    return known


def _warm(model: SentenceEncoder) -> None:
    """Load early. An error is kept for whoever asks first, who gets it in one line."""
    from catalog.errors import CatalogError

    try:
        model.warm()
    except CatalogError:
        return


def vocabulary(search: Search) -> Vocabulary:
    """The shop's brands by every spelling, and its stores."""
    brands: dict[str, str] = {}
    for product in search.snapshot.products:
        for spelling in (product.brand, *product.brand_label.values()):
            if len(spelling) > 2:
                brands[spelling.casefold()] = product.brand
    return Vocabulary(brands=brands, places={store: store for store in STORES})
