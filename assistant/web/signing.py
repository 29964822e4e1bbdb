"""What the server signs before it leaves, so that nobody else can make one up: sessions and shoppers' ids."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from itsdangerous import BadSignature, Signer

from assistant.errors import BadInput, SettingsError
from assistant.settings import Settings

SECRET_BYTES = 32  # as long as the digest; more adds nothing
OWNER_ONLY = 0o600


class Signing:
    """Signs `<id>` as `<id>.<signature>` and opens it again; a session's signature does not fit a shopper."""

    def __init__(self, secret: bytes) -> None:
        self._session, self._shopper = _signer(secret, b"session"), _signer(secret, b"shopper")

    def sign_session(self, session: str) -> str:
        """A session's id as it leaves the server."""
        return self._session.sign(session).decode()

    def open_session(self, signed: str) -> str | None:
        """The id of a session that this server has signed, else None."""
        return _opened(self._session, signed)

    def sign_shopper(self, shopper: str) -> str:
        """A shopper's id as their shop hands it to their browser. Raises BadInput where it is empty."""
        if not shopper.strip():
            raise BadInput("shopper: is empty; give the id that the shop knows this shopper by")
        return self._shopper.sign(shopper).decode()

    def open_shopper(self, signed: str) -> str | None:
        """The id of a shopper that this server has signed, else None."""
        return _opened(self._shopper, signed)


def signing_of(settings: Settings) -> Signing:
    """The signing of the settings' secret, else of one made once and kept. Raises SettingsError."""
    if settings.secret is not None:
        return Signing(settings.secret.get_secret_value().encode())
    return Signing(_kept_secret(settings.data / "secret"))


def _signer(secret: bytes, salt: bytes) -> Signer:
    return Signer(secret, salt=salt, key_derivation="hmac", digest_method=hashlib.sha256)


def _opened(signer: Signer, signed: str) -> str | None:
    try:
        return signer.unsign(signed).decode()
    except BadSignature:
        return None


def _kept_secret(path: Path) -> bytes:
    """The secret in a file, made at the first call, so that conversations outlive a restart."""
    try:
        if not path.exists():
            _make_secret(path)
        secret = path.read_bytes()
    except OSError as error:
        raise SettingsError(
            f"data: {path} cannot be used ({error.strerror}); set DAMDA_DATA to a folder that can be written, "
            "or DAMDA_SECRET to a long random text"
        ) from error
    if len(secret) < SECRET_BYTES:
        raise SettingsError(f"data: {path} is shorter than {SECRET_BYTES} bytes; delete it and a new one is made")
    return secret


def _make_secret(path: Path) -> None:
    """Write beside and link into place: of two servers that start at once, one wins and neither reads half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    try:
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY), "wb") as file:
            file.write(secrets.token_bytes(SECRET_BYTES))
        path.hardlink_to(fresh)
    except FileExistsError:
        return
    finally:
        fresh.unlink(missing_ok=True)
