"""Tables for the terminal: what suites there are, and what a run found."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table

from evals.gates import Gate
from evals.jobs import counts
from evals.results import Result
from evals.suites import Suite


def listing(suites: Mapping[str, Suite]) -> Table:
    """Every suite with its cases a language and its gates."""
    table = Table()
    for head in ("suite", "what it asks", "cases", "gates"):
        table.add_column(head)
    for name, suite in suites.items():
        cases = "\n".join(f"{language} {count}" for language, count in sorted(counts(suite.files).items()))
        gates = "\n".join(f"{metric} {shown(gate)}" for metric, gate in suite.gates.items())
        table.add_row(name + (" (quick)" if suite.quick else ""), suite.about, cases, gates)
    return table


def shown(gate: float | Gate) -> str:
    """A gate in words."""
    return str(gate if isinstance(gate, Gate) else Gate(floor=gate))


def verdict_table(found: Result) -> Table:
    """A run's means beside their gates."""
    quick = ", quick" if found.quick else ""
    table = Table(title=f"suite {found.suite} ({found.seconds:.0f} s{quick})")
    for head in ("metric", "group", "cases", "mean ± s.e.", "gate", ""):
        table.add_column(head, no_wrap=True)
    for verdict in found.verdicts:
        row = verdict.summary
        mean = f"{row.mean:.3f} ± {row.error:.3f}"
        table.add_row(row.metric, row.group, str(row.count), mean, verdict.gate, "" if verdict.passed else "missed")
    return table
