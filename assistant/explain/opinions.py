"""What reviews say of an aspect: how many of them speak of it, which stars these gave, and their own words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.explain.cited import Said, remark, sentences
from assistant.explain.phrases import say
from assistant.types import Citation
from assistant.understand.opinions import aspects, aspects_of
from catalog.encode import Encoder
from catalog.passages import rank
from catalog.types import Product, Review, localized

PLEASED = 4  # stars from which a review is counted as pleased
NEAR_LANGUAGE = 0.5  # a quote in the reply's own language goes before a slightly nearer one in another


@dataclass(frozen=True)
class Opinion:
    """The reviews that speak of something, out of all of a product."""

    about: tuple[Review, ...]
    of: int

    @property
    def pleased(self) -> int:
        return sum(review.stars >= PLEASED for review in self.about)

    @property
    def split(self) -> bool:
        """Whether they disagree: some are pleased and some are not."""
        return 0 < self.pleased < len(self.about)


def opinion(reviews: Sequence[Review], asked: Sequence[str]) -> Opinion:
    """Who speaks of any of the aspects: by the review's own aspects, or by its words where it names none."""
    wanted = set(asked)
    about = tuple(r for r in reviews if wanted & set(r.aspects or aspects_of(r.text)))
    return Opinion(about, len(reviews))


def spoken_of(reviews: Sequence[Review], asked: Sequence[str]) -> str:
    """The aspect asked for that most of the reviews speak of; '' where none does."""
    counts = {name: len(opinion(reviews, [name]).about) for name in asked}
    best = max(counts, key=lambda name: counts[name], default="")
    return best if counts.get(best) else ""


def told(question: str, found: Opinion, aspect: str, language: str, encoder: Encoder) -> Said:
    """How many mention it, what stars they gave, and one sentence of them, two where they disagree."""
    label = label_of(aspect, language)
    simulated = any(review.simulated for review in found.about)
    said = [say(language, "reviews_mention", some=len(found.about), all=found.of, aspect=label)]
    if found.split:
        low = len(found.about) - found.pleased
        said.append(say(language, "reviews_split", high=found.pleased, low=low))
    else:
        said.append(say(language, "reviews_pleased" if found.pleased else "reviews_displeased", stars=PLEASED))
    quotes = _quotes(question, found, aspect, language, encoder)
    words = " / ".join(f"“{quote.text}”" for quote in quotes)
    said.append(say(language, "reviews_quote_simulated" if simulated else "reviews_quote", said=words))
    return Said(" ".join(said), quotes)


def rating_said(product: Product, language: str) -> Said:
    """The stars that a product has, and of how many."""
    text = say(language, "answer_rating", rating=product.rating, count=product.review_count)
    return Said(text, (Citation(source="attribute", ref="rating", text=text, product_id=product.id),))


def untold(aspect: str, count: int, language: str) -> str:
    """That no review speaks of an aspect."""
    return say(language, "reviews_unmentioned", count=count, aspect=label_of(aspect, language))


def label_of(aspect: str, language: str) -> str:
    """An aspect's name; one that the file does not know is spoken as it is written."""
    known = aspects().get(aspect)
    return localized(known.label, language) if known else aspect.replace("_", " ")


def _quotes(question: str, found: Opinion, aspect: str, language: str, encoder: Encoder) -> tuple[Citation, ...]:
    """The sentence that speaks of it best; where the reviews disagree, one of each side."""
    if not found.split:
        return (_best(question, found.about, aspect, language, encoder),)
    sides = [[r for r in found.about if (r.stars >= PLEASED) is pleased] for pleased in (True, False)]
    return tuple(_best(question, side, aspect, language, encoder) for side in sides)


def _best(question: str, reviews: Sequence[Review], aspect: str, language: str, encoder: Encoder) -> Citation:
    """The sentence nearest to the question; a review that tells one aspect a sentence says which is meant."""
    pairs = [(review, sentence) for review in reviews for sentence in _about(review, aspect)]
    scores = rank(question, [sentence for _, sentence in pairs], encoder)
    own = [NEAR_LANGUAGE * (review.language == language) for review, _ in pairs]
    best = max(range(len(pairs)), key=lambda place: (float(scores[place]) + own[place], -place))
    return remark(*pairs[best])


def _about(review: Review, aspect: str) -> list[str]:
    """The sentences of a review on an aspect: the one in its place where there is one an aspect, else all."""
    said = sentences(review.text)
    if aspect in review.aspects and len(said) == len(review.aspects):
        return [said[review.aspects.index(aspect)]]
    return said or [review.text]
