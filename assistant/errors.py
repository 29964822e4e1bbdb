"""Errors of the shopper side. The product side has its own, `catalog.errors.CatalogError`.

AssistantError           the root: one line that says what, where, and the mend
├── BadInput             what somebody gave us cannot be used (a market, a session, a file of requests)
├── BadData              our own data is wrong (a playbook, a word list); the file's name is in the line
├── StorageError         shoppers' records cannot be opened or written
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
