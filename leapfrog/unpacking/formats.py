"""Formats as plug-ins: each is a file, or a package, in the folder of its family."""

from collections.abc import Callable, Iterator
from functools import cached_property
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Generic, TypeVar

import msgspec

from leapfrog.unpacking.folder import Folder

Known = TypeVar("Known")
Reader = TypeVar("Reader")
Found = TypeVar("Found")


class FileFormat(msgspec.Struct, Generic[Known, Reader], frozen=True):
    """A reader of one app's files. A module of a family has one as `FORMAT`.

    - `knows(folder)` is true, or says what is in it, when it is such a file; it looks at the
      beginnings of files and does not read them.
    - `read(folder, options)` yields what is in it, in the language of its family; it holds one
      record at a time and raises `UnreadableFile`.
    - `order`: formats are asked from the lowest to the highest. Those whose mark is surest come
      first, those that take what looks a little like theirs last.
    """

    name: str
    knows: Callable[[Folder], Known]
    read: Reader
    order: int


class Formats(Generic[Found]):
    """The formats (`FORMAT`) of the modules in a package, in the order in which they are asked
    whether a file is theirs. They are read when a file is brought, not at each start of the
    program.
    """

    def __init__(self, package: str) -> None:
        self._package = package

    @cached_property
    def _found(self) -> list[Found]:
        family = import_module(self._package)
        names = [one.name for one in iter_modules(family.__path__, f"{self._package}.")]
        modules: list[Any] = [import_module(name) for name in names]
        found = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
        return sorted(found, key=lambda one: (one.order, one.name))

    def __iter__(self) -> Iterator[Found]:
        return iter(self._found)
