"""A playbook: what a job takes and how much of it. Written as bilingual YAML; see `assistant.plan.playbooks`."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from assistant.types import Amount

Season = Literal["spring", "summer", "autumn", "winter"]


class Strict(BaseModel):
    """What is written as data: nothing but what is named here, and never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Both(Strict):
    en: str = Field(min_length=1)
    ko: str = Field(min_length=1)


class BothLists(Strict):
    en: tuple[str, ...] = Field(min_length=1)
    ko: tuple[str, ...] = Field(min_length=1)


class When(Strict):
    """Conditions under which a need applies; all that are given must hold."""

    children: bool | None = None
    adults: bool | None = None
    min_people: int | None = None
    max_people: int | None = None
    min_days: int | None = None
    season: tuple[Season, ...] | None = None
    market: str | None = None


class PlaybookNeed(Strict):
    role: str = Field(pattern=r"^[a-z0-9_-]+$")
    label: Both
    query: Both
    categories: tuple[str, ...] = Field(min_length=1)
    must: bool = False
    exact: bool = False
    weight: float = Field(default=0.5, gt=0, le=1)
    amount: Amount = Amount(base=1, unit="pack")
    variety: int = Field(default=1, ge=1, le=3)
    when: When = When()


class Playbook(Strict):
    id: str = Field(pattern=r"^[a-z0-9-]+$")
    title: Both
    people: int = Field(default=1, ge=1)
    examples: BothLists
    keywords: BothLists
    combines: tuple[str, ...] = ()
    days: int = Field(default=1, ge=1)
    nights: int = Field(default=0, ge=0)
    needs: tuple[PlaybookNeed, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _roles_differ(self) -> Playbook:
        roles = [need.role for need in self.needs]
        if len(set(roles)) != len(roles):
            raise ValueError(f"{self.id}: a role stands twice")
        return self

    def texts(self) -> tuple[str, ...]:
        """What matching encodes: titles and examples in both languages."""
        return (self.title.en, self.title.ko, *self.examples.en, *self.examples.ko)

    def known_texts(self) -> tuple[str, ...]:
        """Every text of the playbook that is ever encoded; its vectors ship with the project."""
        return (*self.texts(), *(text for need in self.needs for text in (need.query.en, need.query.ko)))
