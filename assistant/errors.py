"""Errors of the shopper side. The product side has its own, `catalog.errors.CatalogError`.

AssistantError           the root: one line that says what, where, and the mend
├── BadInput             what somebody gave us cannot be used (a market, a session, a file of requests)
├── BadData              our own data is wrong (a playbook, a word list); the file's name is in the line
├── StorageError         shoppers' records cannot be opened or written
├── ModelFailed          a language model gave nothing that can be used; the offline brain answers instead
└── SettingsError        a setting is wrong
"""

from __future__ import annotations


class AssistantError(Exception):
    """What went wrong, where, and what to do about it, in one line."""


class BadInput(AssistantError):
    """What somebody gave us cannot be used."""


class BadData(AssistantError):
    """Our own data is wrong."""


class SettingsError(AssistantError):
    """A setting is wrong."""


class StorageError(AssistantError):
    """Shoppers' records cannot be opened or written."""


class ModelFailed(AssistantError):
    """A language model gave nothing that can be used. `why` is a word for the log, never the foreign text."""

    def __init__(self, why: str, retry_after: float | None = None) -> None:
        super().__init__(f"language model: {why}; the offline brain answers")
        self.why = why
        self.retry_after = retry_after  # seconds that the other side asks to be left alone
