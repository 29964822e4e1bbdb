"""Which shelves a job wants that names none of their products, learned from what people say of jobs and of shelves.

With x the meaning of a text (centred, of length 1) and y the shelves that it wants, W = (XᵀX + λI)⁻¹ XᵀY: a ridge
regression over the playbooks' examples, the sketches and the uses. Beside it stands what the likest sketches want, and
how near a shelf's own uses are. The parts' weights were chosen by leaving sketches out, a quarter at a time: of the
shelves of a sketch that was left out, six guesses find 39 %, against 28 % by products and uses alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from assistant.plan.playbook import Playbook
from assistant.plan.playbooks import playbooks
from assistant.plan.sketches import Sketch, sketches
from assistant.plan.uses import uses
from catalog.encode import Encoder, Vectors

RIDGE = 3.0  # λ
OF_PLAYBOOKS = 0.3  # weight of a playbook's example: there are four times as many as of all else
LIKEST = 8  # sketches whose shelves count
NEAR = 0.02  # cosine within which a sketch counts nearly as much as the likest
RANK = 0.08  # less for each place that a shelf stands further down a sketch
OWN = 2  # sentences of a shelf whose mean closeness counts: one alone may be near by chance
LEARNED, SAID, SKETCHED = 1.0, 0.5, 4.0  # weights of the regression, of a shelf's own uses and of the likest sketches

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Taught:
    """Texts, and the category paths that each wants."""

    examples: tuple[tuple[str, tuple[str, ...]], ...]  # of the playbooks
    sketches: tuple[Sketch, ...]
    uses: tuple[tuple[str, tuple[str, ...]], ...]  # a path and its sentences

    @classmethod
    def shipped(cls) -> Taught:
        """What the project ships."""
        return cls(tuple(_examples(playbooks())), sketches(), tuple(uses().items()))

    def and_(self, more: tuple[Sketch, ...]) -> Taught:
        """With further sketches."""
        return Taught(self.examples, (*self.sketches, *more), self.uses) if more else self

    def texts(self) -> tuple[str, ...]:
        """Every text in the order of the rows: examples, sketches, uses."""
        return (
            *(text for text, _ in self.examples),
            *(text for one in self.sketches for text in one.texts),
            *(text for _, own in self.uses for text in own),
        )


@dataclass
class Shelves:
    """What is taught, encoded and learned from at the first job that needs it."""

    encoder: Encoder
    taught: Taught

    def closest(self, text: str) -> float:
        """The cosine of a text to the nearest sentence of a sketch or a use."""
        return float((self._rows[len(self.taught.examples) :] @ self._meaning(text)).max(initial=-1.0))

    def stranger(self, text: str) -> float:
        """By how much the likest sketch is nearer, as a cosine, than the likest example of any playbook."""
        told, start = self._rows @ self._meaning(text), len(self.taught.examples)
        end = start + sum(len(one.texts) for one in self.taught.sketches)
        return float(told[start:end].max(initial=-1.0) - told[:start].max(initial=-1.0))

    def wanted(self, text: str, categories: Sequence[str]) -> Floats:
        """How much a job wants each category, in about standard deviations; 0 where nothing is known of any."""
        meaning = self._meaning(text)
        learned = self._unit(meaning[None, :])[0] @ self._weights(tuple(categories))
        parts = (LEARNED * _spread(learned), SAID * _spread(self._said(meaning, categories)))
        return np.asarray(sum(parts) + SKETCHED * self._sketched(meaning, categories), np.float64)

    def _meaning(self, text: str) -> Vectors:
        return np.asarray(self.encoder.encode([text], query=True)[0], np.float32)

    @cached_property
    def _rows(self) -> Vectors:
        return self.encoder.encode(list(self.taught.texts()), query=True)

    @cached_property
    def _centre(self) -> Vectors:
        return np.asarray(self._rows.mean(axis=0), np.float32)

    def _unit(self, rows: Vectors) -> Floats:
        told = np.asarray(rows, np.float64) - self._centre
        return np.asarray(told / np.maximum(np.linalg.norm(told, axis=1, keepdims=True), 1e-9), np.float64)

    def _weights(self, categories: tuple[str, ...]) -> Floats:
        """(dimensions, categories). Each category's column is learned once: it hangs on no other."""
        known: dict[str, Floats] = self.__dict__.setdefault("_learned", {})
        if new := tuple(one for one in categories if one not in known):
            known.update(zip(new, self._learn(new).T, strict=True))
        return np.stack([known[one] for one in categories], axis=1)

    def _learn(self, categories: tuple[str, ...]) -> Floats:
        wants = [shelves for _, shelves in self.taught.examples]
        wants += [one.shelves for one in self.taught.sketches for _ in one.texts]
        wants += [(path,) for path, own in self.taught.uses for _ in own]
        counted = np.ones(len(wants))
        counted[: len(self.taught.examples)] = OF_PLAYBOOKS
        rows = self._unit(self._rows) * np.sqrt(counted)[:, None]
        labels = _labels(wants, categories) * np.sqrt(counted)[:, None]
        return np.asarray(np.linalg.solve(rows.T @ rows + RIDGE * np.eye(rows.shape[1]), rows.T @ labels), np.float64)

    def _sketched(self, meaning: Vectors, categories: Sequence[str]) -> Floats:
        """The part of the likest sketches that wants each category, those further down in them a little less."""
        told, start = self._rows @ meaning, len(self.taught.examples)
        close = []
        for one in self.taught.sketches:
            end = start + len(one.texts)
            close.append(float(told[start:end].max()))
            start = end
        order = np.argsort(-np.asarray(close), kind="stable")[:LIKEST]
        if not order.size:
            return np.zeros(len(categories))
        weight = np.exp((np.asarray(close)[order] - close[order[0]]) / NEAR)
        wants = [self.taught.sketches[place].shelves for place in order]
        return np.asarray(weight @ _labels(wants, tuple(categories), RANK) / weight.sum(), np.float64)

    def _said(self, meaning: Vectors, categories: Sequence[str]) -> Floats:
        """How near a shelf's own uses are, as a cosine; the mean of all where nothing is known of it."""
        start = len(self._rows) - sum(len(own) for _, own in self.taught.uses)
        told, best = self._rows @ meaning, {}
        for path, own in self.taught.uses:
            best[path] = float(np.sort(told[start : start + len(own)])[-OWN:].mean())
            start += len(own)
        mean = float(np.mean(list(best.values()))) if best else 0.0
        return np.array([best.get(category, mean) for category in categories])


def _examples(books: Sequence[Playbook]) -> list[tuple[str, tuple[str, ...]]]:
    """Each example of a playbook with everything that the playbook would buy."""
    found = []
    for book in books:
        wants = tuple(dict.fromkeys(path for need in book.needs for path in need.categories))
        found += [(text, wants) for text in (*book.examples.en, *book.examples.ko)]
    return found


def _labels(wants: Sequence[Sequence[str]], categories: Sequence[str], less: float = 0.0) -> Floats:
    """(texts, categories): 1 where a category lies under a path that is wanted, `less` for each place further down."""
    under: dict[str, list[int]] = {}
    for path in {path for one in wants for path in one}:
        under[path] = [i for i, one in enumerate(categories) if one == path or one.startswith(f"{path}/")]
    found = np.zeros((len(wants), len(categories)))
    for row, paths in enumerate(wants):
        for place, path in enumerate(paths):
            found[row, under[path]] = np.maximum(found[row, under[path]], 1 - less * place)
    return found


def _spread(values: Floats) -> Floats:
    """In standard deviations about the mean; nothing where all are alike."""
    return np.asarray((values - values.mean()) / values.std(), np.float64) if values.std() else np.zeros(len(values))
