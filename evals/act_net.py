"""Train the net that weighs a turn's signs: one hidden layer beside a linear one, in torch, always the same way.

The settings were chosen by cross-validation over conversations among hidden layers of 64 to 192 units, 14 to 30 rounds
and a dropout of .5 or .6; they differ by less than a hundredth.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from assistant.dialogue.act_reader import Floats

if TYPE_CHECKING:
    import torch

HIDDEN = 96
ROUNDS = 16
BATCH = 64
RATE, SLOWER = 2e-3, 0.87  # of learning, and what is left of it after each round
DECAY = 0.05
DROPPED = 0.5  # of the hidden units
UNSEEN = 0.3  # of a turn's signs: no single one is to be relied on
BLUR = 0.06  # standard deviation of the noise on a meaning
DOUBT = 0.1  # of a label: several acts are often right


def train(
    places: Sequence[Sequence[int]], meanings: Floats, right: Sequence[int], signs: int, acts: int
) -> dict[str, Floats]:
    """The parts of `ActWeights` learned from turns: their signs' places, meanings (turns, dimensions) and acts."""
    import torch

    torch.manual_seed(0)
    torch.set_num_threads(1)
    order = np.random.default_rng(0)
    net = _net(signs, meanings.shape[1], acts)
    steps = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    told, labels = torch.tensor(meanings), torch.tensor(right)
    for _ in range(ROUNDS):
        for rows in _batches(len(right), order):
            kept = [[place for place in places[row] if order.random() > UNSEEN] for row in rows]
            guess = _forward(net, kept, told[rows] + BLUR * torch.randn(len(rows), told.shape[1]), training=True)
            loss = torch.nn.functional.cross_entropy(guess, labels[rows], label_smoothing=DOUBT)
            steps.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            steps.step()
        steps.param_groups[0]["lr"] *= SLOWER
    return {name: one.detach().numpy().astype(np.float32) for name, one in net.items()}


def _net(signs: int, dimensions: int, acts: int) -> torch.nn.ParameterDict:
    import torch

    def scattered(rows: int, columns: int, spread: float) -> torch.nn.Parameter:
        return torch.nn.Parameter(spread * torch.randn(rows, columns))

    return torch.nn.ParameterDict(
        {
            "hidden": scattered(signs, HIDDEN, 0.03),
            "hidden_meaning": scattered(dimensions, HIDDEN, dimensions**-0.5),
            "hidden_bias": torch.nn.Parameter(torch.zeros(HIDDEN)),
            "out": scattered(HIDDEN, acts, HIDDEN**-0.5),
            "skip": torch.nn.Parameter(torch.zeros(signs, acts)),
            "skip_meaning": scattered(dimensions, acts, dimensions**-0.5),
            "bias": torch.nn.Parameter(torch.zeros(acts)),
        }
    )


def _batches(turns: int, order: np.random.Generator) -> Iterator[list[int]]:
    rows = order.permutation(turns).tolist()
    yield from (rows[at : at + BATCH] for at in range(0, turns, BATCH))


def _forward(
    net: torch.nn.ParameterDict, places: Sequence[Sequence[int]], told: torch.Tensor, training: bool
) -> torch.Tensor:
    import torch
    from torch.nn.functional import dropout, embedding_bag, relu

    flat = torch.tensor([place for one in places for place in one])
    starts = torch.tensor(np.cumsum([0, *(len(one) for one in places[:-1])]))
    hidden = embedding_bag(flat, net["hidden"], starts, mode="sum") + told @ net["hidden_meaning"] + net["hidden_bias"]
    hidden = dropout(relu(hidden), DROPPED, training)
    skip = embedding_bag(flat, net["skip"], starts, mode="sum") + told @ net["skip_meaning"]
    scores: torch.Tensor = hidden @ net["out"] + skip + net["bias"]
    return scores
