"""Imports stand at the top, and every folder of code is a package."""

import ast
from functools import cache
from pathlib import Path

from tests.tidy.sources import PYTHON, ROOT, functions, nodes, place, python_files

# What takes long to load and is needed by few: PDF, NATS, pinyin, scipy, passkeys, calendars; or
# much memory, and is not needed by a town that has just been opened: pictures, the object store,
# HTML, the demo.
LATE = {
    ROOT / name
    for name in (
        "leapfrog/kernel/files.py",
        "leapfrog/kernel/images.py",
        "leapfrog/fediverse/html.py",
        "leapfrog/catalogue_formats/words.py",
        "leapfrog/backup/sealing.py",
        "leapfrog/backup/storage.py",
        "leapfrog/demo/play.py",
        "leapfrog/demo/hill.py",
        "leapfrog/cli/serve.py",
        "leapfrog/cli/up.py",
        "leapfrog/cli/welcome.py",
        "leapfrog/wallet/http.py",
        "leapfrog/identity/ceremonies.py",
        "leapfrog/ticket_pages/calendars.py",
        "leapfrog/papers/drawing.py",
        "leapfrog/bus/__init__.py",
        "leapfrog/search_words/word_pieces.py",
        "leapfrog/places/driving.py",
        "leapfrog/ride_matching/distances.py",
        "leapfrog/ride_matching/pairing.py",
    )
}


def test_nothing_is_imported_inside_a_function() -> None:
    hidden = [
        place(path, node)
        for path in set(python_files()) - LATE
        for node in nodes(path)
        if isinstance(node, ast.Import | ast.ImportFrom) and is_in_function(path, node)
    ]
    assert hidden == []


def test_what_tests_and_benchmarks_import_of_each_other_is_there() -> None:
    """mypy looks at the imports of the program; these would be found by the whole run alone."""
    lost = [
        f"{place(path, node)} {node.module}.{alias.name}"
        for path in python_files("tests", "bench", "tools")
        for node in nodes(path)
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
        if not is_there(node.module, alias.name)
    ]
    assert lost == []


def is_there(module: str, name: str) -> bool:
    """Whether a module of ours has this; what others publish is not looked at."""
    if module.split(".", maxsplit=1)[0] not in PYTHON:
        return True
    folder = ROOT.joinpath(*module.split("."))
    if (folder / name).is_dir() or (folder / f"{name}.py").exists():
        return True
    files = [one for one in (folder.with_suffix(".py"), folder / "__init__.py") if one.exists()]
    return any(name in names_of(one) for one in files)


@cache
def names_of(path: Path) -> set[str]:
    """What stands at the top of a file, and what it makes under conditions."""
    found = set()
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).split(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
    return found


def is_in_function(path: Path, node: ast.stmt) -> bool:
    if not node.col_offset:
        return False
    return any(one.lineno <= node.lineno <= (one.end_lineno or 0) for one in functions(path))


def test_every_folder_of_the_program_is_a_package() -> None:
    folders = {path.parent for path in python_files("leapfrog")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_a_module_says_in_its_front_door_what_it_is_for() -> None:
    doors = (ROOT / "leapfrog").glob("*/__init__.py")
    silent = [str(door) for door in doors if not ast.get_docstring(ast.parse(door.read_text()))]
    assert silent == []
