"""Public product questions with judged evidence (ePQA): reads the file that `--data` holds."""

from __future__ import annotations

import csv
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, ValidationError

from catalog.errors import SourceError

FILE = "product_qa/epqa_dev.csv.gz"
FULL = 2  # the label of a text that answers the question fully; 1 helps, 0 does not
ATTRIBUTE = "attribute"
NESTED = re.compile(r"\b(?:standardized_values|normalized_value|value)\s*:|[{}\[\]\"';]")


class Row(BaseModel):
    """One candidate of one question."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    qid: str
    question: str
    candidate: str
    source: str
    label: Literal["0", "1", "2"]


@dataclass(frozen=True)
class Asked:
    """A question, the texts that may answer it, and how well each does."""

    qid: str
    question: str
    texts: tuple[str, ...]
    labels: tuple[int, ...]

    def answered(self, least: int = FULL) -> NDArray[np.bool_]:
        """Which texts are labelled so or better."""
        return np.array(self.labels) >= least


def read(folder: Path) -> list[Asked]:
    """Every question with its candidates, in the file's order. Raises SourceError with the row of what is wrong."""
    grouped: dict[str, list[Row]] = {}
    for row in _rows(folder / FILE):
        grouped.setdefault(row.qid, []).append(row)
    return [
        Asked(qid, rows[0].question, tuple(map(shown, rows)), tuple(int(row.label) for row in rows))
        for qid, rows in grouped.items()
    ]


def _rows(file: Path) -> Iterator[Row]:
    for number, fields in enumerate(_lines(file), 2):  # the first row holds the names
        try:
            yield Row.model_validate(fields)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise SourceError(f"{file}: row {number}: {where}: {first['msg']}; restore the file") from error


def _lines(file: Path) -> Iterator[dict[str, str]]:
    try:
        with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise SourceError(f"{file}: cannot be read ({error}); restore the file") from error


def shown(row: Row) -> str:
    """The text as a shop would show it: an attribute without the brackets of the database that it comes from."""
    if row.source != ATTRIBUTE:
        return row.candidate
    return re.sub(r"\s+", " ", NESTED.sub(" ", row.candidate).replace("_", " ")).strip() or row.candidate
