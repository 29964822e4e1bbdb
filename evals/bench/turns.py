"""Turns in this process: ours, their parts, and the peak memory."""

from __future__ import annotations

import datetime as dt
import resource
import time
from collections.abc import Sequence

from tqdm import tqdm

from assistant.dialogue.assistant import Assistant
from assistant.types import Turn
from evals.bench.figures import Figure, percentile
from evals.examples import AT, requests

ROUNDS = 5  # every example so often, after one round that warms up
CHANGES = {
    "en": (
        "make it cheaper",
        "two more people are coming",
        "without nuts please",
        "add a bag of ice",
        "drop the first one",
    ),
    "ko": ("더 싸게 해줘", "두 명 더 온대", "견과류는 빼줘", "얼음도 하나 담아줘", "첫 번째 거는 빼줘"),
}
GREETINGS = ("hi,", "hello there,", "안녕하세요,", "good evening,", "저기요,")  # one a round


def texts() -> list[str]:
    """The example requests of both languages."""
    return [text for group in requests().values() for text in group]


def asked(openings: Sequence[str] = GREETINGS) -> list[Turn]:
    """The examples in other words each round, so that no vector comes from the memory of an earlier one."""
    return [
        Turn(text=f"{opening} {text}", at=AT + dt.timedelta(minutes=n))
        for n, opening in enumerate(openings)
        for text in texts()
    ]


def warm(assistant: Assistant) -> None:
    """Answer every example once, unmeasured."""
    for text in tqdm(texts(), desc="warming up", unit="turn"):
        assistant.reply(Turn(text=text, at=AT))


def turns(assistant: Assistant) -> list[Figure]:
    """Turn and part latencies over the example requests, and the peak memory."""
    warm(assistant)
    timings = [assistant.reply(turn).timings for turn in tqdm(asked(), desc="turns", unit="turn")]
    total = [t["total"] for t in timings]
    choose = [t["choose"] for t in timings if "choose" in t]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        Figure("turn p50", percentile(total, 0.5), "ms", 120),
        Figure("turn p95", percentile(total, 0.95), "ms", 300),
        Figure("candidates + solve p95", percentile(choose, 0.95), "ms"),
        *refinements(assistant),
        *_solver(assistant, texts()),
        Figure("peak memory", memory, "MB", 1536),
    ]


def refinements(assistant: Assistant) -> list[Figure]:
    """Changes to a basket that is there, one after the other in each example's conversation."""
    seen: list[float] = []
    for language, group in tqdm(requests().items(), desc="refinements", unit="language"):
        for text in group:
            session = assistant.reply(Turn(text=text, at=AT)).session
            for change in CHANGES[language]:
                seen.append(assistant.reply(Turn(text=change, session=session, at=AT)).timings["total"])
    return [
        Figure("refinement p50", percentile(seen, 0.5), "ms"),
        Figure("refinement p95", percentile(seen, 0.95), "ms", 200),
    ]


def _solver(assistant: Assistant, requested: Sequence[str]) -> list[Figure]:
    """The solver alone, on the demands and options of the example requests."""
    seen: list[float] = []
    for text in tqdm(requested, desc="solver", unit="problem"):
        problem = assistant.problem(Turn(text=text, at=AT))
        for _ in range(ROUNDS):
            seen.append(milliseconds(problem.solve))
    return [Figure("solve p50", percentile(seen, 0.5), "ms"), Figure("solve p95", percentile(seen, 0.95), "ms", 60)]


def milliseconds(work: object) -> float:
    """How long a call takes."""
    assert callable(work)
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000
