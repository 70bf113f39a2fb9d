"""Laws are tried on the same examples each time, but for `make fuzz`."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import examples
from tests.tidy.sources import ROOT, functions, nodes, place, python_files

MACHINES = {"run_state_machine_as_test", "try_out"}


def test_how_many_examples_is_said_in_one_place() -> None:
    own = [
        place(path, node)
        for path in set(python_files("tests")) - {ROOT / "tests/examples.py"}
        for node in nodes(path)
        if (isinstance(node, ast.ImportFrom) and node.module == "hypothesis" and _takes(node))
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "hypothesis.settings")
    ]
    assert own == []


def _takes(node: ast.ImportFrom) -> bool:
    return any(name.name == "settings" for name in node.names)


def test_machines_of_rules_are_fuzzed_too() -> None:
    unmarked = [
        place(path, function)
        for path in python_files("tests")
        for function in functions(path)
        if function.name.startswith("test_") and _called(function) & MACHINES
        if "pytest.mark.hypothesis" not in map(ast.unparse, function.decorator_list)
    ]
    assert unmarked == []


def _called(function: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
    return {call.func.id for call in calls if isinstance(call.func, ast.Name)}


def test_the_same_examples_are_tried_each_time() -> None:
    if examples.is_fuzzing():
        pytest.skip("Other examples are wanted.")
    tried: list[list[str]] = []

    @examples.examples(50)
    @given(st.text())
    def law(text: str) -> None:
        tried[-1].append(text)

    for _ in range(2):
        tried.append([])
        law()
    assert tried[0] == tried[1]
    assert len({*tried[0]}) > 10
