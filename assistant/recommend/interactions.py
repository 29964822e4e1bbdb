"""Read interactions and users, and write ranked items as a TREC run."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from tqdm import tqdm

from assistant.errors import BadInput
from assistant.recommend.sequences import NextItems

NUMBER = re.compile(r"[-+]?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
TAG = "damda"  # the run's name, its sixth column


def read_interactions(path: Path) -> dict[str, list[str]]:
    """Each user's items in the order of time: lines `user<TAB>item<TAB>time`. Raises BadInput."""
    timed: dict[str, list[tuple[float, int, str]]] = defaultdict(list)
    for number, line in _lines(path):
        fields = [field.strip() for field in line.split("\t")]
        if number == 1 and [field.casefold() for field in fields] == ["user", "item", "time"]:
            continue
        if len(fields) != 3 or not all(fields):
            raise BadInput(f"{path}: line {number} is not user<TAB>item<TAB>time")
        _one_word(fields[1], path, number)
        timed[fields[0]].append((_time(fields[2], path, number), number, fields[1]))
    if not timed:
        raise BadInput(f"{path}: holds no interactions; give lines user<TAB>item<TAB>time")
    return {user: [item for _, _, item in sorted(rows)] for user, rows in timed.items()}


def read_users(path: Path) -> list[str]:
    """A user a line, each once. Raises BadInput."""
    return list(dict.fromkeys(_one_word(line.strip(), path, number) for number, line in _lines(path)))


def write_run(model: NextItems, users: Iterable[str], k: int, path: Path) -> int:
    """Write `user Q0 item rank score tag` lines, and return how many. Raises BadInput where that cannot be written."""
    asked, count = list(users), 0
    try:
        with path.open("w", encoding="utf-8") as out:
            for ranked in tqdm(model.rank(asked, k), total=len(asked), desc="ranking", unit="user"):
                for rank, (item, score) in enumerate(ranked.items, 1):
                    out.write(f"{ranked.user} Q0 {item} {rank} {score:.9f} {TAG}\n")
                    count += 1
    except OSError as error:
        raise BadInput(f"{path}: cannot be written ({error.strerror}); choose another --trec") from error
    return count


def _lines(path: Path) -> list[tuple[int, str]]:
    """The lines that hold something, each with its number in the file."""
    try:
        lines = path.read_text("utf-8-sig").split("\n")
        return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise BadInput(f"{path}: cannot be read ({why})") from error


def _one_word(name: str, path: Path, number: int) -> str:
    """A name that can be a column of a TREC run, whose columns are split by spaces. Raises BadInput."""
    if len(name.split()) != 1:
        raise BadInput(f"{path}: line {number}: {name[:40]!r} holds a space, which a run cannot; write it without")
    return name


def _time(text: str, path: Path, number: int) -> float:
    """A number as it is, or an ISO 8601 moment in seconds."""
    try:
        return float(text) if NUMBER.fullmatch(text) else _moment(text)
    except ValueError as error:
        raise BadInput(f"{path}: line {number}: {text[:40]!r} is neither a number nor an ISO 8601 moment") from error


def _moment(text: str) -> float:
    at = dt.datetime.fromisoformat(text)
    return (at if at.tzinfo is not None else at.replace(tzinfo=dt.UTC)).timestamp()
