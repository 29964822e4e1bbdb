"""The matching suite: is a job told by an example that was held out its own playbook's, and a sketched job none's?

Each playbook's examples are dealt into folds; those of a fold are asked of a matcher that knows only the others. Its
keywords stay, so the figures are kinder than life: the keywords were written beside the examples. `by cosine` is the
playbook of the nearest example alone, which is what the discriminant and the words are to beat.
"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.plan.match import ENOUGH, Matcher
from assistant.plan.playbook import Playbook
from assistant.plan.sketches import sketches
from catalog.text import HANGUL
from evals.score import Score
from evals.suites import Setting

FOLDS = 5
EVERY = 3  # of the examples and the sketches' sayings, each third one is asked
QUICK = 10


def run(setting: Setting) -> list[Score]:
    """Ask every held-out example, and every sketch, for its playbook."""
    matcher = setting.assistant().shop.planner.matcher
    asked = setting.some(list(_held_out(matcher)), QUICK)
    found = [score for item in setting.bar(asked, "matching", "example") for score in _judge(*item)]
    sayings = [text for sketch in sketches() for text in sketch.texts][::EVERY]
    for number, text in enumerate(setting.bar(setting.some(sayings, QUICK), "matching", "sketch")):
        best = matcher.rank(text)[0]
        refused = float(best.score < ENOUGH)
        found.append(
            Score(f"sketch-{number}", _language(text), "refused", refused, best.playbook.id, str(best.score), text)
        )
    return found


def _held_out(matcher: Matcher) -> Iterator[tuple[Matcher, Playbook, str]]:
    """Each third example with its playbook and a matcher that does not know the example's fold."""
    for fold in range(FOLDS):
        left = Matcher([_without(book, fold) for book in matcher.playbooks], matcher.encoder)
        for book in matcher.playbooks:
            examples = (*book.examples.en, *book.examples.ko)
            yield from ((left, book, text) for text in examples[fold::FOLDS][:: EVERY - 1][:2])


def _without(book: Playbook, fold: int) -> Playbook:
    gone = set((*book.examples.en, *book.examples.ko)[fold::FOLDS])
    kept = {
        language: tuple(one for one in getattr(book.examples, language) if one not in gone) for language in ("en", "ko")
    }
    return book.model_copy(update={"examples": book.examples.model_copy(update=kept)})


def _judge(matcher: Matcher, book: Playbook, text: str) -> Iterator[Score]:
    """Whether the best match is the example's own playbook, and good enough to be followed."""
    best = matcher.rank(text)[0]
    taken = best.score >= ENOUGH
    own = best.playbook.id == book.id
    answer = f"{best.playbook.id} at {best.score}"
    for metric, value in (("right", taken and own), ("not another's", own or not taken)):
        yield Score(f"{book.id}: {text[:40]}", _language(text), metric, float(value), answer, book.id, text)
    nearest = matcher.nearest(text)
    yield Score(
        f"{book.id}: {text[:40]}", _language(text), "by cosine", float(nearest.id == book.id), nearest.id, book.id, text
    )


def _language(text: str) -> str:
    return "ko" if HANGUL.search(text) else "en"
