"""Runs of written suites: exit codes, reports, and what is wrong said in one line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant.errors import BadInput
from evals.docs import methods, write_docs
from evals.results import load
from evals.runner import Output, chosen, run_suites
from evals.score import Score
from evals.suites import SUITES, Setting, Suite

HOSTILE = "<script>alert(1)</script>"


def suite_of(*values: float, text: str = "") -> Suite:
    """A written suite: one case a value, with the gate at 1."""

    def run(setting: Setting) -> list[Score]:
        cases = setting.some(list(enumerate(values)), 2)
        return [Score(f"c{i}", "en", "m", value, text, text, text) for i, value in setting.bar(cases, "fake", "case")]

    return Suite("a written suite", run, {"m": 1.0}, quick=True)


def passed(suite: Suite, output: Output | None = None) -> bool:
    return run_suites(["fake"], {"fake": suite}, Setting(progress=False), output or Output())


def test_a_run_passes_or_fails_with_its_gates(capsys: pytest.CaptureFixture[str]) -> None:
    assert passed(suite_of(1.0, 1.0))
    assert not passed(suite_of(1.0, 0.0, text="what went wrong"))
    assert "c1 m 0: what went wrong" in capsys.readouterr().out


def test_a_suite_that_scores_nothing_is_an_error() -> None:
    with pytest.raises(BadInput, match="scored no case"):
        passed(suite_of())


def test_a_suite_whose_data_is_not_there_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The others run and the reason is said; where it is the only one, that is an error."""
    public = Suite("of public data", suite_of(0.0).run, {"m": 1.0}, needs="public/set.csv")
    both = {"fake": suite_of(1.0), "public": public}
    assert run_suites(list(both), both, Setting(progress=False), Output())
    assert "public is left out: it needs --data DIR with public/set.csv" in capsys.readouterr().out
    with pytest.raises(BadInput, match=r"public needs public/set.csv, which .* does not hold"):
        run_suites(["public"], both, Setting(data=tmp_path, progress=False), Output())
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "set.csv").touch()
    assert not run_suites(list(both), both, Setting(data=tmp_path, progress=False), Output())


def test_a_fall_below_the_baseline_fails_the_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Even where the gate itself holds."""
    file = tmp_path / "baseline.json"
    open_suite = Suite("no gate", suite_of(1.0, 1.0).run, {})
    assert passed(open_suite, Output(save_baseline=file))
    fallen = Suite("no gate", suite_of(0.5, 0.5).run, {})
    assert not passed(fallen, Output(baseline=file))
    assert "fake m (en) fell" in capsys.readouterr().out


def test_answers_are_text_in_the_report(tmp_path: Path) -> None:
    """What shoppers and shops write cannot become markup, and the page loads nothing."""
    passed(suite_of(0.0, text=HOSTILE), Output(report=tmp_path))
    page = (tmp_path / "report.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r"(?:src|href)=\"(?!#)", page)
    assert page.count("<svg") == 2


def test_a_saved_result_reads_back(tmp_path: Path) -> None:
    passed(suite_of(0.5, text="왜"), Output(report=tmp_path))
    found = load(tmp_path / "fake.json")
    assert [score.text for score in found.scores] == ["왜"]
    assert not found.passed


def test_names_mean_suites() -> None:
    """`all` is every suite, when quick those that are quick; another name is refused with the mend."""
    suites = {"a": suite_of(1.0), "b": Suite("slow", suite_of(1.0).run)}
    assert chosen(["all"], suites, quick=False) == ["a", "b"]
    assert chosen(["b", "all"], suites, quick=True) == ["b", "a"]
    with pytest.raises(BadInput, match="no suite 'c'"):
        chosen(["c"], suites, quick=False)


def test_quick_takes_the_same_cases_each_time() -> None:
    assert Setting(quick=True).some(list(range(10)), 3) == [0, 3, 6, 9]
    assert Setting().some(list(range(4)), 3) == [0, 1, 2, 3]


def test_every_suite_says_how_it_measures() -> None:
    assert set(methods()) == set(SUITES)


def test_the_page_of_results_is_written_from_reports(tmp_path: Path) -> None:
    """Tables, plots beside the page, and quick runs refused."""
    suites = {"basket": suite_of(1.0, 0.5)}
    run_suites(["basket"], suites, Setting(progress=False), Output(report=tmp_path))
    assert write_docs(tmp_path, tmp_path / "evals.md") == 1
    page = (tmp_path / "evals.md").read_text("utf-8")
    assert "| m | en | 2 | 0.750 ± 0.250 | ≥ 1 | **missed** |" in page
    assert (tmp_path / "evals" / "basket-m.svg").read_text("utf-8").startswith("<svg")
    saved = json.loads((tmp_path / "basket.json").read_text("utf-8"))
    (tmp_path / "basket.json").write_text(json.dumps({**saved, "quick": True}))
    with pytest.raises(BadInput, match="quick run"):
        write_docs(tmp_path, tmp_path / "evals.md")
