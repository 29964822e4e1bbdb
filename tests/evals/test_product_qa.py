"""The product_qa suite on a file made here: reading, ties, what is left out, and the difference to BM25."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from catalog.errors import SourceError
from evals.answers import FILE, Asked, Row, read, shown
from evals.kept import kept
from evals.product_qa import OURS, PLAIN, MiniLm, bm25, bootstrap, compare, known, systems
from evals.score import Score
from tests.evals.hash_embedder import HashEmbedder
from tests.fakes import CountingEncoder, HashEncoder

HEAD = ("qid", "question", "candidate", "source", "label")
ROWS = [
    ("1", "how heavy is it", "weighs 2 kg, not heavy", "review", "2"),
    ("1", "how heavy is it", "blue", "attribute", "0"),
    ("2", "is it blue", 'color:  { value:"blue" }', "attribute", "2"),
    ("2", "is it blue", "heavy", "review", "1"),
    ("3", "is it loud", "blue", "review", "0"),
    ("3", "is it loud", "2 kg", "review", "1"),
]


def write(folder: Path, rows: Sequence[tuple[str, ...]]) -> Path:
    """A folder of public data with these rows."""
    file = folder / FILE
    file.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(file, "wt", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows([HEAD, *rows])
    return folder


def by_group(scores: list[Score], metric: str, group: str) -> dict[str, float]:
    """The values of a metric in a group, by case."""
    return {score.case: score.value for score in scores if (score.metric, score.group) == (metric, group)}


def test_rows_are_grouped_by_question(tmp_path: Path) -> None:
    """And attributes read as a shop would show them."""
    found = read(write(tmp_path, ROWS))
    assert [(item.qid, item.labels) for item in found] == [("1", (2, 0)), ("2", (2, 1)), ("3", (0, 1))]
    assert found[1].texts[0] == "color: blue"


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ('color:  { standardized_values:[ "silver" ], value:"silver grey" }', "color: silver , silver grey"),
        ("item_weight:  { unit:pounds, normalized_value:{ unit:pounds, value:8.7 }, value:8.7 }", "8.7"),
        ("{ }", "{ }"),
    ],
)
def test_attributes_lose_their_brackets(stored: str, text: str) -> None:
    """Names and values stay."""
    made = shown(Row(qid="1", question="q", candidate=stored, source="attribute", label="0"))
    assert made.endswith(text)
    assert stored == "{ }" or not set("{}[]_") & set(made)


@pytest.mark.parametrize(
    ("rows", "said"),
    [([*ROWS[:2], ("1", "q", "text", "review", "7")], "row 4: label"), ([("1",)], "row 2: question")],
)
def test_a_row_that_is_wrong_is_one_line(tmp_path: Path, rows: list[tuple[str, ...]], said: str) -> None:
    """The file, the row and the field."""
    with pytest.raises(SourceError, match=said) as raised:
        read(write(tmp_path, rows))
    assert "\n" not in str(raised.value)


def test_a_file_that_is_no_gzip_is_one_line(tmp_path: Path) -> None:
    (write(tmp_path, ROWS) / FILE).write_text("no gzip")
    with pytest.raises(SourceError, match="cannot be read"):
        read(tmp_path)


def test_ties_for_the_first_place_count_as_their_mean() -> None:
    """A system that knows nothing gains nothing by the order of the file."""
    item = Asked("1", "q", ("a", "b", "c", "d"), (2, 0, 0, 1))
    flat = {name: [[np.zeros(4)]] for name in (*PLAIN, OURS)}
    scores = compare([item], flat)
    assert by_group(scores, "P@1", OURS) == {"1": 0.25}
    assert by_group(scores, "P@1 helps", OURS) == {"1": 0.5}


def test_questions_that_nothing_answers_are_left_out(tmp_path: Path) -> None:
    """Each metric counts the questions that have an answer of its kind."""
    asked = read(write(tmp_path, ROWS))
    scores = compare(asked, systems(asked, HashEncoder(), HashEncoder()))
    assert set(by_group(scores, "P@1", OURS)) == {"1", "2"}
    assert set(by_group(scores, "P@1 helps", OURS)) == {"1", "2", "3"}
    for name in (*PLAIN, "minilm", "e5", OURS, "ours shipped"):
        assert set(by_group(scores, "P@1", name)) == {"1", "2"}, name


def test_the_difference_is_paired_and_has_an_interval() -> None:
    """One value a question, and the lower end of their mean."""
    items = [Asked(str(n), "q", ("a", "b"), (2, 0)) for n in range(4)]
    right, wrong = np.array([1.0, 0.0]), np.array([0.0, 1.0])
    runs = {OURS: [[right] * 4], **{name: [[right, wrong, wrong, wrong]] for name in PLAIN}}
    scores = compare(items, runs)
    assert by_group(scores, "P@1 over bm25", OURS) == {"0": 0.0, "1": 1.0, "2": 1.0, "3": 1.0}
    low, high = bootstrap([0.0, 1.0, 1.0, 1.0])
    assert by_group(scores, "P@1 over bm25 lower end", OURS) == {"all questions": low}
    assert low < 0.75 < high


def test_bm25_scores_each_question_over_its_own_texts(tmp_path: Path) -> None:
    """The one that shares words stands first."""
    asked = read(write(tmp_path, ROWS))
    for split in PLAIN.values():
        assert [int(scores.argmax()) for scores in bm25(asked, split)][:2] == [0, 0]


def test_vectors_are_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And kept in the cache under what they are of."""
    monkeypatch.setenv("DAMDA_CACHE", str(tmp_path / "cache"))
    asked, encoder = read(write(tmp_path, ROWS)), CountingEncoder(HashEncoder())
    first = systems(asked, known(encoder, asked, progress=False), MiniLm(HashEmbedder()))
    made = len(encoder.batches)
    again = systems(asked, known(encoder, asked, progress=False), MiniLm(HashEmbedder()))
    assert len(encoder.batches) == made == 2
    assert all(np.allclose(*pair) for pair in zip(first[OURS][0], again[OURS][0], strict=True))
    kept("product-qa", encoder, ["another text"], [], progress=False)
    assert len(encoder.batches) == 3
