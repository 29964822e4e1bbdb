"""Answers about the basket itself: what it comes to, what is left, how much is in it, and what in it is vegan."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.bundle.choose import budget_of
from assistant.bundle.draft import Draft, DraftLine
from assistant.dialogue.asked import Asked
from assistant.explain.cited import Said, allergens, fact
from assistant.explain.phrases import money, number, say
from assistant.explain.settled import price_said
from assistant.types import Citation
from assistant.understand.questions import Question
from catalog.types import DIET_DENIES, Money, Product, localized

ONES = frozenset({"dearest", "cheapest"})  # "is the cheapest one vegan?" is about one product


def about_basket(asked: Asked, question: Question) -> Said | None:
    """What the basket in numbers says; None where there is no basket or the question is about something else."""
    draft = asked.session.draft
    if draft is None:
        return None
    if question.diets or question.allergens:
        return _kept(asked, question, draft)
    if question.basket in ONES:
        return _extreme(asked, draft, question.basket)
    answers: dict[str, Callable[[Asked, Draft], str]] = {
        "total": _total,
        "left": _left,
        "saved": _saved,
        "count": _count,
        "contents": _contents,
    }
    say_it = answers.get(question.basket)
    return Said(say_it(asked, draft)) if say_it else None


def _amount(draft: Draft, amount: int, language: str) -> str:
    return money(Money(amount=amount, currency=draft.currency), language)


def _total(asked: Asked, draft: Draft) -> str:
    language = asked.request.language
    return say(language, "basket_total", total=_amount(draft, draft.total, language), lines=len(draft.lines))


def _left(asked: Asked, draft: Draft) -> str:
    """What of the budget is left, for the request in force."""
    language, session = asked.request.language, asked.session
    limit = budget_of(session.request, session.plan) if session.request and session.plan else None
    total = _amount(draft, draft.total, language)
    if limit is None:
        return say(language, "basket_no_budget", total=total)
    key = "basket_left" if limit >= draft.total else "basket_over"
    rest = _amount(draft, abs(limit - draft.total), language)
    return say(language, key, left=rest, budget=_amount(draft, limit, language), total=total)


def _saved(asked: Asked, draft: Draft) -> str:
    language = asked.request.language
    full = sum(line.pick.candidate.pricing.regular * line.pick.packs for line in draft.lines)
    if full <= draft.total:
        return say(language, "basket_nothing_saved")
    return say(language, "basket_saved", saved=_amount(draft, full - draft.total, language))


def _count(asked: Asked, draft: Draft) -> str:
    packs = sum(line.pick.packs for line in draft.lines)
    return say(asked.request.language, "basket_count", lines=len(draft.lines), packs=packs)


def chosen(asked: Asked, products: Sequence[Product]) -> Said | None:
    """What was put in of what a question names, with the price of each: "what fruit did you pick?"."""
    draft, language = asked.session.draft, asked.request.language
    ids = {one.id for one in products}
    lines = [line for line in draft.lines if _of(line).id in ids] if draft is not None else []
    if draft is None or not lines:
        return None
    totals = (_amount(draft, line.pick.total, language) for line in lines)
    named = (f"{localized(_of(line).title, language)} × {number(line.pick.packs)}" for line in lines)
    items = ", ".join(f"{name} ({total})" for name, total in zip(named, totals, strict=True))
    priced = (price_said(_of(line), asked.request.market, language) for line in lines)
    return Said(say(language, "basket_chosen", items=items), tuple(c for one in priced if one for c in one.citations))


def _contents(asked: Asked, draft: Draft) -> str:
    language = asked.request.language
    named = [f"{localized(_of(line).title, language)} × {number(line.pick.packs)}" for line in draft.lines]
    return say(language, "basket_contents", items=", ".join(named))


def _extreme(asked: Asked, draft: Draft, which: str) -> Said:
    """The dearest or cheapest line by what one package costs; it is spoken of from then on: "drop it"."""
    language = asked.request.language
    if not draft.lines:
        return Said(say(language, "no_basket"))
    choose = max if which == "dearest" else min
    line = choose(draft.lines, key=lambda one: one.pick.candidate.pricing.unit)
    price = _amount(draft, line.pick.candidate.pricing.unit, language)
    text = say(language, f"basket_{which}", item=localized(_of(line).title, language), price=price)
    priced = price_said(_of(line), asked.request.market, language)
    return Said(text, priced.citations if priced is not None else ())


def _of(line: DraftLine) -> Product:
    return line.pick.candidate.product


def _kept(asked: Asked, question: Question, draft: Draft) -> Said:
    """Which food keeps a diet or holds an allergen by its label, which does not, and for which nobody stated it."""
    language = asked.request.language
    food = [_of(line) for line in draft.lines if _of(line).edible]
    if not food:
        return Said(say(language, "basket_no_food"))
    parts = [_diet(food, diet, language) for diet in question.diets]
    if question.allergens:
        parts.append(_allergens(food, question.allergens, language))
    return Said(" ".join(part.text for part in parts), tuple(c for part in parts for c in part.citations))


def _diet(food: Sequence[Product], diet: str, language: str) -> Said:
    keeps = [one for one in food if diet in one.diet]
    breaks = [one for one in food if one not in keeps and DIET_DENIES.get(diet, frozenset()) & set(one.allergens or ())]
    unstated = [one for one in food if one not in keeps and one not in breaks]
    name = say(language, f"diet_{diet}")
    said = [say(language, "basket_keeps" if keeps else "basket_keeps_none", diet=name, items=_names(keeps, language))]
    if breaks:
        said.append(say(language, "basket_breaks", diet=name, items=_names(breaks, language)))
    if unstated:
        said.append(say(language, "basket_unstated", items=_names(unstated, language)))
    labels = [(one, f"diet:{diet}") for one in keeps] + [(one, "allergens") for one in breaks]
    return Said(" ".join(said), _cited(labels, language))


def _allergens(food: Sequence[Product], asked: Sequence[str], language: str) -> Said:
    holds = [one for one in food if set(asked) & set(one.allergens or ())]
    unstated = [one for one in food if allergens(one) is None]
    name = ", ".join(say(language, f"allergen_{one}") for one in asked)
    said = [say(language, "basket_holds" if holds else "basket_holds_none", item=name, items=_names(holds, language))]
    if unstated:
        said.append(say(language, "basket_allergens_unstated", items=_names(unstated, language)))
    return Said(" ".join(said), _cited([(one, "allergens") for one in food if one not in unstated], language))


def _names(products: Sequence[Product], language: str) -> str:
    return ", ".join(localized(one.title, language) for one in products)


def _cited(labels: Sequence[tuple[Product, str]], language: str) -> tuple[Citation, ...]:
    return tuple(found for one, ref in labels if (found := fact(one, ref, language)) is not None)
