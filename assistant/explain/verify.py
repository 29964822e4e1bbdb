"""Check a sentence against a reply: what it does not support does not stand.

Closed: every word must be plain, or belong to a product that the sentence speaks of and the basket holds, or be borne
out by the reply; every figure must occur in the same role. A true sentence in unforeseen words is lost, which costs a
caption; a false one never passes for the lack of a rule against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.explain.claim import BOGO
from assistant.explain.claim_words import claim_words
from assistant.explain.figures import Figure
from assistant.explain.label_claim import LabelClaim
from assistant.explain.supported import Amount, Spoken, Supported, stems
from assistant.types import Reply
from catalog.text import HANGUL

CLAUSE = re.compile(r"[,;:—]|\s(?:and|but|while|of)\s|고\s|지만\s|에서\s")
LETTERS_OF_OTHERS = re.compile(r"[^\W\d_a-zA-ZÀ-ɏ가-힣ㄱ-ㅎ]")  # scripts that no rule here reads
EXCLAIMED = re.compile(r"[!！]|[\U0001F000-\U0001FAFF☀-➿]")
TOTALLING = re.compile(r"(?:모두|전부|다)\s(?=[₩\d])")  # "모두 ₩97,480": in all
GOES_WITH = re.compile(r"\b(?:go|goes|pairs?) (?:well |nicely )?with\b")
NEAR = 15  # letters between a number of people and the diet that they keep: "two of them vegan"
WELL_RATED = 4.5  # what "well rated" may be said of, as in `reasons`


class Verifier:
    """Checks sentences about one reply with a basket."""

    def __init__(self, reply: Reply) -> None:
        self._facts = Supported(reply)
        self._words = claim_words(reply.language)

    def why_not(self, sentence: str, row: int | None = None) -> str:
        """Why a sentence may not stand behind that row (1-based; None: around the whole); '' where it may."""
        if row is not None and not 1 <= row <= len(self._facts.lines):
            return "no such row"
        claim = CheckedClaim(sentence, row, self._facts, self._words)
        return next(claim.wrong(), "")


class CheckedClaim(LabelClaim):
    """All checks, the surest first."""

    def wrong(self) -> Iterator[str]:
        """What is wrong with it, the surest first."""
        if LETTERS_OF_OTHERS.search(self.text) or EXCLAIMED.search(self.text) or not any(map(str.isalnum, self.text)):
            yield "unreadable"
        yield from self._never()
        yield from self._figures()
        yield from self._unknown_words()
        yield from self._families()
        yield from self._diets()
        yield from self._allergens()
        yield from self._negation()

    def _never(self) -> Iterator[str]:
        lowered = self.text.lower()
        named = {name for one in self.about for name in one.names} | {n for u in self.missing for n in stems(u.label)}
        found = (self.said & self.words.never) - named | {text for text in self.words.never_text if text in lowered}
        if found:
            yield f"promise: {', '.join(sorted(found))}"
        if "free" in self.said and not re.search(r"-free|free (?:from|of)|gluten free|dairy free|nut free", lowered):
            yield "promise: free"

    def _unknown_words(self) -> Iterator[str]:
        allowed = self.words.plain | self.facts.common
        for one in self.about:
            allowed |= one.names
        stated = [one.words for one in self.about]
        if stated:
            allowed |= frozenset.intersection(*stated)
        for unmet in self.missing:
            allowed |= stems(unmet.label)
        terms = [w for table in (self.words.diets, self.words.allergens) for words in table.values() for w in words]
        allowed |= stems(*terms, "alcohol-free", "알코올", "무알코올", "술")
        if self.negated:
            allowed |= self.facts.ruled_out
        literal = "".join(word for word in self._literal if any(word in one.line.product.title for one in self.about))
        if unknown := {word for word in self.said - allowed if not (HANGUL.search(word) and word in literal)}:
            yield f"unknown: {', '.join(sorted(unknown))}"

    def _figures(self) -> Iterator[str]:
        for figure in self.figures:
            right = {"money": self._money, "percent": self._percent, "count": self._count}[figure.kind](figure)
            if not right:
                yield f"figure: {self.text[figure.start : figure.end]}"
        if BOGO.search(self.text) and not any(self._is_bogo(one) for one in self.about):
            yield "figure: 1+1"
        if "both" in self.text.lower().split() and len(self.named) != 2:
            yield "figure: both"

    @staticmethod
    def _is_bogo(one: Spoken) -> bool:
        return bool(BOGO.search(one.line.product.promotion or "") or any(BOGO.search(r.text) for r in one.line.reasons))

    def _money(self, figure: Figure) -> bool:
        amount: Amount = (figure.value, figure.unit)
        cue = self._cue(figure)
        if self.words.cues["least"].search(self.text) and amount in self.facts.amounts("least"):
            return True
        if cue == "extra":
            return any(
                u.extra is not None and (float(u.extra.amount), u.extra.currency) == amount for u in self.missing
            )
        if cue == "least":
            return amount in self.facts.amounts("least")
        own = {found for one in self.about for found in one.amounts(cue)}
        if cue in ("left", "budget") or (cue and not self.about):
            return amount in self.facts.amounts(cue)
        return amount in own if self.about else amount in self.facts.amounts("")

    def _cue(self, figure: Figure) -> str:
        """The cue nearest to an amount inside its clause, else inside the sentence."""
        start = max((m.end() for m in CLAUSE.finditer(self.text, 0, figure.start)), default=0)
        behind = CLAUSE.search(self.text, figure.end)
        for low, high in ((start, behind.start() if behind else len(self.text)), (0, len(self.text))):
            found = [
                (min(abs(m.start() - figure.end), abs(figure.start - m.end())), -len(m[0]), name)
                for name, pattern in self.words.cues.items()
                for m in pattern.finditer(self.text)
                if low <= m.start() < high
            ]
            if found:
                return min(found)[-1]
        return ""

    def _percent(self, figure: Figure) -> bool:
        covered = {float(int(unmet.covered * 100)) for unmet in self.missing}
        return figure.value in covered or any(figure.value in one.percents for one in self.about)

    def _count(self, figure: Figure) -> bool:
        value, unit = figure.value, figure.unit
        if unit in ("people", "children", "lines", "nights", "days", "age"):
            held = {f.value for one in self.about for f in one.read if f.unit == unit}
            held |= {n for one in self.about for n in one.counts("served")} if unit == "people" else set()
            return value in self.facts.counts(unit) | held | self._keeping(figure)
        if unit == "stock":
            return value in self.facts.stock(self.about)
        if value in self._keeping(figure, behind=NEAR):
            return True
        meant = [one for one in self.about if stems(unit) & one.names] or list(self.about)
        if unit in ("packs", "served", "reviews", "rating"):
            return any(value in one.counts(unit) for one in self.about)
        return any(value in one.counts(unit) | one.counts("packs") | one.pieces for one in meant)

    def _keeping(self, figure: Figure, behind: int | None = None) -> set[float]:
        """How many keep the diets that the sentence names, or names right behind a figure."""
        text = self.text if behind is None else self.text[figure.end : figure.end + behind]
        return {n for d, ws in self.words.diets.items() if any(w in text for w in ws) for n in self.facts.keeping(d)}

    def _families(self) -> Iterator[str]:
        """Words that claim something: what each needs to be true."""
        total = TOTALLING.sub("", self.text)
        whole = self._has("enough") or bool(stems(total) & self.words.bound["whole"])
        pairs = self._has("pairs") or GOES_WITH.search(self.text)
        budget = "예산" in self.text or "budget" in self.said
        rates = "rate" in self.said and not any(f.unit in ("rating", "reviews") for f in self.figures)
        for name, claimed, true in (
            ("deal", self._has("deal"), self._is_deal),
            ("pairs", pairs, self._pair),
            ("asked", self._has("asked"), self._asked),
            ("not all is covered", whole, lambda: self._tells_a_gap() or self._covered()),
            ("no budget", budget, self._within_budget),
            ("over budget", self.words.patterns["over"].search(self.text), lambda: False),
            ("rating", rates, self._well_rated),
        ):
            if claimed and not true():
                yield name

    def _is_deal(self) -> bool:
        return all(one.is_deal for one in self.about) if self.about else self.facts.basket.saved.amount > 0

    def _within_budget(self) -> bool:
        basket = self.facts.basket
        return basket.budget is not None and basket.left is not None and basket.left.amount >= 0

    def _well_rated(self) -> bool:
        return bool(self.about) and all((one.line.product.rating or 0) >= WELL_RATED for one in self.about)

    def _tells_a_gap(self) -> bool:
        """Whether it tells what is missing, or how much more would cover it."""
        least = self.facts.amounts("least")
        amounts = {(f.value, f.unit) for f in self.figures if f.kind == "money"}
        extras = {(float(u.extra.amount), u.extra.currency) for u in self.missing if u.extra is not None}
        part = {f.value for f in self.figures if f.kind == "percent"} & {
            float(int(u.covered * 100)) for u in self.missing
        }
        return (bool(self.missing) and self.negated) or bool(amounts & (least | extras)) or bool(part)

    def _pair(self) -> bool:
        """Whether a reason of one line names another line that the sentence speaks of."""
        reasons = [(one, stems(r.text)) for one in self.about for r in one.line.reasons if r.kind == "complements"]
        return any(words & other.names for one, words in reasons for other in self.about if other is not one)

    def _asked(self) -> bool:
        request = self.facts.reply.request
        if self.named:
            return all(any(r.kind == "asked" for r in one.line.reasons) for one in self.named) or self._drink_free()
        return bool(request.exclusions or request.diet or request.no_alcohol or request.wants)

    def _drink_free(self) -> bool:
        """Whether it says that what is there has no alcohol, which the shopper asked for."""
        said = self.words.patterns["without_alcohol"].search(self.text)
        return bool(said) and self.facts.reply.request.no_alcohol

    def _covered(self) -> bool:
        unmet = {unmet.role for unmet in self.facts.basket.unmet}
        return all(one.line.role not in unmet for one in self.about) if self.about else not unmet
