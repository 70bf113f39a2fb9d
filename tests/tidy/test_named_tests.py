"""A test that a page of the documentation names is there."""

import ast
import re

from tests.tidy.sources import ROOT

NAMED = re.compile(r"`((?:tests/[\w/]+\.py|…)::\w+)`")


def test_what_documents_name_exists() -> None:
    missing = []
    for page in sorted((ROOT / "docs").glob("*.md")):
        path = ""
        for named in NAMED.findall(page.read_text("utf-8")):
            at, _, name = named.partition("::")
            path = path if at == "…" else at
            if not (ROOT / path).is_file() or name not in _functions(path):
                missing.append(f"{page.name}: {path}::{name}")
    assert missing == []


def _functions(path: str) -> set[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    found = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, found)}
