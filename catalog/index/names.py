"""Texts by the million: packed into arrays, coded by number where they repeat, found by hash where they do not."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]


def hashed(text: str) -> int:
    """64 bits of a text that are the same in every process."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")


@dataclass(frozen=True, eq=False)
class Names:
    """Texts as one run of UTF-8 `letters` and where each ends: a short text takes 18 bytes, not a string's 60."""

    letters: NDArray[np.uint8]
    ends: NDArray[np.int64]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Names:
        encoded = [text.encode() for text in texts]
        return cls(
            np.frombuffer(b"".join(encoded), np.uint8),
            np.cumsum(np.fromiter(map(len, encoded), np.int64, len(encoded))),
        )

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, place: int) -> str:
        start = int(self.ends[place - 1]) if place else 0
        return self.letters[start : int(self.ends[place])].tobytes().decode()

    def __iter__(self) -> Iterator[str]:
        text, start = self.letters.tobytes(), 0
        for end in self.ends.tolist():
            yield text[start:end].decode()
            start = end


@dataclass(frozen=True, eq=False)
class Coded:
    """A fact of each product as a number, and the distinct texts that the numbers stand for, sorted."""

    codes: NDArray[np.int32]
    names: tuple[str, ...]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Coded:
        known: dict[str, int] = {}
        return cls.sorted([known.setdefault(text, len(known)) for text in texts], known)

    @classmethod
    def sorted(cls, codes: Collection[int], known: Mapping[str, int]) -> Coded:
        """From codes in any order: the texts are sorted and the codes say the same."""
        names = sorted(known)
        place = np.zeros(len(names), np.int32)
        place[[known[name] for name in names]] = np.arange(len(names), dtype=np.int32)
        return cls(place[np.asarray(codes, np.int64)], tuple(names))

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, place: int) -> str:
        return self.names[int(self.codes[place])]

    def tolist(self) -> list[str]:
        """Each product's text."""
        return [self.names[code] for code in self.codes.tolist()]

    def among(self, texts: Iterable[str]) -> Mask:
        """Which products have one of the texts."""
        wanted = np.zeros(len(self.names), bool)
        for text in texts:
            place = bisect_left(self.names, text)
            if place < len(self.names) and self.names[place] == text:
                wanted[place] = True
        return self._having(wanted)

    def under(self, branches: Iterable[str]) -> Mask:
        """Which products have one of the paths, or a path below it."""
        wanted = np.zeros(len(self.names), bool)
        for branch in branches:
            # "/" is followed by "0": everything that begins with "branch/" stands between the two.
            first, last = (bisect_left(self.names, branch + sign) for sign in "/0")
            wanted[first:last] = True
        return self._having(wanted) | self.among(branches)

    def where(self, test: Callable[[str], bool]) -> Mask:
        """Which products have a text that passes a test, which is asked once for each distinct text."""
        return self._having(np.array([test(name) for name in self.names], bool))

    def _having(self, wanted: Mask) -> Mask:
        return wanted[self.codes] if wanted.any() else np.zeros(len(self.codes), bool)


@dataclass(frozen=True, eq=False)
class Places(Mapping[str, int]):
    """Where each product stands, by its id: a dictionary in 25 bytes a product."""

    ids: Names
    hashes: NDArray[np.uint64]  # hashes of the ids, sorted
    at: NDArray[np.int32]  # at[i] is the place of the product with hash hashes[i]

    @classmethod
    def of(cls, ids: Iterable[str]) -> Places:
        names = Names.of(ids)
        keys = np.fromiter(map(hashed, names), np.uint64, len(names))
        order = np.argsort(keys, kind="stable")
        return cls(names, keys[order], order.astype(np.int32))

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[str]:
        return iter(self.ids)

    def __getitem__(self, ident: str) -> int:
        key = np.uint64(hashed(ident))
        row = int(np.searchsorted(self.hashes, key))
        while row < len(self.hashes) and self.hashes[row] == key:
            place = int(self.at[row])
            if self.ids[place] == ident:
                return place
            row += 1
        raise KeyError(ident)
