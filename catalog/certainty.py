"""How sure it is that the best of some texts answers a question: a logistic model of what is measured of them.

Its weights were learned by `evals.answerable.learn` on the same public questions as those of `catalog.passages`, where
a text that is put first is right when it is labelled as a full answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from catalog.encode import Encoder
from catalog.passages import WEIGHTS as RANKING
from catalog.passages import features
from catalog.text import tokens

Row = NDArray[np.float64]

# In the order of `row`: the winner's own four features, its lead over the mean of the rest in the ranking's score, the
# share of the question's words that it holds, and the share that any text holds.
NAMES = ("meaning", "words", "agreement", "figure", "lead", "covered", "covered by any")
BIAS = -20.9
WEIGHTS = (11.2, -0.075, 12.5, -0.049, -0.034, -0.033, 1.62)  # rounded to about two figures
# From here on 95 % of the held-out answers were right, which is so for 3 % of the questions: what is nearest to a
# question is seldom surely its answer, so it is mostly shown as what it is.
SURE = 0.82


def sure(question: str, texts: Sequence[str], encoder: Encoder) -> float:
    """The chance, 0..1, that the text which ranks first answers the question fully. 0 where there is none."""
    if not texts:
        return 0.0
    power = BIAS + float(row(question, texts, features(question, texts, encoder)) @ np.array(WEIGHTS))
    return float(1 / (1 + np.exp(-power)))


def row(question: str, texts: Sequence[str], measured: Row) -> Row:
    """What the weights are for: one number for each of NAMES. `measured` is what `catalog.passages.features` gives."""
    scores = measured @ np.array(RANKING)
    best = int(scores.argmax())
    rest = np.delete(scores, best)
    lead = float(scores[best] - rest.mean()) if len(rest) else 0.0
    asked = set(tokens(question))
    covered = [len(asked & set(tokens(text))) / len(asked) if asked else 0.0 for text in texts]
    return np.array([*measured[best], lead, covered[best], max(covered)])
