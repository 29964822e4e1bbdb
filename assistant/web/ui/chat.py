"""Draw the conversation: bubbles, the sign of work, and the chips that send a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from assistant.explain.phrases import money
from assistant.types import Bundle, Reply
from assistant.web.ui.cited import compared, sources
from assistant.web.ui.labels import AGAIN, EXAMPLES, label
from assistant.web.ui.order import receipt
from assistant.web.ui.view import Message, View
from catalog.types import Language

CHIP = Markup('<li><button type="button" class="chip" data-act="say" data-text="{0}"{1}>{0}</button></li>')
BUBBLE = Markup('<li class="bubble {}"><span class="hidden">{}: </span>{}</li>')
GREETING = Markup('<div class="hello"><h2>{}</h2><p>{}</p></div>')
CHIPS = Markup('<section class="chips" aria-label="{0}"><h3>{0}</h3><ul>{1}</ul></section>')
THINKING = Markup('<li class="bubble damda thinking" role="status"><i></i><i></i><i></i><span>{}</span></li>')
ASKING = Markup('<p class="asking" role="status">{}</p>')
SEE_BASKET = Markup('<a class="see-basket" href="#damda-basket">{} · {} <b>{}</b></a>')


def chat(view: View) -> str:
    """The conversation as HTML; every word from outside is escaped."""
    if not view.messages:
        hello = GREETING.format(label(view.language, "hello"), label(view.language, "hello_more"))
        return _asking(view) + hello + _examples(view)
    bubbles = Markup().join(_bubble(message, view) for message in view.messages)
    if view.thinking:
        answered = view.messages[-1].who == "damda"  # its words still come
        bubbles += THINKING.format(label(view.language, "wording" if answered else "thinking"))
    log = Markup('<ol class="log" role="log" tabindex="0" aria-label="{}">{}</ol>')
    return _asking(view) + log.format(label(view.language, "chat"), bubbles) + _next(view)


def _asking(view: View) -> Markup:
    """Who asks, where the past of a shopper is used; a guest needs no telling."""
    return ASKING.format(label(view.language, "asking_as", shopper=view.shopper)) if view.shopper else Markup()


def _examples(view: View) -> Markup:
    first = view.language
    second: Language = "en" if first == "ko" else "ko"
    chips = [(text, code) for code in (first, second) for text in EXAMPLES[code]]
    if view.shopper:
        chips = [(AGAIN[code], code) for code in (first, second)] + chips[: len(EXAMPLES[first])]
    return _chips(label(first, "try"), chips)


def _next(view: View) -> Markup:
    if view.thinking or not view.follow_ups:
        return Markup()
    return _chips(label(view.language, "next"), [(text, "") for text in view.follow_ups])


def _chips(heading: str, chips: Iterable[tuple[str, str]]) -> Markup:
    items = (CHIP.format(text, Markup(' lang="{}"').format(code) if code else "") for text, code in chips)
    return CHIPS.format(heading, Markup().join(items))


def _bubble(message: Message, view: View) -> Markup:
    if message.who == "shopper":
        return BUBBLE.format("shopper", label(view.language, "you"), message.text)
    return BUBBLE.format("damda", "Damda", _answer(message, view))


def _answer(message: Message, view: View) -> Markup:
    """A reply's words; where a basket lists the products anyway, their lines are folded away."""
    lines = [line for line in message.text.split("\n") if line.strip()]
    reply = message.reply
    if reply is None or reply.bundle is None:
        return _paragraphs(lines) + (_beside(reply, view) if reply else Markup())
    titles = tuple(line.product.title + " × " for line in reply.bundle.lines)
    listed = [line for line in lines if line.startswith(titles)]
    said = _paragraphs([line for line in lines if line not in listed])
    return said + _listing(listed, view) + _to_basket(reply.bundle, reply.language, view)


def _beside(reply: Reply, view: View) -> Markup:
    """What stands below an answer's words: a comparison, an order, what the answer rests on, and notices."""
    table = compared(reply.comparison, view.language) if reply.comparison else Markup()
    table += receipt(reply.order, view.language) if reply.order else Markup()
    notices = _paragraphs([notice.text for notice in reply.notices if notice.text != reply.text], "aside")
    return table + sources(reply.citations, view.language) + notices


def _paragraphs(lines: Iterable[str], kind: str = "") -> Markup:
    return Markup().join(Markup('<p class="{}">{}</p>').format(kind, line) for line in lines)


def _listing(lines: list[str], view: View) -> Markup:
    if not lines:
        return Markup()
    items = Markup().join(Markup("<li>{}</li>").format(line) for line in lines)
    folded = Markup('<details class="listing"><summary>{}</summary><ul>{}</ul></details>')
    return folded.format(label(view.language, "listing"), items)


def _to_basket(bundle: Bundle, language: str, view: View) -> Markup:
    if not bundle.lines:
        return Markup()
    count = len(bundle.lines)
    items = label(view.language, "item" if count == 1 else "items", count=count)
    return SEE_BASKET.format(label(view.language, "to_basket"), items, money(bundle.total, language))
