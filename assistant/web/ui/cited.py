"""Draw what an answer rests on, and a comparison as a table. Every word from outside is escaped."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from assistant.types import Citation, Comparison
from assistant.web.ui.labels import label

# The rows scroll sideways on a phone, so the table can be reached by keyboard.
TABLE = Markup(
    '<div class="compared" role="region" tabindex="0" aria-label="{0}"><table><thead><tr><th scope="col">'
    '<span class="hidden">{0}</span></th>{1}</tr></thead><tbody>{2}</tbody></table></div>'
)
HEAD = Markup('<th scope="col">{}</th>')
ROW = Markup('<tr><th scope="row">{}</th>{}</tr>')
CELL = Markup("<td>{}</td>")
UNSTATED = Markup('<td class="unstated"><span aria-hidden="true">–</span><span class="hidden">{}</span></td>')
SOURCES = Markup('<details class="sources"><summary>{} ({})</summary><ul>{}</ul></details>')
SOURCE = Markup("<li><b>{}</b> {}</li>")


def compared(comparison: Comparison, language: str) -> Markup:
    """A comparison as a table: a column a product, a row for what differs; a dash where nobody states it."""
    if not comparison.rows:
        return Markup()
    heads = Markup().join(HEAD.format(card.title) for card in comparison.products)
    rows = Markup().join(
        ROW.format(row.label, Markup().join(_cell(value, language) for value in row.values)) for row in comparison.rows
    )
    return TABLE.format(label(language, "compared"), heads, rows)


def _cell(value: str | None, language: str) -> Markup:
    return CELL.format(value) if value is not None else UNSTATED.format(label(language, "unstated"))


def sources(citations: Sequence[Citation], language: str) -> Markup:
    """What an answer rests on, in small print: where it stands and the words there."""
    if not citations:
        return Markup()
    items = (SOURCE.format(label(language, f"source_{one.source}"), one.text) for one in dict.fromkeys(citations))
    return SOURCES.format(label(language, "sources"), len(dict.fromkeys(citations)), Markup().join(items))
