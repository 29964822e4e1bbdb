"""What was bought for a thing that no product is called: it is said, so that nobody takes tangerines for the pears."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from assistant.bundle.draft import Draft, DraftLine
from assistant.explain.phrases import say
from assistant.plan.named import is_family
from assistant.plan.owning import is_called, names_shelf
from assistant.types import Notice
from assistant.understand.only import is_group
from catalog.index.snapshot import Snapshot
from catalog.text import normalize, tokens
from catalog.types import Product, localized

MOST = 3  # such words a reply


def nearest(draft: Draft, snapshot: Snapshot, language: str) -> Iterator[Notice]:
    """A notice for each line that only comes near to what was named, a few at most."""
    near = {line.need.role: line for line in reversed(draft.lines) if _only_near(line, snapshot)}
    for line in list(near.values())[::-1][:MOST]:
        product = line.pick.candidate.product
        item = localized(product.title, language)
        text = say(language, "notice_nearest", said=line.need.label[language], item=item)
        yield Notice(code="nearest", text=text, evidence=(product.id,))


def _only_near(line: DraftLine, snapshot: Snapshot) -> bool:
    """Whether a line is there for a name that nothing on its shelves is called, and that is no shelf's own name."""
    words = set(line.need.label.values())
    if not line.need.named or len(words) > 1 or not line.need.categories:
        return False  # a label of ours has a word for each language
    word = words.pop()
    if is_group(word):
        return False  # whatever is a toy is one
    places = snapshot.columns.under(line.need.categories)
    if _squeezed(word) in _squeezed(line.pick.candidate.product.titles) or set(tokens(word)) & _kinds(line):
        return False
    called = snapshot.lexical.meaning(word, title_only=True)
    department = snapshot.columns.under(tuple({one.split("/")[0] for one in line.need.categories}))
    others = np.flatnonzero(called & department).tolist()
    if (called & places).any() or any(_is_it(snapshot.products[place], word) for place in others):
        return False
    return not is_family(word) and not names_shelf(word, places, snapshot)


def _is_it(product: Product, word: str) -> bool:
    """Whether a product is the thing itself, on another shelf: japchae of the side dishes; a pear drop is none."""
    return any(is_called(title, word) for title in product.title.values())


def _kinds(line: DraftLine) -> set[str]:
    """The words of the product's kind: shoes, toys, seafood."""
    product = line.pick.candidate.product
    return set(tokens(" ".join((*product.categories, *product.category_label.values()))))


def _squeezed(text: str) -> str:
    return "".join(normalize(text).split())
