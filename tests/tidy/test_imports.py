"""Imports stand at the top, and every folder of code is a package."""

import ast
from pathlib import Path

from tests.tidy.sources import ROOT, functions, nodes, place, python_files

# What takes long to load and is needed by few: PDF, NATS, pinyin, and scipy.
LATE = {
    ROOT / name
    for name in (
        "leapfrog/wallet/http.py",
        "leapfrog/papers/drawing.py",
        "leapfrog/bus/__init__.py",
        "leapfrog/kernel/word_pieces.py",
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
