"""Whatever the town refuses, the person reads why in their language."""

import importlib
import json
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import leapfrog
from leapfrog.kernel.errors import Problem

WORDS = Path(__file__).parents[2] / "client" / "words"


def codes(kind: type[Problem] = Problem) -> Iterator[str]:
    """The code of every problem that there is."""
    for one in kind.__subclasses__():
        if "code" in vars(one):
            yield one.code
        yield from codes(one)


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_refusal_has_its_words(language: str) -> None:
    for module in pkgutil.walk_packages(leapfrog.__path__, "leapfrog."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    words = json.loads((WORDS / f"{language}.json").read_text())
    assert {code for code in codes() if f"error.{code}" not in words} == set()
