"""Tests have the same names in each process: workers that share them compare, and refuse others."""

import ast

from tests.tidy.sources import functions, place, python_files

# What is another one each time.
CHANCE = {"new_id", "new_secret", "uuid4", "uuid7", "token_urlsafe", "token_hex", "now", "random"}


def called(node: ast.AST) -> set[str]:
    """The names of what is called in it, without their modules."""
    calls = (one.func for one in ast.walk(node) if isinstance(one, ast.Call))
    return {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in calls}


def test_no_parameter_is_left_to_chance() -> None:
    found = [
        place(path, decorator)
        for path in python_files("tests")
        for function in functions(path)
        for decorator in function.decorator_list
        if "parametrize" in called(decorator) and called(decorator) & CHANCE
    ]
    assert found == []


def test_chance_is_seen() -> None:
    tree = ast.parse('@pytest.mark.parametrize("id", [f"x{ids.new_id().hex}"])\ndef test(): ...')
    assert "new_id" in called(tree)
