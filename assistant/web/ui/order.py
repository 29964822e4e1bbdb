"""Draw the button that checks out, and what pressing it came to. Every word from outside is escaped."""

from __future__ import annotations

from markupsafe import Markup

from assistant.explain.phrases import money
from assistant.types import Bundle, Order, Reply
from assistant.web.ui.labels import label
from assistant.web.ui.view import View

BUTTON = Markup(
    '<button type="button" class="check-out" data-act="checkout" data-do="order" aria-label="{}"{}>{}</button>'
)
CARD = Markup(
    '<section class="order outcome {state}" tabindex="-1" aria-label="{title}"><h3>{title}</h3>'
    '<p class="state">{told}</p><dl><div><dt>{total}</dt><dd>{packs} · <b>{sum}</b></dd></div></dl>'
    "{rest}{lines}</section>"
)
SMALL_CARD = Markup('<div class="receipt"><p><b>{}</b><span>{} · {}</span></p>{}</div>')
LINES = Markup('<details class="listing"><summary>{}</summary><ul>{}</ul></details>')
LINE = Markup("<li><span>{} × {}</span><span>{}</span></li>")
SMALL = Markup('<p class="aside"{}>{}</p>')
AGE = Markup(
    '<section class="age outcome" role="group" tabindex="-1" aria-label="{check_out}"><p id="damda-age" lang="{lang}">'
    '{question}</p><div><button type="button" class="choose yes" data-act="checkout" data-do="of_age" '
    'aria-describedby="damda-age">{yes}</button><button type="button" class="choose" data-act="checkout" '
    'data-do="too_young" aria-describedby="damda-age">{no}</button></div></section>'
)
REFUSED = Markup(
    '<section class="note unmet outcome" tabindex="-1" aria-label="{0}"><h3>{0}</h3><p lang="{1}">{2}</p></section>'
)


def button(view: View, bundle: Bundle) -> Markup:
    """The button; it rests while the order is on its way."""
    items = packs(sum(line.quantity for line in bundle.lines), view.language)
    named = label(view.language, "check_out_all", items=items, total=money(bundle.total, view.language))
    words = label(view.language, "ordering" if view.ordering else "check_out")
    return BUTTON.format(named, Markup(" disabled") if view.ordering else "", words)


def outcome(view: View) -> Markup:
    """What the last press came to; nothing before the first."""
    reply, language = view.ordered, view.language
    if reply is None:
        return Markup()
    if reply.order is not None:
        return order_card(reply, reply.order, language, view.again)
    if any(notice.code == "age_unconfirmed" for notice in reply.notices):
        return AGE.format(
            check_out=label(language, "check_out"),
            lang=reply.language,
            question=reply.text,
            yes=label(language, "age_yes"),
            no=label(language, "age_no"),
        )
    return REFUSED.format(label(language, "not_ordered"), reply.language, reply.text)


def order_card(reply: Reply, order: Order, language: str, again: bool = False) -> Markup:
    """An order: its number, packs and total, how it stands, and where payment is handed off to."""
    return CARD.format(
        state=order.status,
        title=label(language, "order", number=order.id),
        told=label(language, "order_again" if again and order.status == "placed" else f"order_{order.status}"),
        total=label(language, "total"),
        packs=packs(sum(line.quantity for line in order.lines), language),
        sum=money(order.total, language),
        rest=_small(reply, order, language),
        lines=_lines(order, language),
    )


def receipt(order: Order, language: str) -> Markup:
    """An order in the conversation, where the words beside it tell how it stands."""
    count = packs(sum(line.quantity for line in order.lines), language)
    total = money(order.total, language)
    return SMALL_CARD.format(label(language, "order", number=order.id), count, total, _lines(order, language))


def packs(count: int, language: str) -> str:
    """How many packs, in words."""
    return label(language, "pack" if count == 1 else "packs", count=count)


def _small(reply: Reply, order: Order, language: str) -> Markup:
    """That it is simulated; then the reply's own words, but for the first line, which the card says itself."""
    said = [SMALL.format("", label(language, "order_simulated"))] if order.simulated else []
    spoken = Markup(' lang="{}"').format(reply.language)
    said += [SMALL.format(spoken, line) for line in reply.text.split("\n")[1:] if line.strip()]
    said += [SMALL.format(spoken, notice.text) for notice in reply.notices]
    return Markup().join(said)


def _lines(order: Order, language: str) -> Markup:
    items = (LINE.format(one.title, one.quantity, money(one.line_total, language)) for one in order.lines)
    count = len(order.lines)
    named = label(language, "item" if count == 1 else "items", count=count)
    return LINES.format(label(language, "order_lines", items=named), Markup().join(items))
