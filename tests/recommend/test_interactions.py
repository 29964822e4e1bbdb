"""Next items from interactions alone: the formula by hand, popular items to fill up, and the files in and out."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import BadInput
from assistant.recommend.interactions import read_interactions, read_users, write_run
from assistant.recommend.sequences import DAMP, DECAY, NextItems, Ranked

HISTORIES = st.dictionaries(
    st.sampled_from(["u1", "u2", "u3", "u4", "u5"]),
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=7),
    min_size=1,
)


def by_hand(histories: dict[str, list[str]], user: str) -> tuple[dict[str, float], dict[str, int]]:
    """The scores of a user's items by the formula, and how many users have each."""
    sets = {who: set(items) for who, items in histories.items()}
    users = {item: sum(item in own for own in sets.values()) for own in sets.values() for item in own}
    latest = list(dict.fromkeys(reversed(histories.get(user, []))))
    scores = dict.fromkeys(users, 0.0)
    for age, item in enumerate(latest):
        for other in users:
            if other != item:
                met = sum(len(own) ** -DAMP for own in sets.values() if {item, other} <= own)
                scores[other] += DECAY**age * met / math.sqrt(users[item] * users[other])
    return scores, users


@given(histories=HISTORIES, user=st.sampled_from(["u1", "u2", "nobody"]))
def test_ranks_equal_a_computation_by_hand(histories: dict[str, list[str]], user: str) -> None:
    """Neighbours by score, then what most people have; never what the user has; no item twice."""
    (ranked,) = NextItems(histories).rank([user], 10)
    scores, users = by_hand(histories, user)
    own = set(histories.get(user, []))
    items = [item for item, _ in ranked.items]
    assert sorted(items) == sorted(set(users) - own)
    near = [item for item in items if scores[item] > 0]
    assert items[: len(near)] == near
    for item, score in ranked.items[: len(near)]:
        assert score == pytest.approx(scores[item], rel=1e-4)
    rest = items[len(near) :]
    assert rest == sorted(rest, key=lambda item: (-users[item], item))
    given_scores = [score for _, score in ranked.items]
    assert given_scores == sorted(given_scores, reverse=True)


def test_recent_items_count_more() -> None:
    """The last thing bought leads, though the first has the same neighbourhood."""
    histories = {"a": ["tea", "cup"], "b": ["bread", "jam"], "c": ["tea", "bread"], "d": ["bread", "tea"]}
    (one, other) = NextItems(histories).rank(["c", "d"], 1)
    assert [item for item, _ in one.items] == ["jam"]
    assert [item for item, _ in other.items] == ["cup"]


def test_whoever_is_new_gets_what_most_people_have() -> None:
    """Ties by name; and k is k."""
    histories = {"a": ["tea", "cup"], "b": ["tea", "jam"], "c": ["tea"]}
    (new,) = NextItems(histories).rank(["new"], 2)
    assert [item for item, _ in new.items] == ["tea", "cup"]


def test_many_users_are_ranked_as_each_alone() -> None:
    """More than are scored at once."""
    histories = {f"u{n}": [f"i{n % 7}", f"i{n % 5 + 7}"] for n in range(1_100)}
    model = NextItems(histories)
    ranked = list(model.rank(list(histories), 3))
    assert [r.user for r in ranked] == list(histories)
    for place in (0, 999, 1_000, 1_099):
        assert ranked[place] == next(model.rank([f"u{place}"], 3))


def written(tmp_path: Path, text: str) -> Path:
    """A file of interactions."""
    path = tmp_path / "train.tsv"
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize(
    "text",
    [
        "u1\tb\t2\nu1\ta\t1\nu2\tc\t3\n",
        "user\titem\ttime\nu1\tb\t2\nu1\ta\t1\nu2\tc\t3",
        "User\tItem\tTime\r\nu1\tb\t2.5\r\nu1\ta\t1e0\r\nu2\tc\t3\r\n",
        "\ufeffuser\titem\ttime\nu1\tb\t2\nu1\ta\t1\nu2\tc\t3\n",
        "\nu1\tb\t2026-03-01T09:00:00+09:00\n\nu1\ta\t2026-02-28T23:59:59Z\nu2\tc\t2026-03-01\n",
        " u1 \tb\t 2\nu1\ta \t1\nu2\tc\t3\n",
        "u1\ta\t5\nu1\tb\t5\nu2\tc\t5\n",  # at the same moment: as the file has them
    ],
)
def test_interactions_are_read_in_the_order_of_time(tmp_path: Path, text: str) -> None:
    """Numbers or ISO moments, a header or none, whatever ends the lines."""
    assert read_interactions(written(tmp_path, text)) == {"u1": ["a", "b"], "u2": ["c"]}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("u1\ta\t1\nu1\ta\n", "line 2 is not user<TAB>item<TAB>time"),
        ("u1\ta\t1\n\n\nu1,b,2\n", "line 4 is not"),  # empty lines are counted as an editor counts them
        ("u1\ta\t1\textra\n", "line 1 is not"),
        ("u1\t\t1\n", "line 1 is not"),
        ("user\titem\ttime\nu1\ta\tyesterday\n", "line 2: 'yesterday'"),
        ("u1\ta\tnan\n", "line 1: 'nan'"),
        ("u1\ta\tinf\n", "line 1: 'inf'"),
        ("u1\ta\t2026-13-01\n", "line 1: '2026-13-01'"),
        ("u1\twhole milk\t1\n", "line 1: 'whole milk' holds a space"),
        ("", "holds no interactions"),
        ("user\titem\ttime\n", "holds no interactions"),
    ],
)
def test_a_bad_line_is_one_line_with_its_number(tmp_path: Path, text: str, says: str) -> None:
    """What, where, in one line."""
    path = written(tmp_path, text)
    with pytest.raises(BadInput) as error:
        read_interactions(path)
    assert says in str(error.value)
    assert str(path) in str(error.value)
    assert len(str(error.value).splitlines()) == 1


def test_files_that_cannot_be_read_or_written_are_one_line(tmp_path: Path) -> None:
    """Missing, a folder, not UTF-8, no folder to write in."""
    binary = tmp_path / "binary"
    binary.write_bytes(b"u1\t\xff\xfe\t1\n")
    for path in (tmp_path / "missing", tmp_path, binary):
        with pytest.raises(BadInput, match="cannot be read"):
            read_interactions(path)
        with pytest.raises(BadInput, match="cannot be read"):
            read_users(path)
    with pytest.raises(BadInput, match="cannot be written"):
        write_run(NextItems({"u": ["a"]}), ["u"], 3, tmp_path / "no" / "run")


def test_users_are_read_once_each(tmp_path: Path) -> None:
    """In the order of the file."""
    assert read_users(written(tmp_path, "u2\n\n u1 \r\nu2\n")) == ["u2", "u1"]
    with pytest.raises(BadInput, match="line 2: 'u 1' holds a space"):
        read_users(written(tmp_path, "u2\nu 1\n"))


def test_a_run_has_the_six_columns_of_trec(tmp_path: Path) -> None:
    """user Q0 item rank score tag: ranks from 1, scores never rising, as many lines as were counted."""
    model = NextItems({"u1": ["a", "b"], "u2": ["b", "c"], "u3": ["c", "d", "a"]})
    run = tmp_path / "run"
    count = write_run(model, ["u2", "nobody", "u1"], 2, run)
    rows = [line.split(" ") for line in run.read_text("utf-8").splitlines()]
    assert count == len(rows) == 6
    assert all(len(row) == 6 and row[1] == "Q0" and row[5] == "damda" for row in rows)
    assert [(row[0], row[3]) for row in rows] == [(u, r) for u in ("u2", "nobody", "u1") for r in ("1", "2")]
    for first, second in zip(rows[::2], rows[1::2], strict=True):
        assert float(first[4]) >= float(second[4]) >= 0
    expected: list[Ranked] = list(model.rank(["u2", "nobody", "u1"], 2))
    assert [row[2] for row in rows] == [item for ranked in expected for item, _ in ranked.items]
