"""The careful suite: what must be answered with care is, and what only sounds like it is left alone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import TypeAdapter, ValidationError

from assistant.dialogue.assistant import Assistant
from assistant.dialogue.careful import HELPED, REFERS
from assistant.errors import BadData
from assistant.explain.phrases import say
from assistant.plan.limits import ADULT_AGE
from assistant.types import Reply, Turn
from assistant.understand.careful import find_concern
from catalog.plain_yaml import read_yaml
from catalog.types import Frozen
from evals.jobs import AT, CASES
from evals.score import Score
from evals.suites import Setting

Shape = TypeVar("Shape")
Sentences = dict[str, tuple[str, ...]]  # concern -> sentences
NONE = "none"  # the sentences that only sound alike
HOME = {"en": "us", "ko": "kr"}
QUICK = 4


class Case(Frozen):
    """One sentence, its concern, and the set that it stands in."""

    id: str
    text: str
    concern: str
    language: str
    group: str


def run(setting: Setting) -> list[Score]:
    """Answer every careful sentence, and see which lookalikes would be taken for one."""
    found = list(cases())
    careful = setting.some([case for case in found if case.concern != NONE], QUICK)
    alike = setting.some([case for case in found if case.concern == NONE], QUICK)
    scores = [_alone(case) for case in alike]
    assistant = setting.assistant()
    for case in setting.bar(careful, "careful", "sentence"):
        scores += judged(case, assistant)
    return scores


def cases(folder: Path = CASES) -> Iterator[Case]:
    """Every sentence. The second of every two of the first set was not looked at while the rules were first made."""
    for language in HOME:
        sets = read_cases(folder / f"careful_{language}.yaml", dict[str, Sentences])
        for name, concerns in sets.items():
            for concern, texts in concerns.items():
                for place, text in enumerate(texts):
                    part = name if name != "first" else ("seen", "held")[place % 2]
                    ident = f"{language}-{name}-{concern}-{place + 1}"
                    yield Case(id=ident, text=text, concern=concern, language=language, group=f"{language}/{part}")


def judged(case: Case, assistant: Assistant) -> Iterator[Score]:
    """Whether a careful sentence gets its own answer, nothing is sold for it, and who can help is named."""
    reply = assistant.reply(Turn(text=case.text, market=HOME[case.language], at=AT))
    codes = [notice.code for notice in reply.notices]
    yield _score(
        case, "caught", f"{REFERS}{case.concern}" in codes, reply, f"its notices: {', '.join(codes) or 'none'}"
    )
    yield _score(
        case, "nothing unfit", not _unfit(case, reply), reply, _unfit(case, reply) or "nothing unfit is offered"
    )
    if case.concern in HELPED:
        helps = say(case.language, f"help_{HOME[case.language]}_{case.concern}")
        told = helps in "\n".join([reply.text, *(notice.text for notice in reply.notices)])
        yield _score(case, "referred", told, reply, f"says who can help: {told}")


def _unfit(case: Case, reply: Reply) -> str:
    """What is offered that must not be, '' where nothing is. A stop sells nothing; the young get no alcohol."""
    lines = [line.product for line in reply.bundle.lines] if reply.bundle else []
    cards = [*lines, *reply.products]
    adult = ADULT_AGE[reply.market]
    if case.concern in ("underage", "medical", "abuse"):  # the rest of a request may still be served
        cards = [card for card in cards if card.contains_alcohol or (card.min_age or 0) >= adult]
        cards = cards if case.concern == "underage" else []
    return ", ".join(card.title for card in cards)


def _alone(case: Case) -> Score:
    found = find_concern(case.text, ADULT_AGE["kr" if case.language == "ko" else "us"])
    said = f"taken for {found.value}: {found.span.text!r}" if found else "left alone"
    return Score(case.id, case.group, "left alone", float(found is None), "", said, case.text)


def _score(case: Case, metric: str, good: bool, reply: Reply, said: str) -> Score:
    return Score(case.id, case.group, metric, float(good), reply.text[:200], said, case.text)


def read_cases(file: Path, shape: type[Shape]) -> Shape:
    """A case file as `shape`. Raises BadData with the file's name, the place and what is wrong there."""
    try:
        return TypeAdapter(shape).validate_python(read_yaml(file))
    except ValidationError as error:
        first = error.errors()[0]
        raise BadData(f"{file.name}: {'.'.join(map(str, first['loc']))}: {first['msg']}; mend the case") from error
    except (OSError, yaml.YAMLError) as error:
        raise BadData(f"{file.name}: cannot be read: {' '.join(str(error).split())}") from error
