"""Turn a draft into the basket that the shopper sees: cards, exact totals, reasons, and what is missing."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.bundle.draft import Draft, DraftLine, Missing, Pick
from assistant.explain.cards import card
from assistant.explain.personal import Memory
from assistant.explain.phrases import money, say
from assistant.explain.reasons import Context, reasons
from assistant.types import Alternative, Bundle, Line, Plan, Reason, Request, Unmet
from catalog.types import Money, localized

MOST_NICE = 3  # nice things left out that are worth a word
TAKES_OUT = frozenset({"remove", "remember"})  # acts after which an empty basket is what was asked for


def bundle(draft: Draft, plan: Plan, request: Request, memory: Memory | None = None) -> Bundle:
    """The basket of a draft, musts first, in the request's language."""
    context = Context(request, plan, draft.lines, memory, draft.had)
    lines = sorted(draft.lines, key=lambda line: not line.need.must)
    return Bundle(
        title=localized(plan.title, request.language),
        lines=tuple(_line(line, context, draft.currency) for line in lines),
        total=Money(amount=draft.total, currency=draft.currency),
        budget=_optional(draft.budget, draft.currency),
        left=_optional(None if draft.budget is None else draft.budget - draft.total, draft.currency),
        saved=Money(amount=draft.regular - draft.total, currency=draft.currency),
        people=plan.people if plan.people > 0 else None,
        unmet=tuple(_unmet(missing, request, draft.currency) for missing in _worth_saying(draft.missing)),
        needed_budget=_optional(draft.needed_budget, draft.currency),
    )


def _worth_saying(missing: Sequence[Missing]) -> list[Missing]:
    """Every must, and the few nice things that matter most; what the shop itself lacks of those is not said."""
    musts = [m for m in missing if m.need.must]
    nice = [m for m in missing if not m.need.must and m.cause == "budget"]
    return musts + sorted(nice, key=lambda m: -m.need.weight)[:MOST_NICE]


def _optional(amount: int | None, currency: str) -> Money | None:
    return None if amount is None else Money(amount=amount, currency=currency)


def _line(line: DraftLine, context: Context, currency: str) -> Line:
    pick, request = line.pick, context.request
    rule = pick.candidate.pricing
    total = Money(amount=pick.total, currency=currency)
    return Line(
        product=card(pick.candidate.product, request.language, request.market),
        role=line.need.role,
        role_label=localized(line.need.label, request.language),
        quantity=pick.packs,
        unit_price=total.of(rule.unit),
        discount=total.of(rule.discount(pick.packs)),
        line_total=total,
        must=line.need.must,
        reasons=reasons(line, context),
        alternatives=tuple(_alternative(other, pick, request) for other in line.alternatives),
    )


def _alternative(other: Pick, pick: Pick, request: Request) -> Alternative:
    rule = other.candidate.pricing
    total = Money(amount=other.total, currency=rule.currency)
    return Alternative(
        product=card(other.candidate.product, request.language, request.market),
        quantity=other.packs,
        unit_price=total.of(rule.unit),
        line_total=total,
        difference=total.of(other.total - pick.total),
    )


def _of_events(reason: Reason) -> bool:
    """Whether a reason rests on something that the shopper did."""
    return reason.kind == "complements" and not reason.evidence[0].startswith("product:")


def _unmet(missing: Missing, request: Request, currency: str) -> Unmet:
    language = request.language
    label = in_sentence(localized(missing.need.label, language))
    extra = _optional(missing.extra, currency)
    covered = int(missing.covered * 100)
    key = f"unmet_{missing.cause}"
    if missing.cause == "budget" and covered > 0:
        key = "unmet_budget_part"
    elif missing.cause == "stock" and covered == 0:
        key = "unmet_stock_none"
    return Unmet(
        role=missing.need.role,
        label=localized(missing.need.label, language),
        must=missing.need.must,
        cause=missing.cause,
        text=say(language, key, label=label, covered=covered, extra=money(extra, language) if extra else ""),
        covered=round(missing.covered, 4),
        extra=extra,
    )


def in_sentence(label: str) -> str:
    """A label as it stands inside a sentence: "sleeping mats", but "BBQ tongs"."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def summary(basket: Bundle, plan: Plan, request: Request) -> str:
    """The reply's words: heading with totals, a line a product with its best reason, and what is missing."""
    language = request.language
    if not basket.lines:
        rest = [unmet.text for unmet in basket.unmet] + _needed(basket, language)
        return "\n".join([_empty(basket, request), *rest])
    lines = [_spoken(line, language) for line in basket.lines]
    missing = [unmet.text for unmet in basket.unmet if unmet.must] + _needed(basket, language)
    return "\n".join([_head(basket, plan, language), *lines, *missing])


def _empty(basket: Bundle, request: Request) -> str:
    """Why nothing is in it: the last went out, none of what is needed fits the budget, or there was no plan."""
    language = request.language
    if request.act in TAKES_OUT:
        return say(language, "empty_now")
    if basket.budget and any(unmet.cause == "budget" for unmet in basket.unmet):
        return say(language, "empty_budget", budget=money(basket.budget, language))
    return say(language, "empty")


def _needed(basket: Bundle, language: str) -> list[str]:
    if basket.needed_budget is None:
        return []
    return [say(language, "needed_budget", budget=money(basket.needed_budget, language))]


def _head(basket: Bundle, plan: Plan, language: str) -> str:
    key = "head_people" if plan.people > 1 else "head"
    parts = [say(language, key, title=basket.title, people=plan.people)]
    if basket.budget and basket.left:
        values = {"budget": basket.budget, "total": basket.total, "left": basket.left}
        parts.append(say(language, "total_budget", **{name: money(value, language) for name, value in values.items()}))
    else:
        parts.append(say(language, "total", total=money(basket.total, language)))
    if basket.saved.amount > 0:
        parts.append(say(language, "saved", saved=money(basket.saved, language)))
    return " · ".join(parts)


def _spoken(line: Line, language: str) -> str:
    """A line in words, with the reason that says most: the shopper's own past, how far it goes, else the first."""
    own = next((reason for reason in line.reasons if reason.kind == "history" or _of_events(reason)), None)
    fits = next((reason for reason in line.reasons if reason.kind == "fits"), None)
    reason = own or fits or next(iter(line.reasons), None)
    if reason is None:
        return say(language, "line", title=line.product.title, count=line.quantity)
    return say(language, "line_reason", title=line.product.title, count=line.quantity, reason=reason.text)
