"""What a search asks for that nothing on its list has, though the shop does: "wireless" where all is wired."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from assistant.dialogue.asked import Asked
from assistant.explain.phrases import money, say
from assistant.plan.things import Mention
from assistant.types import Notice
from catalog.text import HANGUL
from catalog.types import Product, localized

WORD = re.compile(r"[^\W\d_]{3,}")
KO = re.compile(r"[가-힣]{2,}")
MOST = 2  # such words a reply


def lacking(asked: Asked, things: Sequence[Mention], words: str, found: Sequence[Product]) -> Iterator[Notice]:
    """A word for each quality that titles of the thing's own shelf name and that none of what was found bears."""
    if not found or not things:
        return
    snapshot, request = asked.shop.search.snapshot, asked.request
    shelf = snapshot.columns.under(things[-1].categories)
    head = things[-1].word.split()[-1]
    shelf = shelf & snapshot.lexical.naming(head, title_only=True)
    places = [place for one in found if (place := snapshot.position(one.id)) is not None]
    said = (KO if HANGUL.search(words) else WORD).findall(words)
    for word in [one for one in dict.fromkeys(said) if one.casefold() not in head.casefold()][: 4 * MOST]:
        borne = snapshot.lexical.naming(word, title_only=True)
        called = borne & shelf
        if not called.any() or borne[places].any():
            continue
        having = [snapshot.products[place] for place in np.flatnonzero(called).tolist()]
        priced = [(offer.price, one) for one in having if (offer := one.offer(request.market)) is not None]
        if priced:
            price, product = min(priced, key=lambda pair: pair[0].amount)
            item = localized(product.title, request.language)
            text = say(request.language, "notice_lacking", word=word, item=item, price=money(price, request.language))
            yield Notice(code="lacking", text=text, evidence=(product.id,))
