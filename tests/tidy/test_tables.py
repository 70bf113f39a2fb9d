"""Tables keep to their modules and to the floors of these; the files that make them are short."""

import re
import tomllib

from leapfrog.kernel.migrations import Migration, timeline
from tests.tidy.sources import ROOT

CREATES = re.compile(r"^create (?:unlogged )?table (\w+)", re.MULTILINE)
REFERS = re.compile(r"\breferences (\w+)")
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


def test_a_table_refers_to_its_own_module_or_to_floors_below() -> None:
    height, home = floors(), {}
    for one in timeline():
        home |= dict.fromkeys(CREATES.findall(one.sql), module(one))
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
