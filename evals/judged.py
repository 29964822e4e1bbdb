"""Judged queries: what was asked, and how well each product answers it. Reads TREC files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from catalog.errors import SourceError

QRELS_COLUMNS = 4  # qid, iteration, product, grade


@dataclass(frozen=True)
class Judged:
    """Queries by id and the grade of each judged product; a product that nobody judged counts as grade 0.

    `relevant` is the least grade that recall and the reciprocal rank count as an answer; nDCG takes every grade as its
    gain.
    """

    name: str
    queries: Mapping[str, str]
    grades: Mapping[str, Mapping[str, int]]
    relevant: int = 1


def read_judged(name: str, queries: Path, qrels: Path, relevant: int = 1) -> Judged:
    """Read `qid<TAB>text` and TREC qrels. Raises SourceError with the file and line of what is wrong."""
    asked = dict(_queries(queries))
    grades: dict[str, dict[str, int]] = {}
    for number, (qid, product, grade) in _qrels(qrels):
        if qid not in asked:
            raise SourceError(f"{qrels}: line {number} judges query {qid!r}, which {queries} does not hold")
        grades.setdefault(qid, {})[product] = grade
    judged = {qid: text for qid, text in asked.items() if qid in grades}
    if not judged:
        raise SourceError(f"{qrels}: judges no query of {queries}; give the qrels of the same query ids")
    return Judged(name, judged, grades, relevant)


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read; give a file in UTF-8") from error
    yield from ((number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip())


def _queries(path: Path) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    for number, line in _lines(path):
        qid, tab, text = line.partition("\t")
        if not tab or not qid.strip() or not text.strip():
            raise SourceError(f"{path}: line {number} is not a query; write qid<TAB>text")
        if qid in seen:
            raise SourceError(f"{path}: line {number} names query {qid!r} again; give each query its own id")
        seen.add(qid)
        yield qid, text.strip()


def _qrels(path: Path) -> Iterator[tuple[int, tuple[str, str, int]]]:
    for number, line in _lines(path):
        parts = line.split()
        if len(parts) != QRELS_COLUMNS or not parts[3].lstrip("-").isdecimal():
            raise SourceError(f"{path}: line {number} is not a judgement; write qid 0 product grade")
        yield number, (parts[0], parts[2], int(parts[3]))
