"""The files that the house rules are about."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PYTHON = ("leapfrog", "tests", "bench", "tools")
CLIENT = ("src", "build", "scripts", "test")
CLIENT_KINDS = {".ts", ".svelte", ".css", ".mjs", ".js", ".html"}
# Written by a program, from our OpenAPI.
MADE = {"schema.d.ts"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def python_files(*folders: str) -> list[Path]:
    found = (path for name in folders or PYTHON for path in (ROOT / name).rglob("*.py"))
    return sorted(path for path in found if "node_modules" not in path.parts)


def client_files() -> list[Path]:
    found = [path for name in CLIENT for path in (ROOT / "client" / name).rglob("*")]
    return sorted(path for path in found if path.suffix in CLIENT_KINDS and path.name not in MADE)


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """All of a file. Each rule looks at all files, and to walk through them takes a second."""
    return tuple(ast.walk(parsed(path)))


@cache
def functions(path: Path) -> tuple[Function, ...]:
    return tuple(node for node in nodes(path) if isinstance(node, Function))


def lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def length(function: Function) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def place(path: Path, node: ast.AST) -> str:
    """`file:line`, as editors understand it."""
    return f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', 0)}"
