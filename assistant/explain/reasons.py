"""Why a line is there: facts that can be checked, each with the ids of what makes it true."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.bundle.draft import DraftLine
from assistant.bundle.owned import Had
from assistant.explain.cards import group_price
from assistant.explain.personal import Memory, goes_with_owned, history
from assistant.explain.phrases import money, say
from assistant.types import Plan, Reason, Request
from catalog.text import shown_tokens, tokens
from catalog.types import Money, Product, localized

MOST = 4  # reasons a line: more are noise
OWN_PAST = 2  # of them about the shopper's own past
LONG_WORD = 4  # letters of a word that can say what a job is about
RATED_WELL, RATED_OFTEN = 4.5, 30  # a rating worth mentioning


@dataclass(frozen=True)
class Context:
    """What the reasons of a whole basket share."""

    request: Request
    plan: Plan
    lines: Sequence[DraftLine]
    memory: Memory | None = None  # the shopper's own past, where they agreed to its use
    had: Sequence[Had] = ()

    @property
    def language(self) -> str:
        return self.request.language


def reasons(line: DraftLine, context: Context) -> tuple[Reason, ...]:
    """At most four reasons: the shopper's own words, their own past, then the amount and the rest."""
    found = [
        *_asked(line, context),
        *tuple(_history(line, context))[:OWN_PAST],
        _fits(line, context),
        *_deal(line, context),
        *_complements(line, context),
        *_rating(line, context),
    ]
    return tuple(found[:MOST])


def _asked(line: DraftLine, context: Context) -> Iterator[Reason]:
    language, request, product = context.language, context.request, line.pick.candidate.product
    here = (f"product:{product.id}", line.need.rule or "request")
    if line.need.stated:
        item = localized(line.need.label, language)
        yield Reason(kind="asked", text=say(language, "reason_asked", item=item), evidence=here)
    for need in request.diet:
        if product.edible and need.diet in product.diet:
            text = say(language, "reason_diet", diet=say(language, f"diet_{need.diet}"))
            yield Reason(kind="asked", text=text, evidence=(f"product:{product.id}#diet:{need.diet}",))
    if product.edible and request.allergies and product.allergens is not None:
        named = ", ".join(say(language, f"allergen_{a}") for a in request.allergies)
        evidence = (f"product:{product.id}#allergens",)
        yield Reason(kind="asked", text=say(language, "reason_free", allergens=named), evidence=evidence)
    if words := _shared_words(product, context):
        text = say(language, "reason_matches", words=words)
        yield Reason(kind="asked", text=text, evidence=(f"product:{product.id}#title",))


def _shared_words(product: Product, context: Context) -> str:
    """A word of the job that the title holds too, as the request writes it: "birthday", "캠핑".

    With a playbook only the words of its title count; a guessed plan has no such title, so any longer word does.
    """
    title = set(shown_tokens(product.titles))
    job = None if context.plan.guessed else set(tokens(" ".join(context.plan.title.values())))
    for word in (context.request.occasion or "").split():
        stems = tokens(word)
        about = bool(stems) and (stems[0] in job if job is not None else len(word) >= LONG_WORD)
        if about and stems[0] in title and not stems[0].isdigit():
            return stems[0] if context.language == "ko" else word.strip(".,!?")
    return ""


def _history(line: DraftLine, context: Context) -> Iterator[Reason]:
    if context.memory is None:
        return
    product = line.pick.candidate.product
    for had in context.had:
        if had.need.role == line.need.role:
            item = localized(had.product.title, context.language)
            text = say(context.language, "reason_had", amount=had.amount, item=item)
            yield Reason(kind="history", text=text, evidence=tuple(deed.id for deed in had.purchases))
    if context.request.recipient is None:  # what the shopper buys for themselves says nothing about a gift
        yield from history(product, context.memory, context.language)
        yield from goes_with_owned(product, context.memory, context.language)


def _fits(line: DraftLine, context: Context) -> Reason:
    evidence = (line.need.rule or "request", f"product:{line.pick.candidate.product.id}#pack")
    return Reason(kind="fits", text=_fits_text(line, context), evidence=evidence)


def _fits_text(line: DraftLine, context: Context) -> str:
    language, pick = context.language, line.pick
    rule, product = pick.candidate.pricing, pick.candidate.product
    price = money(Money(amount=rule.unit, currency=rule.currency), language)
    if line.need.unit == "serving" and product.edible:
        if context.plan.people > 1:
            values = {"price": price, "count": pick.packs, "served": pick.served, "people": context.plan.people}
            return say(language, "reason_serves_group", **values)
        return say(language, "reason_serves", price=price, count=pick.packs, served=pick.served)
    if line.need.unit == "serving" and product.serves:
        return say(language, "reason_holds", price=price, served=pick.served)
    if product.pack.count > 1 and line.need.unit == "piece":
        pieces = product.pack.count * pick.packs
        if context.plan.people > 1:
            return say(language, "reason_pieces", pieces=pieces, people=context.plan.people)
        return say(language, "reason_pieces_one", price=price, pieces=pieces)
    if pick.packs == 1:
        return say(language, "reason_one", price=price)
    return say(language, "reason_count", price=price, count=pick.packs)


def _deal(line: DraftLine, context: Context) -> Iterator[Reason]:
    language, rule, packs = context.language, line.pick.candidate.pricing, line.pick.packs
    saved = rule.regular * packs - rule.total(packs)
    evidence = (f"product:{line.pick.candidate.product.id}#promotion",)
    if rule.group == 2 and rule.saving == rule.unit and packs == 1:
        yield Reason(kind="deal", text=say(language, "reason_bogo_more"), evidence=evidence)
    if saved <= 0:
        return
    shown = money(Money(amount=saved, currency=rule.currency), language)
    if rule.unit < rule.regular:
        percent = round(100 - 100 * rule.unit / rule.regular)
        text = say(language, "reason_percent", percent=percent, saved=shown)
    elif rule.group == 2 and rule.saving == rule.unit:
        text = say(language, "reason_bogo", saved=shown)
    else:
        price = money(group_price(rule), language)
        text = say(language, "reason_multi", group=rule.group, price=price, saved=shown)
    yield Reason(kind="deal", text=text, evidence=evidence)


def _complements(line: DraftLine, context: Context) -> Iterator[Reason]:
    product = line.pick.candidate.product
    for other in context.lines:
        partner = other.pick.candidate.product
        if other is not line and any(_under(partner.category, path) for path in product.goes_with):
            item = localized(other.need.label, context.language)
            text = say(context.language, "reason_complements", item=item.lower() if context.language == "en" else item)
            yield Reason(
                kind="complements", text=text, evidence=(f"product:{product.id}#goes_with", f"product:{partner.id}")
            )
            return


def _under(category: str, path: str) -> bool:
    return category == path or category.startswith(path + "/")


def _rating(line: DraftLine, context: Context) -> Iterator[Reason]:
    product = line.pick.candidate.product
    if product.rating and product.rating >= RATED_WELL and product.review_count >= RATED_OFTEN:
        text = say(context.language, "reason_rating", rating=f"{product.rating:.1f}", count=product.review_count)
        yield Reason(kind="rating", text=text, evidence=(f"product:{product.id}#rating",))
