"""App passwords: one for each program that keeps the address book in step (CardDAV).

A password is 100 random bits, too many to guess, so the database keeps a SHA-256 of it.
"""

from uuid import UUID

import msgspec

from leapfrog.identity import people, store_devices
from leapfrog.identity.codes import new_code, normal
from leapfrog.identity.events import ClientAppsSignedOut
from leapfrog.identity.model import SEEN_EVERY, AppPassword, Principal
from leapfrog.identity.names import shown_name
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import NotFound, RateLimited
from leapfrog.kernel.events import announce
from leapfrog.kernel.ids import secret_hash
from leapfrog.kernel.limits import Limit, Limiter, network

LENGTH = 20
# A program signs in with each request, so only what is wrong is counted.
WRONG = Limit("app_password", 20, 600)


class NewAppPassword(msgspec.Struct, frozen=True):
    """A new app password, readable this once."""

    name: str
    password: str


async def mine(db: Db, signed: Principal) -> list[AppPassword]:
    """A person's app passwords, the oldest first."""
    return await store_devices.app_passwords(db, signed.person_id)


async def make(db: Db, signed: Principal, password_id: UUID, name: str) -> NewAppPassword:
    """A new password, shown once. The same id again (the answer was lost) makes another in its
    place. Raises `Invalid`, `NotFound`.
    """
    password = new_code(LENGTH)
    hashed = secret_hash(normal(password))
    shown = shown_name(name)
    if not await store_devices.put_app_password(db, password_id, signed.person_id, shown, hashed):
        raise NotFound
    return NewAppPassword(shown, password)


async def drop(db: Db, signed: Principal, password_id: UUID) -> None:
    """Raises `NotFound`."""
    if not await store_devices.drop_app_password(db, signed.person_id, password_id):
        raise NotFound


async def sign_out_client_apps(db: Db, person_id: UUID) -> None:
    """Ends all app passwords, and whatever else was let in to act for the person (who keeps
    tokens of programs hears of it).
    """
    await store_devices.drop_app_passwords(db, person_id)
    await announce(db, ClientAppsSignedOut(person_id, db.now))


async def by_app_password(
    db: Db, limiter: Limiter, handle: str, password: str, address: str
) -> UUID | None:
    """The id of the person with this handle (or `handle@town`) and app password; None for nobody.
    Raises `RateLimited` after too many wrong ones for this name from this address.

    Notes every ten minutes that the password was used.
    """
    name = await people.handle_here(db, handle)
    # Too many to guess as they are: this only slows a broken phone, and not its household.
    near = f"{network(address)} {name}"
    wait = limiter.wait(WRONG, near)
    if wait > 0:
        raise RateLimited(int(wait) + 1)
    found = await store_devices.app_password_of(db, name, secret_hash(normal(password)))
    if found is None:
        limiter.count(WRONG, near)
        return None
    password_id, person_id, last_used_at = found
    if last_used_at is None or db.now - last_used_at > SEEN_EVERY:
        await store_devices.app_password_used(db, password_id)
    return person_id
