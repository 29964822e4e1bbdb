"""Figures that were measured: one JSON a command, with the fingerprint of the data that it was measured on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from assistant.errors import BadInput
from evals.judged import Judged

HERE = Path(__file__).parent


def keep(name: str, content: Mapping[str, Any], folder: Path = HERE) -> Path:
    """Write figures as `<name>.json`. Raises BadInput where the disk refuses."""
    file = folder / f"{name}.json"
    try:
        file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise BadInput(f"{file}: cannot be written ({error.strerror}); run without --save") from error
    return file


def fingerprint(judged: Judged, products: str) -> str:
    """Changes with the products (`products` is their own fingerprint), the queries and the judgements."""
    grades = {qid: dict(found) for qid, found in judged.grades.items()}
    content = json.dumps([products, dict(judged.queries), grades], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()[:12]
