"""The paraphrases suite on sets made here."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalog.errors import SourceError
from evals.paraphrases import FILE, SAMPLE, SIZE, Sets, measured, read, run, sample, systems
from evals.score import summarize
from evals.suites import Setting
from tests.fakes import HashEncoder

QUIET = Setting(progress=False)
THINGS = ("우산", "메일", "약속", "날씨", "전등", "음악", "창문", "버스", "점심", "회의", "청소", "택배")


ASKING = "어때 알려줘 있니 봐줘 궁금해 말해줘 뭐야 확인 좀 찾아줘"
TELLING = "꺼라 켜라 닫자 열자 옮기자 사자 팔자 버리자 고치자 빌리자"


def ways(thing: str, endings: str = ASKING) -> tuple[str, ...]:
    """Ten ways to say something about a thing."""
    return tuple(f"{thing} {ending}" for ending in endings.split())


def write(folder: Path, lines: list[str]) -> Path:
    """A folder of public data with these lines."""
    (folder / FILE).parent.mkdir(parents=True)
    (folder / FILE).write_text("\n".join(lines) + "\n", "utf-8")
    return folder


def means(name: str, sets: Sets) -> dict[str, float]:
    """The means of a system."""
    return {row.metric: row.mean for row in summarize(measured(name, systems(HashEncoder())[name], sets))}


@pytest.mark.parametrize("name", ["bm25 spaces", "bm25 morphemes", "e5", "fused"])
def test_paraphrases_that_share_their_thing_are_found(name: str) -> None:
    """All nine, and none of them is the sentence that asks."""
    found = means(name, Sets((ways("우산"), ways("메일", TELLING)), tuple(f"{thing} 얘기" for thing in THINGS)))
    assert found["R@9"] > 0.8
    assert found["MRR@10"] > 0.9
    assert 0 < found["alike@10"] <= 1


def test_a_system_that_always_answers_the_same_is_alike_and_finds_chance() -> None:
    sets = Sets(tuple(map(ways, THINGS[:4])), THINGS)
    scores = measured("constant", lambda queries, texts: np.zeros((len(queries), len(texts))), sets)
    found = {row.metric: row.mean for row in summarize(scores)}
    assert found["alike@10"] == 1
    assert found["R@9"] == pytest.approx(0.25)


def test_the_sample_leaves_its_own_sets_out_of_the_others() -> None:
    """What all ten look for elsewhere is no paraphrase of theirs."""
    sets = [ways(f"{thing}{n}") for n in range(2) for thing in THINGS]
    found = sample(sets, QUIET)
    assert found.asked == tuple(sets[::SAMPLE])
    assert len(found.others) == len(sets) - len(found.asked)
    assert not set(found.others) & {text for one in found.asked for text in one}


@pytest.mark.parametrize(
    ("lines", "said"),
    [(["0\t0\t하나"] * 9, "its 9 lines"), (["0\t0\t하나"] * 9 + ["하나"], "line 10"), ([""], "line 1")],
)
def test_a_file_that_is_wrong_is_one_line(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(SourceError, match=said) as raised:
        read(write(tmp_path, lines) / FILE)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="cannot be read"):
        run(Setting(data=tmp_path, progress=False))


def test_every_set_is_ten_lines(tmp_path: Path) -> None:
    lines = [f"0\t1\t{text}" for thing in THINGS[:3] for text in ways(thing)]
    assert [len(one) for one in read(write(tmp_path, lines) / FILE)] == [SIZE] * 3
