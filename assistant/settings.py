"""Settings, read from the environment (`DAMDA_…`) when bootstrap asks, never at import."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as Unreadable

from assistant.errors import SettingsError

DEMO_SHOPS: Mapping[str, tuple[str, ...]] = {"demo": ("http://127.0.0.1:7861", "http://localhost:7861")}
SHORTEST_SECRET = 16  # characters; a random text of that length cannot be guessed
ORIGIN = re.compile(r"https?://[^/\s?#@*]+")


class Settings(BaseSettings):
    """Where things are and which encoder reads. Every field has a default that needs nothing set up."""

    model_config = SettingsConfigDict(env_prefix="DAMDA_", extra="ignore", frozen=True)

    index: Path | None = None  # None: the demo shop, built in the cache at its first use
    cache: Path = Field(default_factory=lambda: user_cache_path("damda"))
    data: Path = Field(default_factory=lambda: user_data_path("damda"))  # shoppers' records; never thrown away
    encoder: str | None = None  # a hub name or folder; None: the packaged multilingual-e5-small
    quiet: bool = False  # no progress bars
    secret: SecretStr | None = None  # None: made once, kept below `data`
    shops: dict[str, tuple[str, ...]] = Field(default_factory=lambda: dict(DEMO_SHOPS))  # key -> origins it embeds on

    @field_validator("secret")
    @classmethod
    def _long(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and len(secret.get_secret_value()) < SHORTEST_SECRET:
            raise ValueError(f"is shorter than {SHORTEST_SECRET} characters; give a long random text")
        return secret

    @field_validator("shops")
    @classmethod
    def _origins(cls, shops: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """As browsers write them: lower case, nothing after the host and port."""
        shops = {key: tuple(one.lower().rstrip("/") for one in origins) for key, origins in shops.items()}
        wrong = next((one for origins in shops.values() for one in origins if not ORIGIN.fullmatch(one)), None)
        if wrong is not None:
            raise ValueError(f"{wrong!r} is no origin; write one such as https://shop.example")
        return shops

    @classmethod
    def read(cls, **given: Any) -> Settings:
        """The settings of the environment under what is given. Raises SettingsError, one line."""
        try:
            return cls(**given)
        except ValidationError as error:
            first = error.errors()[0]
            field, says = str(first["loc"][0]), first["msg"].removeprefix("Value error, ")
            raise SettingsError(f"DAMDA_{field.upper()}: {says}") from None  # its cause would show a secret
        except Unreadable as error:
            field = re.sub(r'.*field "(\w+)".*', r"\1", str(error)).upper()
            raise SettingsError(
                f'DAMDA_{field}: is not JSON; write it as {{"demo": ["https://shop.example"]}}'
            ) from error
