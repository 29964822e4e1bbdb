"""Build the demo shop: `python -m catalog.sample.build --check [FILE…]` checks what was written by hand."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from catalog.errors import CatalogError
from catalog.sample.families import HERE, load_department, load_tree, problems, products
from catalog.sample.pictures import icon_names


def check(files: Sequence[Path]) -> int:
    """Print every problem of the files and what they hold; return how many problems there are."""
    tree, found, count = load_tree(), 0, Counter[str]()
    families = 0
    for file in files:
        try:
            department = load_department(file)
        except CatalogError as error:
            print(error)
            found += 1
            continue
        wrong = list(problems(department, tree, icon_names()))
        print(*(f"{file.name}: {line}" for line in wrong), sep="\n")
        found += len(wrong)
        families += len(department.families)
        if not wrong:
            count.update(p.category for p in products(department, tree))
    tops = {c.split("/")[0] for c in count}
    thin = [f"{c} ({count[c]})" for c in tree.categories if c.split("/")[0] in tops and count[c] < 4]
    print(f"{families} families, {sum(count.values())} products, {found} problems")
    if thin:
        print("categories with fewer than 4 products:", ", ".join(thin))
    return found


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m catalog.sample.build", description=__doc__)
    parser.add_argument("--check", action="store_true", help="check the hand-written files")
    parser.add_argument("files", nargs="*", type=Path)
    args = parser.parse_args(argv)
    files = args.files or sorted((HERE / "departments").glob("*.yaml"))
    return 1 if check(files) else 0


if __name__ == "__main__":
    sys.exit(main())
