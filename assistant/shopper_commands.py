"""`python -m assistant shopper …`: what is held of a shopper, shown, exported, erased, and agreed to."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.explain.holdings import Named
    from assistant.settings import Settings
    from assistant.shopper.types import Holdings

app = typer.Typer(no_args_is_help=True, help=__doc__)

Ident = Annotated[str, typer.Argument(metavar="ID", help="The shopper's id, such as sim-001 in the demo shop.")]
Index = Annotated[Path | None, typer.Option(help="A shop's index; the demo shop without it.")]
Spoken = Annotated[str, typer.Option(help="en or ko.")]
Purposes = Annotated[list[str] | None, typer.Option(metavar="PURPOSE", help="personalise, remember or contribute.")]


@app.command()
def show(shopper: Ident, index: Index = None, language: Spoken = "en") -> None:
    """Everything held, in plain words."""
    from assistant.bootstrap import open_shoppers

    _language(language)
    shoppers, named = open_shoppers(_settings(index))
    _show(shoppers.holdings(shopper), language, named)


@app.command()
def export(
    shopper: Ident,
    out: Annotated[Path | None, typer.Option(help="The JSON file to write; standard output without it.")] = None,
    index: Index = None,
) -> None:
    """Everything held, as JSON."""
    from assistant.bootstrap import open_shoppers

    held = open_shoppers(_settings(index))[0].holdings(shopper).model_dump_json(indent=2) + "\n"
    if out is None:
        sys.stdout.write(held)
    else:
        _write(out, held)
        print(f"everything held of {shopper} is in {out}")


@app.command()
def erase(shopper: Ident, index: Index = None, language: Spoken = "en") -> None:
    """Take everything away, for good; baskets are a stranger's again."""
    from assistant.bootstrap import open_shoppers
    from assistant.explain.phrases import say

    _language(language)  # before anything is taken away
    gone = open_shoppers(_settings(index))[0].erase(shopper)
    counts = {"events": gone.events, "preferences": gone.preferences, "consents": gone.consents}
    print(say(language, "erased", **counts))
    kept = {"conversations": gone.conversations, "baskets": gone.baskets, "orders": gone.orders}
    if any(kept.values()):
        print(say(language, "erased_kept", **kept))


@app.command()
def consent(
    shopper: Ident, grant: Purposes = None, withdraw: Purposes = None, index: Index = None, language: Spoken = "en"
) -> None:
    """Put a yes (--grant) or a no (--withdraw) on record, or show what is on it."""
    from assistant.bootstrap import open_shoppers
    from assistant.shopper.shoppers import purpose_of

    _language(language)  # before anything is put on record
    answers = [(purpose_of(word), True) for word in grant or ()] + [
        (purpose_of(word), False) for word in withdraw or ()
    ]
    shoppers, named = open_shoppers(_settings(index))
    for purpose, granted in answers:
        shoppers.consent(shopper, purpose, granted)
    _show(shoppers.holdings(shopper), language, named, consents_only=True)


@app.command()
def token(shopper: Ident) -> None:
    """Sign the id, so that a shop's page may speak for the shopper over HTTP."""
    from assistant.settings import Settings
    from assistant.shopper.shoppers import checked
    from assistant.web.signing import signing_of

    print(signing_of(Settings.read()).sign_shopper(checked(shopper)))


def _settings(index: Path | None) -> Settings:
    from assistant.settings import Settings

    return Settings.read() if index is None else Settings.read(index=index)


def _language(given: str) -> None:
    from assistant.errors import BadInput

    if given not in ("en", "ko"):
        raise BadInput(f"--language: {given[:20]!r} is neither en nor ko")


def _show(holdings: Holdings, language: str, named: Named, consents_only: bool = False) -> None:
    from assistant.explain.holdings import in_words, kept

    opening, sections = in_words(holdings, language, named)
    print(opening)
    also = (kept(holdings, language),) if holdings.conversations or holdings.baskets or holdings.orders else ()
    for section in sections[:1] if consents_only else (*sections, *also):
        print(f"\n{section.title}")
        for _, line in section.lines:
            print(f"  {line}")


def _write(path: Path, text: str) -> None:
    from assistant.errors import BadInput

    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise BadInput(f"{path}: cannot be written ({error.strerror}); choose another --out") from error
