"""Plain text from HTML, and plain text left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.sources.html import MAX_TEXT, TAG, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<p>One</p><p>Two</p>", "One\nTwo"),
        ("a<br>b<br/>c< br />d", "a\nb\nc\nd"),
        ("<ul><li>Light</li><li>Dry &amp; warm</li></ul>", "Light\nDry & warm"),
        ("<b>Bold</b> and <i>thin</i>", "Bold and thin"),
        ("&lt;p&gt;Twice escaped&lt;/p&gt;", "Twice escaped"),
        ("Tea &amp; cake&nbsp;&#8211; 5&#x20AC;", "Tea & cake – 5€"),
        ("x<script>alert(1)</script><style>p{}</style><!-- c -->y", "xy"),
        ("<img src=x onerror=alert(1)>Mug", "Mug"),
        ("<td>5</td><td>cm</td>", "5 cm"),
        ("<p>무알코올<br>맥주</p>", "무알코올\n맥주"),
        ("null\x00byte", "null byte"),
    ],
)
def test_what_a_page_would_show(text: str, shown: str) -> None:
    """Blocks on lines of their own, entities as their signs, scripts gone."""
    assert plain(text) == shown


@pytest.mark.parametrize(
    "text", ["Latency < 12ms, range > 5 m", "a\n  b  c ", "AT&T & more; R&D", "5 <3 2", "I <3 tea", "", "x -> y <- z"]
)
def test_text_without_html_comes_back_as_it_was(text: str) -> None:
    """To the last space: vectors are kept by text."""
    assert plain(text) == text


@given(st.text(alphabet="<>/&;ab \n\"'=!-#", max_size=80))
def test_no_tag_is_left(text: str) -> None:
    """Whatever is nested in whatever, what comes out is short and holds no script."""
    shown = plain(f"<script>{text}</script><p onclick='{text}'>{text}")
    assert len(shown) <= MAX_TEXT
    assert "<script" not in shown


def test_long_texts_are_cut() -> None:
    """A page's worth of words is enough, and megabytes of markup take no minutes."""
    assert len(plain("word " * 10_000)) == MAX_TEXT
    assert len(plain("<" * 1_000_000)) <= MAX_TEXT
    assert not TAG.search(plain("<p>" * 100_000))
