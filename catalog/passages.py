"""Which of some short texts best answers a question about a product: attributes, sentences of it and of its reviews.

Four things are measured of each text and added up. Their weights were learned by `evals.product_qa.learn` (a softmax
over the texts of each question, after Cao et al. 2007, "Learning to rank: from pairwise to listwise approach") on 525
public questions, and are the same for every language.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.encode import Encoder
from catalog.text import normalize, tokens

Scores = NDArray[np.float64]

# In the order of FEATURES; learned from the file whose SHA-256 starts with LEARNED_FROM, rounded to two figures.
FEATURES = ("meaning", "words", "agreement", "figure")
WEIGHTS = (15.6, 0.20, 13.5, 0.97)
LEARNED_FROM = "68bfd6fe905a"

K1, B = 1.2, 0.4  # BM25's; texts are a sentence or two, so their length says less than a page's
SHARPNESS = 0.02  # about how far e5's cosines to one question spread: only texts near the best have a say in agreement
# A question written under its answer, as community answers are quoted: it is no evidence of its own.
ASKED = re.compile(r"\s(?:question|질문|문의)\s?:\s.*", re.IGNORECASE | re.DOTALL)
WANTS_FIGURE = re.compile(
    r"\bhow (?:many|much|long|big|tall|wide|deep|heavy|large|thick|high|old|far|small|fast)\b"
    r"|\b(?:dimensions?|size|weight|weigh|length|width|height|diameter|measure\w*|inches|watts?|volts?|capacity)\b"
    r"|몇|얼마|크기|사이즈|치수|무게|길이|너비|높이|두께|지름|용량|규격|와트|볼트|센티"
)


def rank(question: str, texts: Sequence[str], encoder: Encoder) -> Scores:
    """Score each text as evidence for a question, the best highest.

    Scores compare the texts of one question with each other, not with those of another question.
    """
    return np.asarray(features(question, texts, encoder) @ np.array(WEIGHTS), np.float64)


def features(question: str, texts: Sequence[str], encoder: Encoder) -> Scores:
    """Return what the weights are for: one row a text, one column of FEATURES."""
    if not texts:
        return np.zeros((0, len(FEATURES)))
    stated = [statement(text) for text in texts]
    near, agreement = _meaning(question, stated, encoder)
    return np.column_stack([near, _words(tokens(question), texts), agreement, _figures(question, stated)])


def statement(text: str) -> str:
    """The text without the question that it once answered; all of it where nothing else is left."""
    return ASKED.sub("", text).strip() or text


def _meaning(question: str, stated: Sequence[str], encoder: Encoder) -> tuple[Scores, Scores]:
    """The cosine of each text with the question, and with the other texts that are near it.

    What several texts say is more likely the answer than what one says that only sounds like the question.
    """
    rows = np.asarray(encoder.encode(stated, query=False), np.float64)
    near = rows @ np.asarray(encoder.encode([question], query=True)[0], np.float64)
    say = np.tile(np.exp((near - near.max()) / SHARPNESS), (len(stated), 1))
    np.fill_diagonal(say, 0)  # nobody agrees with themselves
    return near, (rows @ rows.T * say).sum(axis=1) / np.maximum(say.sum(axis=1), 1e-9)


def _words(asked: Sequence[str], texts: Sequence[str]) -> Scores:
    """BM25 without rarity: all the texts are about one product, and among so few, rare words are rare by chance."""
    documents = [tokens(text) for text in texts]
    usual = max(1.0, sum(map(len, documents)) / len(documents))
    return np.array([_matched(asked, document, usual) for document in documents])


def _matched(asked: Sequence[str], document: Sequence[str], usual: float) -> float:
    counts = Counter(document)
    damping = K1 * (1 - B + B * len(document) / usual)
    return sum(counts[word] * (K1 + 1) / (counts[word] + damping) for word in asked)


def _figures(question: str, stated: Sequence[str]) -> Scores:
    """1 for a text with a digit in it, where the question asks how much, how many or how large; else 0."""
    wanted = bool(WANTS_FIGURE.search(normalize(question)))
    return np.array([float(wanted and any(c.isdigit() for c in text)) for text in stated])
