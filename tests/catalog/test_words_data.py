"""The reviewed word lists that search reads: they parse, hold nothing twice or empty, and speak both languages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import catalog
from catalog.text import HANGUL, normalize, stem, unaccented

FOLDER = Path(catalog.__file__).parent / "words"
FILES = sorted(FOLDER.glob("*.yaml"))
SYNONYMS = sorted(FOLDER.glob("synonyms*.yaml"))
LATIN = re.compile(r"[a-z]+")
LEAST_GROUPS, LEAST_IN_BOTH, LEAST_UMBRELLAS, LEAST_COLOURS = 900, 800, 150, 45
MEMBERS = range(5, 26)  # an umbrella of fewer names a thing, of more a whole department


def read(name: str) -> Any:
    """The content of a word list."""
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))


def groups() -> list[list[str]]:
    """Every group of synonyms, of all files."""
    return [group for file in SYNONYMS for group in read(file.name)]


def spelt(word: str) -> str:
    """A word as a shopper's text is compared: its Latin part stemmed, its Korean part without spaces."""
    folded = normalize(word)
    if HANGUL.search(folded):
        return folded.replace(" ", "")
    return re.sub(r"[\s-]+", " ", LATIN.sub(lambda found: stem(found.group()), unaccented(folded)))


def texts(node: Any) -> Iterator[Any]:
    """Every single value in lists and maps, keys and numbers of units aside."""
    if isinstance(node, dict):
        yield from (text for key, value in node.items() if key not in ("factor", "joined") for text in texts(value))
    elif isinstance(node, list):
        yield from (text for value in node for text in texts(value))
    else:
        yield node


def twice(words: Iterator[str]) -> list[str]:
    """The words that come more than once, each as it is compared."""
    seen: defaultdict[str, int] = defaultdict(int)
    for word in words:
        seen[spelt(word)] += 1
    return sorted(word for word, times in seen.items() if times > 1)


def has_both(words: list[str]) -> bool:
    """Whether words of both languages are among them."""
    return any(map(HANGUL.search, words)) and any(not HANGUL.search(word) for word in words)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_value_is_a_trimmed_text(file: Path) -> None:
    """YAML reads a bare `no` as false and `1:1` as a number; a list that is empty says nothing."""
    content = read(file.name)
    values = list(texts(content))
    assert content
    assert [v for v in values if not isinstance(v, str) or not v.strip() or v != v.strip()] == []


@pytest.mark.parametrize("file", SYNONYMS, ids=lambda file: file.stem)
def test_synonyms_are_in_lower_case_and_never_alone(file: Path) -> None:
    """A group of one says nothing; a capital would never be compared."""
    assert [group for group in read(file.name) if len(group) < 2 or any(w != w.casefold() for w in group)] == []


def test_no_word_stands_in_two_groups() -> None:
    """A word in two groups would be put for things that are not the same. Plurals count as the same word."""
    homes: defaultdict[str, set[int]] = defaultdict(set)
    for place, group in enumerate(groups()):
        for word in group:
            homes[spelt(word)].add(place)
    assert {word for word, places in homes.items() if len(places) > 1} == set()


def test_no_group_repeats_a_word() -> None:
    """Nor its plural: stemming makes one of them."""
    assert [group for group in groups() if twice(iter(group))] == []


def test_synonyms_cover_both_languages() -> None:
    """Nearly every group joins the languages; a few hold words of one that have no safe pair in the other."""
    both = sum(map(has_both, groups()))
    assert len(groups()) >= LEAST_GROUPS
    assert both >= LEAST_IN_BOTH
    assert len(groups()) - both <= 5


def test_umbrellas_hold_several_kinds_in_both_languages() -> None:
    """An umbrella word without members of a language would find nothing in it."""
    entries = read("umbrella.yaml")
    assert len(entries) >= LEAST_UMBRELLAS
    assert [e["words"] for e in entries if not has_both(e["words"]) or not has_both(e["members"])] == []
    assert [e["words"] for e in entries if len(e["members"]) not in MEMBERS or twice(iter(e["members"]))] == []
    assert twice(word for entry in entries for word in entry["words"]) == []


def test_colours_are_told_apart_and_near_ones_exist() -> None:
    """A word names one colour; `near` names colours of the list, never the colour itself."""
    entries = read("colours.yaml")
    names = [entry["name"] for entry in entries]
    assert len(names) == len(set(names)) >= LEAST_COLOURS
    assert twice(word for e in entries for word in (*e["words"], *e.get("also_things", ()))) == []
    assert [e["name"] for e in entries if not has_both(e["words"]) or e["name"] in e["near"]] == []
    assert {near for entry in entries for near in entry["near"]} <= set(names)


def test_a_unit_is_written_one_way_and_every_base_has_a_unit_of_one() -> None:
    """Two readings of one unit would make amounts differ; a base that nothing writes could not be told."""
    entries = read("units.yaml")
    words = [word for entry in entries for word in entry["words"]]
    assert len(words) == len(set(words))
    assert all(entry["factor"] > 0 for entry in entries)
    assert {e["of"] for e in entries} == {e["of"] for e in entries if e["factor"] == 1}


@pytest.mark.parametrize(
    ("unit", "base", "amount"),
    [
        ("kg", "g", 1000),
        ("lb", "g", 453.592),
        ("리터", "ml", 1000),
        ("인치", "cm", 2.54),
        ("tb", "gb", 1000),
        ("다스", "count", 12),
        ("인용", "person", 1),
        ("매", "count", 1),
        ("켤레", "pair", 1),
        ("살", "month", 12),
    ],
)
def test_units_are_so_many_of_their_base(unit: str, base: str, amount: float) -> None:
    """What a shopper writes in one unit is compared with what a product states in another."""
    assert [(e["of"], e["factor"]) for e in read("units.yaml") if unit in e["words"]] == [(base, amount)]


def test_sizes_prices_and_people_are_told_apart_in_both_languages() -> None:
    """One word, one meaning, within each list."""
    for name in ("price_words.yaml", "for_whom.yaml"):
        assert [entry for entry in read(name) if not has_both(entry["words"])] == []
    for name in ("sizes.yaml", "price_words.yaml"):
        words = [normalize(word) for entry in read(name) for word in entry["words"]]
        assert len(words) == len(set(words)), name


def test_whom_a_product_fits_and_whom_not_are_of_the_list() -> None:
    """Who is named by `fits` and `not` exists, and nobody both fits and does not."""
    entries = read("for_whom.yaml")
    people = {entry["who"] for entry in entries}
    for entry in entries:
        assert {*entry["fits"], *entry["not"]} <= people - {entry["who"]}
        assert set(entry["fits"]).isdisjoint(entry["not"])


def test_nouns_and_stemming_exceptions_are_worth_their_place() -> None:
    """Nouns are Korean and told once; an exception is a word that the stemmer does take for the other."""
    nouns = [noun for row in read("nouns.yaml") for noun in row]
    assert len(nouns) == len(set(nouns))
    assert [noun for noun in nouns if not re.fullmatch(r"[가-힣]+", noun)] == []
    merged = {pair["keep"] for pair in read("unstemmed.yaml") if stem(pair["keep"]) in map(stem, pair["other"])}
    assert merged == {pair["keep"] for pair in read("unstemmed.yaml")}
