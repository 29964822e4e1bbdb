"""Which shelves a job wants: learned from what is taught, and nothing where nothing was."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.dialogue.assistant import Assistant
from assistant.plan.shelves import Shelves, Taught
from assistant.plan.sketches import Sketch
from tests.fakes import HashEncoder

JOBS = [
    ("the floorboards creak and every door bangs", "tools"),
    ("my lips crack in the wind", "beauty"),
    ("강아지가 혼자 있으면 심심해해요", "pets"),
]
SMALL = Taught(
    examples=(("paint the fence", ("tools/paint", "tools/hand")), ("bake a cake", ("grocery/flour",))),
    sketches=(
        Sketch(en=("the gate is rusty",), ko=("대문이 녹슬었어요",), shelves=("tools/paint",)),
        Sketch(en=("bake a cake for her",), ko=("케이크를 구워요",), shelves=("grocery/flour",)),
    ),
    uses=(("grocery/flour", ("dumplings from scratch",)), ("tools/hand", ("a nail sticks out",))),
)
SHELVES = ["grocery/flour", "tools/hand", "tools/paint"]


@pytest.mark.parametrize(("said", "department"), JOBS)
def test_a_job_that_names_nothing_wants_its_shelf(assistant: Assistant, said: str, department: str) -> None:
    categories = sorted({product.category for product in assistant.search.snapshot.products})
    wanted = assistant.shop.planner.shelves.wanted(said, categories)
    best = [categories[place] for place in wanted.argsort()[::-1][:8]]
    assert any(shelf.startswith(department) for shelf in best), best


@pytest.mark.parametrize(
    ("said", "shelf"),
    [("paint the fence", "tools/paint"), ("bake a cake", "grocery/flour"), ("the gate is rusty", "tools/paint")],
)
def test_what_was_taught_is_wanted(said: str, shelf: str) -> None:
    wanted = Shelves(HashEncoder(), SMALL).wanted(said, SHELVES)
    assert SHELVES[int(wanted.argmax())] == shelf


def test_a_path_teaches_everything_under_it() -> None:
    taught = Taught(examples=(), sketches=(Sketch(en=("a rusty gate",), ko=("녹슨 문",), shelves=("tools",)),), uses=())
    wanted = Shelves(HashEncoder(), taught).wanted("a rusty gate", SHELVES)
    assert wanted[1] == wanted[2] > wanted[0]


def test_of_a_shop_with_other_shelves_nothing_is_known() -> None:
    assert not Shelves(HashEncoder(), SMALL).wanted("paint the fence", ["garten/farbe", "garten/holz"]).any()


def test_the_closest_sentence_is_one_of_a_shelf_or_a_sketch() -> None:
    shelves = Shelves(HashEncoder(), SMALL)
    assert shelves.closest("a nail sticks out") == pytest.approx(1.0, abs=1e-3)
    assert shelves.closest("paint the fence") < 1.0  # an example of a playbook is the matcher's


def test_the_same_job_wants_the_same() -> None:
    shelves = Shelves(HashEncoder(), SMALL)
    assert np.array_equal(shelves.wanted("bake a cake", SHELVES), shelves.wanted("bake a cake", SHELVES))
