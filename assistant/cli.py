"""What the commands do. Apart from `__main__`, so that `--help` loads nothing heavy."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError
from tqdm import tqdm

from assistant.bootstrap import apart_encoder, bootstrap
from assistant.dialogue.assistant import Assistant
from assistant.errors import BadInput
from assistant.explain.terminal import show
from assistant.settings import Settings
from assistant.types import Reply, Turn
from catalog.types import Frozen


class AskedTurn(Frozen):
    """One turn of a batch request, where it is more than its text."""

    text: str
    at: dt.datetime | None = None


class AskedLine(Frozen):
    """One line of a file of requests: one text, or several turns of one conversation."""

    id: str | int
    text: str | None = None
    turns: list[str | AskedTurn] | None = Field(default=None, min_length=1)
    shopper: str | None = None
    market: str | None = None
    at: dt.datetime | None = None


def settings_for(index: Path | None) -> Settings:
    """The environment's settings, with the index of the command line."""
    return Settings.read() if index is None else Settings.read(index=index)


def moment(text: str | None) -> dt.datetime | None:
    """An ISO 8601 moment. Raises BadInput for anything else."""
    if text is None:
        return None
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"--at: {text[:40]!r} is no ISO 8601 moment; write it like 2026-11-21T18:00") from error


def ask_once(
    text: str,
    as_json: bool,
    shopper: str | None,
    session: str | None,
    index: Path | None,
    at: str | None,
    market: str | None,
) -> None:
    """Print one reply, as a table or as JSON."""
    from assistant.dialogue.guards import market_of

    settings = settings_for(index).model_copy(update={"quiet": as_json})
    turn = Turn(text=text, session=_opened(session, settings), shopper=shopper, market=market_of(market), at=moment(at))
    encoder, apart = apart_encoder(settings)
    try:
        reply = bootstrap(settings, encoder).reply(turn)
    finally:
        apart.close()
    if as_json:
        print(reply.model_dump_json(indent=2))
    else:
        show(reply)
        print(f"--session {reply.session}")  # what goes on with this conversation


def _opened(session: str | None, settings: Settings) -> str | None:
    """The id of a session, also where it is given signed, as the server hands it out."""
    from assistant.web.signing import signing_of

    if session is None or "." not in session:
        return session
    return signing_of(settings).open_session(session) or session


def ask_file(source: Path, target: Path, index: Path | None) -> None:
    """Answer every request of a file. A line that cannot be read gets an error of its own and stops nothing."""
    try:
        lines = [line for line in source.read_text("utf-8").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{source}: cannot be read ({_cause(error)}); give a UTF-8 file of JSON lines") from error
    assistant = bootstrap(settings_for(index))
    try:
        with target.open("w", encoding="utf-8") as out:
            for number, line in enumerate(tqdm(lines, desc="answering", unit="request"), 1):
                out.write(json.dumps(_answer(assistant, line, number), ensure_ascii=False) + "\n")
                out.flush()
    except OSError as error:
        raise BadInput(f"{target}: cannot be written ({_cause(error)}); choose another --out") from error


def _cause(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or type(error).__name__)


def _answer(assistant: Assistant, line: str, number: int) -> dict[str, Any]:
    try:
        asked = AskedLine.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "line"
        return {"id": None, "line": number, "replies": [], "error": f"line {number}: {where}: {first['msg']}"}
    try:
        replies = [reply.model_dump(mode="json") for reply in _replies(assistant, asked)]
    except BadInput as error:
        return {"id": asked.id, "replies": [], "error": f"line {number}: {error}"}
    return {"id": asked.id, "replies": replies}


def _replies(assistant: Assistant, asked: AskedLine) -> Iterator[Reply]:
    turns = asked.turns if asked.turns is not None else [asked.text or ""]
    session: str | None = None
    for spoken in turns:
        turn = spoken if isinstance(spoken, AskedTurn) else AskedTurn(text=spoken)
        reply = assistant.reply(
            Turn(
                text=turn.text,
                session=session,
                shopper=asked.shopper,
                market=asked.market,
                at=turn.at or asked.at,
            )
        )
        session = reply.session
        yield reply


def ship_playbook_vectors() -> None:
    """Write the known vectors of playbooks, shelves and descriptions. Only texts that are new are encoded."""
    from assistant.plan.described import kinds, sentences
    from assistant.plan.playbooks import VECTORS, playbooks
    from assistant.plan.shelves import Taught
    from catalog.encode import KnownVectors, SentenceEncoder, write_vectors

    settings = Settings.read()
    model = SentenceEncoder(settings.cache / "models", settings.encoder, settings.quiet)
    encoder = KnownVectors(model, (VECTORS,))
    texts = [text for book in playbooks() for text in book.known_texts()]
    texts = list(dict.fromkeys((*texts, *Taught.shipped().texts(), *sentences(kinds()))))
    print(f"{write_vectors(VECTORS, encoder, (), texts)} vectors in {VECTORS.name}")
