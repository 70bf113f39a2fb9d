"""A front door is what others use of a module, by name: a submodule there would open all of it."""

from importlib import import_module
from types import ModuleType

from tests.tidy.sources import ROOT

# Above all others: no contract protects them.
ABOVE = {"cli", "demo"}


def modules() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "leapfrog").glob("*/__init__.py"))


def exported(name: str) -> dict[str, object]:
    door = import_module(f"leapfrog.{name}")
    return {one: getattr(door, one) for one in getattr(door, "__all__", ())}


def test_front_doors_export_no_submodules() -> None:
    open_doors = {
        name
        for name in modules()
        if any(isinstance(one, ModuleType) for one in exported(name).values())
    }
    assert open_doors == set()


def test_what_a_closed_front_door_exports_is_no_name_of_a_file() -> None:
    """import-linter takes such a name for the file behind it."""
    clashing = [
        f"{name}.{path.stem}"
        for name in sorted(set(modules()) - ABOVE)
        for path in (ROOT / "leapfrog" / name).glob("*")
        if path.stem in exported(name)
    ]
    assert clashing == []
