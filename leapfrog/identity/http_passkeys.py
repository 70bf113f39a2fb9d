"""Routes of passkeys: asking for one, and one's own."""

from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import delete, get, patch, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import passkeys, proof
from leapfrog.identity.access import DeviceIn, SignedIn, own_device, signed_by
from leapfrog.identity.errors import OwnDeviceNeeded, SignInNeeded
from leapfrog.identity.model import ClientInfo, Passkey, Principal
from leapfrog.kernel.http import AnyRequest, DbIn, Input, Town, TownIn, headers_of
from leapfrog.kernel.limits import Limit, network

ASKING = Limit("passkey_challenge", 60, 600)


class PasskeyOptionsInput(Input, frozen=True):
    """What the passkey is for. For `join` the names are shown by the authenticator; for `sign_in`
    they change nothing, so that the answer tells nobody who is in town. `add` wants a session that
    was proved within ten minutes.
    """

    purpose: Literal["join", "add", "sign_in"]
    handle: Annotated[str, msgspec.Meta(max_length=320)] = ""
    display_name: Annotated[str, msgspec.Meta(max_length=200)] = ""


class PasskeyNameInput(Input, frozen=True):
    name: Annotated[str, msgspec.Meta(max_length=200)]


@post("/passkey-challenges", summary="Ask for a passkey")
async def ask_for_passkey(
    town: TownIn, device: DeviceIn, request: AnyRequest, data: JSONBody[PasskeyOptionsInput]
) -> passkeys.PasskeyOptions:
    """The options for the browser's WebAuthn call: to join, to sign in, or (with a session on one's
    own device and a fresh proof) to add a passkey. The challenge lives five minutes. Raises
    `HandleMalformed`, `NotFound`, `OwnDeviceNeeded`, `ProofNeeded`, `SignInNeeded`.
    """
    town.limit(ASKING, network(device.address))
    # Who asks is looked up before the transaction begins: both need a connection.
    signed = await _on_own_device(town, device, request) if data.purpose == "add" else None
    async with town.database.transaction() as db:
        if signed is not None:
            await proof.check_fresh(db, signed)
            return await passkeys.begin_add(db, town.settings, signed)
        if data.purpose == "join":
            return await passkeys.begin_join(db, town.settings, data.handle, data.display_name)
        return await passkeys.begin_sign_in(db, town.settings)


async def _on_own_device(town: Town, device: ClientInfo, request: AnyRequest) -> Principal:
    """Who asks. Raises `SignInNeeded`, `OwnDeviceNeeded`."""
    signed = await signed_by(town, headers_of(request), device.address)
    if signed is None:
        raise SignInNeeded
    if signed.borrowed:
        raise OwnDeviceNeeded
    return signed


@get("/me/passkeys")
async def list_passkeys(db: DbIn, signed: SignedIn) -> list[Passkey]:
    """One's passkeys, the oldest first."""
    return await passkeys.mine(db, signed)


@post("/me/passkeys", guards=[own_device])
async def add_passkey(
    db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[passkeys.NewPasskey]
) -> Passkey:
    """Keeps one more passkey, with what the browser answered to the challenge. Raises `Invalid`,
    `PasskeyRefused`.
    """
    return await passkeys.add(db, town.settings, signed, data)


@patch("/me/passkeys/{passkey_id:uuid}", guards=[own_device])
async def rename_passkey(
    db: DbIn, signed: SignedIn, passkey_id: FromPath[UUID], data: JSONBody[PasskeyNameInput]
) -> Passkey:
    """Gives a passkey of one's own another name. Raises `Invalid`."""
    return await passkeys.rename(db, signed, passkey_id, data.name)


@delete("/me/passkeys/{passkey_id:uuid}", guards=[own_device])
async def remove_passkey(db: DbIn, signed: SignedIn, passkey_id: FromPath[UUID]) -> None:
    """Removes a passkey, but never the last way in. Needs a fresh proof. Raises `LastWayIn`,
    `ProofNeeded`.
    """
    await proof.check_fresh(db, signed)
    await passkeys.remove(db, signed, passkey_id)


passkey_routes: list[HTTPRouteHandler] = [
    ask_for_passkey,
    list_passkeys,
    add_passkey,
    rename_passkey,
    remove_passkey,
]
