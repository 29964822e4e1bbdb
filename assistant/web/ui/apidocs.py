"""A plain page that lists the API, made from its own OpenAPI description; it loads nothing from elsewhere."""

from __future__ import annotations

import json
from typing import Any

from markupsafe import Markup

STYLE = Markup(
    "<style>body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:3rem auto;padding:0 1.25rem;color:#22271f;"
    "background:#faf8f4}h1,h2{line-height:1.25}code,pre{font-family:ui-monospace,monospace;font-size:.9em}"
    "section{background:#fff;border:1px solid #e7e2d8;border-radius:14px;padding:1rem 1.25rem;margin:1rem 0}"
    "pre{overflow:auto;background:#f4f1ea;padding:.8rem;border-radius:10px}b{color:#1f6f50}</style>"
)
PAGE = Markup(
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    "<title>Damda API</title>{style}</head><body><h1>Damda API</h1><p>Everything in machine-readable form: "
    '<a href="openapi.json">openapi.json</a>. Errors are <code>application/problem+json</code> with one line in '
    "<code>detail</code>.</p>{routes}<h2>Shapes</h2>{shapes}</body></html>"
)
ROUTE = Markup("<section><h2><b>{}</b> <code>{}</code></h2><p>{}</p>{}{}</section>")
PROSE = Markup("<p>{}</p>")
FIELDS = Markup("<ul>{}</ul>")
FIELD = Markup("<li><code>{}</code>{} {}</li>")
SHAPE = Markup("<details><summary><code>{}</code></summary><pre>{}</pre></details>")


def listing(openapi: dict[str, Any]) -> str:
    """The HTML page of an OpenAPI description."""
    routes = [
        _route(method, path, operation, openapi)
        for path, operations in openapi["paths"].items()
        for method, operation in operations.items()
    ]
    shapes = openapi.get("components", {}).get("schemas", {})
    drawn = [SHAPE.format(name, json.dumps(shape, indent=2, ensure_ascii=False)) for name, shape in shapes.items()]
    return PAGE.format(style=STYLE, routes=Markup().join(routes), shapes=Markup().join(drawn))


def _route(method: str, path: str, operation: dict[str, Any], openapi: dict[str, Any]) -> Markup:
    fields = [
        FIELD.format(one["name"], "" if one.get("required") else "?", f"in the {one['in']}")
        for one in operation.get("parameters", [])
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    shape = openapi.get("components", {}).get("schemas", {}).get(body.get("$ref", "").split("/")[-1], {})
    for name in shape.get("properties", {}):
        fields.append(FIELD.format(name, "" if name in shape.get("required", []) else "?", "in the body"))
    prose = PROSE.format(operation["description"]) if "description" in operation else ""
    return ROUTE.format(method.upper(), path, operation.get("summary", ""), prose, FIELDS.format(Markup().join(fields)))
