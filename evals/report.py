"""Write the report of a run: one HTML page that holds everything itself and runs no script.

Requests, answers and explanations are shoppers' and the shop's words, so every one of them is escaped.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from markupsafe import Markup

from assistant.errors import BadInput
from evals.gates import Gates, Verdict
from evals.plots import means, spread
from evals.results import Result, worst
from evals.score import Score

STYLE = Path(__file__).parent / "report.css"
HEADS = ("metric", "group", "cases", "mean", "s.e.", "gate", "")
WRITTEN = "The cases were written for this project. Those of the first files were a development set, tuned on."


def write_report(results: Sequence[Result], gates: Mapping[str, Gates], folder: Path) -> Path:
    """Write report.html into a folder. Raises BadInput where it cannot be."""
    target = folder / "report.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(page(results, gates), "utf-8")
    except OSError as error:
        raise BadInput(f"{target}: cannot be written ({error.strerror}); name another folder") from error
    return target


def page(results: Sequence[Result], gates: Mapping[str, Gates]) -> str:
    """The whole page."""
    sections = Markup("\n").join(_section(found, gates.get(found.suite, {})) for found in results)
    return Markup(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><title>Damda: evaluation report</title>'
        "<style>{style}</style></head>\n<body><h1>Evaluation report</h1><p>{written} Demo shop: products and prices "
        "are invented, ratings and shoppers simulated.</p><nav>{links}</nav>\n{sections}</body></html>\n"
    ).format(
        style=Markup(STYLE.read_text("utf-8")),
        written=WRITTEN,
        links=Markup(" ").join(_link(found) for found in results),
        sections=sections,
    )


def _link(found: Result) -> Markup:
    return Markup('<a href="#{suite}">{suite}</a>{mark}').format(suite=found.suite, mark=_mark(found.passed))


def _mark(passed: bool) -> Markup:
    return Markup(' <span class="held">held</span>') if passed else Markup(' <span class="missed">missed</span>')


def _section(found: Result, gates: Gates) -> Markup:
    quick = " Quick: every few cases only." if found.quick else ""
    return Markup(
        '<section id="{suite}"><h2>{suite}{mark}</h2><p>{about}. {count} scores in {seconds:.0f} s.{quick}</p>'
        '{table}<div class="plots">{plots}</div>{worst}</section>'
    ).format(
        suite=found.suite,
        mark=_mark(found.passed),
        about=found.about,
        count=len(found.scores),
        seconds=found.seconds,
        quick=quick,
        table=_table(found.verdicts),
        plots=Markup("").join(_plots(found)),
        worst=_worst(worst(found.scores, gates)),
    )


def _table(rows: Sequence[Verdict]) -> Markup:
    head = Markup("").join(Markup("<th>{}</th>").format(name) for name in HEADS)
    body = Markup("\n").join(_row(row) for row in rows)
    return Markup('<div class="scroll"><table><tr>{}</tr>\n{}</table></div>').format(head, body)


def _row(verdict: Verdict) -> Markup:
    row = verdict.summary
    return Markup(
        '<tr><td>{}</td><td>{}</td><td class="number">{}</td><td class="number">{:.3f}</td>'
        '<td class="number">{:.3f}</td><td>{}</td><td>{}</td></tr>'
    ).format(
        row.metric,
        row.group,
        row.count,
        row.mean,
        row.error,
        verdict.gate,
        _mark(verdict.passed) if verdict.gate else "",
    )


def _plots(found: Result) -> Iterator[Markup]:
    """Two plots a metric. The drawings are made here and hold group names only, escaped by the drawer."""
    scores: dict[str, list[Score]] = defaultdict(list)
    for score in found.scores:
        scores[score.metric].append(score)
    for metric, rows in scores.items():
        yield Markup("<figure>{}</figure>").format(
            Markup(means(metric, [v for v in found.verdicts if v.summary.metric == metric]))
        )
        yield Markup("<figure>{}</figure>").format(Markup(spread(metric, rows)))


def _worst(scores: Sequence[Score]) -> Markup:
    if not scores:
        return Markup("<p>No case of a metric with a gate falls short.</p>")
    cases = Markup("\n").join(_case(score) for score in scores)
    return Markup("<h3>The {} cases that fall shortest</h3>\n{}").format(len(scores), cases)


def _case(score: Score) -> Markup:
    rows = (("request", score.text), ("answer", score.answer), ("why", score.explanation))
    return Markup('<details><summary><span class="id">{}</span>{} {:.3f} ({})</summary><dl>{}</dl></details>').format(
        score.case,
        score.metric,
        score.value,
        score.group,
        Markup("").join(Markup("<dt>{}</dt><dd>{}</dd>").format(name, text) for name, text in rows if text),
    )
