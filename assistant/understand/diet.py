"""Diets that people keep and allergies that they have, as the shopper says them."""

from __future__ import annotations

import re

from assistant.types import DietNeed
from assistant.understand.found import Found, span_of
from catalog.types import Allergen

VEGAN = re.compile(r"(?i:\bvegans?\b)|비건")
ALLERGY = re.compile(r"(?i:\bpeanuts? allerg)|땅콩 ?알[레러]")


def find_diet(text: str) -> tuple[Found[DietNeed], ...]:
    """Every diet that the text asks for, and how many of the people keep it."""
    return tuple(Found(DietNeed(diet="vegan", everyone=True), span_of(m)) for m in VEGAN.finditer(text))


def find_allergies(text: str) -> tuple[Found[Allergen], ...]:
    """Every allergen that somebody cannot have."""
    return tuple(Found("peanut", span_of(m)) for m in ALLERGY.finditer(text))
