"""Routes of how the gates of a show are set up, and of who helps there."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import delete, get, put
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import tickets
from leapfrog.identity import Person, SignedIn, named, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ticket_gates import rules, store_rules
from leapfrog.ticket_gates.store_rules import Entrance, ShowGate
from leapfrog.tickets import ShowShown

ShowId = FromPath[UUID]
PersonId = FromPath[UUID]
Text = Annotated[str, msgspec.Meta(max_length=200)]


class EntranceInput(Input, frozen=True):
    """A door for these categories of the show and no others."""

    name: Text
    categories: Annotated[list[int], msgspec.Meta(max_length=50)]


class ShowGateInput(Input, frozen=True):
    """`re_entry`: who went out may come in again; `entrances`: without any, all come in by every
    gate; else each category has one or more; `live`: codes have to be shown by the holder's own
    phone at this moment.
    """

    re_entry: bool = False
    entrances: Annotated[list[EntranceInput], msgspec.Meta(max_length=50)] = msgspec.field(
        default_factory=list
    )
    live: bool = False


class HelperInput(Input, frozen=True):
    """`searches`: may look for tickets by the names of their holders."""

    searches: bool = False


class HelperNamed(msgspec.Struct, frozen=True):
    """Somebody who helps at the gate; `looked`: so often they looked for a name."""

    person: Person
    searches: bool
    looked: int


class Looked(msgspec.Struct, frozen=True):
    """Somebody of the shop, and how often they looked for a name."""

    person: Person
    looked: int


class ShowGateShown(msgspec.Struct, frozen=True):
    """How the gates of a show are set up, who helps there, and who else looked for names."""

    re_entry: bool
    live: bool
    entrances: list[Entrance]
    helpers: list[HelperNamed]
    others: list[Looked]


class OwnGates(msgspec.Struct, frozen=True):
    """By the start of the shows."""

    shows: list[ShowShown]


@get("/tickets/gates")
async def list_own_gates(db: DbIn, signed: SignedIn) -> OwnGates:
    """Shows to come at whose gates one was asked to help."""
    found = await rules.own_gates(db, signed.person_id)
    return OwnGates(await tickets.shows_shown(db, found))


@get("/tickets/shows/{show_id:uuid}/gate/setup")
async def read_gate_setup(db: DbIn, signed: SignedIn, show_id: ShowId) -> ShowGateShown:
    """How the gates of a show are set up, for who leads the shop. Raises `NoShow`, `RoleNeeded`."""
    show = await tickets.led_show(db, signed.person_id, show_id)
    return await _shown(db, show.id)


@put("/tickets/shows/{show_id:uuid}/gate/setup", summary="Set up gates", guards=[own_device])
async def set_up_gate(
    db: DbIn, signed: SignedIn, show_id: ShowId, data: JSONBody[ShowGateInput]
) -> ShowGateShown:
    """The gates of a show are like this from now on. Raises `Invalid`, `NoShow`, `RoleNeeded`."""
    entrances = [Entrance(one.name, one.categories) for one in data.entrances]
    await rules.set_up(db, signed.person_id, show_id, ShowGate(data.re_entry, entrances, data.live))
    return await _shown(db, show_id)


@put(
    "/tickets/shows/{show_id:uuid}/helpers/{person_id:uuid}",
    summary="Name a helper",
    guards=[own_device],
)
async def name_gate_helper(
    db: DbIn, signed: SignedIn, show_id: ShowId, person_id: PersonId, data: JSONBody[HelperInput]
) -> ShowGateShown:
    """A contact helps at the gate of this show, and sees nothing else of the shop. Again changes
    what they may. Raises `Invalid`, `NoShow`, `NotYourHelper`, `RoleNeeded`.
    """
    await rules.name_helper(db, signed.person_id, show_id, person_id, searches=data.searches)
    return await _shown(db, show_id)


@delete(
    "/tickets/shows/{show_id:uuid}/helpers/{person_id:uuid}",
    status_code=204,
    guards=[own_device],
)
async def remove_gate_helper(
    db: DbIn, signed: SignedIn, show_id: ShowId, person_id: PersonId
) -> None:
    """Somebody helps at this gate no more; also oneself. Raises `NoShow`, `RoleNeeded`."""
    await rules.remove_helper(db, signed.person_id, show_id, person_id)


async def _shown(db: Db, show_id: UUID) -> ShowGateShown:
    at = await store_rules.of_show(db, show_id)
    helpers = await store_rules.helpers(db, show_id)
    looked = await store_rules.searches(db, show_id)
    people = await named(db, [*(one.person_id for one in helpers), *looked])
    helping = {one.person_id for one in helpers}
    return ShowGateShown(
        at.re_entry,
        at.live,
        at.entrances,
        [
            HelperNamed(people[one.person_id], one.searches, looked.get(one.person_id, 0))
            for one in helpers
            if one.person_id in people
        ],
        [
            Looked(people[one], n)
            for one, n in looked.items()
            if one in people and one not in helping
        ],
    )


handlers: list[HTTPRouteHandler] = [
    list_own_gates,
    read_gate_setup,
    set_up_gate,
    name_gate_helper,
    remove_gate_helper,
]
