"""One call of a client app: who makes it, what they gave, and how it is answered."""

import re
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlencode
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.http import Town
from leapfrog.kernel.limits import Limit
from leapfrog.mastodon import ids, store_ids
from leapfrog.mastodon.addresses import Addresses
from leapfrog.mastodon.errors import ApiRefused, NoPersonHere
from leapfrog.mastodon.store_ids import OwnKind
from leapfrog.oauth import Token

TRUE = frozenset(("true", "1", "on", "yes", "t"))
FALSE = frozenset(("false", "0", "off", "no", "f"))


class ApiResponse(msgspec.Struct, frozen=True):
    """What goes back: JSON of `body`, or bytes as they are."""

    body: Any = None
    status: int = 200
    headers: Mapping[str, str] = {}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A call before its transaction. `path` holds what stands in the gaps of the route, `given`
    what the query and body say.
    """

    town: Town
    token: Token | None
    path: Mapping[str, str] = {}
    given: Mapping[str, Any] = {}
    headers: Mapping[bytes, bytes] = {}
    url: str = ""
    address: str = ""

    @property
    def me(self) -> UUID:
        """For whom the client app speaks. Raises `NoPersonHere`."""
        if self.token is None or self.token.person_id is None:
            raise NoPersonHere
        return self.token.person_id

    @property
    def viewer(self) -> UUID | None:
        """Who looks; None for a passer-by."""
        return self.token.person_id if self.token else None

    def has(self, name: str) -> bool:
        return self.given.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """Raises `ApiRefused` for what is no text."""
        value = self.given.get(name)
        if value is None:
            return default
        if isinstance(value, bool):
            return "true" if value else "false"
        if not isinstance(value, str | int | float):
            raise ApiRefused(f"Validation failed: {name} is invalid")
        return str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        return self.text(name).lower() in TRUE if self.text(name) else default

    def number(self, name: str, default: int = 0) -> int:
        """Raises `ApiRefused` for what is no number."""
        text = self.text(name)
        if not text:
            return default
        if not re.fullmatch(r"-?\d{1,12}", text):
            raise ApiRefused(f"Validation failed: {name} is not a number")
        return int(text)

    def only(self, name: str, fits: Collection[str], why: str) -> None:
        """For what this town cannot keep: raises `ApiRefused`, naming it, when it is given and is
        neither empty nor one of `fits`.
        """
        value = self.given.get(name, self.given.get(f"{name}[]"))
        given = value not in (None, "", [], {}, [""])
        if given and (isinstance(value, list | dict | Path) or self.text(name).lower() not in fits):
            raise ApiRefused(f"Validation failed: {name} {why}")

    def inside(self, name: str) -> Self:
        """This call, of which only what is in `name` was given."""
        value = self.given.get(name)
        return msgspec.structs.replace(self, given=value if isinstance(value, dict) else {})

    def several(self, name: str) -> list[Any]:
        """A list, however it was written: repeated, numbered, or a single one."""
        value = self.given.get(name, self.given.get(f"{name}[]"))
        if value is None:
            return []
        if isinstance(value, dict):
            return list(value.values())
        return list(value) if isinstance(value, list) else [value]

    def file(self, name: str) -> Path | None:
        """Where an uploaded file lies."""
        value = self.given.get(name)
        return value if isinstance(value, Path) else None

    def limit(self, default: int = 20, most: int = 40) -> int:
        return max(1, min(self.number("limit", default), most))

    def take(self, limit: Limit) -> None:
        """Raises `RateLimited`."""
        self.town.limit(limit, str(self.viewer or self.address))


class ApiCall(Asked, frozen=True, kw_only=True):
    """A call in its transaction. `prepared`: what its route had made before."""

    db: Db
    at: Addresses
    prepared: Any = None

    async def status(self, text: str | None = None) -> UUID:
        """The post that the client app means; by default that in the path.

        Raises `NotFound`.
        """
        return _one(await store_ids.statuses(self.db, [ids.read(self._path_or(text))]))

    async def account(self, text: str | None = None) -> UUID:
        """The person that the client app means; by default that in the path. Raises `NotFound`."""
        return _one(await store_ids.accounts(self.db, [ids.read(self._path_or(text))]))

    async def own(self, kind: OwnKind, text: str | None = None) -> UUID:
        """What the client app means of a kind of which each has their own; by default that in the
        path. Raises `NotFound`.
        """
        found = await store_ids.own(self.db, kind, [ids.read(self._path_or(text))], self.me)
        return _one(found)

    async def owns(self, kind: OwnKind, asked: Sequence[Any]) -> list[UUID]:
        """Several of what is one's own, of one kind. Raises `NotFound` when one of them is not
        there.
        """
        ranges = [ids.read(str(one)) for one in asked]
        return _there(await store_ids.own(self.db, kind, ranges, self.me), every=True)

    async def statuses(self, name: str, *, every: bool = False) -> list[UUID]:
        """Those of a list that are there. Raises `NotFound` for what is no id, and with `every`
        when one of them is not there.
        """
        return _there(await store_ids.statuses(self.db, self._ranges(name)), every=every)

    async def accounts(self, name: str, *, every: bool = False) -> list[UUID]:
        """Those people of a list who are there. Raises `NotFound` for what is no id, and with
        `every` when one of them is not there.
        """
        return _there(await store_ids.accounts(self.db, self._ranges(name)), every=every)

    def between(self) -> tuple[UUID | None, UUID | None]:
        """Before which id a page ends (`max_id`), and after which it begins (`min_id`, `since_id`).

        Raises `NotFound` for what is no id.
        """
        before, after = self.text("max_id"), self.text("min_id") or self.text("since_id")
        return (
            ids.read(before).first if before else None,
            ids.read(after).last if after else None,
        )

    def _path_or(self, text: str | None) -> str:
        return self.path["id"] if text is None else text

    def _ranges(self, name: str) -> list[ids.IdRange]:
        return [ids.read(str(one)) for one in self.several(name)]


def _there(found: Sequence[UUID | None], *, every: bool) -> list[UUID]:
    """Raises `NotFound` when it should be every one and is not."""
    there = [one for one in found if one]
    if every and len(there) < len(found):
        raise NotFound
    return there


def _one(found: Sequence[UUID | None]) -> UUID:
    """Raises `NotFound`."""
    return _there(found, every=True)[0]


Handler = Callable[[ApiCall], Awaitable[Any]]
Prepare = Callable[[Asked], Awaitable[Any]]


class Route(msgspec.Struct, frozen=True):
    """`scope`: what a token must allow; empty for what anybody may ask. `public`: it may be asked
    without a token as well. `prepare`: what takes long or has transactions of its own, and so must
    be over before that of the call begins.
    """

    method: str
    path: str
    scope: str
    handler: Handler
    public: bool = False
    prepare: Prepare | None = None


class Routes:
    """The routes of one file: `@routes("GET", "/api/v1/…", "read:statuses")`."""

    def __init__(self) -> None:
        self.all: list[Route] = []

    def __call__(
        self,
        method: str,
        path: str,
        scope: str = "",
        *,
        public: bool = False,
        prepare: Prepare | None = None,
    ) -> Callable[[Handler], Handler]:
        def noted(handler: Handler) -> Handler:
            self.all.append(Route(method, path, scope, handler, public or not scope, prepare))
            return handler

        return noted


def moment(at: datetime) -> str:
    """As client apps read it: UTC, with milliseconds."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def paged(call: ApiCall, items: Sequence[Any], newer: str | None, older: str | None) -> ApiResponse:
    """A page with its `Link`s (RFC 8288): `newer` and `older` are ids, or what stands for them."""
    query = {
        name: value
        for name, value in call.given.items()
        if name not in ("max_id", "min_id", "since_id") and isinstance(value, str)
    }
    lists = [
        (f"{name}[]", one)
        for name, value in call.given.items()
        if isinstance(value, list)
        for one in value
        if isinstance(one, str)
    ]
    links = []
    for rel, key, mark in (("next", "max_id", older), ("prev", "min_id", newer)):
        if mark:
            asked = urlencode([*query.items(), *lists, (key, mark)])
            links.append(f'<{call.url}?{asked}>; rel="{rel}"')
    return ApiResponse(list(items), headers={"link": ", ".join(links)} if links else {})
