"""A poster is made anew from whatever picture came, kept publicly, and taken down again."""

import hashlib
from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.identity import plain
from leapfrog.kernel import files
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import derived_id
from leapfrog.kernel.images import size_of, whole_webp
from leapfrog.kernel.locks import lock
from leapfrog.posters import store
from leapfrog.posters.model import EventPoster

WHOLE, SMALL = (1080, 1440), (240, 320)
LONGEST_ALT = 200
PURPOSE, MEDIA_TYPE = "event_poster", "image/webp"


class MadePoster(msgspec.Struct, frozen=True):
    """A picture made anew as WebP, whole and small; `alt`: what is seen on it."""

    whole: bytes
    small: bytes
    alt: str


async def made(content: bytes, alt: str) -> MadePoster:
    """A poster (WebP, in two sizes) of any usual picture; `alt`: what is seen on it, 200 characters
    at most. Raises `NotAPicture`, `Invalid`.
    """
    said = " ".join(plain(alt).split())
    if len(said) > LONGEST_ALT:
        raise Invalid(f"At most {LONGEST_ALT} characters.", field="alt")
    whole = await whole_webp(content, *WHOLE)
    return MadePoster(whole, await whole_webp(whole, *SMALL), said)


async def hang(
    db: Db, town: Town, event_id: UUID, merchant_id: UUID, poster: MadePoster
) -> EventPoster:
    """Hangs a poster for an event, instead of the one before; the caller has seen that the event is
    this shop's. Its bytes count for the owner of the shop. Raises `QuotaFull`, `DiskFull`.
    """
    await lock(db, "posters", event_id)
    sha256, small = (hashlib.sha256(one).digest() for one in (poster.whole, poster.small))
    width, height = size_of(poster.whole)
    new = EventPoster(
        event_id=event_id,
        merchant_id=merchant_id,
        sha256=sha256,
        small=small,
        width=width,
        height=height,
        alt=poster.alt,
    )
    before = (await store.find(db, [event_id])).get(event_id)
    if before is None or before.sha256 != sha256:
        await _let_go(db, [event_id])
        person = await till.shop_owner(db, merchant_id)
        for content, digest in ((poster.whole, sha256), (poster.small, small)):
            owned = (PURPOSE, digest, MEDIA_TYPE)
            await files.own(
                db, _owner(event_id), *owned, size=len(content), person=person, public=True
            )
            await town.files.put(content)
    await store.put(db, new)
    return new


async def take_down(db: Db, events: Sequence[UUID]) -> int:
    """Takes the posters of these events away; answers how many had one. Again, nothing happens."""
    await _let_go(db, events)
    return await store.drop(db, events)


async def _let_go(db: Db, events: Iterable[UUID]) -> None:
    """Their pictures are nobody's any more."""
    await files.forget(db, await files.disown_several(db, [_owner(one) for one in events]))


def _owner(event_id: UUID) -> UUID:
    """Under which id a poster is kept."""
    return derived_id(event_id, "poster")
