"""Citations and comparisons on the page: a table and small print, every word escaped."""

from __future__ import annotations

from assistant.explain.comparison import comparison
from assistant.types import Citation, Compared, Comparison
from assistant.web.ui.cited import compared, sources
from tests.fakes import a_product

EVIL = "<img src=x onerror=alert(1)>"


def test_a_comparison_is_a_table_of_escaped_cells() -> None:
    """A value that nobody states is a dash that is read out."""
    products = (a_product("one", title={"en": EVIL}), a_product("two"))
    table = Comparison(
        products=comparison(products, "en", "us").products,
        rows=(Compared(label=EVIL, values=(EVIL, None)),),
    )
    html = compared(table, "en")
    assert "<img" not in html
    assert html.count("<th scope=") == 4  # a corner, two products and a row
    assert "not stated" in html


def test_sources_say_where_they_stand() -> None:
    """The same source twice is written once."""
    cited = Citation(source="review", ref="r1", text=EVIL, product_id="one")
    html = sources((cited, cited), "ko")
    assert "<img" not in html
    assert html.count("<li>") == 1
    assert "후기:" in html


def test_nothing_is_drawn_for_nothing() -> None:
    assert compared(Comparison(products=(), rows=()), "en") == ""
    assert sources((), "en") == ""
