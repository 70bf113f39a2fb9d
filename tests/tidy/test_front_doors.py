"""A front door is what others use of a module, by name: a submodule there would open all of it."""

from importlib import import_module
from types import ModuleType

from tests.tidy.sources import ROOT

# Those that still export submodules; this list may only get shorter.
OPEN = {"chat", "contacts", "identity", "posts", "wallet"}


def modules() -> list[str]:
    return sorted(path.parent.name for path in (ROOT / "leapfrog").glob("*/__init__.py"))


def exported(name: str) -> dict[str, object]:
    door = import_module(f"leapfrog.{name}")
    return {one: getattr(door, one) for one in getattr(door, "__all__", ())}


def test_front_doors_export_no_submodules() -> None:
    ajar = {
        name
        for name in modules()
        if any(isinstance(one, ModuleType) for one in exported(name).values())
    }
    assert ajar - OPEN == set()


def test_what_money_exports_is_not_called_like_a_file() -> None:
    """import-linter would take an import of it for one of the file."""
    mistaken = [
        f"{name}.{one}"
        for name in ("pay", "packets", "till", "splits")
        for one in exported(name)
        if (ROOT / "leapfrog" / name / f"{one}.py").exists()
        or (ROOT / "leapfrog" / name / one).is_dir()
    ]
    assert mistaken == []
