"""The verifier suite: written sentences around real baskets; the true ones must stand and the false ones must go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from assistant.errors import BadData
from assistant.explain.verify import Verifier
from assistant.types import Reply
from catalog.plain_yaml import read_yaml
from catalog.types import Frozen
from evals.score import Score
from evals.suites import Setting

CASES = Path(__file__).parent / "cases"
HELD = 2  # every second sentence of a list was looked at only after the verifier was made, to mend what it missed
QUICK = 4


class Sentences(Frozen):
    """Sentences about one reply, or about one line of its basket."""

    reply: str
    row: int | None = None
    fresh: bool = False  # written after the verifier was; docs/model.md has its first figures
    stands: tuple[str, ...] = ()
    falls: dict[str, tuple[str, ...]] = {}


@cache
def replies(path: Path = CASES / "verifier_replies.json") -> dict[str, Reply]:
    """The replies that the sentences speak of, kept as they were."""
    return TypeAdapter(dict[str, Reply]).validate_python(json.loads(path.read_text("utf-8")))


def written(language: str) -> list[Sentences]:
    """The sentences of a language. Raises BadData with the file's name."""
    path = CASES / f"verifier_{language}.yaml"
    try:
        return TypeAdapter(list[Sentences]).validate_python(read_yaml(path))
    except (OSError, yaml.YAMLError, ValidationError) as error:
        raise BadData(f"{path.name}: cannot be read: {' '.join(str(error).split())[:200]}") from error


def judged(language: str) -> Iterator[Score]:
    """One score a sentence: 1 where the verifier does what is right."""
    for group in written(language):
        verifier = Verifier(replies()[group.reply])
        for kind, sentences in {"": group.stands, **group.falls}.items():
            metric = f"goes_{kind}" if kind else "stands"
            for place, sentence in enumerate(sentences):
                why = verifier.why_not(sentence, group.row)
                half = "fresh" if group.fresh else "held" if place % HELD else "seen"
                right = bool(why) == bool(kind)
                yield Score(
                    f"{group.reply}/{group.row or 'all'}",
                    f"{language}_{half}",
                    metric,
                    float(right),
                    why or "stands",
                    why or "supported",
                    sentence,
                )


def run(setting: Setting) -> list[Score]:
    """Judge every sentence of both languages."""
    found = [score for language in ("en", "ko") for score in judged(language)]
    return [*setting.some(found, QUICK)]
