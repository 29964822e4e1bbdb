"""Plain text from what shops write as HTML. Text without tags or entities comes back as it was."""

from __future__ import annotations

import html
import re

import nh3

MAX_TEXT = 4_000  # characters of a description: all that search reads, and more than a shopper does
TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|<!--")
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});")
# "< br />" is a slip of the hand and meant as a tag; "< 12ms" is not.
SPACED = re.compile(r"<\s+(/?)\s*(br|p|li|ul|ol|div|b|i|strong|em|span)\b", re.IGNORECASE)
BREAK = re.compile(
    r"<(?:br|/p|/li|/div|/h[1-6]|/tr|/ul|/ol|/table|/section|p|li|div|h[1-6]|tr)\b[^<>]*>", re.IGNORECASE
)
CELL = re.compile(r"</(?:td|th)\b[^<>]*>", re.IGNORECASE)
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
ROUNDS = 2  # feeds are often escaped twice: &lt;p&gt; is a tag as well
MAX_HTML = 50_000  # characters of markup that are looked at


def plain(text: str, limit: int = MAX_TEXT) -> str:
    """The text that a page would show, blocks on their own lines, at most `limit` characters."""
    text = CONTROL.sub(" ", SPACED.sub(r"<\1\2", text[:MAX_HTML]))
    for _ in range(ROUNDS):
        if TAG.search(text):
            text = _untagged(text)
        elif ENTITY.search(text):
            text = html.unescape(text).replace("\xa0", " ")
        else:
            break
    return text[:limit]


def _untagged(text: str) -> str:
    spaced = CELL.sub(" ", BREAK.sub("\n", text))
    shown = html.unescape(nh3.clean(spaced, tags=set())).replace("\xa0", " ")
    lines = (re.sub(r"[ \t]+", " ", line).strip() for line in shown.splitlines())
    return "\n".join(line for line in lines if line)
