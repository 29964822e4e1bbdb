"""What a basket must not hold: things the shopper does not want, and things that they own already."""

from __future__ import annotations

import re

from assistant.understand.found import Found, span_of

WITHOUT = re.compile(r"(?i:\b(?:no|without|except|skip the) (?P<en>(?!rush|problem|more)[a-z]+))|(?P<ko>[가-힣]+?)[은는]? ?(?:빼고|말고|없이)")
OWNED = re.compile(r"(?i:\balready have (?:a |an |the )?(?P<en>[a-z]+))|(?P<ko>[가-힣]+?)[은는] 있어")


def find_exclusions(text: str) -> tuple[Found[str], ...]:
    """Things never to put in, each as the bare noun that the shopper wrote."""
    return tuple(Found(m[m.lastgroup or 0], span_of(m)) for m in WITHOUT.finditer(text))


def find_owned(text: str) -> tuple[Found[str], ...]:
    """Things that the shopper has already, or says they do not need."""
    return tuple(Found(m[m.lastgroup or 0], span_of(m)) for m in OWNED.finditer(text))


def no_alcohol(text: str) -> Found[bool] | None:
    """Whether the text rules alcohol out."""
    match = re.search(r"(?i:\b(?:no|non-?)\s?alcohol)|술 ?(?:은 )?(?:없이|빼고)|[무논]알[코콜]", text)
    return Found(True, span_of(match)) if match else None
