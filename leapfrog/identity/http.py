"""Identity's routes: joining, signing in and out, sessions."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import joining, passkeys, people, recovery, sessions
from leapfrog.identity.access import DeviceIn, SignedIn, own_device, session_cookie, with_session
from leapfrog.identity.http_devices import device_routes
from leapfrog.identity.http_passkeys import passkey_routes
from leapfrog.identity.http_profile import profile_routes
from leapfrog.identity.model import Language, Me, Principal, Session
from leapfrog.kernel.http import DbIn, Input, Town, TownIn
from leapfrog.kernel.ids import check_new_id
from leapfrog.kernel.limits import Limit, network

ASKING = Limit("handle", 120, 60)
Secret = Annotated[str, msgspec.Meta(max_length=500)]
Name = Annotated[str, msgspec.Meta(max_length=200)]
TypedHandle = Annotated[str, msgspec.Meta(max_length=320)]
Token = Annotated[str, msgspec.Meta(pattern="^[A-Za-z0-9_-]{1,100}$")]


class JoinInput(Input, frozen=True):
    """Who joins, and how they will prove who they are. `id` is made by the device;
    `operator_code` is what `leapfrog up` prints for the handle of an operator.
    """

    id: UUID
    handle: TypedHandle
    display_name: Name
    language: Language
    password: Secret | None = None
    passkey: passkeys.NewPasskey | None = None
    invitation: Token | None = None
    operator_code: Annotated[str, msgspec.Meta(max_length=100)] | None = None


class JoinAnswer(msgspec.Struct, frozen=True):
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
    handle: TypedHandle
    password: Secret


class RecoveryCredentials(Input, frozen=True):
    handle: TypedHandle
    code: Annotated[str, msgspec.Meta(max_length=100)]
    new_password: Secret


@get("/handles/{handle:str}", summary="Check a handle")
async def handle_is_free(
    db: DbIn, town: TownIn, device: DeviceIn, handle: FromPath[str]
) -> HandleAnswer:
    """Whether a handle can be taken, and why not. Needs no session."""
    town.limit(ASKING, network(device.address))
    reason = await people.refusal(db, handle)
    return HandleAnswer(handle, reason is None, reason)


@post("/people", summary="Join the town")
async def join(town: TownIn, device: DeviceIn, data: JSONBody[JoinInput]) -> Response[JoinAnswer]:
    """Makes a new person, with a password or a passkey, by an invitation or an operator's code
    where the town asks for one. Answers recovery codes, shown once, and sets the cookie of a
    session. Raises `HandleMalformed`, `HandleReserved`, `HandleTaken`, `Invalid`, `NoWayIn`,
    `NotFound`, `OperatorCodeRefused`, `PasskeyRefused`, `WeakPassword`.
    """
    town.limit(joining.JOINING, network(device.address))
    check_new_id(data.id)
    newcomer = people.NewPerson(data.id, data.handle, data.display_name, data.language)
    asked = joining.JoinCommand(
        newcomer, data.password, data.passkey, data.invitation, data.operator_code
    )
    joined = await joining.join(town.database, town.settings, asked, device)
    return with_session(town, JoinAnswer(joined.me, joined.recovery_codes), joined.token)


@post("/sessions")
async def sign_in(
    town: TownIn, device: DeviceIn, data: JSONBody[Credentials]
) -> Response[SignedInAs]:
    """Begins a session by handle and password, and sets its cookie. An unknown handle is refused
    like a wrong password. Raises `NotFound`, `WrongCredentials`.
    """
    begun = await sessions.sign_in(town.database, data.handle, data.password, device)
    return await _signed_in(town, *begun)


@post("/sessions/passkey")
async def sign_in_by_passkey(
    town: TownIn, device: DeviceIn, data: JSONBody[passkeys.VerifiedPasskey]
) -> Response[SignedInAs]:
    """Begins a session by a passkey that signed a challenge, and sets its cookie. Raises
    `NotFound`, `PasskeyRefused`.
    """
    begun = await passkeys.sign_in(town.database, town.settings, data, device)
    return await _signed_in(town, *begun)


@post("/sessions/recovery", summary="Sign in by recovery code")
async def recover(
    town: TownIn, device: DeviceIn, data: JSONBody[RecoveryCredentials]
) -> Response[SignedInAs]:
    """Begins a session by handle and recovery code, sets a new password, and sets the cookie. The
    code is spent. Raises `NotFound`, `WeakPassword`, `WrongCredentials`.
    """
    begun = await recovery.sign_in(town.database, data.handle, data.code, data.new_password, device)
    return await _signed_in(town, *begun)


@get("/sessions")
async def list_sessions(db: DbIn, signed: SignedIn) -> list[Session]:
    """All sessions of one's own, the last seen first."""
    return list(await sessions.mine(db, signed))


@delete("/sessions/current")
async def sign_out(db: DbIn, town: TownIn, signed: SignedIn) -> Response[None]:
    """Ends the session that asks, and takes its cookie away. Raises `NotFound`."""
    await sessions.end(db, signed, signed.session_id)
    gone = session_cookie(town.settings, "", 0)
    return Response(None, status_code=204, cookies=[gone])


@delete("/sessions/{session_id:uuid}", guards=[own_device])
async def end_session(db: DbIn, signed: SignedIn, session_id: FromPath[UUID]) -> None:
    """Ends a session of one's own on another device."""
    await sessions.end(db, signed, session_id)


async def _signed_in(town: Town, signed: Principal, token: str) -> Response[Any]:
    async with town.database.reading() as db:
        answer = SignedInAs(await people.me(db, signed.person_id))
    return with_session(town, answer, token)


routes: list[HTTPRouteHandler] = [
    handle_is_free,
    join,
    sign_in,
    sign_in_by_passkey,
    recover,
    list_sessions,
    sign_out,
    end_session,
    *passkey_routes,
    *profile_routes,
    *device_routes,
]
