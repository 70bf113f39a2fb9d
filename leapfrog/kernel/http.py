"""What every module's routes share: the town at hand, the request's transaction, and problems as
answers.
"""

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Annotated, Any, TypeVar
from uuid import UUID

import asyncpg
import msgspec
import structlog
from litestar import Request, Response
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.exceptions import HTTPException, InternalServerException, ValidationException
from litestar.params import QueryParameter

from leapfrog.kernel import breaker
from leapfrog.kernel.batcher import Batchers
from leapfrog.kernel.clock import Clock
from leapfrog.kernel.db import TRANSIENT, Database, Db, Transaction
from leapfrog.kernel.errors import (
    Malformed,
    MethodNotAllowed,
    NotFound,
    Problem,
    TooLarge,
    Unavailable,
    Unexpected,
    WrongMediaType,
)
from leapfrog.kernel.files import Files
from leapfrog.kernel.folders import workplace
from leapfrog.kernel.limits import Limit as RateLimit
from leapfrog.kernel.limits import Limiter
from leapfrog.kernel.outgoing import Outgoing
from leapfrog.kernel.pool import take_time
from leapfrog.kernel.seats import Seats
from leapfrog.kernel.settings import Settings
from leapfrog.kernel.spooling import spool_to, temporary_folder
from leapfrog.kernel.standby import StandbyReader
from leapfrog.kernel.storage import MB, check, check_disk
from leapfrog.kernel.stream import Hub

AnyRequest = Request[Any, Any, State]
Headers = Mapping[bytes, bytes]
# A large body may have filled the disk by now.
LOOK_EVERY = 8_000_000

BY_STATUS: Mapping[int, type[Problem]] = {
    kind.status: kind for kind in (NotFound, MethodNotAllowed, TooLarge, WrongMediaType)
}

# PostgreSQL keeps no NUL, neither in text nor in jsonb.
NUL = (asyncpg.CharacterNotInRepertoireError, asyncpg.UntranslatableCharacterError)

T = TypeVar("T")

log = structlog.get_logger()


class Readiness(msgspec.Struct):
    """Whether this process wants requests. `draining`: it is about to end; `shut_out`: because the
    schema is one for newer programs; `differing`: settings in which it is not as the nodes that
    were there before.
    """

    draining: bool = False
    shut_out: bool = False
    differing: list[str] = []


class Town(msgspec.Struct, frozen=True):
    """All that a process holds open."""

    settings: Settings
    clock: Clock
    database: Database
    batchers: Batchers
    files: Files
    limiter: Limiter
    hub: Hub
    outgoing: Outgoing
    seats: Seats = msgspec.field(default_factory=Seats)
    readiness: Readiness = msgspec.field(default_factory=Readiness)
    standby: StandbyReader | None = None

    async def read_stale(self, act: Callable[[Db], Awaitable[T]]) -> T:
        """What `act` finds in one snapshot, which may be half a minute old: for answers that say
        so to who keeps them, and for nobody who is signed in. It may be called twice.
        """
        if self.standby is not None:
            return await self.standby.read(self.database, act)
        async with self.database.reading() as db:
            return await act(db)

    def limit(self, limit: RateLimit, key: str) -> None:
        """Counts one more for this key where `rate_limits` is on. Raises `RateLimited`."""
        if self.settings.rate_limits:
            self.limiter.take(limit, key)


class Input(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request's body: what it does not know, it refuses."""


TownIn = NamedDependency[Town]
DbIn = NamedDependency[Db]
Limit = Annotated[int, QueryParameter(ge=1, le=500)]


def town_of(request: AnyRequest) -> Town:
    """The town that answers this request."""
    town: Town = request.app.state.town
    return town


def provide_db(request: AnyRequest) -> Transaction:
    """One request, one transaction; it is committed before the answer leaves."""
    return town_of(request).database.transaction()


def provide_slow_db(request: AnyRequest) -> Transaction:
    """The same for a request whose transaction may take many seconds."""
    take_time()
    return provide_db(request)


def headers_of(request: AnyRequest) -> Headers:
    """The headers as the edge took them apart: names and values in bytes."""
    found: Headers = request.scope["state"]["headers"]
    return found


def address_of(request: AnyRequest) -> str:
    """The network address of who asks, as the edge worked it out."""
    return str(request.scope["state"]["address"])


async def read_body(request: AnyRequest, largest: int) -> bytes:
    """A raw body of at most `largest` bytes. Raises `TooLarge`, having read no more than that."""
    return await _joined(request.stream(), largest)


async def receive_body(receive: Any, largest: int) -> bytes:
    """The same by ASGI's `receive` alone. Raises also `Malformed`, when its end never came."""
    return await _joined(_chunks(receive), largest)


async def _chunks(receive: Any) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Malformed("The request ended too early.")
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def _joined(chunks: AsyncIterable[bytes], largest: int) -> bytes:
    return b"".join([chunk async for chunk in _bounded(chunks, largest)])


async def _bounded(chunks: AsyncIterable[bytes], largest: int) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in chunks:
        size += len(chunk)
        if size > largest:
            raise TooLarge(f"At most {largest // 1_000_000} MB.")
        yield chunk


async def _with_room(
    chunks: AsyncIterable[bytes], folder: Path, floor: int
) -> AsyncIterator[bytes]:
    size = 0
    async for chunk in chunks:
        if size // LOOK_EVERY != (size + len(chunk)) // LOOK_EVERY:
            await asyncio.to_thread(check_disk, folder, floor)
        size += len(chunk)
        yield chunk


@asynccontextmanager
async def spooled(
    request: AnyRequest, town: Town, largest: int, person: UUID | None
) -> AsyncIterator[Path]:
    """The body as the only file of a folder, which is gone afterwards; it is to be kept for
    `person`, None: not at all. Raises `TooLarge`, `QuotaFull`, `DiskFull`, before it is read where
    its size is told.
    """
    await check_room(request, town, person)
    folder = await asyncio.to_thread(workplace, town.settings.home)
    body = _bounded(request.stream(), largest)
    async with temporary_folder(folder) as here:
        path = here / "source"
        await spool_to(_with_room(body, folder, town.settings.free_disk * MB), path)
        yield path


async def check_room(request: AnyRequest, town: Town, person: UUID | None) -> None:
    """Whether there is room for the body, as far as its head says how large it is. Raises
    `QuotaFull`, `DiskFull`.
    """
    told = request.headers.get("content-length", "")
    coming = int(told) if told.isascii() and told.isdigit() else 0
    check_disk(town.settings.home, town.settings.free_disk * MB, coming)
    if person is not None:
        async with town.database.glance() as db:
            # How much it weighs when it is made anew, nobody knows before.
            await check(db, person, 1)


def answer_problem(request: AnyRequest, cause: Exception) -> Response[bytes]:
    """RFC 9457 for whatever was raised; what nobody foresaw is a 500 with the request's number."""
    problem = _problem(cause)
    request_id = request.scope["state"].get("request_id", "")
    if isinstance(problem, Unexpected):
        log.error("unexpected", exc_info=cause)
    return Response(
        msgspec.json.encode(problem.body(request_id)),
        status_code=int(problem.status),
        media_type="application/problem+json",
        headers={"cache-control": "no-store", **problem.headers},
    )


def _problem(cause: Exception) -> Problem:
    if isinstance(cause, Problem):
        return cause
    if isinstance(cause, TRANSIENT):
        breaker.note(cause)
        return Unavailable()
    if isinstance(cause, ValidationException):
        return Malformed(fields=cause.extra) if cause.extra else Malformed(cause.detail)
    if isinstance(cause, InternalServerException) and isinstance(
        cause.__cause__, msgspec.ValidationError
    ):
        # Litestar takes a field of the body for what we give the handler under the same name, which
        # is always right.
        return Malformed(str(cause.__cause__))
    if isinstance(cause, HTTPException):
        return _of_status(cause)
    return Malformed() if _unreadable(cause) else Unexpected()


def _unreadable(cause: Exception) -> bool:
    """A body that is no UTF-8, or nested so deep that it only wants to break the reader; or what
    no column can hold: text with a NUL, a number beyond 64 bits.
    """
    too_deep = isinstance(cause, RecursionError) and "deserializing" in str(cause)
    too_large = isinstance(cause, asyncpg.DataError) and isinstance(cause.__cause__, OverflowError)
    return too_deep or too_large or isinstance(cause, (UnicodeDecodeError, *NUL))


def _of_status(cause: HTTPException) -> Problem:
    if cause.status_code >= 500:
        return Unexpected()
    problem = BY_STATUS.get(cause.status_code, Malformed)()
    problem.headers = dict(cause.headers or {})
    if "allow" in problem.headers:
        problem.headers["allow"] = _with_head(problem.headers["allow"])
    return problem


def _with_head(allow: str) -> str:
    """HEAD can be asked wherever GET can."""
    methods = set(allow.split(", "))
    return ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
