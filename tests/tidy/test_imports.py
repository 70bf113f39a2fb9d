"""Imports stand at the top, and every folder of code is a package."""

import ast
from importlib import import_module
from types import ModuleType

from tests.tidy.sources import ROOT, functions, place, python_files

# What takes long to load and is needed by few: PDF, and NATS.
LATE = {ROOT / "leapfrog/wallet/http.py", ROOT / "leapfrog/web/town.py"}
# Front doors that hand out functions and types, and none of the files behind them.
CLOSED = ("calls", "carddav", "chat", "moderation", "post_archives", "post_text", "posts")


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


def test_a_closed_front_door_hands_out_no_file() -> None:
    doors = {name: import_module(f"leapfrog.{name}") for name in CLOSED}
    handed_out = [
        f"{name}.{each}"
        for name, door in doors.items()
        for each in door.__all__
        if isinstance(getattr(door, each), ModuleType)
    ]
    assert handed_out == []


def test_what_a_closed_front_door_exports_is_no_name_of_a_file() -> None:
    """import-linter takes such a name for the file behind it."""
    clashing = [
        f"{name}.{path.stem}"
        for name in CLOSED
        for path in (ROOT / "leapfrog" / name).glob("*")
        if path.stem in import_module(f"leapfrog.{name}").__all__
    ]
    assert clashing == []
