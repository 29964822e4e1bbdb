"""The unseen suite: jobs that no playbook covers, so that the plan has to come from the catalogue itself."""

from __future__ import annotations

from assistant.types import Turn
from evals.basket import judge
from evals.jobs import AT, Case, files, language, read
from evals.score import Score
from evals.suites import Setting

QUICK = 6  # every sixth job when quick


def run(setting: Setting) -> list[Score]:
    """Answer and judge every job."""
    assistant = setting.assistant()
    jobs = [
        (language(file.stem.removeprefix("unseen_")), case) for file in files("unseen") for case in read(file, Case)
    ]
    found = setting.some(jobs, QUICK)
    return [
        score
        for group, case in setting.bar(found, "unseen", "job")
        for score in judge(group, case, assistant.reply(Turn(text=case.text, at=case.at or AT)))
    ]
