"""Which products a description means that names none of them: "little stickers for a cut", 상처에 붙이는 거.

Every kind of thing has sentences of people who do not know its name. A text is near a kind by the nearest of them: the
cosine of their meanings about the mean sentence, in standard deviations over all sentences, and WORDS times the
inverse document frequencies (ln(1 + (N − n + ½)/(n + ½)), as in BM25) of the words that they share over √length.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from assistant.errors import BadData
from catalog.encode import Encoder, Vectors
from catalog.index.snapshot import Snapshot
from catalog.plain_yaml import read_yaml
from catalog.text import tokens

FOLDER = Path(__file__).parent / "described"
WORDS = 0.6  # weight of the words that are shared; of 0, .3, .6, 1 and 1.5 as good as .3 and better than the others
SHORT = 3  # words, which a shorter sentence counts as
UNKNOWN = -3.0  # standard deviations, where nothing describes a product

Floats = NDArray[np.float64]


class Kind(NamedTuple):
    """A kind of thing on a shelf: what titles call it in each language, and what people say who do not know that."""

    shelf: str
    names: tuple[str, ...]
    sentences: tuple[str, ...]


class _Written(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    name: dict[str, str] = Field(min_length=1)
    en: list[str] = Field(min_length=1)
    ko: list[str] = Field(min_length=1)


@cache
def kinds(folder: Path = FOLDER) -> tuple[Kind, ...]:
    """Every kind of the YAML files. Raises BadData with the file's name."""
    found: list[Kind] = []
    for file in sorted(folder.glob("*.yaml")):
        try:
            rows = read_yaml(file)
            read = TypeAdapter(dict[str, list[_Written]]).validate_python(rows)
        except (ValidationError, yaml.YAMLError) as error:
            raise BadData(f"{file.name}: {error}") from error
        for shelf, written in read.items():
            found += [Kind(shelf, tuple(one.name.values()), (*one.en, *one.ko)) for one in written]
    return tuple(found)


def sentences(known: Sequence[Kind]) -> tuple[str, ...]:
    """Every sentence, in the order of the kinds."""
    return tuple(text for one in known for text in one.sentences)


@dataclass
class Described:
    """The sentences of kinds, read and encoded at the first description that is asked about."""

    encoder: Encoder
    read: Callable[[], tuple[Kind, ...]] = kinds

    @cached_property
    def known(self) -> tuple[Kind, ...]:
        """Every kind."""
        return self.read()

    def nearness(self, text: str, snapshot: Snapshot) -> Floats:
        """(products,) How near each product's kind is, in about standard deviations; UNKNOWN for those of no kind."""
        of_kinds = np.full(len(self.known), UNKNOWN)
        np.maximum.at(of_kinds, self._owners, self._alike(text) + WORDS * self._shared(text))
        found = np.full(len(snapshot.products), UNKNOWN)
        for near, places in zip(of_kinds, self._places(snapshot), strict=True):
            found[places] = np.maximum(found[places], near)
        return found

    def _alike(self, text: str) -> Floats:
        meaning = self._about(self.encoder.encode([text], query=True))[0]
        cosines = self._rows @ meaning
        return np.asarray((cosines - cosines.mean()) / max(float(cosines.std()), 1e-9), np.float64)

    def _shared(self, text: str) -> Floats:
        found = np.zeros(len(self._owners))
        for word in set(tokens(text)) & self._holding.keys():
            held = self._holding[word]
            found[held] += math.log(1 + (len(found) - len(held) + 0.5) / (len(held) + 0.5))
        return np.asarray(found / self._lengths, np.float64)

    @cached_property
    def _owners(self) -> NDArray[np.int64]:
        """The kind of each sentence."""
        return np.repeat(np.arange(len(self.known)), [len(one.sentences) for one in self.known])

    @cached_property
    def _said(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset(tokens(text)) for text in sentences(self.known))

    @cached_property
    def _lengths(self) -> Floats:
        return np.sqrt([max(SHORT, len(words)) for words in self._said])

    @cached_property
    def _holding(self) -> Mapping[str, list[int]]:
        """The sentences that hold each word."""
        found: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._said):
            for word in words:
                found[word].append(place)
        return dict(found)

    @cached_property
    def _encoded(self) -> Vectors:
        return self.encoder.encode(sentences(self.known), query=True)

    @cached_property
    def _rows(self) -> Vectors:
        return self._about(self._encoded)

    def _about(self, rows: Vectors) -> Vectors:
        """Rows about the mean sentence, of length one."""
        told = rows - self._encoded.mean(axis=0)
        return np.asarray(told / np.maximum(np.linalg.norm(told, axis=1, keepdims=True), 1e-9), np.float32)

    def _places(self, snapshot: Snapshot) -> list[NDArray[np.int64]]:
        """The products of each kind: those of its shelf that are called so, or all of the shelf where none is."""
        held: tuple[Snapshot, list[NDArray[np.int64]]] | None = self.__dict__.get("_placed")
        if held is None or held[0] is not snapshot:
            held = (snapshot, _placed(self.known, snapshot))
            self.__dict__["_placed"] = held
        return held[1]


def _placed(known: Sequence[Kind], snapshot: Snapshot) -> list[NDArray[np.int64]]:
    shelves: dict[str, list[int]] = defaultdict(list)
    for place, product in enumerate(snapshot.products):
        shelves[product.category].append(place)
    found = []
    for one in known:
        own = np.asarray(shelves.get(one.shelf, []), np.int64)
        called = [np.isin(own, snapshot.lexical.named(tokens(name), title_only=True)) for name in one.names]
        so = own[np.logical_or.reduce(called)]
        found.append(so if len(so) else own)
    return found
