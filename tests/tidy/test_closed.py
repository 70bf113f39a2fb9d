"""Whoever speaks HTTP in a test hangs up, whatever becomes of the test: else another one fails, in
which the collector finds the socket.
"""

import ast

from tests.tidy.sources import nodes, place, python_files

# `caller` is closed at the end of its test; the others last longer than one, or close themselves.
MAKERS = {
    "callers.py",
    "client/demo_town.py",
    "engines/driving.py",
    "fediverse/snac.py",
    "mastodon/test_oauth.py",
}


def test_clients_are_made_by_caller_or_closed_by_with() -> None:
    found = []
    for path in python_files("tests"):
        if path.as_posix().partition("/tests/")[2] in MAKERS:
            continue
        held = {id(node.context_expr) for node in nodes(path) if isinstance(node, ast.withitem)}
        found += [
            place(path, node)
            for node in nodes(path)
            if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and ast.unparse(node.func) == "httpx.Client"
            and id(node) not in held
        ]
    assert found == []
