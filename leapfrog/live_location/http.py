"""Routes of live locations."""

from datetime import datetime
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog.identity import SignedIn, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input, TownIn
from leapfrog.kernel.limits import Limit
from leapfrog.live_location import sharing, store
from leapfrog.live_location.model import LivePlace, LiveShare, Minutes, place_of

TELLING = Limit("live_location", 30, 60)
BEGINNING = Limit("live_location_begin", 30, 3600)
ShareId = FromPath[UUID]


class LiveLocationInput(Input, frozen=True):
    """In which conversation, and for how many minutes."""

    conversation_id: UUID
    minutes: Minutes


class LivePlaceInput(Input, frozen=True):
    """Where one is, in degrees, to so many metres."""

    lat: float
    lon: float
    accuracy: float = 0.0


class LiveLocationShown(msgspec.Struct, frozen=True):
    """Somebody shows a conversation where they are. `runs`: still; then `place` is the last that
    they told, or nothing yet. Else it ended at `ended_at`.
    """

    id: UUID
    person_id: UUID
    name: str
    avatar_url: str | None
    conversation_id: UUID
    began_at: datetime
    until: datetime
    ended_at: datetime | None
    runs: bool
    place: LivePlace | None


class LiveLocations(msgspec.Struct, frozen=True):
    """What one shows now, the oldest first."""

    shares: list[LiveLocationShown]


@put("/live-locations/{share_id:uuid}", summary="Show where one is")
async def begin_live_location(
    db: DbIn, town: TownIn, signed: SignedIn, share_id: ShareId, data: JSONBody[LiveLocationInput]
) -> LiveLocationShown:
    """Shows one conversation where one is, for a while; a card there says so. Instead of what runs
    there already. The same id again is the same. Raises `Invalid`, `LiveLocationIdUsed`,
    `MovedAway`, `MutedAll`, `NoConversation`, `NoLiveLocation`, `NotContacts`, `NotMember`,
    `ReadOnly`, `RequestWaits`, `TooManyToShow`.
    """
    town.limit(BEGINNING, str(signed.person_id))
    made = await sharing.share_in(
        db, signed.person_id, share_id, data.conversation_id, data.minutes
    )
    return await _shown(db, made)


@put("/live-location", summary="Tell where one is")
async def tell_live_location(
    db: DbIn, town: TownIn, signed: SignedIn, data: JSONBody[LivePlaceInput]
) -> LiveLocations:
    """One is there now, for all to whom one shows it; at most once in five seconds. Answers what
    runs still. Raises `Invalid`, `NoLiveLocation`.
    """
    town.limit(TELLING, str(signed.person_id))
    told = (data.lat, data.lon, data.accuracy)
    running = await sharing.tell_place(db, signed.person_id, *told)
    return LiveLocations([await _shown(db, one) for one in running])


@get("/live-location", summary="Read what one shows")
async def read_live_locations(db: DbIn, signed: SignedIn) -> LiveLocations:
    """To whom one shows now where one is."""
    running = await store.running(db, signed.person_id)
    return LiveLocations([await _shown(db, one) for one in running])


@get("/live-locations/{share_id:uuid}", summary="See where somebody is")
async def read_live_location(db: DbIn, signed: SignedIn, share_id: ShareId) -> LiveLocationShown:
    """For who is in that conversation, as long as both are. Raises `NoLiveLocation`."""
    return await _shown(db, await sharing.seen(db, signed.person_id, share_id))


@delete("/live-locations/{share_id:uuid}", status_code=204, summary="Stop showing where one is")
async def end_live_location(db: DbIn, signed: SignedIn, share_id: ShareId) -> None:
    """Nobody is told any more, and where one was is forgotten. Again, nothing happens. Raises
    `NoLiveLocation`.
    """
    await sharing.stop(db, signed.person_id, share_id)


async def _shown(db: Db, share: LiveShare) -> LiveLocationShown:
    who = (await named(db, [share.person_id])).get(share.person_id)
    runs = share.runs(db.now)
    return LiveLocationShown(
        id=share.id,
        person_id=share.person_id,
        name=who.display_name if who else "",
        avatar_url=who.avatar if who else None,
        conversation_id=share.conversation_id,
        began_at=share.began_at,
        until=share.until,
        ended_at=share.ended_at or (None if runs else share.until),
        runs=runs,
        place=place_of(share, db.now),
    )


routes: list[HTTPRouteHandler] = [
    begin_live_location,
    tell_live_location,
    read_live_locations,
    read_live_location,
    end_live_location,
]
