"""What a front door exports is read without its neighbours: its docstring says what it is about,
and names the errors that it raises.
"""

import ast
import builtins
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

from leapfrog.kernel.errors import Problem
from tests.tidy.sources import Function, functions, nodes, parsed, place, python_files
from tests.tidy.test_front_doors import exported, modules

LEAST_WORDS = 5
# With these begins what only goes on with what stands before it.
FRAGMENT = re.compile(
    r"(Again|Also|As|It|Its|None|Of|Once more|Raises|The same|Their|Them|They|Twice)\b"
)
RAISES = re.compile(r"[Rr]aises ((?:[^.`]|`[^`]*`)*)")
NAMED = re.compile(r"`([A-Z]\w*)`")


def documented() -> Iterator[type | FunctionType]:
    """Functions and classes of all front doors, each once; an error has its title."""
    found = {id(one): one for name in modules() for one in exported(name).values()}
    for one in found.values():
        if inspect.isfunction(one) or (inspect.isclass(one) and not issubclass(one, Problem)):
            yield one


def said(of: object) -> str:
    return " ".join((getattr(of, "__doc__", None) or "").split())


def stands_alone(text: str) -> bool:
    words = text.partition("Raises")[0].split()
    return len(words) >= LEAST_WORDS and not FRAGMENT.match(text) and not text[0].islower()


def test_what_is_exported_says_alone_what_it_is() -> None:
    riddles = [f"{one.__module__}.{one.__name__}" for one in documented() if not ready(one)]
    assert riddles == []


def ready(one: type | FunctionType) -> bool:
    return not one.__module__.startswith("leapfrog.") or stands_alone(said(one))


def test_fragments_are_seen() -> None:
    assert not stands_alone("The same, looked at: who asks, for what.")
    assert not stands_alone("One for sale. Raises `NoItem` where there is none for sale.")
    assert stands_alone("An item that is for sale, in an open shop. Raises `NoItem`.")


def test_what_is_exported_names_the_errors_that_it_raises() -> None:
    missing = [
        f"{one.__module__}.{one.__name__}: {error}"
        for one in documented()
        if inspect.isfunction(one) and one.__module__.startswith("leapfrog.")
        for error in raised(inspect.unwrap(one))
        if f"{error}`" not in said(one)
    ]
    assert missing == []


def raised(function: FunctionType) -> set[str]:
    """Our errors that stand after `raise` in the function itself, but private ones."""
    body = parsed(Path(function.__code__.co_filename)).body
    named = (one for one in body if isinstance(one, Function) and one.name == function.__name__)
    causes = {each for one in named for each in _causes(one)}
    known = {each: _known(function, each) for each in causes}
    return {one.__name__ for one in known.values() if one and not one.__name__.startswith("_")}


def _causes(node: ast.AST) -> Iterator[str]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function | ast.ClassDef | ast.Lambda):
            continue
        if isinstance(child, ast.Raise) and child.exc is not None:
            cause = child.exc
            yield ast.unparse(cause.func if isinstance(cause, ast.Call) else cause)
        yield from _causes(child)


def _known(function: FunctionType, path: str) -> type | None:
    """The class that a dotted name means in the function's module, if it is an error of ours."""
    first, *rest = path.split(".")
    found = function.__globals__.get(first)
    for name in rest:
        found = getattr(found, name, None)
    if inspect.isclass(found) and issubclass(found, Exception):
        return found if found.__module__.startswith("leapfrog.") else None
    return None


def test_docstrings_name_errors_that_exist() -> None:
    """Of all functions: an error that was renamed stands in its docstrings under its new name."""
    files = python_files("leapfrog")
    known = {one.name for path in files for one in nodes(path) if isinstance(one, ast.ClassDef)}
    known |= {name for name in dir(builtins) if name[0].isupper()}
    unknown = [
        f"{place(path, function)}: {name}"
        for path in files
        for function in functions(path)
        for clause in RAISES.findall(" ".join((ast.get_docstring(function) or "").split()))
        for name in NAMED.findall(clause)
        if name not in known and not name.isupper()
    ]
    assert unknown == []
