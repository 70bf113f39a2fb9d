"""One word for one thing: what docs/glossary.md says is true of the code."""

import ast
from collections import defaultdict

from tests.tidy.sources import ROOT, nodes, parsed, python_files


def test_a_public_class_name_exists_once() -> None:
    places = defaultdict(list)
    for path in python_files("leapfrog"):
        for node in parsed(path).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(str(path.relative_to(ROOT)))
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


def test_words_that_were_given_up_do_not_come_back() -> None:
    """The left column of the table in the glossary's last section."""
    text = (ROOT / "docs/glossary.md").read_text("utf-8").partition("## Words given up")[2]
    given_up = {line.split("|")[1].strip() for line in text.splitlines() if line.startswith("| `")}
    words = {word.strip("`") for word in given_up}
    assert words
    found = [
        f"{path.relative_to(ROOT)}: {node.name}"
        for path in python_files("leapfrog")
        for node in nodes(path)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if words & set(node.name.lower().split("_"))
    ]
    assert found == []
