"""Which states of a table lead to which, for who checks a table when it is read."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

State = TypeVar("State", bound=Hashable)


def reached(start: State, leads: Mapping[State, Iterable[State]]) -> set[State]:
    """All states in which something may come to be that begins in `start`, itself among them;
    `leads`: to which states each one leads.
    """
    found, new = {start}, [start]
    while new:
        fresh = {*leads[new.pop()]} - found
        found |= fresh
        new.extend(fresh)
    return found
