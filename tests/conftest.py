"""Shops to test against: a tiny one indexed with a fake encoder, and the demo shop with the real one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from platformdirs import user_cache_path

from assistant.bootstrap import bootstrap
from assistant.dialogue.assistant import Assistant
from assistant.plan.playbooks import VECTORS as PLAYBOOK_VECTORS
from assistant.settings import Settings
from catalog.encode import Encoder, KnownVectors, SentenceEncoder
from catalog.index import snapshot
from catalog.open import demo_index
from catalog.sample.shop import VECTORS as DEMO_VECTORS
from catalog.search import Search
from tests.fakes import HashEncoder, Shop, tiny_products

# Machines differ in speed and the same examples must be drawn everywhere.
settings.register_profile("damda", deadline=None, derandomize=True)
settings.load_profile("damda")


def opened(folder: Path, encoder: Encoder) -> Shop:
    """The index below a folder, loaded."""
    loaded = snapshot.load(folder, encoder.fingerprint)
    return Shop(folder, loaded.products, encoder, loaded, Search(loaded, encoder))


@pytest.fixture(scope="session")
def tiny_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Twelve hand-made products (tests/fakes.py), indexed without a model. Shared: copy it before changing it."""
    encoder = HashEncoder()
    folder = tmp_path_factory.mktemp("tiny") / "index"
    snapshot.build(folder, tiny_products(), encoder)
    shop = opened(folder, encoder)
    yield shop
    shop.snapshot.store.close()


@pytest.fixture(scope="session")
def encoder_cache() -> Path:
    """Where the unpacked weights are kept: DAMDA_CACHE, else the user's cache folder."""
    return Path(os.environ.get("DAMDA_CACHE") or user_cache_path("damda"))


@pytest.fixture(scope="session")
def sentence_encoder(encoder_cache: Path) -> SentenceEncoder:
    """The real encoder, loaded at the first text that it is asked for."""
    return SentenceEncoder(encoder_cache, quiet=True)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, sentence_encoder: SentenceEncoder) -> Iterator[Shop]:
    """The demo shop with the real encoder behind the shipped vectors, built once; only who asks for it pays."""
    encoder = KnownVectors(sentence_encoder, [DEMO_VECTORS])
    built = opened(demo_index(tmp_path_factory.mktemp("demo"), encoder, quiet=True), encoder)
    yield built
    built.snapshot.store.close()


@pytest.fixture(scope="session")
def assistant(demo: Shop, sentence_encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The whole assistant over the demo shop, put together by the real bootstrap; its shoppers are the tests' own."""
    known = KnownVectors(sentence_encoder, [DEMO_VECTORS, PLAYBOOK_VECTORS])
    data = tmp_path_factory.mktemp("data")
    return bootstrap(Settings(index=None, cache=demo.folder.parent, data=data, quiet=True), known)
