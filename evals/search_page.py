"""The tables of docs/search.md: each is written between its two marks by the command that measures it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import BadInput
from evals.results import load
from evals.score import Summary
from evals.search import NDCG
from evals.systems import HYBRID, MEANING, NAIVE, OURS, PLAIN, WORDS

PAGE = Path(__file__).parent.parent / "docs" / "search.md"
SYSTEMS = (NAIVE, PLAIN, MEANING, WORDS, HYBRID, OURS)  # from what an afternoon builds to ours
METRICS = (NDCG, "recall@100", "MRR@10")
CLASSES = ("names", "descriptions", "terms", "needs")


def fill(name: str, table: str, page: Path = PAGE) -> None:
    """Put a table between the page's marks of that name. Raises BadInput where it has none."""
    try:
        text = page.read_text("utf-8")
    except OSError as error:
        raise BadInput(f"{page}: cannot be read; restore it") from error
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marks.search(text):
        raise BadInput(f"{page}: has no <!-- {name} --> … <!-- /{name} -->; restore the marks")
    page.write_text(marks.sub(lambda m: f"{m[1]}\n{table}\n\n{m[2]}", text), "utf-8")


def systems(found: Sequence[Summary]) -> str:
    """A row a system: every metric of every set, ± its standard error for nDCG."""
    sets = [row.group.removesuffix(f"/{OURS}") for row in found if row.metric == NDCG and _whole(row, OURS)]
    heads = [f"{name} {metric}" for name in sets for metric in METRICS]
    lines = [f"| system | {' | '.join(heads)} |", "|---" * (1 + len(heads)) + "|"]
    known = {(row.group, row.metric): row for row in found}
    for system in SYSTEMS:
        cells = [_cell(known.get((f"{name}/{system}", metric))) for name in sets for metric in METRICS]
        lines.append(f"| {system} | {' | '.join(cells)} |")
    return "\n".join(lines)


def classes(found: Sequence[Summary]) -> str:
    """A row a class of queries: ours and its two parts by nDCG@10."""
    known = {(row.group, row.metric): row for row in found}
    lines = [f"| queries | how many | {WORDS} | {MEANING} | {OURS} |", "|---|---|---|---|---|"]
    for name in [row.group.removesuffix(f"/{OURS}") for row in found if row.metric == NDCG and _whole(row, OURS)]:
        for kind in CLASSES:
            rows = [known.get((f"{name}/{system}/{kind}", NDCG)) for system in (WORDS, MEANING, OURS)]
            if count := max(row.count if row else 0 for row in rows):
                lines.append(f"| {name}, {kind} | {count} | {' | '.join(map(_cell, rows))} |")
    return "\n".join(lines)


def compared(report: Path) -> None:
    """Write both tables from the report of a full run of the search suite. Raises BadInput for a quick one."""
    found = load(report / "search.json")
    if found.quick:
        raise BadInput(f"{report}: is of a quick run; run `python -m evals run search --data DIR --report {report}`")
    rows = [verdict.summary for verdict in found.verdicts]
    fill("systems", systems(rows))
    fill("classes", classes(rows))


def _whole(row: Summary, system: str) -> bool:
    return row.group.endswith(f"/{system}") and not row.group.endswith(f"_both/{system}")


def _cell(row: Summary | None) -> str:
    if row is None:
        return "–"
    return f"{row.mean:.3f} ± {row.error:.3f}" if row.metric == NDCG else f"{row.mean:.3f}"
