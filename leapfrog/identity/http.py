"""Identity's routes: joining, sessions, oneself, and looking somebody up."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, patch, post, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import passkeys, passwords, people, recovery, sessions, store
from leapfrog.identity.access import COOKIE, DeviceIn, SignedIn, session_cookie
from leapfrog.identity.errors import NotConfirmed, NoWayIn
from leapfrog.identity.http_devices import device_routes
from leapfrog.identity.http_profile import profile_routes
from leapfrog.identity.model import Language, Me, Session, Signed
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, Town, TownIn
from leapfrog.kernel.limits import Limit

JOINING = Limit("join", 20, 3600)
ASKING = Limit("handle", 120, 60)


class NewPasskey(Input, frozen=True):
    """The browser's answer to a `join` challenge."""

    challenge_id: UUID
    credential: dict[str, Any]
    name: str


class Joining(Input, frozen=True):
    """Who joins, and how they will prove who they are. `id` is made by the device."""

    id: UUID
    handle: str
    display_name: Annotated[str, msgspec.Meta(max_length=200)]
    language: Language
    password: Annotated[str, msgspec.Meta(max_length=500)] | None = None
    passkey: NewPasskey | None = None
    invitation: str | None = None


class Joined(msgspec.Struct, frozen=True):
    """A new person; the codes are shown once."""

    me: Me
    recovery_codes: list[str]


class SignedInAs(msgspec.Struct, frozen=True):
    """Who signed in."""

    me: Me


class HandleAnswer(msgspec.Struct, frozen=True):
    """Whether a handle can be had."""

    handle: str
    free: bool
    reason: Literal["taken", "reserved", "malformed"] | None


class Credentials(Input, frozen=True):
    handle: Annotated[str, msgspec.Meta(max_length=320)]
    password: Annotated[str, msgspec.Meta(max_length=500)]


class RecoveryCredentials(Input, frozen=True):
    handle: Annotated[str, msgspec.Meta(max_length=320)]
    code: Annotated[str, msgspec.Meta(max_length=100)]
    new_password: Annotated[str, msgspec.Meta(max_length=500)]


@get("/handles/{handle:str}")
async def handle_is_free(
    db: DbIn, town: TownIn, device: DeviceIn, handle: FromPath[str]
) -> HandleAnswer:
    town.limiter.take(ASKING, device.address)
    reason = await people.refusal(db, handle)
    return HandleAnswer(handle, reason is None, reason)


@post("/people")
async def join(town: TownIn, device: DeviceIn, data: JSONBody[Joining]) -> Response[Joined]:
    if town.settings.rate_limits:
        town.limiter.take(JOINING, device.address)
    if data.password is None and data.passkey is None:
        raise NoWayIn
    encoded = None
    if data.password is not None:
        passwords.check_strength(data.password, data.handle)
        encoded = await passwords.hash_password(data.password)
    newcomer = people.Newcomer(data.id, data.handle, data.display_name, data.language)
    async with town.database.transaction() as db:
        await people.add(db, newcomer, data.invitation)
        await _ways_in(db, town, data, encoded)
        codes = await recovery.make(db, data.id)
        _, token = await sessions.begin(db, data.id, "join", device)
        answer = Joined(await people.me(db, data.id), codes)
    return with_session(town, answer, token)


async def _ways_in(db: Db, town: Town, data: Joining, encoded: str | None) -> None:
    if encoded is not None:
        await store.set_password(db, data.id, encoded)
    if data.passkey is not None:
        given = passkeys.Given(data.passkey.challenge_id, data.passkey.credential)
        await passkeys.join(db, town.settings, data.id, given, data.passkey.name)


@post("/sessions")
async def sign_in(
    town: TownIn, device: DeviceIn, data: JSONBody[Credentials]
) -> Response[SignedInAs]:
    signed, token = await sessions.sign_in(
        town.database, town.limiter, data.handle, data.password, device
    )
    return await signed_in(town, signed, token)


@post("/sessions/recovery")
async def recover(
    town: TownIn, device: DeviceIn, data: JSONBody[RecoveryCredentials]
) -> Response[SignedInAs]:
    signed, token = await recovery.sign_in(
        town.database, town.limiter, data.handle, data.code, data.new_password, device
    )
    return await signed_in(town, signed, token)


@get("/sessions")
async def list_sessions(db: DbIn, signed: SignedIn) -> list[Session]:
    return list(await sessions.mine(db, signed))


@delete("/sessions/current")
async def sign_out(db: DbIn, town: TownIn, signed: SignedIn) -> Response[None]:
    await sessions.end(db, signed, signed.session_id)
    answer: Response[None] = Response(None, status_code=204)
    answer.delete_cookie(COOKIE)
    return answer


@delete("/sessions/{session_id:uuid}")
async def end_session(db: DbIn, signed: SignedIn, session_id: FromPath[UUID]) -> None:
    await sessions.end(db, signed, session_id)


class NewPassword(Input, frozen=True):
    password: Annotated[str, msgspec.Meta(max_length=500)]
    current_password: Annotated[str, msgspec.Meta(max_length=500)] | None = None


class RecoveryCodes(msgspec.Struct, frozen=True):
    """Shown once; the ones before are void."""

    recovery_codes: list[str]


@put("/me/password", status_code=204)
async def change_password(town: TownIn, signed: SignedIn, data: JSONBody[NewPassword]) -> None:
    async with town.database.reading() as db:
        mine = await people.me(db, signed.person_id)
        encoded = await store.password(db, signed.person_id)
    if encoded is not None and not await passwords.matches(encoded, data.current_password or ""):
        raise NotConfirmed("The current password is not right.")
    passwords.check_strength(data.password, mine.handle)
    fresh = await passwords.hash_password(data.password)
    async with town.database.transaction() as db:
        await store.set_password(db, signed.person_id, fresh)
        await sessions.end_others(db, signed)


@post("/me/recovery-codes")
async def new_recovery_codes(db: DbIn, signed: SignedIn) -> RecoveryCodes:
    return RecoveryCodes(await recovery.make(db, signed.person_id))


@get("/me")
async def me(db: DbIn, signed: SignedIn) -> Me:
    return await people.me(db, signed.person_id)


class ProfileChange(Input, frozen=True):
    display_name: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    about: Annotated[str, msgspec.Meta(max_length=2000)] | None = None
    language: Language | None = None


@patch("/me")
async def change_me(db: DbIn, signed: SignedIn, data: JSONBody[ProfileChange]) -> Me:
    return await people.change(db, signed.person_id, data.display_name, data.about, data.language)


def with_session(town: Town, answer: Any, token: str) -> Response[Any]:
    """The answer, with the cookie of a session that begins."""
    secure = town.settings.origin.startswith("https:")
    return Response(answer, status_code=201, cookies=[session_cookie(token, secure)])


async def signed_in(town: Town, signed: Signed, token: str) -> Response[SignedInAs]:
    async with town.database.reading() as db:
        answer = SignedInAs(await people.me(db, signed.person_id))
    return with_session(town, answer, token)


routes: list[HTTPRouteHandler] = [
    handle_is_free,
    join,
    sign_in,
    recover,
    list_sessions,
    sign_out,
    end_session,
    change_password,
    new_recovery_codes,
    me,
    change_me,
    *profile_routes,
    *device_routes,
]
