"""Settings, read from the environment (`DAMDA_…`) when bootstrap asks, never at import."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things are and which encoder reads. Every field has a default that needs nothing set up."""

    model_config = SettingsConfigDict(env_prefix="DAMDA_", extra="ignore", frozen=True)

    index: Path | None = None  # None: the demo shop, built in the cache at its first use
    cache: Path = Field(default_factory=lambda: user_cache_path("damda"))
    encoder: str | None = None  # a hub name or folder; None: the packaged multilingual-e5-small
    quiet: bool = False  # no progress bars
