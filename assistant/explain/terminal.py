"""Print a reply on a terminal: a table of the basket, what it comes to, and what to know."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from assistant.explain.phrases import money, say
from assistant.types import Bundle, Card, Comparison, Reply

HEADS = {
    "en": ("Product", "Packs", "Each", "Total", "Why"),
    "ko": ("상품", "수량", "단가", "합계", "담은 이유"),
}
WORDS = {"en": ("Total", "Budget", "left"), "ko": ("합계", "예산", "남음")}


def show(reply: Reply, console: Console | None = None) -> None:
    """Print a reply. Text from outside is escaped, so that no title can style the terminal."""
    out = console or Console()
    if reply.bundle is not None and reply.bundle.lines:
        _basket(reply.bundle, reply.language, out)
        for unmet in reply.bundle.unmet:
            out.print(f"• {escape(unmet.text)}")
    else:
        out.print(escape(reply.text))
        _cards(reply.products, reply.language, out)
        if reply.comparison is not None:
            _compared(reply.comparison, out)
    for notice in (one for one in reply.notices if one.text != reply.text):
        out.print(f"[dim]· {escape(notice.text)}[/dim]")
    if reply.demo:
        out.print(f"[dim]· {escape(say(reply.language, 'demo_shop'))}[/dim]")
    if reply.follow_ups:
        out.print("[dim]→ " + escape("  |  ".join(reply.follow_ups)) + "[/dim]")


def _basket(basket: Bundle, language: str, out: Console) -> None:
    table = Table(title=escape(basket.title), show_lines=False, title_justify="left")
    for head, side in zip(HEADS[language], ("left", "right", "right", "right", "left"), strict=True):
        table.add_column(head, justify=side)  # type: ignore[arg-type]
    for line in basket.lines:
        table.add_row(
            escape(line.product.title),
            str(line.quantity),
            money(line.unit_price, language),
            money(line.line_total, language),
            escape(" · ".join(reason.text for reason in line.reasons[:3])),
        )
    out.print(table)
    total, budget, left = WORDS[language]
    tail = ""
    if basket.budget is not None and basket.left is not None:
        tail = f"   {budget} {money(basket.budget, language)} ({money(basket.left, language)} {left})"
    out.print(f"[bold]{total} {money(basket.total, language)}[/bold]{tail}")


def _compared(comparison: Comparison, out: Console) -> None:
    """What differs, a column a product; a dash where nobody states it."""
    table = Table("", *(escape(card.title) for card in comparison.products))
    for row in comparison.rows:
        table.add_row(escape(row.label), *(escape(value) if value is not None else "–" for value in row.values))
    out.print(table)


def _cards(cards: tuple[Card, ...], language: str, out: Console) -> None:
    if not cards:
        return
    table = Table()
    for head in (HEADS[language][0], HEADS[language][2], "★"):
        table.add_column(head)
    for card in cards:
        table.add_row(escape(card.title), money(card.price, language), f"{card.rating or '–'} ({card.review_count})")
    out.print(table)
