"""Passkeys (WebAuthn level 3): begun by a challenge, finished by what the authenticator signs.

A challenge lives five minutes and serves one operation. For a sign-in it is spent before the answer
is looked at; for a new passkey it stays until the end of its life, so that the same answer again,
after a lost reply, is the same passkey and not a refusal.
"""

import secrets
from typing import Any, Literal
from uuid import UUID

import msgspec

from leapfrog.identity import ceremonies, people, sessions, store, store_passkeys
from leapfrog.identity.errors import HandleMalformed, LastWayIn, PasskeyRefused
from leapfrog.identity.model import CHALLENGE_LIFE, ClientInfo, Passkey, Principal
from leapfrog.identity.names import shown_name
from leapfrog.kernel import throttle
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.errors import NotFound
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.limits import network
from leapfrog.kernel.settings import Settings


class VerifiedPasskey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The browser's answer to a challenge: RegistrationResponseJSON or
    AuthenticationResponseJSON.
    """

    challenge_id: UUID
    credential: dict[str, Any]


class NewPasskey(VerifiedPasskey, frozen=True):
    """The browser's answer when it made a passkey, and how its owner calls it."""

    name: str


class PasskeyOptions(msgspec.Struct, frozen=True):
    """What the browser's `navigator.credentials` gets."""

    id: UUID
    options: dict[str, Any]


async def begin_join(db: Db, settings: Settings, handle: str, display_name: str) -> PasskeyOptions:
    """Asks for the passkey of somebody who is about to join; the names are shown by the
    authenticator. Raises `HandleMalformed`.
    """
    name = await people.handle_here(db, handle)
    if not name:
        raise HandleMalformed
    user = ceremonies.User(secrets.token_bytes(32), name, display_name or handle)
    return await _begin(db, settings, "join", user, None)


async def begin_add(db: Db, settings: Settings, signed: Principal) -> PasskeyOptions:
    """Asks for one more passkey of a person; authenticators that have one are left out."""
    me = await people.me(db, signed.person_id)
    known = await store_passkeys.credentials(db, signed.person_id)
    user_handle = known[0][1] if known else secrets.token_bytes(32)
    user = ceremonies.User(user_handle, me.handle, me.display_name)
    return await _begin(db, settings, "add", user, signed.person_id)


async def begin_sign_in(db: Db, settings: Settings) -> PasskeyOptions:
    """Asks for any passkey of this town."""
    challenge = await _keep_challenge(db, "sign_in", None, None)
    return PasskeyOptions(challenge[0], ceremonies.request(settings, challenge[1]))


async def join(db: Db, settings: Settings, person_id: UUID, given: NewPasskey) -> None:
    """Keeps the passkey with which somebody joins. Raises `PasskeyRefused`, `Invalid`."""
    if (await _make(db, settings, "join", person_id, given))[1]:
        raise PasskeyRefused


async def joined_with(db: Db, settings: Settings, person_id: UUID, given: NewPasskey) -> bool:
    """Whether this very answer made a passkey of this person when they joined."""
    opened = await store_passkeys.open_challenge(db, given.challenge_id, "join")
    if opened is None or opened.passkey_id is None or opened.person_id != person_id:
        return False
    key = ceremonies.registered(settings, opened.challenge, given.credential)
    return (key.credential_id, opened.user_handle) in await store_passkeys.credentials(
        db, person_id
    )


async def add(db: Db, settings: Settings, signed: Principal, given: NewPasskey) -> Passkey:
    """Keeps one more passkey. Raises `PasskeyRefused`, `Invalid`."""
    passkey_id, _ = await _make(db, settings, "add", signed.person_id, given)
    await people.note_ways(db, signed.person_id)
    made = await store_passkeys.passkey(db, signed.person_id, passkey_id)
    assert made is not None
    return made


async def sign_in(
    database: Database, settings: Settings, given: VerifiedPasskey, device: ClientInfo
) -> tuple[Principal, str]:
    """By passkey. Raises `PasskeyRefused`, the same for a key that nobody has; `RateLimited`."""
    near = network(device.address)
    async with database.transaction() as db:
        await throttle.take(db, sessions.BY_ADDRESS, near)
    challenge = await spend(database, given)
    async with database.transaction() as db:
        person_id = await proved_by(db, settings, given, challenge)
        await throttle.give_back(db, sessions.BY_ADDRESS, near)
        return await sessions.begin(db, person_id, "passkey", device)


async def spend(database: Database, given: VerifiedPasskey) -> bytes:
    """Takes a sign-in challenge, for good, whatever comes after. Raises `PasskeyRefused`."""
    async with database.transaction() as db:
        challenge = await store_passkeys.spend_challenge(db, given.challenge_id)
    if challenge is None:
        raise PasskeyRefused
    return challenge


async def proved_by(db: Db, settings: Settings, given: VerifiedPasskey, challenge: bytes) -> UUID:
    """Who signed the challenge. Raises `PasskeyRefused`."""
    found = await store_passkeys.key(db, *ceremonies.claimed(given.credential))
    if found is None:
        raise PasskeyRefused
    passkey_id, person_id, key = found
    count = ceremonies.asserted(settings, challenge, given.credential, key)
    await store_passkeys.used(db, passkey_id, count)
    return person_id


async def mine(db: Db, signed: Principal) -> list[Passkey]:
    """A person's passkeys, the oldest first."""
    return await store_passkeys.passkeys(db, signed.person_id)


async def rename(db: Db, signed: Principal, passkey_id: UUID, name: str) -> Passkey:
    """Raises `NotFound`, `Invalid`."""
    renamed = await store_passkeys.rename(db, signed.person_id, passkey_id, shown_name(name))
    if renamed is None:
        raise NotFound
    return renamed


async def remove(db: Db, signed: Principal, passkey_id: UUID) -> None:
    """Raises `NotFound`; `LastWayIn` when neither a password nor another passkey is left."""
    await store.lock_person(db, signed.person_id)
    if not await store_passkeys.remove(db, signed.person_id, passkey_id):
        raise NotFound
    me = await people.me(db, signed.person_id)
    if not me.has_password and not me.passkeys:
        raise LastWayIn
    await people.note_ways(db, signed.person_id)


async def _begin(
    db: Db,
    settings: Settings,
    purpose: Literal["join", "add"],
    user: ceremonies.User,
    person_id: UUID | None,
) -> PasskeyOptions:
    known = await store_passkeys.credentials(db, person_id) if person_id else []
    asked_id, challenge = await _keep_challenge(db, purpose, person_id, user.user_handle)
    options = ceremonies.creation(settings, user, challenge, [each for each, _ in known])
    return PasskeyOptions(asked_id, options)


async def _keep_challenge(
    db: Db, purpose: str, person_id: UUID | None, user_handle: bytes | None
) -> tuple[UUID, bytes]:
    asked_id, challenge = new_id(), secrets.token_bytes(32)
    await store_passkeys.add_challenge(
        db,
        asked_id,
        challenge,
        purpose,
        person_id=person_id,
        user_handle=user_handle,
        expires_at=db.now + CHALLENGE_LIFE,
    )
    return asked_id, challenge


async def _make(
    db: Db, settings: Settings, purpose: str, person_id: UUID, given: NewPasskey
) -> tuple[UUID, bool]:
    """The passkey's id, and whether the same answer had made it before."""
    opened = await store_passkeys.open_challenge(db, given.challenge_id, purpose)
    if opened is None or opened.person_id not in (None, person_id):
        raise PasskeyRefused
    key = ceremonies.registered(settings, opened.challenge, given.credential)
    if opened.passkey_id:
        known = await store_passkeys.key(db, key.credential_id, opened.user_handle)
        if known is None or known[0] != opened.passkey_id:
            raise PasskeyRefused
        return opened.passkey_id, True
    passkey_id, name = new_id(), shown_name(given.name)
    if not await store_passkeys.add(db, passkey_id, person_id, key, opened.user_handle, name):
        raise PasskeyRefused
    await store_passkeys.close_challenge(db, given.challenge_id, person_id, passkey_id)
    return passkey_id, False
