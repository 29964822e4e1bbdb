"""How like the examples of each playbook a text is: the nearest example, and whose manner of speaking it has.

The cosines of sentences lie in a narrow band, in which every text about presents is near every playbook of presents.
Linear discriminant analysis (Fisher 1936) weighs the directions by how far they tell the playbooks apart: with x
centred, mₖ the mean of playbook k's examples and S the covariance within playbooks, δₖ(x) = xᵀS⁻¹mₖ - ½ mₖᵀS⁻¹mₖ.
`python -m evals run matching` holds examples out and says what that gains.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from catalog.encode import Vectors

SHRINKAGE = 0.3  # of the mean variance, added to each: 384 directions from some 7,000 examples
CLAUSE_COSINE, CLAUSE_DISCRIMINANT = 0.99, -10.0  # a whole text that fits beats a clause that fits as well


@dataclass(frozen=True)
class Likeness:
    """The examples of all playbooks, in the playbooks' order, and what tells the playbooks apart."""

    rows: Vectors  # (examples, dimensions)
    starts: np.ndarray[tuple[int], np.dtype[np.intp]]  # (playbooks,): where each one's examples begin
    centre: Vectors  # (dimensions,)
    weights: Vectors  # (dimensions, playbooks)
    offset: Vectors  # (playbooks,)

    @classmethod
    def of(cls, rows: Vectors, counts: list[int]) -> Likeness:
        """Learn from the examples' vectors, of which each playbook has so many (at least one)."""
        starts = np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp)
        centre = rows.mean(axis=0)
        centred = (rows - centre).astype(np.float64)
        means = np.add.reduceat(centred, starts, axis=0) / np.array(counts)[:, None]
        apart = centred - np.repeat(means, counts, axis=0)
        within = apart.T @ apart / max(1, len(rows) - len(counts))
        within += (SHRINKAGE * np.trace(within) / len(within) + 1e-9) * np.eye(len(within))
        weights = np.linalg.solve(within, means.T)
        offset = 0.5 * np.einsum("kd,dk->k", means, weights)
        return cls(rows, starts, centre, weights.astype(np.float32), offset.astype(np.float32))

    def of_parts(self, vectors: Vectors) -> tuple[Vectors, Vectors]:
        """The nearest example's cosine and the discriminant of each playbook, for a text and its clauses (rows)."""
        cosine = np.maximum.reduceat(vectors @ self.rows.T, self.starts, axis=1)
        discriminant = (vectors - self.centre) @ self.weights - self.offset
        cosine[1:] *= CLAUSE_COSINE
        discriminant[1:] += CLAUSE_DISCRIMINANT
        return cosine.max(axis=0), discriminant.max(axis=0)
