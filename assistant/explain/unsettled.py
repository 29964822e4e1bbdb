"""Where nothing settles a question: what the shop says that comes nearest, and whether it surely answers."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.explain.cited import Said, description, facts, remarks
from assistant.explain.phrases import say
from assistant.types import Citation
from catalog.certainty import SURE, sure
from catalog.encode import Encoder
from catalog.passages import rank
from catalog.text import HANGUL
from catalog.types import Product, Review


def nearest(
    question: str, product: Product, reviews: Sequence[Review], language: str, encoder: Encoder, careful: bool = False
) -> Said:
    """The text that answers best where it surely does; else that the shop does not say, and what comes nearest.

    `careful` questions, on safety and on what fits what, are never answered by what merely comes near.
    """
    cited = texts_of(product, () if careful else reviews, language)
    if not cited:
        return Said(say(language, "answer_unstated"))
    texts = [one.text for one in cited]
    best = cited[int(rank(question, texts, encoder).argmax())]
    surely = not careful and sure(question, texts, encoder) >= SURE
    if not surely and best.source == "review" and bool(HANGUL.search(best.text)) != (language == "ko"):
        return Said(say(language, "answer_unstated"))  # what is only near helps nobody who cannot read it
    key = "answer_quote" if surely else "answer_careful" if careful else "answer_nearest"
    return Said(say(language, key, source=say(language, f"source_{best.source}"), said=best.text), (best,))


def texts_of(product: Product, reviews: Sequence[Review], language: str) -> tuple[Citation, ...]:
    """What may come near a question: attributes, the description and reviews. Labels are asked for by name."""
    stated = [one for one in facts(product, language) if one.ref in product.attributes]
    return (*stated, *description(product, language), *remarks(reviews))
