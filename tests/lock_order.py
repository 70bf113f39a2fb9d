"""The order in which transactions take locks, looked after in every test: two that take them in
opposite order wait for each other until PostgreSQL ends one. The order, and why: docs/locks.md.

Noted are the statements of each transaction of a town in this process. A statement is read once,
by its text: which rows does it lock, and can it wait for them. Rows are told apart by the values
that the statement was given, so locking again what one has is nothing new. A new row is nobody
else's; what is changed in a module of which something is locked already is taken for a part of
that. Both let something through, neither finds what is not there.
"""

import re
import sys
import traceback
from collections.abc import Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from leapfrog.kernel import db as kernel_db
from leapfrog.kernel.db import Begin, Db

TESTS = str(Path(__file__).parent)
ROOT = Path(__file__).parent.parent / "leapfrog"
MODULES = sorted((one.name for one in ROOT.iterdir() if one.is_dir()), key=len, reverse=True)

# First those that are locked first. What is not named comes before the first of `MONEY`.
ORDER = ("vouchers", "concessions", "stock", "coupons", "escrow", "wallet", "papers", "chat")
MONEY = ORDER.index("escrow")
# Locked at any time. A timer that waits gives way (kernel/timers.py); the lines of events, jobs and
# pushes are written last, and who works them off skips those that somebody has.
ANY_TIME = ("kernel", "pgqueuer", "push")
# Rows of these are changed by who has locked what they belong to.
PART_OF = {"concessions": "tickets", "door_cases": "door_orders", "lockers": "parcels"}
# Of these a transaction locks all that it will at once: whoever locks more later may wait for who
# has that and wants the first.
AT_ONCE = ("escrow", "wallet")
# What goes through the whole town: a timer, which gives way; the erasing of a person, once in the
# life of an account and again by itself where it was ended for somebody else; and the story of the
# demo, before anybody else is there.
GOING_THROUGH = ("sweep_expired", "erase", "erase_sets", "_play", "week")

# Functions of the database that lock rows: of which table, and which parameter says what of it;
# None: it changes what was to be locked before.
FUNCTIONS: dict[str, tuple[str, int | None]] = {
    "wallet_post": ("wallet_account", 1),
    "wallet_flag": ("wallet_account", 1),
    "wallet_close": ("wallet_account", 1),
    "wallet_limit": ("wallet_account", 1),
    "wallet_forget": ("wallet_account", 1),
    "chat_mark": ("chat_member", 0),
    "pay_lock_small": ("pay_safety", 0),
    "pay_spend_small": ("pay_safety", None),
    "pay_transfer_ground": ("pay_safety", 2),
    "till_ground": ("pay_safety", 1),
    # Then both accounts, after which nothing is locked: where it goes on, it locked no account.
    "pay_send_small": ("pay_safety", 3),
    "till_pay_small": ("pay_safety", 3),
}

QUIET = re.compile(r"'[^']*'|--[^\n]*|/\*.*?\*/", re.DOTALL)
WRITES = re.compile(
    r"(?<!\bfor )(?<!\bdo )(?<!\bkey )\b(insert into|update|delete from)\s+(?:only\s+)?([a-z_]+)"
)
LOCKS = re.compile(
    r"\bfor\s+(?:no\s+key\s+update|update|key\s+share|share)\b"
    r"(?:\s+of\s+([a-z_]+(?:\s*,\s*[a-z_]+)*))?(\s+skip\s+locked|\s+nowait)?"
)
FROM = re.compile(r"\bfrom\b(?!.*\bfrom\b)(.*?)(?:\bwhere\b|\border by\b|\blimit\b|\bgroup by\b|$)")
TABLES = re.compile(r"(?:^|\bjoin|,)\s*(?:lateral\s+)?([a-z_]+)(?:\s+(?:as\s+)?([a-z_]+))?")
NAMED_LOCK = re.compile(r"\bpg_(try_)?advisory_xact_lock\w*\s*\((.*)", re.DOTALL)
PURPOSE = re.compile(r"'([a-z_.]+):?'")
CALLS = re.compile(rf"\b({'|'.join(FUNCTIONS)})\s*\(")


class Lock(msgspec.Struct, frozen=True):
    """What a statement locks. `of`: a table, or `lock …` for one by name; `kind`: `rows` for those
    that it was asked to lock, `change` for what it changes, `new` for what it adds; `keys`: the
    parameter that says which, if not all do.
    """

    of: str
    kind: str
    waits: bool = True
    keys: int | None = None


class Taken(msgspec.Struct, frozen=True):
    """A lock that a transaction has, and by which statement."""

    lock: Lock
    sql: str


@cache
def module_of(table: str) -> str:
    """Whose table it is; a lock by name is that of the module it is named after."""
    name = table.removeprefix("lock ").replace(".", "_")
    return next((one for one in MODULES if name == one or name.startswith(f"{one}_")), name)


@cache
def locks_of(sql: str) -> tuple[Lock, ...]:
    """What a statement locks, in its order."""
    text = " ".join(QUIET.sub("''", sql).lower().split())
    found = [*_changed(text), *_locked(text)]
    for name in CALLS.findall(text):
        table, keys = FUNCTIONS[name]
        found.append(Lock(table, "change" if keys is None else "rows", keys=keys))
    if named := NAMED_LOCK.search(sql):
        purpose = PURPOSE.search(named[2])
        name = "" if "$1 || ':'" in named[2] else purpose[1] if purpose else "by number"
        found.append(Lock(f"lock {name}", "rows", waits=not named[1]))
    return tuple(found)


def _changed(text: str) -> Iterator[Lock]:
    for verb, table in WRITES.findall(text):
        if _is_table(table):
            adds = verb == "insert into" and "do update" not in text
            yield Lock(table, "new" if adds else "change", waits=not adds)


def _locked(text: str) -> Iterator[Lock]:
    for found in LOCKS.finditer(text):
        tables = _tables(_select_before(text, found.start()))
        only = {one.strip() for one in (found[1] or "").split(",") if one.strip()}
        for table, alias in tables:
            if _is_table(table) and (not only or alias in only or table in only):
                yield Lock(table, "rows", waits=not found[2])


def _tables(select: str) -> list[tuple[str, str]]:
    """Those that a query reads, and what it calls them."""
    clause = FROM.search(select)
    return TABLES.findall(clause[1].strip()) if clause else []


def _select_before(text: str, end: int) -> str:
    """The query that a locking clause belongs to, with `x` for what is in parentheses."""
    depth = 0
    kept: list[str] = []
    for n in range(end - 1, -1, -1):
        if text[n] == ")":
            if depth == 0:
                kept.append(" x ")
            depth += 1
        elif text[n] == "(":
            if depth == 0:
                break
            depth -= 1
        elif depth == 0:
            kept.append(text[n])
    return "".join(reversed(kept))


def _is_table(name: str) -> bool:
    return any(name.startswith(f"{one}_") for one in MODULES) or name == "pgqueuer"


def keys_of(lock: Lock, args: Sequence[Any]) -> frozenset[Any]:
    """What tells apart the rows that a statement locks: ids; else all that it was given."""
    if lock.keys is not None:
        given = args[lock.keys]
        return frozenset(given if isinstance(given, list) else [given])
    found: set[Any] = set()
    for one in args:
        if isinstance(one, UUID):
            found.add(one)
        elif isinstance(one, (list, tuple)):
            found.update(each for each in one if isinstance(each, UUID))
    return frozenset(found) or frozenset(one for one in args if isinstance(one, (str, int)))


class Course:
    """The locks of one transaction, in the order in which it took them."""

    def __init__(self) -> None:
        self._keys: dict[str, frozenset[Any]] = {}
        self._modules: set[str] = set()
        self._taken: list[Taken] = []
        self._counts = True
        self._kept: list[tuple[dict[str, frozenset[Any]], set[str], list[Taken]]] = []

    def note(self, locks: Sequence[Lock], sql: str, args: Sequence[Any]) -> None:
        for given in locks:
            lock = given
            if given.of == "lock ":
                lock = msgspec.structs.replace(given, of=f"lock {args[0]}")
            keys, known = keys_of(lock, args), self._keys.get(lock.of, frozenset())
            if lock.kind == "rows":
                new = lock.of not in self._keys or not keys <= known
            else:
                module = module_of(lock.of)
                whole = {module, PART_OF.get(module, module)}
                new = lock.kind == "change" and self._modules.isdisjoint(whole)
            if new:
                if lock.waits:
                    self._look(lock, sql)
                self._taken.append(Taken(lock, sql))
            self._keys[lock.of] = known | keys
            self._modules.add(module_of(lock.of))

    def _look(self, lock: Lock, sql: str) -> None:
        """Whether what is locked now is locked after something that comes later."""
        for before in self._taken if self._counts else ():
            if breaks(before.lock.of, lock.of):
                here = [one for one in traceback.extract_stack() if _is_ours(one)]
                self._counts = not any(one.name in GOING_THROUGH for one in here)
                if self._counts:
                    FOUND.append(_told(before, Taken(lock, sql), here))
                return

    def keep(self) -> None:
        """A savepoint."""
        self._kept.append((dict(self._keys), set(self._modules), list(self._taken)))

    def undo(self) -> None:
        """Back to the last one: what was locked since then is not any more."""
        self._keys, self._modules, self._taken = self._kept.pop()

    def forget(self) -> None:
        """The last one is none any more."""
        self._kept.pop()


def breaks(before: str, after: str) -> bool:
    """Whether nobody may lock `after` who has `before`."""
    first, second = module_of(before), module_of(after)
    if second in ANY_TIME or first in ANY_TIME:
        return False
    if first == second:
        return first in AT_ONCE
    if second not in ORDER and first == ORDER[-1]:
        # Who says something goes on with what belongs to that.
        return False
    place = ORDER.index(first) if first in ORDER else -1
    return place > (ORDER.index(second) if second in ORDER else MONEY - 1)


def _is_ours(frame: traceback.FrameSummary) -> bool:
    return Path(frame.filename).is_relative_to(ROOT)


def _told(before: Taken, after: Taken, here: Sequence[traceback.FrameSummary] = ()) -> str:
    """Both statements, and who ran the second."""
    places = [f"{Path(one.filename).relative_to(ROOT)}:{one.lineno} {one.name}" for one in here]
    return (
        f"{after.lock.of} is locked after {before.lock.of}:\n{after.sql.strip()}\nafter\n"
        f"{before.sql.strip()}\nby {' > '.join(places[-8:])}"
    )


# What was found since somebody looked last.
FOUND: list[str] = []


class OrderedDb(Db):
    """A transaction whose locks are looked at."""

    __slots__ = ("_course",)

    def __init__(
        self,
        connection: Any,
        now: Any,
        database: Any,
        begin: Begin | None,
        patience: float | None,
    ) -> None:
        super().__init__(connection, now, database, begin, patience)
        # Whoever opened it: what a test does in one transaction no program does.
        opener = sys._getframe(2).f_code.co_filename
        is_watched = begin is not None and not opener.startswith(TESTS)
        self._course = Course() if is_watched else None

    def _note(self, sql: str, args: Sequence[Any]) -> None:
        locks = locks_of(sql)
        if locks and self._course is not None:
            self._course.note(locks, sql, args)

    def rows(self, sql: str, *args: Any) -> Coroutine[Any, Any, list[Any]]:
        self._note(sql, args)
        return super().rows(sql, *args)

    def row(self, sql: str, *args: Any) -> Coroutine[Any, Any, Any]:
        self._note(sql, args)
        return super().row(sql, *args)

    def value(self, sql: str, *args: Any) -> Coroutine[Any, Any, Any]:
        self._note(sql, args)
        return super().value(sql, *args)

    def run(self, sql: str, *args: Any) -> Coroutine[Any, Any, int]:
        if not args and "savepoint part" in sql and self._course is not None:
            for step in sql.split("; "):
                PARTS[step](self._course)
        else:
            self._note(sql, args)
        return super().run(sql, *args)

    def run_many(self, sql: str, args: Sequence[Sequence[Any]]) -> Coroutine[Any, Any, None]:
        for one in args:
            self._note(sql, one)
        return super().run_many(sql, args)


def _undo_and_stay(course: Course) -> None:
    course.undo()
    course.keep()


PARTS: Mapping[str, Any] = {
    "savepoint part": Course.keep,
    "rollback to savepoint part": _undo_and_stay,
    "release savepoint part": Course.forget,
}


@contextmanager
def looked_after() -> Iterator[None]:
    """All transactions of this process."""
    before = kernel_db.Db
    kernel_db.Db = OrderedDb  # type: ignore[misc]
    try:
        yield
    finally:
        kernel_db.Db = before  # type: ignore[misc]


def told() -> list[str]:
    """What was found since the last time."""
    found, FOUND[:] = list(FOUND), []
    return found
