"""Routes of other devices: borrowed computers, and programs with a password of their own."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Response, delete, get, post, put
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody, PathParameter

from leapfrog.identity import app_passwords, device_links, people, proof
from leapfrog.identity.access import DeviceIn, SignedIn, own_device, with_session
from leapfrog.identity.model import DEVICE_LINK_LIFE, AppPassword, DeviceLink, Me
from leapfrog.kernel.http import AnyRequest, DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit, network

LINK_COOKIE = "leapfrog_link"
OFFERING = Limit("device_link", 30, 600)
# A code is one of 2^40 and lives three minutes; this is against the curious.
LOOKING = Limit("device_code", 30, 600)


class LinkInput(Input, frozen=True):
    """`id` is made by the computer."""

    id: UUID


class LinkOffer(msgspec.Struct, frozen=True):
    """What the computer shows: `url` as a QR code, `code` to be typed."""

    id: UUID
    code: str
    url: str
    expires_at: datetime


class LinkPending(msgspec.Struct, frozen=True):
    """No phone has vouched yet."""

    state: Literal["waiting"] = "waiting"


class LinkedSession(msgspec.Struct, frozen=True):
    """Who vouched."""

    me: Me


class AppPasswordName(Input, frozen=True):
    name: Annotated[str, msgspec.Meta(max_length=200)]


class AppPasswordCreated(msgspec.Struct, frozen=True):
    """The password is shown once."""

    id: UUID
    name: str
    password: str


@post("/device-links", summary="Offer a device link")
async def offer_link(
    db: DbIn, town: TownIn, device: DeviceIn, request: AnyRequest, data: JSONBody[LinkInput]
) -> Response[LinkOffer]:
    """A borrowed computer asks for a code that one's phone can vouch for. Sets the cookie with
    which only this browser gets the session. The code lives three minutes. Raises `LinkExpired`.
    """
    town.limit(OFFERING, network(device.address))
    offered = await device_links.offer(db, data.id, device, request.cookies.get(LINK_COOKIE))
    link, origin = offered.link, town.settings.origin
    answer = LinkOffer(data.id, link.code, f"{origin}/link/{link.code}", link.expires_at)
    cookie = Cookie(
        key=LINK_COOKIE,
        value=offered.secret,
        max_age=int(DEVICE_LINK_LIFE.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=origin.startswith("https:"),
        path="/api/v1/device-links",
    )
    return Response(answer, status_code=201, cookies=[cookie])


@get("/device-links/{code:str}", summary="Look at a device link", guards=[own_device])
async def look_at_link(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    code: Annotated[str, PathParameter(description="What the borrowed computer shows.")],
) -> DeviceLink:
    """Which computer shows this code, before one vouches for it. Raises `LinkExpired`."""
    town.limiter.take(LOOKING, str(signed.person_id))
    return await device_links.look(db, signed, code)


@post(
    "/device-links/{code:str}/approval",
    summary="Approve a device link",
    status_code=204,
    guards=[own_device],
)
async def approve_link(
    db: DbIn,
    town: TownIn,
    signed: SignedIn,
    code: Annotated[str, PathParameter(description="What the borrowed computer shows.")],
) -> None:
    """Vouches for the computer that shows this code: it may begin a session in one's name. Raises
    `LinkExpired`.
    """
    town.limiter.take(LOOKING, str(signed.person_id))
    await device_links.approve(db, signed, code)


@post("/device-links/{link_id:uuid}/session", summary="Enter by device link")
async def enter_by_link(
    town: TownIn, device: DeviceIn, request: AnyRequest, link_id: FromPath[UUID]
) -> Response[LinkedSession | LinkPending]:
    """202 while no phone has vouched; then 201, once, with a cookie that the browser forgets when
    it is closed. Raises `LinkExpired`.
    """
    async with town.database.transaction() as db:
        secret = request.cookies.get(LINK_COOKIE)
        begun = await device_links.enter(db, link_id, secret, device)
        if begun is None:
            return Response(LinkPending(), status_code=202)
        signed, token = begun
        answer = LinkedSession(await people.me(db, signed.person_id))
    return with_session(town, answer, token, lasting=False)


@get("/app-passwords")
async def list_app_passwords(db: DbIn, signed: SignedIn) -> list[AppPassword]:
    """One's app passwords, without the passwords, the oldest first."""
    return await app_passwords.mine(db, signed)


@put("/app-passwords/{password_id:uuid}", guards=[own_device])
async def make_app_password(
    db: DbIn, signed: SignedIn, password_id: FromPath[UUID], data: JSONBody[AppPasswordName]
) -> AppPasswordCreated:
    """Makes a password for one program, such as a phone's address book; it is shown once. The same
    id again makes another one in its place. Needs a fresh proof. Raises `Invalid`, `ProofNeeded`.
    """
    await proof.check_fresh(db, signed)
    made = await app_passwords.make(db, signed, password_id, data.name)
    return AppPasswordCreated(password_id, made.name, made.password)


@delete("/app-passwords/{password_id:uuid}", guards=[own_device])
async def drop_app_password(db: DbIn, signed: SignedIn, password_id: FromPath[UUID]) -> None:
    """Ends an app password: programs with it are let in no more."""
    await app_passwords.drop(db, signed, password_id)


device_routes: list[HTTPRouteHandler] = [
    offer_link,
    look_at_link,
    approve_link,
    enter_by_link,
    list_app_passwords,
    make_app_password,
    drop_app_password,
]
