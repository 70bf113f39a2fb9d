"""The home key in its person's own hands: the town signs where they live, but the key that
overrules it, the next one, is made by their device. Here only boxes of it are kept, which a printed
code or a passkey opens; what was signed with the next key beats all that the town ever signs.

So a town that is gone, or is not who it was, holds nobody: with the code they are the same person
in any other town.
"""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import Meta

from leapfrog.identity import home_records, store_homes
from leapfrog.identity.departing import GivenHome
from leapfrog.identity.errors import HomeKeyTheirs, NotThatKey
from leapfrog.identity.home_records import KEY, HomeSeeds, InvalidHomeRecord
from leapfrog.identity.store_homes import StoredHome
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, NotFound
from leapfrog.kernel.signing import from_base64url, new_seed, public_of

MOST_BOXES = 10
# Keys that can still follow one that somebody holds: a coming back takes three.
KEPT_FREE = 20
Piece = Annotated[str, Meta(max_length=200)]


class HomeKeyBox(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The 32 private bytes of the next key by AES-256-GCM, with the pid as associated data. The key
    of the box is HKDF-SHA256 of what opens it (`by`): a printed code, or what a passkey answers to
    `salt` (WebAuthn, prf). All in base64url; `passkey`: its id.
    """

    by: Literal["code", "passkey"]
    salt: Piece
    nonce: Piece
    box: Piece
    passkey: Annotated[str, Meta(max_length=2000)] = ""


class OwnHomeKey(msgspec.Struct, frozen=True):
    """What is kept of a key that its person holds. `exchange`: an X25519 key that follows from it,
    to which a town seals what only that person opens; `link`: what the key that signs says of its
    successor, so that the successor alone is enough.
    """

    boxes: list[HomeKeyBox]
    exchange: str
    link: dict[str, Any]


def of(kept: StoredHome) -> OwnHomeKey | None:
    """What a person's own devices keep of their home key, which the town never had (boxes, public
    keys); None while the town holds it.
    """
    return msgspec.convert(kept.own, OwnHomeKey) if kept.own else None


async def hold(
    db: Db, person_id: UUID, following: str, exchange: str, boxes: list[HomeKeyBox]
) -> StoredHome:
    """Sets a person's next home key to `following` (`ed25519:` and public bytes), of which the town
    never had the private half; `boxes`: that half, sealed by a printed code or passkeys. The same
    again changes the boxes. Raises `NotFound`, `Invalid`, `HomeKeyTheirs` for another one while
    they hold one.
    """
    kept = await store_homes.locked(db, person_id)
    if kept is None or kept.seed is None:
        raise NotFound
    new = _hash_of(following)
    if not 1 <= len(boxes) <= MOST_BOXES or len(_public(exchange)) != 32:
        raise Invalid("A key is held in 1 to 10 boxes.")
    if kept.next_seed is None and kept.next != new:
        raise HomeKeyTheirs
    if kept.next_seed is not None:
        if new in (kept.next, home_records.hash_text(public_of(kept.seed))):
            raise Invalid("The town has this key.")
        old = HomeSeeds(kept.seed, kept.next_seed)
        said = {
            name: kept.record[name] for name in kept.record if name not in ("sig", "key", "next")
        }
        chain = [*kept.record.get("chain", []), home_records.link(kept.pid, old)]
        if len(chain) > home_records.MOST_ROTATIONS - KEPT_FREE:
            raise Invalid("This key changed hands too often.")
        seeds = HomeSeeds(old.next, b"")
        signed = home_records.record({**said, "chain": chain, "n": kept.n + 1}, seeds, new)
        await store_homes.put(db, person_id, home_records.check(signed), signed, seeds)
    signer = kept.next_seed or kept.seed
    own = OwnHomeKey(boxes, exchange, home_records.link_to(kept.pid, signer, new))
    await store_homes.hold_own(db, person_id, msgspec.to_builtins(own))
    return await _now(db, person_id)


async def give_back(db: Db, person_id: UUID, next_seed: bytes) -> StoredHome:
    """Lets the town keep a person's next home key again, as it must to let another town take them.
    Raises `NotFound` for who does not hold it, `NotThatKey`.
    """
    kept = await store_homes.locked(db, person_id)
    if kept is None or kept.seed is None or kept.next_seed is not None:
        raise NotFound
    if len(next_seed) != 32 or home_records.hash_text(public_of(next_seed)) != kept.next:
        raise NotThatKey
    await store_homes.hold_for(db, person_id, next_seed)
    return await _now(db, person_id)


async def check_kept(db: Db, person_id: UUID) -> None:
    """Checks that this town holds the next home key of a person, which another town must be given
    when they move there. Raises `HomeKeyTheirs`.
    """
    kept = await store_homes.of(db, person_id)
    if kept and kept.seed is not None and kept.next_seed is None:
        raise HomeKeyTheirs


def revived(
    before: dict[str, Any], link: dict[str, Any], next_seed: bytes, address: str, town_key: str
) -> GivenHome:
    """A home at this address for a person who brings their next key, without a word of their old
    town. `before`: a home record of theirs; `link`: what its key says of the next one. Raises
    `NotThatKey` for another key, or for a record that is none.
    """
    try:
        known = home_records.check(before).record
        if len(next_seed) != 32 or home_records.hash_text(public_of(next_seed)) != known.next:
            raise NotThatKey
        chain = [
            *before.get("chain", []),
            {name: link.get(name) for name in ("key", "next", "sig")},
        ]
        was = list(dict.fromkeys([known.address, *known.was]))[: home_records.MOST_WAS]
        said: dict[str, Any] = {"pid": known.pid, "n": known.n + 1, "chain": chain, "was": was}
        said |= {"address": address, "town_key": town_key, "at": known.at}
        seeds = HomeSeeds(next_seed, new_seed())
        record = home_records.record(said, seeds)
        home_records.check(record)
    except InvalidHomeRecord:
        raise NotThatKey from None
    return GivenHome(record, seeds.key, seeds.next)


def link_of(pid: str, seeds: HomeSeeds) -> dict[str, Any]:
    """The signed statement of a home key that names the next one, where this town has both private
    keys.
    """
    return home_records.link(pid, seeds)


async def _now(db: Db, person_id: UUID) -> StoredHome:
    found = await store_homes.of(db, person_id)
    assert found is not None
    return found


def _public(text: str) -> bytes:
    try:
        return from_base64url(text)
    except ValueError:
        raise Invalid("A key is 32 bytes in base64url.") from None


def _hash_of(key: str) -> str:
    public = _public(key.removeprefix(KEY))
    if not key.startswith(KEY) or len(public) != 32:
        raise Invalid("A key is `ed25519:` and 32 bytes in base64url.")
    return home_records.hash_text(public)
