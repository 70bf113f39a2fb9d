"""Few values by position, at a call too, and no tuple that stands for several parameters."""

import ast

from tests.tidy.sources import functions, nodes, place, python_files
from tests.tidy.test_sql import READERS, RUNNERS

POSITIONAL = 6
# The values of a statement are numbered in it: `$1`, `$2`.
STATEMENTS = RUNNERS | READERS


def is_statement(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in STATEMENTS


def is_several(annotation: ast.expr | None) -> bool:
    """`tuple[A, B]`, also where it may be None; not `tuple[A, ...]`, which is a sequence."""
    if isinstance(annotation, ast.BinOp):
        return is_several(annotation.left) or is_several(annotation.right)
    if not isinstance(annotation, ast.Subscript) or ast.unparse(annotation.value) != "tuple":
        return False
    inner = annotation.slice
    return not isinstance(inner, ast.Tuple) or ast.unparse(inner.elts[-1]) != "..."


def test_calls_have_few_values_by_position() -> None:
    found = [
        place(path, node)
        for path in python_files("leapfrog")
        for node in nodes(path)
        if isinstance(node, ast.Call) and len(node.args) > POSITIONAL and not is_statement(node)
    ]
    assert found == []


def test_no_tuple_stands_for_several_parameters() -> None:
    found = [
        f"{place(path, function)} {argument.arg}"
        for path in python_files("leapfrog")
        for function in functions(path)
        for argument in [*function.args.args, *function.args.kwonlyargs]
        if is_several(argument.annotation)
    ]
    assert found == []
