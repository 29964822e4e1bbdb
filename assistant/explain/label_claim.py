"""What a sentence says of diets, allergens and alcohol. Unknown is not safe: what is not stated bears nothing out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.explain.claim import Claim
from assistant.explain.supported import stems


class LabelClaim(Claim):
    """Its checks against labels, and the check that whatever it denies is one of these."""

    def _diets(self) -> Iterator[str]:
        for diet, words in self.words.diets.items():
            if not any(re.search(rf"(?<!\w){re.escape(w)}", self.text, re.IGNORECASE) for w in words):
                continue
            if not self.about and not self._has("whole") and self.facts.keeping(diet):
                continue
            holds = [diet in one.line.product.diet for one in self.subjects]
            lacking = self.negated and not any(
                w.startswith(("무", "유제품", "견과류")) for w in words if w in self.text
            )
            if lacking and self._gap(diet):
                continue
            if lacking or not holds or not all(holds):
                yield f"diet: {diet}"

    def _gap(self, diet: str) -> bool:
        """Whether a notice says that a need has nothing that keeps the diet."""
        words = self.words.diets[diet]
        return any(
            notice.code == "diet_gap"
            and any(w in notice.text for w in words)
            and any(one.line.role_label in notice.text for one in self.about)
            for notice in self.facts.reply.notices
        )

    def _allergens(self) -> Iterator[str]:
        if self.words.patterns["not_stated"].search(self.text):
            if not self.about or any(one.line.product.allergens is not None for one in self.about):
                yield "allergens are stated"
            return
        names = {word for one in self.about for word in stems(one.line.product.title)}
        free = self.negated
        for allergen, words in self.words.allergens.items():
            said = stems(*words) & self.said
            if not said or (said <= names and not free and not self.words.patterns["contains"].search(self.text)):
                continue
            if self._is_diet_word(words) or (
                free and said <= self.facts.ruled_out | self._allergies() and not self.about
            ):
                continue
            stated = [one.line.product.allergens for one in self.subjects]
            if free and not all(a is not None and allergen not in a for a in stated):
                yield f"allergen: {allergen}"
            if not free and not (self._contains() and self._one_of(said, stated)):
                yield f"allergen: {allergen}"

    def _allergies(self) -> frozenset[str]:
        """The stems of what the shopper is allergic to, which the whole basket is free from."""
        return stems(*(w for a in self.facts.reply.request.allergies for w in self.words.allergens.get(a, ())))

    def _one_of(self, said: frozenset[str], stated: Sequence[Sequence[str] | None]) -> bool:
        """Whether every product states one of the allergens that these words may mean."""
        meant = {a for a, words in self.words.allergens.items() if stems(*words) & said}
        return bool(stated) and all(a is not None and bool(meant & set(a)) for a in stated)

    def _contains(self) -> bool:
        return self.words.patterns["contains"].search(self.text) is not None

    def _is_diet_word(self, words: tuple[str, ...]) -> bool:
        """Whether these words stand in the sentence only as part of a diet's name: "gluten-free", "견과류 무첨가"."""
        rest = self.text.lower()
        for names in self.words.diets.values():
            for name in names:
                rest = rest.replace(name, " ")
        return not stems(*words) & stems(rest)

    def _negation(self) -> Iterator[str]:
        alcoholic = bool(self.about) and all(one.line.product.contains_alcohol for one in self.about)
        if self.words.patterns["with_alcohol"].search(self.text) and not alcoholic:
            yield "alcohol"
        if self.words.patterns["without_alcohol"].search(self.text):
            drinks = self.named or self.facts.lines
            if any(one.line.product.contains_alcohol for one in drinks) and not self._stands_beside():
                yield "alcohol"
            return
        if not self.negated or self.missing or self._says_free():
            return
        if self.said & self.facts.ruled_out and not self.named:
            return
        yield "negation"

    def _stands_beside(self) -> bool:
        """Whether it names an alcohol-free product beside one with alcohol."""
        return any("무알코올" in one.line.role_label or "free" in one.line.role_label.lower() for one in self.named)

    def _says_free(self) -> bool:
        """Whether what it denies is an allergen, an unstated label or a diet's gap, which other checks have passed."""
        allergens = any(stems(*words) & self.said for words in self.words.allergens.values())
        unstated = self.words.patterns["not_stated"].search(self.text)
        return (
            allergens
            or bool(unstated)
            or any(self._gap(d) for d, ws in self.words.diets.items() if any(w in self.text for w in ws))
        )
