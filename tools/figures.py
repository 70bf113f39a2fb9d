"""Measures the code: sizes, names, front doors and the API, one figure a line.

Run in the root of a checkout: `python tools/figures.py`. It only reads; compare two commits by
running it in both.
"""

import ast
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "leapfrog"
CLIENT = ROOT / "client/src"
MOST_POSITIONAL = 6
# Calls that run a statement: its values are numbered in it (`$1`, `$2`).
STATEMENTS = {"rows", "row", "value", "run", "run_many", "all_as", "one_as", "map_as"}
# So many lines in a row, without blanks, count as a run when they stand in two places.
RUN = 8
Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> None:
    files = {path: path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
    trees = {path: ast.parse(text) for path, text in files.items()}
    client = [path for kind in ("*.ts", "*.svelte") for path in CLIENT.rglob(kind)]
    say("Python files / lines", f"{len(files)} / {sum(map(lines, files.values())):,}")
    say("client files / lines", f"{len(client)} / {sum(map(length, client)):,}")
    say("migrations", len(list(PACKAGE.rglob("migrations/*.sql"))))
    say("functions of the database", len(list(PACKAGE.rglob("functions/*.sql"))))
    say("file median / p90 / max", spread([lines(text) for text in files.values()]))
    say("function median / p90 / p99 / max", spread(list(function_lengths(trees)), p99=True))
    for name, size in largest_packages(files):
        say(f"package {name}", f"{size:,}")
    say("public class names with several classes", len(shared_names(trees)))
    say("submodules that front doors export", len(exported_submodules(trees)))
    say(f"calls with more than {MOST_POSITIONAL} positional values", len(long_calls(trees)))
    say(f"runs of {RUN} lines that stand twice", duplicated(files))
    for name, figure in api().items():
        say(name, figure)


def say(name: str, figure: Any) -> None:
    print(f"{name}: {figure}")


def lines(text: str) -> int:
    return len(text.splitlines())


def length(path: Path) -> int:
    return lines(path.read_text("utf-8"))


def spread(values: list[int], *, p99: bool = False) -> str:
    cuts = quantiles(values, n=100)
    shown = [median(values), cuts[89], *([cuts[98]] if p99 else []), max(values)]
    return " / ".join(f"{value:.0f}" for value in shown)


def function_lengths(trees: dict[Path, ast.Module]) -> Iterator[int]:
    for tree in trees.values():
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield (node.end_lineno or node.lineno) - node.lineno + 1


def largest_packages(files: dict[Path, str]) -> list[tuple[str, int]]:
    sizes: dict[str, int] = defaultdict(int)
    for path, text in files.items():
        sizes[path.relative_to(PACKAGE).parts[0]] += lines(text)
    return sorted(sizes.items(), key=lambda found: -found[1])[:8]


def shared_names(trees: dict[Path, ast.Module]) -> list[str]:
    places = defaultdict(list)
    for path, tree in trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path)
    return [name for name, where in places.items() if len(where) > 1]


def exported_submodules(trees: dict[Path, ast.Module]) -> list[str]:
    found = []
    for path, tree in trees.items():
        if path.name != "__init__.py" or path.parent.parent != PACKAGE:
            continue
        own = said_public(tree, {each.stem for each in path.parent.iterdir()})
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module == f"leapfrog.{path.parent.name}":
                found += [name.name for name in node.names if name.name in own]
    return found


def said_public(tree: ast.Module, own: set[str]) -> set[str]:
    """Those of its own submodules that a front door names in `__all__`; all where it has none."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return own & {*ast.literal_eval(node.value)}
    return own


def long_calls(trees: dict[Path, ast.Module]) -> list[str]:
    return [
        f"{path}:{node.lineno}"
        for path, tree in trees.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and len(node.args) > MOST_POSITIONAL
        if not (isinstance(node.func, ast.Attribute) and node.func.attr in STATEMENTS)
    ]


def duplicated(files: dict[Path, str]) -> int:
    """How many runs of lines stand in more than one place; imports are not counted."""
    seen: dict[tuple[str, ...], set[tuple[Path, int]]] = defaultdict(set)
    for path, text in files.items():
        rows = [row.strip() for row in text.splitlines() if row.strip()]
        for start in range(len(rows) - RUN + 1):
            run = tuple(rows[start : start + RUN])
            if not any(row.startswith(("from ", "import ")) for row in run):
                seen[run].add((path, start))
    return sum(len(places) > 1 for places in seen.values())


def api() -> dict[str, int]:
    program = [sys.executable, "-m", "leapfrog.cli", "openapi"]
    document = json.loads(subprocess.run(program, capture_output=True, check=True).stdout)
    operations = [one for path in document["paths"].values() for one in methods(path)]
    parameters = [each for one in operations for each in one.get("parameters", ())]
    return {
        "operations": len(operations),
        "operations without description": sum(not one.get("description") for one in operations),
        "operations without tag": sum(not one.get("tags") for one in operations),
        "parameters": len(parameters),
        "parameters without description": sum(not each.get("description") for each in parameters),
    }


def methods(path: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for name, one in path.items():
        if name in ("get", "post", "put", "patch", "delete"):
            yield one


if __name__ == "__main__":
    main()
