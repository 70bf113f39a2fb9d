"""Imports stand at the top, and every folder of code is a package."""

import ast

from tests.tidy.sources import ROOT, functions, place, python_files

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
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_every_folder_of_the_program_is_a_package() -> None:
    folders = {path.parent for path in python_files("leapfrog")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_a_module_says_in_its_front_door_what_it_is_for() -> None:
    doors = (ROOT / "leapfrog").glob("*/__init__.py")
    silent = [str(door) for door in doors if not ast.get_docstring(ast.parse(door.read_text()))]
    assert silent == []
