"""Joining: a person, their ways in, their recovery codes and their first session, in one operation.

The same joining again, after a lost answer, proves itself by the same password or passkey and gets
fresh codes; to anybody else it looks like a name that is taken.
"""

import msgspec

from leapfrog.identity import passkeys, passwords, people, recovery, sessions, store
from leapfrog.identity.errors import (
    HandleTaken,
    NoWayIn,
    PasskeyRefused,
    WrongCredentials,
)
from leapfrog.identity.model import JOIN_AGAIN, ClientInfo, Me
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.limits import Limit
from leapfrog.kernel.settings import Settings

JOINING = Limit("join", 20, 3_600)


class JoinCommand(msgspec.Struct, frozen=True):
    """Who joins, how they will prove who they are, and by whose invitation; `operator_code`: with
    which the handle of an operator can be had.
    """

    newcomer: people.NewPerson
    password: str | None = None
    passkey: passkeys.NewPasskey | None = None
    invitation: str | None = None
    operator_code: str | None = None


class NewMember(msgspec.Struct, frozen=True):
    """A new person; the codes and the session's token are told once."""

    me: Me
    recovery_codes: list[str]
    token: str


async def join(
    database: Database, settings: Settings, joining: JoinCommand, device: ClientInfo
) -> NewMember:
    """Adds a person with their ways in (password, passkey) and opens a session on this device. The
    same person again, who proves one of these, gets another session. Opens transactions of its own.
    Raises `NoWayIn`, `WeakPassword`, `HandleMalformed`, `HandleReserved`, `HandleTaken`,
    `OperatorCodeRefused`, `PasskeyRefused`, `Invalid`, `RateLimited`.
    """
    if joining.password is None and joining.passkey is None:
        raise NoWayIn
    encoded = None
    if joining.password is not None:
        encoded = await sealed_password(joining.password, joining.newcomer.handle)
    try:
        async with database.transaction() as db:
            newcomer, code = joining.newcomer, joining.operator_code
            await people.add(db, newcomer, joining.invitation, code)
            await _keep_ways(db, settings, joining, encoded)
            return await _enter(db, joining, device)
    except HandleTaken:
        await _check_password_again(database, joining, device)
    async with database.transaction() as db:
        await _check_passkey_again(db, settings, joining)
        return await _enter(db, joining, device)


async def sealed_password(password: str, handle: str) -> str:
    """The hash of a password with which a person wants to join by this handle. It takes long, so it
    is made before a transaction begins. Raises `WeakPassword`.
    """
    passwords.check_strength(password, handle)
    return await passwords.hash_password(password)


async def enrol(
    db: Db, newcomer: people.NewPerson, sealed: str, invitation: str | None = None
) -> None:
    """Adds a person who joins by a client app: with a `sealed_password`, without a session, and
    with recovery codes only once they ask for some. Raises `HandleMalformed`, `HandleReserved`,
    `HandleTaken`, `Invalid`.
    """
    await people.add(db, newcomer, invitation)
    await store.set_password(db, newcomer.id, sealed)


async def _keep_ways(db: Db, settings: Settings, joining: JoinCommand, encoded: str | None) -> None:
    if encoded is not None:
        await store.set_password(db, joining.newcomer.id, encoded)
    if joining.passkey is not None:
        await passkeys.join(db, settings, joining.newcomer.id, joining.passkey)


async def _enter(db: Db, joining: JoinCommand, device: ClientInfo) -> NewMember:
    person_id = joining.newcomer.id
    codes = await recovery.make(db, person_id)
    signed, token = await sessions.begin(db, person_id, "join", device)
    # Nobody has the token of a session whose answer was lost.
    await sessions.end_others(db, signed)
    return NewMember(await people.me(db, person_id), codes, token)


async def _check_password_again(
    database: Database, joining: JoinCommand, device: ClientInfo
) -> None:
    newcomer = joining.newcomer
    async with database.reading() as db:
        after = db.now - JOIN_AGAIN
        joined = await store.joined_lately(db, newcomer.id, newcomer.handle, after)
    if not joined:
        raise HandleTaken
    if joining.password is not None:
        # The same throttle as a sign-in, because it tells as much.
        try:
            await sessions.proved_by(database, newcomer.handle, joining.password, device)
        except WrongCredentials:
            raise HandleTaken from None


async def _check_passkey_again(db: Db, settings: Settings, joining: JoinCommand) -> None:
    if joining.passkey is None:
        return
    try:
        same = await passkeys.joined_with(db, settings, joining.newcomer.id, joining.passkey)
    except PasskeyRefused:
        same = False
    if not same:
        raise HandleTaken
