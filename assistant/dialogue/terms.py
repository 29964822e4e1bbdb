"""What the shop itself says of delivery, returns, pick-up and payment. Only the demo shop's terms are known."""

from __future__ import annotations

from assistant.dialogue.asked import Asked
from assistant.explain.cited import Said
from assistant.explain.phrases import money, say
from assistant.types import Citation
from catalog.sample.terms import terms
from catalog.types import localized


def term_said(asked: Asked, key: str) -> Said:
    """One of the terms as it stands. A shop that has stated none is not guessed for."""
    language = asked.request.language
    found = next((term for term in terms().terms if term.key == key), None)
    if not asked.shop.demo or found is None:
        return Said(say(language, "terms_unstated"))
    amounts = {name: money(amount, language) for name, amount in terms().amounts(asked.request.market).items()}
    text = localized(found.text, language).format(**amounts)
    cited = Citation(source="terms", ref=key, text=text)
    return Said(f"{text} {say(language, 'terms_simulated')}", (cited,))
