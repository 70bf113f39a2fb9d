"""Which problems a function may raise, as far as its source tells.

Followed are the functions that it names, in all of Leapfrog: by their modules, by the classes of
its arguments, and in tables; not what is only known while it runs.
"""

import ast
import inspect
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from types import FunctionType, ModuleType
from typing import Any

from leapfrog.kernel.batcher import HotVerb
from leapfrog.kernel.errors import Problem

Problems = frozenset[type[Problem]]
NONE: Problems = frozenset()
ASKS_ONLY = {"isinstance", "issubclass"}


class Instance:
    """Some object of this class."""

    def __init__(self, kind: type) -> None:
        self.kind = kind


class Raised:
    """What each of these functions may raise. `known`: what leaves some, whatever is in them."""

    def __init__(
        self, functions: Iterable[Any], known: Mapping[Any, Iterable[type[Problem]]]
    ) -> None:
        self._fixed = {function: frozenset(kinds) for function, kinds in known.items()}
        self._found: dict[Any, Problems] = {}
        roots, before = [*functions], None
        # Functions call each other in circles: looked at until nothing more is found.
        while self._found != before:
            before, self._seen = dict(self._found), set[Any]()
            for function in roots:
                self.by(function)

    def by(self, function: Any) -> Problems:
        """Classes of the problems that may leave one of them, or what they call."""
        function = inspect.unwrap(function)
        if function in self._fixed:
            return self._fixed[function]
        if function not in self._seen:
            self._seen.add(function)
            self._found[function] = _Look(self, function).found()
        return self._found.get(function, NONE)

    def behind(self, thing: Any) -> Problems:
        """What may come of it where a function names this thing."""
        if isinstance(thing, type):
            if issubclass(thing, Problem):
                return frozenset([thing])
            thing = vars(thing).get("__init__")
        elif isinstance(thing, HotVerb):
            thing = thing.verb
        elif isinstance(thing, dict):
            return self.behind(tuple(thing.values()))
        elif isinstance(thing, property):
            thing = thing.fget
        if isinstance(thing, list | tuple):
            return _union(self.behind(one) for one in thing if callable(one))
        return self.by(thing) if _is_ours(thing) else NONE


class _Look:
    """Through one function."""

    def __init__(self, raised: Raised, function: FunctionType) -> None:
        self._raised, self._function = raised, function
        self._names = inspect.getclosurevars(function)
        self._arguments = {
            name: Instance(kind)
            for name, kind in function.__annotations__.items()
            if isinstance(kind, type)
        }

    def found(self) -> Problems:
        return self._all(_body(self._function))

    def _all(self, nodes: Iterable[ast.AST]) -> Problems:
        return _union(self._in(node) for node in nodes)

    def _in(self, node: ast.AST) -> Problems:
        match node:
            case ast.Try():
                return self._tried(node)
            case ast.With() | ast.AsyncWith():
                asked = [item.context_expr for item in node.items]
                gone = [kind for one in asked for kind in self._suppressed(one)]
                return self._all(asked) | _without(self._all(node.body), gone)
            case ast.AnnAssign():
                return self._all([node.value] if node.value else [])
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return self._all(node.body)
            case ast.Call(func=ast.Name(id=name)) if name in ASKS_ONLY:
                return NONE
            case ast.Name() | ast.Attribute():
                thing = self._named(node)
                if thing is not None:
                    return self._raised.behind(thing)
        return self._all(ast.iter_child_nodes(node))

    def _tried(self, node: ast.Try) -> Problems:
        inside = self._all(node.body)
        for handler in node.handlers:
            again = any(isinstance(one, ast.Raise) and not one.exc for one in ast.walk(handler))
            if not again:
                inside = _without(inside, self._kinds(handler.type))
        caught = self._all(one for handler in node.handlers for one in handler.body)
        return inside | caught | self._all([*node.orelse, *node.finalbody])

    def _suppressed(self, node: ast.expr) -> Iterator[type]:
        match node:
            case ast.Call(func=ast.Name(id="suppress"), args=kinds):
                for one in kinds:
                    yield from self._kinds(one)

    def _kinds(self, node: ast.expr | None) -> list[type]:
        if node is None:
            return [Exception]
        named = node.elts if isinstance(node, ast.Tuple) else [node]
        kinds = [self._named(one) for one in named]
        return [kind for kind in kinds if isinstance(kind, type)]

    def _named(self, node: ast.expr) -> Any:
        """The thing of this name, where that can be told before it runs."""
        match node:
            case ast.Name(id=name):
                return self._arguments.get(name) or self._global(name)
            case ast.Attribute(value=value, attr=name):
                return _part(self._named(value), name)
            case ast.Call(func=func):
                return _made_by(self._named(func))
        return None

    def _global(self, name: str) -> Any:
        for names in (self._names.nonlocals, self._function.__globals__):
            if name in names:
                return names[name]
        return None


def _part(thing: Any, name: str) -> Any:
    if isinstance(thing, Instance):
        return inspect.getattr_static(thing.kind, name, None)
    return getattr(thing, name, None) if isinstance(thing, ModuleType | type) else None


def _made_by(thing: Any) -> Any:
    kind = thing if isinstance(thing, type) else getattr(thing, "__annotations__", {}).get("return")
    return Instance(kind) if isinstance(kind, type) else None


def _is_ours(thing: Any) -> bool:
    found = inspect.unwrap(thing) if callable(thing) else thing
    return isinstance(found, FunctionType) and found.__module__.startswith("leapfrog.")


def _body(function: FunctionType) -> list[ast.stmt]:
    """Its statements; of a function without a name none."""
    return _bodies(sys.modules[function.__module__]).get(function.__code__.co_firstlineno, [])


@cache
def _bodies(module: ModuleType) -> dict[int, list[ast.stmt]]:
    """The statements of each function of a module, by the line on which it begins."""
    made = (node for node in ast.walk(ast.parse(inspect.getsource(module))))
    return {
        min(one.lineno for one in (node, *node.decorator_list)): node.body
        for node in made
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def _union(sets: Iterable[Problems]) -> Problems:
    return NONE.union(*sets)


def _without(problems: Problems, caught: Iterable[type]) -> Problems:
    return frozenset(kind for kind in problems if not issubclass(kind, tuple(caught)))
