"""Routes of ranks: drivers see them and their place in line, the desk changes them."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import JSONBody, PathParameter

from leapfrog.identity import SignedIn, operator_only
from leapfrog.kernel.http import DbIn, Input
from leapfrog.places import Point
from leapfrog.ranks import desk, standing
from leapfrog.ranks.model import PlaceInLine, RankWithTaxis, TaxiRank

NewRankId = Annotated[
    UUID,
    PathParameter(
        description="The rank. A UUIDv7 that the client makes; the same id again is the same rank."
    ),
]
RankId = Annotated[str, PathParameter(max_length=80, description="As the list of ranks names it.")]


class RanksShown(msgspec.Struct, frozen=True):
    """The town's ranks with how many taxis wait at each, and where one stands oneself, if so."""

    ranks: list[RankWithTaxis]
    mine: PlaceInLine | None


class RankInput(Input, frozen=True):
    """What a rank is called, and where it is, in degrees."""

    name: Annotated[str, msgspec.Meta(max_length=200)]
    lat: float
    lon: float

    @property
    def where(self) -> Point:
        return Point(self.lat, self.lon)


@get("/rides/ranks", summary="List taxi ranks")
async def list_ranks(db: DbIn, signed: SignedIn) -> RanksShown:
    """Where taxis wait: ranks of the map, and those of the town's own. Who drives joins a line by
    standing within 60 metres on duty, and leaves it by going away.
    """
    mine = await standing.place_in_line(db, signed.person_id)
    return RanksShown(await desk.ranks_now(db), mine)


@put("/rides/desk/ranks/{rank_id:uuid}", guards=[operator_only], summary="Add a taxi rank")
async def set_own_rank(
    db: DbIn, signed: SignedIn, rank_id: NewRankId, data: JSONBody[RankInput]
) -> TaxiRank:
    """A rank of the town's own, under an id of the client's; the same id again moves or renames it.
    Raises `Invalid`, `TooManyRanks`.
    """
    return await desk.set_own(db, signed.person_id, rank_id, data.name, data.where)


@put("/rides/desk/ranks/places/{rank_id:str}", guards=[operator_only], summary="Move a taxi rank")
async def move_rank(
    db: DbIn, signed: SignedIn, rank_id: RankId, data: JSONBody[RankInput]
) -> TaxiRank:
    """A rank is called so and is there from now on, also one of the map; one that was closed is
    open again. Raises `Invalid`, `NoRank`, `TooManyRanks`.
    """
    return await desk.move(db, signed.person_id, rank_id, data.name, data.where)


@delete(
    "/rides/desk/ranks/places/{rank_id:str}",
    guards=[operator_only],
    status_code=204,
    summary="Close a taxi rank",
)
async def close_rank(db: DbIn, signed: SignedIn, rank_id: RankId) -> None:
    """Taxis wait there no longer, and who did is in no line. Raises `NoRank`."""
    await desk.close(db, signed.person_id, rank_id)


routes: list[HTTPRouteHandler] = [list_ranks, set_own_rank, move_rank, close_rank]
