"""Tables keep to their modules and to the floors of these; the files that make them are short."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from leapfrog.kernel.migrations import Migration, timeline
from tests.tidy.sources import ROOT, nodes, python_files

CREATES = re.compile(r"^create (?:unlogged )?table (\w+)", re.MULTILINE)
REFERS = re.compile(r"\breferences (\w+)")
WRITES = re.compile(r"\b(?:insert into|update|delete from|merge into)\s+(\w+)", re.IGNORECASE)
READS = re.compile(r"\b(?:from|join|using)\s+(\w+)", re.IGNORECASE)
LINES = 400
WIDTH = 120


def floors() -> dict[str, int]:
    """By module, counted from the bottom; 0 is the lowest."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    layers = next(one["layers"] for one in settings["contracts"] if one["type"] == "layers")
    return {
        module.strip(): height
        for height, layer in enumerate(reversed(layers))
        for module in layer.split("|")
    }


def module(one: Migration) -> str:
    return one.name.partition("/")[0]


def homes() -> dict[str, str]:
    """By table, the module whose it is."""
    return {name: module(one) for one in timeline() for name in CREATES.findall(one.sql)}


def sql_of_modules() -> Iterator[tuple[Path, str]]:
    """All strings of the program that are no docstrings, and its functions of the database."""
    for path in python_files("leapfrog"):
        spoken = {id(node.value) for node in nodes(path) if isinstance(node, ast.Expr)}
        for node in nodes(path):
            said = node.value if isinstance(node, ast.Constant) else None
            if isinstance(said, str) and id(node) not in spoken:
                yield path, said
    for path in (ROOT / "leapfrog").glob("*/functions/*.sql"):
        yield path, path.read_text("utf-8")


def owner(path: Path) -> str:
    return path.relative_to(ROOT / "leapfrog").parts[0]


def test_a_module_writes_its_own_tables_only() -> None:
    home = homes()
    strangers = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, sql in sql_of_modules()
        for name in WRITES.findall(sql)
        if home.get(name, owner(path)) != owner(path)
    }
    assert strangers == set()


def test_a_module_reads_its_own_tables_and_those_of_floors_below() -> None:
    home, height = homes(), floors()
    beside = {
        f"{path.relative_to(ROOT)}: {name}"
        for path, sql in sql_of_modules()
        for name in READS.findall(sql)
        if name in home and home[name] != owner(path)
        if height[home[name]] >= height[owner(path)]
    }
    assert beside == set()


def test_a_table_refers_to_its_own_module_or_to_floors_below() -> None:
    height, home = floors(), homes()
    assert len(home) > 100
    beside = [
        f"{one.name}: {name}"
        for one in timeline()
        for name in REFERS.findall(one.sql)
        if home[name] != module(one) and height[home[name]] >= height[module(one)]
    ]
    assert beside == []


def test_a_table_bears_the_name_of_its_module() -> None:
    strangers = [
        f"{one.name}: {name}"
        for one in timeline()
        for name in CREATES.findall(one.sql)
        if name != module(one) and not name.startswith(f"{module(one)}_")
    ]
    assert strangers == []


def test_a_migration_can_be_read() -> None:
    texts = {one.name: one.sql.splitlines() for one in timeline()}
    assert [name for name, text in texts.items() if len(text) > LINES] == []
    assert [name for name, text in texts.items() if max(map(len, text)) > WIDTH] == []
