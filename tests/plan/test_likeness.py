"""What tells playbooks apart: directions in which examples of one scatter count for less."""

from __future__ import annotations

import numpy as np

from assistant.plan.likeness import Likeness


def test_what_scatters_within_a_playbook_says_little() -> None:
    """Two playbooks differ in the first direction; in the second each one scatters more widely than they differ."""
    rows = np.array([[1, 3], [1, -3], [1.1, 2.5], [-1, 3], [-1, -3], [-1.1, 2.5]], np.float32)
    likeness = Likeness.of(rows, [3, 3])
    asked = np.array([[0.5, -8.0]], np.float32)
    _, discriminant = likeness.of_parts(asked)
    assert discriminant[0] > discriminant[1]
    assert abs(likeness.weights[0, 0]) > abs(likeness.weights[1, 0])


def test_a_clause_counts_a_little_less_than_the_whole_text() -> None:
    rows = np.eye(4, dtype=np.float32)
    likeness = Likeness.of(rows, [2, 2])
    alone, _ = likeness.of_parts(rows[:1])
    clause, _ = likeness.of_parts(np.stack([rows[3] * 0, rows[0]]).astype(np.float32))
    assert clause[0] < alone[0] == 1
