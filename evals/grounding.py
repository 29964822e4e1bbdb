"""The grounding suite: every number, every name and every reason of a reply must be in its record.

A reply's record is its own basket, cards, comparison and order, the words that the shopper sent, and the catalogue
record of a product that a line names. Words about an earlier basket of the conversation ("why these?") are judged by
that basket, and what a turn took out may be named by the basket before it. A line about one product is held against
that product alone: a figure is not right by being another product's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.dialogue.assistant import Assistant
from assistant.types import Bundle, Edit, Line, Reply, Turn
from catalog.search import Search
from catalog.types import Product
from evals.evidence import Resolver
from evals.facts import Facts, basket_facts, line_facts, product_facts, request_facts, unmet_facts
from evals.jobs import AT, Case, FollowUp, cases, follow_ups, language
from evals.names import Names, taken
from evals.score import Score
from evals.suites import Setting

QUICK = 6  # every sixth job when quick
AFTER = 3  # turns that follow each job, the next three of the list each time
SPOKEN = re.compile(r"^(?P<title>.+) × (?P<packs>\d+)(?: — |$)")  # a line of a basket in words
FIXED = re.compile(r"\b1\+1|4분의 1")  # "buy one get one" and "a quarter", which are words rather than figures


@dataclass(frozen=True)
class Judge:
    """What judging needs from the shop."""

    search: Search
    names: Names
    resolver: Resolver

    def judge(self, reply: Reply, basket: Bundle | None, before: Bundle | None = None) -> dict[str, list[str]]:
        """What is wrong with a reply, by metric. `basket` is its own or the last; `before` the one it changed."""
        record = Record(self.search, reply, basket, before)
        texts = list(record.texts())
        return {
            "numbers": [wrong for text, facts in texts for wrong in facts.missing(record.blank(text))],
            "names": [
                *self.names.strange("\n".join(text for text, _ in texts), record.products, reply.request.text),
                *record.misspoken(),
            ],
            "evidence": list(self.resolver.unresolved(reply.bundle)) if reply.bundle else [],
        }


@dataclass(frozen=True)
class Record:
    """One reply and what it may draw on."""

    search: Search
    reply: Reply
    basket: Bundle | None
    before: Bundle | None = None

    @cached_property
    def products(self) -> list[Product]:
        """The catalogue records of the products in the reply's record."""
        lines = [line for basket in (self.basket, self.before) if basket for line in basket.lines]
        compared = self.reply.comparison.products if self.reply.comparison else ()
        cards = [*(line.product for line in lines), *self.reply.products, *compared]
        cards += [other.product for line in lines for other in line.alternatives]
        ids = dict.fromkeys(card.id for card in cards)
        return [product for ident in ids if (product := self.search.product(ident)) is not None]

    def texts(self) -> Iterator[tuple[str, Facts]]:
        """Every text of the reply that states something, with what it may state."""
        reply = self.reply
        for text in dict.fromkeys(filter(None, (reply.text, reply.answer))):
            yield from ((row, self._facts(row)) for row in text.splitlines())
        for line in reply.bundle.lines if reply.bundle else ():
            yield from ((reason.text, self._line(line)) for reason in line.reasons)
        yield from ((notice.text, self._facts(notice.text)) for notice in reply.notices)
        for unmet in reply.bundle.unmet if reply.bundle else ():
            yield unmet.text, unmet_facts(unmet).join(request_facts(reply.request))

    def _facts(self, row: str) -> Facts:
        """The facts of what a row names: a line, products, a need that is not covered, an order; else of the basket."""
        if self.reply.comparison or self.reply.order:
            return self._shown(row)
        for line in sorted(self.basket.lines if self.basket else (), key=lambda line: -len(line.product.title)):
            if line.product.title in row:
                return self._line(line)
        for product in self.products:
            if any(title in row for title in product.title.values()):
                return product_facts(product, self.reply.market).join(request_facts(self.reply.request))
        facts = request_facts(self.reply.request)
        for unmet in self.basket.unmet if self.basket else ():
            if unmet.text == row:
                return facts.join(unmet_facts(unmet))
        return facts.join(basket_facts(self.basket)) if self.basket else facts

    def _shown(self, row: str) -> Facts:
        """The facts of the order, and of those products of the comparison that a row names."""
        facts = request_facts(self.reply.request)
        if order := self.reply.order:
            facts.money(order.total).add("packs", sum(line.quantity for line in order.lines))
        if table := self.reply.comparison:
            for place, card in enumerate(table.products):
                product = self.search.product(card.id)
                if product is not None and card.title in row:
                    facts.join(product_facts(product, self.reply.market))
                    facts.text(*(compared.values[place] or "" for compared in table.rows))
        return facts

    def _line(self, line: Line) -> Facts:
        product = self.search.product(line.product.id)
        facts = request_facts(self.reply.request)
        if self.basket:
            facts.add("people", self.basket.people)
        return facts.join(line_facts(line, product, self.reply.market)) if product else facts

    def blank(self, text: str) -> str:
        """A text without the names that the record holds, whose digits are no figures of the reply."""
        return FIXED.sub(" ", taken(self.names, text)[1])

    @cached_property
    def names(self) -> frozenset[str]:
        """Titles, descriptions and labels of the record, as texts write them inside a sentence or apart."""
        found = {text for p in self.products for text in (*p.title.values(), *p.description.values())}
        if self.basket:
            labels = {self.basket.title, *(line.role_label for line in self.basket.lines)}
            labels |= {unmet.label for unmet in self.basket.unmet}
            found |= {form for label in labels for form in (label, label.lower())}
        if self.reply.order:
            found.add(self.reply.order.id)
        return frozenset(filter(None, found))

    def misspoken(self) -> Iterator[str]:
        """Rows that speak of a line which the basket does not have so."""
        if self.reply.bundle is None:
            return
        said = {(line.product.title, line.quantity) for line in self.reply.bundle.lines}
        for row in self.reply.text.splitlines():
            spoken = SPOKEN.match(row)
            if spoken and (spoken["title"], int(spoken["packs"])) not in said:
                yield f"no such line: {row}"


def judge_of(assistant: Assistant) -> Judge:
    """The judge of an assistant's replies."""
    search = assistant.search
    return Judge(search, Names(search.snapshot.products), Resolver(search))


def run(setting: Setting) -> list[Score]:
    """Answer every job and three turns after it, and judge every reply."""
    judge = judge_of(setting.assistant())
    after = follow_ups()
    found = setting.some(list(enumerate(cases())), QUICK)
    return [
        score
        for place, (group, case) in setting.bar(found, "grounding", "job")
        for score in conversation(setting.alone(), judge, language(group), case, turned(after[language(group)], place))
    ]


def turned(after: Sequence[FollowUp], place: int) -> list[FollowUp]:
    """The follow-ups of the job at a place: three in turn, so that over all jobs each comes equally often."""
    return [after[(place * AFTER + n) % len(after)] for n in range(AFTER)]


def conversation(
    assistant: Assistant, judge: Judge, group: str, case: Case, after: Sequence[FollowUp]
) -> Iterator[Score]:
    """The scores of a job's reply and of the turns that follow it."""
    at = case.at or AT
    reply = assistant.reply(Turn(text=case.text, at=at))
    basket = reply.bundle
    yield from scored(judge, group, case.id, case.text, reply, basket, None)
    for follow in after:
        if follow.swap:
            edit = _swap(basket)
            if edit is None:
                continue
            next_reply, said = assistant.edit(reply.session, edit), f"[{edit.product_id} → {edit.to}]"
        else:
            next_reply = assistant.reply(Turn(text=follow.text, session=reply.session, at=at))
            said = follow.text
        before, basket = basket, next_reply.bundle or basket
        yield from scored(judge, group, f"{case.id}/{follow.id}", f"{case.text} → {said}", next_reply, basket, before)


def scored(
    judge: Judge, group: str, ident: str, said: str, reply: Reply, basket: Bundle | None, before: Bundle | None
) -> Iterator[Score]:
    """One score a metric: 1 where nothing is wrong."""
    for metric, wrong in judge.judge(reply, basket, before).items():
        explanation = "; ".join(wrong) or "everything is in the record"
        yield Score(ident, group, metric, float(not wrong), reply.text, explanation, said)


def _swap(basket: Bundle | None) -> Edit | None:
    """The first swap that a basket offers, as the page would send it."""
    offers = (
        Edit(kind="swap", product_id=line.product.id, to=other.product.id)
        for line in (basket.lines if basket else ())
        for other in line.alternatives
    )
    return next(offers, None)
