"""Write `docs/examples.md`: the full baskets of twelve requests a language, as the assistant answers them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from tqdm import tqdm

from assistant.bootstrap import bootstrap
from assistant.explain.phrases import money
from assistant.settings import Settings
from assistant.types import Line, Reply, Turn
from catalog.plain_yaml import read_yaml

REQUESTS = Path(__file__).parent / "requests" / "examples.yaml"
AT = dt.datetime(2026, 11, 21, 18, 0, tzinfo=dt.UTC)  # fixed, so that the page changes only when answers do
HEADS = {"en": "Packs | Product | Each | Total | Why", "ko": "수량 | 상품 | 단가 | 합계 | 담은 이유"}


def requests() -> dict[str, list[str]]:
    """The example requests by language."""
    found: dict[str, list[str]] = read_yaml(REQUESTS)
    return found


def write_examples(target: Path) -> int:
    """Answer every example and write the page; return how many."""
    assistant = bootstrap(Settings())
    parts = [
        "# Examples\n\nMade by `python -m evals examples`. The shop, its products and its prices are invented;\n"
        "reviews are simulated.\n"
    ]
    count = 0
    for language, texts in requests().items():
        parts.append(f"\n## {'English' if language == 'en' else '한국어'}\n")
        for text in tqdm(texts, desc=language, unit="request"):
            parts.append("\n".join(_example(text, assistant.reply(Turn(text=text, at=AT)))))
            count += 1
    target.write_text("\n".join(parts) + "\n", "utf-8")
    return count


def _example(text: str, reply: Reply) -> Iterator[str]:
    yield f"\n### {text}\n"
    basket = reply.bundle
    if basket is None:
        yield reply.text
        return
    yield f"**{reply.text.splitlines()[0]}**\n"
    head = HEADS[reply.language]
    yield f"| {head} |\n|{'---|' * (head.count('|') + 1)}"
    for line in basket.lines:
        yield _row(line, reply.language)
    yield ""
    yield from (f"- {unmet.text}" for unmet in basket.unmet)
    yield from (f"- {notice.text}" for notice in reply.notices)


def _row(line: Line, language: str) -> str:
    why = " · ".join(reason.text for reason in line.reasons).replace("|", "/")
    cells = [
        str(line.quantity),
        line.product.title,
        money(line.unit_price, language),
        money(line.line_total, language),
        why,
    ]
    return "| " + " | ".join(cells) + " |"
