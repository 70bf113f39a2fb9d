"""Which town a request is from: only what a town signed is taken."""

from datetime import timedelta

import msgspec

from leapfrog import fediverse
from leapfrog.fediverse import TownAddress
from leapfrog.identity import HomeSource
from leapfrog.kernel.http import Headers, Town
from leapfrog.kernel.limits import Limit, network
from leapfrog.towns import keys, peers, signing, store
from leapfrog.towns.errors import NotSignedByTown, NotSpokenWith
from leapfrog.towns.model import public_bytes
from leapfrog.towns.peers import NotReached
from leapfrog.towns.signing import InvalidTownSignature, SignedBy, TownPost
from leapfrog.towns.store import OtherTown

# For towns that are not known the town asks at an address which the sender names.
ASKED_FOR, ASKED_OF = Limit("town_asked_for", 60, 60), Limit("town_asked_of", 60, 60)


class Brought(msgspec.Struct, frozen=True):
    """A POST of another town: to which path, its headers, its body, and the network address that it
    came from.
    """

    path: str
    headers: Headers
    body: bytes
    address: str

    def header(self, name: str) -> str:
        return self.headers.get(name.encode(), b"").decode("latin-1")


async def signer(
    town: Town, site: TownAddress, brought: Brought, *, within: timedelta | None = None
) -> HomeSource:
    """The town that signed a request, and by which key (RFC 9421). Its keys are asked for when they
    are not known, and once more when it names another one. `within`: how far its clock may be from
    this one's, for what has no number that says whether it is new. Raises `NotSignedByTown`,
    `NotSpokenWith`, `RateLimited`.
    """
    signed = _signature(site, brought)
    apart = abs(town.clock.now().timestamp() - signed.created)
    if within is not None and apart > within.total_seconds():
        raise NotSignedByTown("it was signed at another time: the clocks differ, or it is old")
    async with town.database.glance() as db:
        if not await fediverse.spoken_with(db, site, [signed.domain]):
            raise NotSpokenWith
        known = await store.one(db, signed.domain)
    if known and known.key_changed and not known.offline:
        raise NotSignedByTown("that town has another key than before")
    if known and not known.key_changed and signed.key in known.keys:
        return _checked(known, signed)
    town.limit(ASKED_FOR, network(brought.address))
    town.limit(ASKED_OF, signed.domain)
    try:
        return _checked(await peers.look_up(town, site, signed.domain), signed)
    except NotReached as why:
        raise NotSignedByTown(f"that town could not be asked for its key: {why}") from None


def _signature(site: TownAddress, brought: Brought) -> SignedBy:
    posted = TownPost(f"{site.origin}{brought.path}", brought.body)
    given = [brought.header(name) for name in ("signature-input", "signature", "content-digest")]
    try:
        signed = signing.read(posted, *given)
    except InvalidTownSignature as why:
        raise NotSignedByTown(str(why)) from None
    if signed.domain in (site.domain, site.host):
        raise NotSignedByTown("a key of this town")
    return signed


def _checked(there: OtherTown, signed: SignedBy) -> HomeSource:
    public = there.keys.get(signed.key)
    if public is None or not signed.by(public_bytes(public)):
        raise NotSignedByTown("the signature is not by a key of that town")
    # A key that is pinned and never proved itself speaks for nobody, unless it signed this.
    return HomeSource(there.domain, keys.hash_of(public), frozenset(there.had))
