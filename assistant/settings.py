"""Settings, read from the environment (`DAMDA_…`) when bootstrap asks, never at import."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as Unreadable

from assistant.errors import SettingsError

DEMO_SHOPS: Mapping[str, tuple[str, ...]] = {"demo": ("http://127.0.0.1:7861", "http://localhost:7861")}
SHORTEST_SECRET = 16  # characters; a random text of that length cannot be guessed
ENDPOINT = re.compile(r"https?://[^\s/?#@]+(?:/[^\s?#]*)?")
ORIGIN = re.compile(r"https?://[^/\s?#@*]+")


class Settings(BaseSettings):
    """Where things are and which encoder reads. Every field has a default that needs nothing set up."""

    model_config = SettingsConfigDict(env_prefix="DAMDA_", extra="ignore", frozen=True)

    index: Path | None = None  # None: the demo shop, built in the cache at its first use
    cache: Path = Field(default_factory=lambda: user_cache_path("damda"))
    data: Path = Field(default_factory=lambda: user_data_path("damda"))  # shoppers' records; never thrown away
    encoder: str | None = None  # a hub name or folder; None: the packaged multilingual-e5-small
    baskets: Path | None = None  # what others have put together, as JSON Lines: see `assistant.plan.past`
    quiet: bool = False  # no progress bars
    secret: SecretStr | None = None  # None: made once, kept below `data`
    shops: dict[str, tuple[str, ...]] = Field(default_factory=lambda: dict(DEMO_SHOPS))  # key -> origins it embeds on

    model: str | None = None  # None: rules and templates alone; else a name such as openai:NAME
    model_url: str | None = None  # an OpenAI-compatible endpoint, up to and with its /v1
    model_key: SecretStr | None = None
    model_output: Literal["function_calling", "json_schema", "json_mode"] = (
        "function_calling"  # how a form is asked for
    )
    model_call_seconds: float = Field(default=6.0, gt=0, le=120)  # one call; the templates answer after that
    model_turn_seconds: float = Field(default=9.0, gt=0, le=240)  # both calls of a turn together
    model_session_tokens: int = Field(default=40_000, ge=0)  # a conversation: some twenty turns
    model_session_cents: float = Field(default=5.0, ge=0)  # a conversation; counted where the two prices are set
    model_cents_read: float = Field(default=0.0, ge=0)  # the price of a million tokens read
    model_cents_written: float = Field(default=0.0, ge=0)  # and of a million written

    @field_validator("model_url")
    @classmethod
    def _endpoint(cls, url: str | None) -> str | None:
        if url is not None and not ENDPOINT.fullmatch(url):
            raise ValueError("is no address; write one such as http://127.0.0.1:8000/v1")
        return url

    @model_validator(mode="after")
    def _reachable(self) -> Settings:
        """A model and the way to it belong together: no key of the environment is ever guessed at."""
        if self.model is None and (self.model_url is not None or self.model_key is not None):
            raise ValueError("model: is not set; name the model, such as openai:NAME")
        if self.model is not None and self.model_url is None and self.model_key is None:
            raise ValueError("model_key: is not set; give the model's key, or DAMDA_MODEL_URL for one that needs none")
        return self

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
            says = first["msg"].removeprefix("Value error, ")
            field, says = (str(first["loc"][0]), says) if first["loc"] else says.split(": ", 1)
            raise SettingsError(f"DAMDA_{field.upper()}: {says}") from None  # its cause would show a secret
        except Unreadable as error:
            field = re.sub(r'.*field "(\w+)".*', r"\1", str(error)).upper()
            raise SettingsError(
                f'DAMDA_{field}: is not JSON; write it as {{"demo": ["https://shop.example"]}}'
            ) from error
