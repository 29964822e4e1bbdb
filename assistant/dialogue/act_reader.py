"""What a turn asks for, weighed: what the rules read, what there is to lean on, the words and their meaning together.

The rules know what they were written for; the weights know how much each of their signs is worth on turns that people
wrote without sight of them. `python -m evals learn-acts` learns the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from assistant.dialogue.act_signals import signals
from assistant.dialogue.asked import Asked
from assistant.types import Act, Request
from catalog.encode import Encoder, Vectors

WEIGHTS = Path(__file__).parent / "acts.npz"
SCALE = 4.0  # of a sentence's meaning beside its signs, each 0 or 1: chosen by cross-validation
SURE = 0.5  # of the weight of all acts: above it no language model's guess is better
CERTAIN = frozenset({"injection"})  # cues that no weighing overrules


class ReadsActs(Protocol):
    """Says what a turn asks for, given what the rules read of it."""

    def read(self, asked: Asked) -> ReadAct:
        """The request with its act."""
        ...


@dataclass(frozen=True)
class ReadAct:
    """A request with its act, and whether nobody else need be asked for it."""

    request: Request
    sure: bool


Floats = NDArray[np.float32]
PARTS = ("hidden", "hidden_meaning", "hidden_bias", "out", "skip", "skip_meaning", "bias", "centre")


@dataclass(frozen=True)
class ActWeights:
    """A net of one hidden layer beside a linear one: S signs and a meaning of D dimensions, H hidden units, A acts."""

    acts: tuple[str, ...]
    signs: tuple[str, ...]
    hidden: Floats  # (S, H)
    hidden_meaning: Floats  # (D, H)
    hidden_bias: Floats  # (H,)
    out: Floats  # (H, A)
    skip: Floats  # (S, A)
    skip_meaning: Floats  # (D, A)
    bias: Floats  # (A,)
    centre: Vectors  # (D,): the mean meaning, taken off each
    encoder: str  # fingerprint of the encoder whose vectors were learned from
    learned_from: str  # fingerprint of the conversations

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> ActWeights:
        """Read the weights that ship with the project."""
        with np.load(path, allow_pickle=False) as kept:
            parts: dict[str, Any] = {name: kept[name].astype(np.float32) for name in PARTS}
            parts |= {name: tuple(kept[name].tolist()) for name in ("acts", "signs")}
            parts |= {name: str(kept[name]) for name in ("encoder", "learned_from")}
            return cls(**parts)

    def save(self, path: Path = WEIGHTS) -> None:
        """Write them; half precision is exact enough and half as large."""
        parts: dict[str, Any] = {name: getattr(self, name).astype(np.float16) for name in PARTS}
        parts |= {name: np.array(getattr(self, name)) for name in ("acts", "signs", "encoder", "learned_from")}
        np.savez_compressed(path, **parts)

    def scores(self, places: Sequence[int], meaning: Vectors) -> Floats:
        """What speaks for each act, shape (A,): logits, of which only the order counts."""
        told = SCALE * (meaning - self.centre)
        hidden = np.maximum(self.hidden[places].sum(axis=0) + told @ self.hidden_meaning + self.hidden_bias, 0)
        scores = hidden @ self.out + self.skip[places].sum(axis=0) + told @ self.skip_meaning + self.bias
        return np.asarray(scores, np.float32)


class ActReader:
    """Reads the act of a turn from its signs and its meaning."""

    def __init__(self, weights: ActWeights, encoder: Encoder) -> None:
        self._weights, self._encoder = weights, encoder
        self._places = {sign: place for place, sign in enumerate(weights.signs)}

    @classmethod
    def over(cls, encoder: Encoder) -> ActReader | None:
        """The reader over an encoder; None where the weights were learned over another: the rules read alone then."""
        weights = ActWeights.load()
        return cls(weights, encoder) if weights.encoder == encoder.fingerprint else None

    def read(self, asked: Asked) -> ReadAct:
        """The request with the act that most speaks for."""
        found = signals(asked)
        if any(f"cue={name}" in found for name in CERTAIN) or not asked.request.asked.strip():
            return ReadAct(asked.request, sure=True)
        scores = self.scores(found, asked.request.asked)
        act = self._weights.acts[int(scores.argmax())]
        share = float(1 / np.exp(scores - scores.max()).sum())
        return ReadAct(asked.request.model_copy(update={"act": cast("Act", act)}), share >= SURE)

    def scores(self, found: frozenset[str], text: str) -> Floats:
        """What speaks for each act, in the weights' order."""
        places = sorted(self._places[sign] for sign in found if sign in self._places)
        return self._weights.scores(places, self._encoder.encode([text], query=True)[0])
