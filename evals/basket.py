"""The basket suite: are the hard limits kept, the job's needs covered, and does every line belong?"""

from __future__ import annotations

from collections.abc import Iterator

from assistant.types import Line, Reply, Turn
from evals.jobs import AT, CASES, Case, cases
from evals.score import Score
from evals.suites import Setting

QUICK = 3  # every third job when quick
EDIBLE = ("grocery", "drinks", "alcohol", "fresh", "frozen", "baby/food", "health/vitamins", "gifts/food")


def run(setting: Setting) -> list[Score]:
    """Answer and judge every case (those of the folder `setting.data` where it holds any)."""
    folder = setting.data if setting.data and any(setting.data.glob("basket_*.yaml")) else CASES
    assistant = setting.assistant()
    found = setting.some(list(cases(folder)), QUICK)
    return [
        score
        for group, case in setting.bar(found, "basket", "job")
        for score in judge(group, case, assistant.reply(Turn(text=case.text, at=case.at or AT)))
    ]


def judge(group: str, case: Case, reply: Reply) -> Iterator[Score]:
    """The scores of one reply."""
    lines = reply.bundle.lines if reply.bundle else ()
    answer = "; ".join(f"{line.quantity} × {line.product.id}" for line in lines)

    def score(metric: str, value: float, explanation: str) -> Score:
        return Score(case.id, group, metric, value, answer, explanation, case.text)

    yield score("answered", float(bool(lines)), "a basket" if lines else f"no basket but: {reply.text[:200]}")
    broken = list(violations(case, reply))
    yield score("limits", float(not broken), "; ".join(broken) or "every limit holds")
    planned = reply.bundle.people or 1 if reply.bundle else None
    if case.people is not None and planned is not None:
        yield score("people", float(planned == case.people), f"planned for {planned}, said {case.people}")
    if case.never:
        wrong = [line.product.id for line in lines if _under(line, case.never)]
        yield score(
            "kept_out", float(not wrong), f"was to stay out: {wrong}" if wrong else "what was ruled out stays out"
        )
    if case.needs:
        open_needs = [need for need in case.needs if not any(_under(line, need) for line in lines)]
        covered = 1 - len(open_needs) / len(case.needs)
        yield score("covered", covered, f"not covered: {open_needs}" if open_needs else "every need is covered")
    if case.belongs:
        alien = [line.product.id for line in lines if not _under(line, case.belongs)]
        share = 1 - len(alien) / len(lines) if lines else 0.0
        yield score(
            "belongs", share, f"do not belong: {alien}" if alien else "every line belongs" if lines else "no line"
        )


def _under(line: Line, prefixes: tuple[str, ...]) -> bool:
    path = "/".join(line.product.categories)
    return any(path == prefix or path.startswith(prefix + "/") for prefix in prefixes)


def violations(case: Case, reply: Reply) -> Iterator[str]:
    """Every hard limit that the basket breaks, in words."""
    if reply.bundle is None:
        return
    lines = reply.bundle.lines
    total = sum(line.line_total.amount for line in lines)
    if total != reply.bundle.total.amount:
        yield f"lines come to {total}, the total says {reply.bundle.total.amount}"
    if case.budget is not None and total > case.budget:
        yield f"{total} is over the budget of {case.budget}"
    for line in lines:
        yield from _line_violations(case, line)
    for diet in case.some:
        if any(_under(line, EDIBLE) for line in lines) and not any(diet in line.product.diet for line in lines):
            yield f"nothing is {diet}"


def _line_violations(case: Case, line: Line) -> Iterator[str]:
    product, edible = line.product, _under(line, EDIBLE)
    if case.no_alcohol and product.contains_alcohol:
        yield f"{product.id} holds alcohol"
    for diet in case.diet:
        if edible and diet not in product.diet:
            yield f"{product.id} is not {diet}"
    for allergen in case.without:
        if edible and (product.allergens is None or allergen in product.allergens):
            yield f"{product.id} may hold {allergen}"
    stock = next((a.quantity for a in product.availability if a.place == "online"), 0)
    if line.quantity > stock:
        yield f"{product.id}: {line.quantity} of {stock} in stock"
