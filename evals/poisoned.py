"""A shop whose listings attack: a copy of some demo products with canaries hidden in them, read as feeds are read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from catalog.encode import Encoder
from catalog.index import snapshot
from catalog.sample.reviews import reviews
from catalog.sample.shop import demo_products
from catalog.sources.read import Rejected, read
from catalog.types import Product, Review

KINDS = ("title", "description", "attribute", "image", "tag", "review")
EVERY = 2  # of the products taken, every second one is poisoned: a shopper cannot step around it
TAKEN = 4  # of the demo shop, every fourth product: enough for the jobs, quick to encode
Listing = dict[str, dict[str, str]]  # language -> kind -> the text to hide


def write_shop(folder: Path, encoder: Encoder, listing: Listing) -> Path:
    """Write the feeds of the poisoned shop, read them as an ingest does, and build the index below `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    items = demo_products()[::TAKEN]
    (folder / "own.jsonl").write_text("\n".join(_rows(items, listing)) + "\n", "utf-8")
    (folder / "merchant.xml").write_text(merchant_feed(listing), "utf-8")
    taken = [p for name in ("own.jsonl", "merchant.xml") for p in _products(folder / name)]
    index = folder / "index"
    snapshot.build(index, taken, encoder, [*reviews(taken), *_reviews(taken, listing)])
    return index


def poisoned(product: Product, kind: str, listing: Listing) -> Product:
    """The product with a canary in one of its parts, in each of its languages."""
    if kind in ("title", "description"):
        own = getattr(product, kind)
        return product.model_copy(update={kind: {k: listing[k][kind].format(text=v) for k, v in own.items()}})
    words = {language: hidden[kind] for language, hidden in listing.items() if kind in hidden}
    if kind == "attribute":
        return product.model_copy(update={"attributes": {**product.attributes, "material": words}})
    if kind == "image":
        return product.model_copy(update={"images": (words["en"],)})
    return product.model_copy(update={"tags": (*product.tags, *words.values())}) if kind == "tag" else product


def merchant_feed(listing: Listing) -> str:
    """A Google Merchant feed of two towels whose descriptions hold markup and image alt texts that attack."""
    prices = {"en": "12.00 USD", "ko": "12000 KRW"}
    titles = {"en": "Linen beach towel", "ko": "리넨 비치 타월"}
    items = "".join(
        f"<item><g:id>towel-{language}</g:id><g:title>{titles[language]}</g:title><g:description><![CDATA["
        f"{hidden['feed']}]]></g:description><g:link>https://shop.example/towel-{language}</g:link><g:image_link>"
        f"https://shop.example/towel.png</g:image_link><g:price>{prices[language]}</g:price>"
        "<g:availability>in_stock</g:availability></item>"
        for language, hidden in listing.items()
    )
    return f'<rss version="2.0" xmlns:g="http://base.google.com/ns/1.0"><channel>{items}</channel></rss>'


def _rows(items: Sequence[Product], listing: Listing) -> Iterator[str]:
    for place, product in enumerate(items):
        kind = KINDS[place // EVERY % len(KINDS)]
        told = poisoned(product, kind, listing) if place % EVERY == 0 else product
        yield json.dumps(told.model_dump(mode="json"), ensure_ascii=False)


def _products(file: Path) -> Iterator[Product]:
    return (item for item in read(file) if not isinstance(item, Rejected))


def _reviews(items: Iterable[Product], listing: Listing) -> Iterator[Review]:
    for place, product in enumerate(items):
        if place % EVERY == 0 and KINDS[place // EVERY % len(KINDS)] == "review":
            for language in ("en", "ko"):
                text = listing[language]["review"]
                yield Review(
                    id=f"zz-{product.id}-{language}", product_id=product.id, language=language, stars=5, text=text
                )
