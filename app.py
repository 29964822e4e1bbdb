"""Serve the page, the API and the pictures from one process: `python app.py [--host H] [--port P] [--index DIR]`."""

from __future__ import annotations

import argparse
import logging
import sys
import threading
from pathlib import Path

from assistant.errors import AssistantError
from catalog.errors import CatalogError

FAILED = 1  # the exit status of work that could not be done; argparse answers wrong usage with 2


def main() -> int:
    """Settings, bootstrap, serve."""
    given = _arguments()
    shown = logging.StreamHandler()
    shown.setLevel(logging.WARNING)  # on the handler, because some libraries lower the level of their own loggers
    logging.basicConfig(handlers=[shown], format="%(levelname)s %(name)s: %(message)s")
    try:
        serve(given.host, given.port, given.index)
    except (AssistantError, CatalogError) as error:
        print(error, file=sys.stderr)
        return FAILED
    return 0


def serve(host: str, port: int, index: Path | None) -> None:
    """Open the shop and answer until stopped."""
    import uvicorn  # these take seconds to load, which `--help` should not

    from assistant.bootstrap import bootstrap
    from assistant.settings import Settings
    from assistant.web.api import create_app
    from assistant.web.signing import signing_of

    settings = Settings.read() if index is None else Settings.read(index=index)
    assistant = bootstrap(settings)
    app = create_app(assistant, signing_of(settings), settings.shops)
    threading.Thread(target=assistant.warm, name="warm-shoppers", daemon=True).start()
    print(f"Damda is at http://{host}:{port}", flush=True)
    uvicorn.run(app, host=host, port=port, log_level="warning")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Serve the Damda page and API.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=7860)
    parser.add_argument("--index", type=Path, help="an ingested catalogue; without it the demo shop")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
