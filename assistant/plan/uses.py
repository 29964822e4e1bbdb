"""What each shelf is for, in people's words: situations in which somebody wants it, matched to a job by meaning.

A product's text says what it is; who says "the floorboards squeak" names nothing of it. The sentences were written
shelf by shelf, six a language. A shelf that another shop has and that none speaks of is found by its products alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import TypeAdapter, ValidationError

from assistant.errors import BadData
from assistant.plan.playbooks import BothLists
from catalog.encode import Encoder, Vectors

FOLDER = Path(__file__).parent / "uses"
BEST = 2  # sentences of a shelf whose mean closeness counts: one alone may be near by chance


@cache
def uses(folder: Path = FOLDER) -> Mapping[str, tuple[str, ...]]:
    """The sentences of every category, both languages. Raises BadData with the file's name."""
    found: dict[str, tuple[str, ...]] = {}
    for file in sorted(folder.glob("*.yaml")):
        try:
            read = TypeAdapter(dict[str, BothLists]).validate_python(yaml.safe_load(file.read_text("utf-8")))
        except (ValidationError, yaml.YAMLError) as error:
            raise BadData(f"{file.name}: {error}") from error
        found |= {category: (*both.en, *both.ko) for category, both in read.items()}
    return found


@dataclass
class Uses:
    """The sentences' vectors, read or encoded at the first job that needs them."""

    encoder: Encoder
    sentences: Mapping[str, tuple[str, ...]]
    _rows: Vectors | None = None

    def closest(self, text: str) -> float:
        """The cosine of a text to the sentence that is nearest."""
        return float(self._told(text).max(initial=-1.0))

    def _told(self, text: str) -> Vectors:
        if self._rows is None:
            self._rows = self.encoder.encode([one for own in self.sentences.values() for one in own], query=True)
        return np.asarray(self._rows @ self.encoder.encode([text], query=True)[0], np.float32)

    def closeness(self, text: str, categories: Sequence[str]) -> NDArray[np.float64]:
        """How close a job is to what each category is for, in standard deviations; 0 where nothing is known of it."""
        told = self._told(text)
        starts = np.cumsum([0, *(len(own) for own in self.sentences.values())])
        best = {
            category: float(np.sort(told[start:end])[-BEST:].mean())
            for category, start, end in zip(self.sentences, starts, starts[1:], strict=False)
        }
        found = np.array([best.get(category, np.nan) for category in categories])
        known = found[~np.isnan(found)]
        if not known.size or not known.std():
            return np.zeros(len(categories))
        return np.asarray(np.nan_to_num((found - known.mean()) / known.std()), np.float64)
