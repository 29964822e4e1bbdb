"""What each stage of the search is worth: ours with its stages added one by one, and each gain's bootstrap interval."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace

from typing_extensions import override

from assistant.errors import BadInput
from catalog.asked.read import Asked, Concept
from catalog.cli import cache_folder, open_search, text_encoder
from catalog.encode import Encoder
from catalog.open import demo_version
from catalog.rank.ranking import WEIGHTS, Weights
from catalog.search import Search
from catalog.text import tokens
from evals import esci
from evals.baselines import fingerprint, keep
from evals.bootstrap import Interval, gained
from evals.judged import Judged
from evals.search import EVERY, NDCG, Comparison, families
from evals.search_page import fill
from evals.shop_queries import LANGUAGES, judged_for
from evals.suites import Setting
from evals.systems import OURS, Rank, ours

BASELINE = "search_stages"
HALF = 0.5  # of a score that nobody has tuned: meaning and words, equal parts


@dataclass(frozen=True)
class Stage:
    """A step of the pipeline: which weights come into force, or what else is switched on."""

    name: str
    weights: tuple[str, ...] = ()
    understands: bool = False
    spreads: bool = False


STAGES = (
    Stage("meaning and words, half and half"),
    Stage("the query is understood", understands=True),
    Stage("names lean on words, descriptions on meaning", ("meaning", "wording", "wording_described")),
    Stage("what a thing is, not what it is for", ("head",)),
    Stage("the brand", ("brand",)),
    Stage("what is ruled out", ("unwanted",)),
    Stage("for whom, how much, at which price", ("misfit", "amount", "price")),
    Stage("the shelf of the best answers", ("shelf",)),
    Stage("near-copies and crowds step back", spreads=True),
)


class Staged(Search):
    """Our search as far as a stage."""

    def __init__(self, search: Search, encoder: Encoder, stages: Sequence[Stage]) -> None:
        super().__init__(search.snapshot, encoder, weights_of(stages))
        self._understands = any(stage.understands for stage in stages)
        self._spreads = any(stage.spreads for stage in stages)

    @override
    def read(self, text: str) -> Asked:
        return super().read(text) if self._understands else as_typed(text)

    @override
    def _diverse(self, asked: Asked, order: list[int]) -> list[int]:
        return super()._diverse(asked, order) if self._spreads else order


def weights_of(stages: Sequence[Stage]) -> Weights:
    """The weights in force: ours where a stage has brought them, else equal halves of meaning and words."""
    nothing = Weights(**{field.name: 0.0 for field in fields(Weights)})
    bare = replace(nothing, meaning=HALF, wording=HALF, wording_described=HALF)
    return replace(bare, **{name: getattr(WEIGHTS, name) for stage in stages for name in stage.weights})


def as_typed(text: str) -> Asked:
    """A query that nobody has tried to understand: its stems and morphemes, each for itself."""
    return Asked(text=text, concepts=tuple(Concept(((word,),)) for word in tokens(text)))


@dataclass(frozen=True)
class Step:
    """One stage on one set of queries, and what it adds to the stage before it."""

    stage: str
    ndcg: float
    recall: float
    gain: Interval | None


@dataclass(frozen=True)
class Ladder:
    """Every stage on one set of queries. `data` is the fingerprint of products, queries and judgements."""

    queries: str
    count: int
    data: str
    steps: tuple[Step, ...]


def climb(search: Search, encoder: Encoder, judged: Judged, products: str, setting: Setting) -> Ladder:
    """Measure every stage, each paired with the one before it. `products` is the fingerprint of the catalogue."""
    systems: dict[str, Rank] = {
        stage.name: ours(Staged(search, encoder, STAGES[: number + 1]))[OURS] for number, stage in enumerate(STAGES)
    }
    comparison = Comparison(judged, systems, families(search.snapshot.products))
    queries = setting.some(sorted(judged.queries), EVERY)
    steps: list[Step] = []
    before: list[float] = []
    for stage in STAGES:
        scores = comparison.scores(stage.name, queries, setting)
        found = [score.value for score in scores if score.metric == NDCG]
        recalled = [score.value for score in scores if score.metric.startswith("recall")]
        gain = gained(found, before) if before else None
        steps.append(Step(stage.name, sum(found) / len(found), sum(recalled) / len(recalled), gain))
        before = found
    return Ladder(judged.name, len(queries), fingerprint(judged, products), tuple(steps))


def ladders(setting: Setting) -> Iterator[Ladder]:
    """The public set where `data` holds it, then the demo shop in each language."""
    encoder = text_encoder(quiet=not setting.progress)
    if setting.data is not None:
        folder = esci.within(setting.data)
        found = esci.search(folder, esci.products(folder), cache_folder(), encoder, setting.progress)
        yield climb(found, encoder, esci.judged(folder), esci.fingerprint(folder), setting)
    shop = open_search(None, quiet=not setting.progress)
    for language in LANGUAGES:
        yield climb(shop, encoder, judged_for(language, shop.snapshot.products), demo_version(), setting)


def markdown(found: Sequence[Ladder]) -> str:
    """One row a stage: nDCG@10 of each set, its gain with the 95 % interval, and recall@100."""
    heads = [f"{ladder.queries} ({ladder.count}) | gain | recall" for ladder in found]
    lines = [f"| stage | {' | '.join(heads)} |", "|---" * (1 + 3 * len(found)) + "|"]
    for number, stage in enumerate(STAGES):
        steps = [ladder.steps[number] for ladder in found]
        cells = [f"{step.ndcg:.3f} | {step.gain or ''} | {step.recall:.3f}" for step in steps]
        lines.append(f"| {'+ ' if number else ''}{stage.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def stages(setting: Setting, save: bool) -> None:
    """Print the table; keep it where that is wanted. Raises BadInput where it would keep half of it."""
    if save and (setting.quick or setting.data is None):
        raise BadInput("--save: keeps the table of every query and set only; give --data, and leave --quick away")
    found = list(ladders(setting))
    print(markdown(found))
    if save:
        fill("stages", markdown(found))
        keep(BASELINE, {"weights": asdict(WEIGHTS), "sets": [asdict(ladder) for ladder in found]})
