"""The plain BM25 is that of the library."""

from __future__ import annotations

import bm25s
import numpy as np

from evals.bm25 import K1, B, Bm25, stems, words

TEXTS = ("the red kite flies", "a kite is a bird, a red one", "Kites and kites and clocks", "", "wall clock")


def test_scores_are_those_of_bm25s() -> None:
    """The same formula, word by word, with repeated words of the query counted each time."""
    documents = [words(text) for text in TEXTS]
    library = bm25s.BM25(k1=K1, b=B)
    library.index([document or ["\0"] for document in documents], show_progress=False)
    ours = Bm25([document or ["\0"] for document in documents])
    for query in (["kite"], ["red", "kite", "kite"], ["clock", "wall"]):
        assert np.allclose(ours.scores(query), library.get_scores(query), atol=1e-6)


def test_unknown_words_and_no_documents_score_nothing() -> None:
    assert Bm25([words(text) for text in TEXTS]).scores(["balloon"]).tolist() == [0.0] * len(TEXTS)
    assert Bm25([]).scores(["kite"]).tolist() == []


def test_words_are_lower_case_and_stems_are_their_stems() -> None:
    assert words("A Kite's 2 kites") == ["kite", "kites"]
    assert stems("A Kite's 2 kites") == ["kite", "kite"]
