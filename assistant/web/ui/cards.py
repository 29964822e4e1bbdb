"""Draw what a product card and a basket line share: picture, price, badge, rating."""

from __future__ import annotations

from markupsafe import Markup

from assistant.explain.phrases import money
from assistant.types import Card
from assistant.web.ui.labels import label

SAFE_SOURCES = ("/pictures/", "https://", "data:image/")  # nothing else may stand in an <img>
PICTURE = Markup('<img class="picture" src="{}" alt="" width="64" height="64">')
NO_PICTURE = Markup('<span class="picture none" aria-hidden="true"></span>')
CARD = Markup('<li class="product">{}<div><p class="brand">{}</p><h3>{}</h3>{}<p class="price">{}{}{}</p></div></li>')
RATING = Markup('<p class="rating"><span aria-hidden="true">★ {:.1f} ({:,})</span><span class="hidden">{}</span></p>')


def picture(card: Card) -> Markup:
    """The card's picture, or a plain tile where it has none that may be shown."""
    if card.image and card.image.startswith(SAFE_SOURCES):
        return PICTURE.format(card.image)
    return NO_PICTURE


def badge(text: str | None) -> Markup:
    """A promotion's label, or nothing."""
    return Markup(' <span class="deal">{}</span>').format(text) if text else Markup()


def product_card(card: Card, language: str) -> Markup:
    """A found product as a card."""
    was = Markup(" <s>{}</s>").format(money(card.list_price, language)) if card.list_price else Markup()
    price = Markup("<b>{}</b>").format(money(card.price, language))
    return CARD.format(
        picture(card), card.brand, card.title, _rating(card, language), price, was, badge(card.promotion)
    )


def _rating(card: Card, language: str) -> Markup:
    if card.rating is None or not card.review_count:
        return Markup()
    spoken = label(language, "rating", rating=f"{card.rating:.1f}", count=card.review_count)
    return RATING.format(card.rating, card.review_count, spoken)
