"""Draw one line of the basket: the product, how many of it, why, and what could stand in its place."""

from __future__ import annotations

from markupsafe import Markup

from assistant.explain.phrases import money
from assistant.types import Alternative, Line, Reason
from assistant.web.ui.cards import badge, picture
from assistant.web.ui.labels import label
from catalog.types import ONLINE

LINE = Markup(
    '<li class="line" data-product="{id}">{picture}<div class="what" lang="{lang}"><p class="role">{role}{optional}</p>'
    '<h3>{title}</h3>{reason}</div>{remove}<div class="amount">{stepper}'
    '<p class="unit">{unit}{badge}</p><p class="sum"><span class="hidden">{total} </span>{was}<b>{sum}</b></p></div>'
    '<div class="folds">{why}{swap}</div></li>'
)
STEPPER = Markup(
    '<div class="stepper" role="group" aria-label="{group}">{fewer}'
    '<output aria-live="polite">{count}</output>{more}</div>'
)
STEP = Markup(
    '<button type="button" data-act="edit" data-kind="quantity" data-product_id="{}" data-quantity="{}" '
    'aria-label="{}"{}>{}</button>'
)
REMOVE = Markup(
    '<button type="button" class="remove" data-act="edit" data-kind="remove" data-product_id="{}" aria-label="{}" '
    'title="{}">✕</button>'
)
PLAIN = Markup('<p class="reason">{}</p>')
PAST = Markup('<p class="reason own" title="{1}">{0}<span><span class="hidden">{1} </span>{2}</span></p>')
CLOCK = Markup(
    '<svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true"><circle cx="10" cy="10" r="8"/>'
    '<path d="M10 5.5V10l3 2"/></svg>'
)
PROOF = Markup('<li class="own">{}<details class="proof"><summary>{} ({})</summary><p>{}</p></details></li>')
FOLD = Markup('<details class="{}"><summary>{}</summary><ul>{}</ul></details>')
CHOICE = Markup(
    '<li>{picture}<div class="what"><p>{title}</p><p class="unit">× {count} · {sum}{badge}</p></div>'
    '<span class="difference {sign}">{difference}</span>'
    '<button type="button" class="choose" data-act="edit" data-kind="swap" data-product_id="{id}" data-to="{to}" '
    'aria-label="{aria}">{choose}</button></li>'
)


def basket_line(line: Line, language: str, spoken: str) -> Markup:
    """One line as a card: labels in the page's language, the reply's own words in the language it was given in."""
    card = line.product
    optional = Markup(" <span>{}</span>").format(label(language, "optional")) if not line.must else Markup()
    was = Markup("<s>{}</s> ").format(money(line.line_total.of(_full(line)), language)) if line.discount.amount else ""
    return LINE.format(
        id=card.id,
        lang=spoken,
        picture=picture(card),
        role=line.role_label,
        optional=optional,
        title=card.title,
        reason=_lead(line, language),
        remove=_remove(line, language),
        stepper=_stepper(line, language),
        unit=label(language, "each", price=money(line.unit_price, language)),
        badge=badge(card.promotion),
        total=label(language, "total"),
        was=was,
        sum=money(line.line_total, language),
        why=_why(line, language),
        swap=_swap(line, language),
    )


def _full(line: Line) -> int:
    return line.line_total.amount + line.discount.amount


def of_past(reason: Reason) -> bool:
    """Whether a reason rests on something that the shopper did, rather than on the shop's own facts."""
    owned = reason.kind == "complements" and bool(reason.evidence) and not reason.evidence[0].startswith("product:")
    return reason.kind == "history" or owned


def _lead(line: Line, language: str) -> Markup:
    """The reason that is shown without asking: the shopper's own past, else how the amount fits, else the first."""
    own = next(filter(of_past, line.reasons), None)
    if own is not None:
        return PAST.format(CLOCK, label(language, "from_past"), own.text)
    fits = (reason.text for reason in line.reasons if reason.kind == "fits")
    return PLAIN.format(next(fits, line.reasons[0].text if line.reasons else ""))


def _remove(line: Line, language: str) -> Markup:
    words = label(language, "remove", item=line.product.title)
    return REMOVE.format(line.product.id, words, words)


def _stepper(line: Line, language: str) -> Markup:
    title, count = line.product.title, line.quantity
    stock = next((a.quantity for a in line.product.availability if a.place == ONLINE), None)
    return STEPPER.format(
        group=label(language, "quantity", item=title),
        fewer=_step(line, count - 1, label(language, "fewer", item=title), "−", count <= 1),
        count=count,
        more=_step(line, count + 1, label(language, "more", item=title), "+", stock is not None and count >= stock),
    )


def _step(line: Line, quantity: int, words: str, sign: str, disabled: bool) -> Markup:
    return STEP.format(line.product.id, quantity, words, Markup(" disabled") if disabled else "", sign)


def _why(line: Line, language: str) -> Markup:
    if not line.reasons:
        return Markup()
    ordered = sorted(line.reasons, key=lambda reason: not of_past(reason))  # what rests on the record comes first
    reasons = Markup().join(_reason(reason, language) for reason in ordered)
    return FOLD.format("why", label(language, "why"), reasons)


def _reason(reason: Reason, language: str) -> Markup:
    """A reason; one that rests on the shopper's past names the events that make it true."""
    if not of_past(reason):
        return Markup("<li>{}</li>").format(reason.text)
    ids = [one for one in reason.evidence if not one.startswith("product:")]
    codes = Markup(" ").join(Markup("<code>{}</code>").format(one) for one in ids)
    return PROOF.format(reason.text, label(language, "checkable"), len(ids), codes)


def _swap(line: Line, language: str) -> Markup:
    if not line.alternatives:
        return Markup()
    choices = Markup().join(_choice(line, other, language) for other in line.alternatives)
    return FOLD.format("swap", f"{label(language, 'swap')} ({len(line.alternatives)})", choices)


def _choice(line: Line, other: Alternative, language: str) -> Markup:
    amount = other.difference.amount
    shown = money(other.difference.of(abs(amount)), language)
    sign = "more" if amount > 0 else "less" if amount < 0 else "same"
    difference = {"more": f"+{shown}", "less": f"−{shown}", "same": label(language, "same")}[sign]
    return CHOICE.format(
        picture=picture(other.product),
        title=other.product.title,
        count=other.quantity,
        sum=money(other.line_total, language),
        badge=badge(other.product.promotion),
        sign=sign,
        difference=difference,
        id=line.product.id,
        to=other.product.id,
        aria=label(language, "swap_for", item=line.product.title, other=other.product.title),
        choose=label(language, "choose"),
    )
