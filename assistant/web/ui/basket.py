"""Draw the basket: budget, lines with their reasons and swaps, totals, and what is missing."""

from __future__ import annotations

from markupsafe import Markup

from assistant.explain.phrases import money, say
from assistant.types import Bundle, Unmet
from assistant.web.ui.cards import product_card
from assistant.web.ui.labels import label
from assistant.web.ui.line import basket_line
from assistant.web.ui.order import button, outcome
from assistant.web.ui.view import View

PANE = Markup('<section id="damda-basket" class="basket{}" aria-label="{}" aria-busy="{}" tabindex="-1">{}</section>{}')
HEAD = Markup('<header class="sum-card"><div class="title"><h2 lang="{}">{}</h2><p>{}</p></div>{}</header>')
STATUS = Markup('<p class="status {}" role="status">{}</p>')
METER = Markup(
    '<div class="meter{over}" role="progressbar" aria-valuemin="0" aria-valuemax="100" aria-valuenow="{now}" '
    'aria-valuetext="{text}"><span style="width:{share}%"></span></div>'
    '<p class="meter-text"><span>{spent}</span><b>{left}</b></p>'
)
BILL = Markup('<div class="bill"><ul class="lines">{}</ul>{}</div>')  # the totals stay in sight beside their lines
TOTALS = Markup('<div class="sum-up"><dl class="totals">{}</dl>{}</div>')
TOTAL = Markup('<div class="{}"><dt>{}</dt><dd>{}</dd></div>')
EMPTY = Markup('<div class="empty">{}<h2>{}</h2><p>{}</p><ul>{}</ul></div>')
TICK = Markup("<li><span aria-hidden=true>✓</span>{}</li>")
BAG = Markup(
    '<svg viewBox="0 0 96 96" width="88" height="88" aria-hidden="true" fill="none" stroke="currentColor" '
    'stroke-width="4" stroke-linecap="round" stroke-linejoin="round"><path d="M14 42h68l-7 36a6 6 0 0 1-6 5H27a6 6 0 '
    '0 1-6-5z"/><path d="m30 42 12-26M66 42 54 16M36 54v17M48 54v17M60 54v17"/></svg>'
)


def basket(view: View) -> str:
    """The right-hand side of the page as HTML; every word from outside is escaped."""
    parts = [_found(view)]
    if view.basket is not None and view.basket.lines:
        parts.append(_filled(view, view.basket))
    elif view.basket is not None:
        parts.append(_bare(view) + _missing(view, view.basket.unmet) + _notices(view))
    elif not view.found:
        parts.append(_bare(view))
    if view.demo:
        parts.append(Markup('<p class="demo">{}</p>').format(say(view.language, "demo_shop")))
    busy = " busy" if view.busy else ""
    status = STATUS.format("odd" if view.edits % 2 else "even", view.status)
    return PANE.format(busy, label(view.language, "basket"), "true" if busy else "false", Markup().join(parts), status)


def _found(view: View) -> Markup:
    if not view.found:
        return Markup()
    cards = Markup().join(product_card(card, view.language) for card in view.found)
    grid = Markup('<section class="found"><h2>{}</h2><ul>{}</ul></section>')
    return grid.format(label(view.language, "found"), cards)


def _bare(view: View) -> Markup:
    ticks = Markup().join(TICK.format(label(view.language, f"step_{n}")) for n in (1, 2, 3))
    return EMPTY.format(BAG, label(view.language, "empty"), label(view.language, "empty_more"), ticks)


def _filled(view: View, bundle: Bundle) -> Markup:
    lines = Markup().join(basket_line(line, view.language, view.basket_language) for line in bundle.lines)
    return Markup().join(
        [
            _head(view, bundle),
            BILL.format(lines, _totals(view, bundle)),
            outcome(view),
            _missing(view, bundle.unmet),
            _notices(view),
        ]
    )


def _head(view: View, bundle: Bundle) -> Markup:
    language = view.language
    count = len(bundle.lines)
    facts = [label(language, "item" if count == 1 else "items", count=count)]
    if bundle.people:
        facts.insert(0, label(language, "for_people" if bundle.people > 1 else "for_one", count=bundle.people))
    return HEAD.format(view.basket_language, bundle.title, " · ".join(facts), _budget(view, bundle))


def _budget(view: View, bundle: Bundle) -> Markup:
    """The bar of what is spent and left; the total alone where no budget was said."""
    total = money(bundle.total, view.language)
    if bundle.budget is None or bundle.budget.amount <= 0:
        return Markup('<p class="big-total">{}</p>').format(total)
    rest = bundle.budget.amount - bundle.total.amount
    spent = label(view.language, "spent", total=total, budget=money(bundle.budget, view.language))
    left = label(view.language, "left" if rest >= 0 else "over", left=money(bundle.total.of(abs(rest)), view.language))
    share = min(100, round(100 * bundle.total.amount / bundle.budget.amount))
    over = " over" if rest < 0 else ""
    return METER.format(over=over, now=share, share=share, text=f"{spent}, {left}", spent=spent, left=left)


def _totals(view: View, bundle: Bundle) -> Markup:
    rows = []
    if bundle.saved.amount > 0:
        rows.append(TOTAL.format("saved", label(view.language, "saved"), "−" + money(bundle.saved, view.language)))
    rows.append(TOTAL.format("total", label(view.language, "total"), money(bundle.total, view.language)))
    return TOTALS.format(Markup().join(rows), button(view, bundle))


def _missing(view: View, unmet: tuple[Unmet, ...]) -> Markup:
    return _note("unmet", label(view.language, "unmet"), [missing.text for missing in unmet])


def _notices(view: View) -> Markup:
    return _note("notices", label(view.language, "good_to_know"), list(view.notices))


def _note(kind: str, heading: str, texts: list[str]) -> Markup:
    if not texts:
        return Markup()
    items = Markup().join(Markup("<li>{}</li>").format(text) for text in texts)
    return Markup('<section class="note {}"><h3>{}</h3><ul>{}</ul></section>').format(kind, heading, items)
