"""Routes of the gate: what it knows beforehand, and what it saw."""

from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import pay, tickets
from leapfrog.identity import SignedIn, named, own_device
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ticket_codes import Outcome, Way
from leapfrog.ticket_gates import (
    counting,
    entering,
    gating,
    http_box_office,
    http_counter,
    http_guests,
    http_rules,
    store,
)
from leapfrog.ticket_gates.gating import AtGate, Seen
from leapfrog.ticket_gates.shapes import GateName, Later, ScanShown, scan_shown
from leapfrog.ticket_gates.store import DoorCount
from leapfrog.ticket_gates.store_rules import Entrance
from leapfrog.tickets import Show

MOST_SHOWN, MOST_DOUBLES = 100, 500


class GateKey(msgspec.Struct, frozen=True):
    """A public key (Ed25519) in base64url; tickets name its number. `secret`: by which codes are
    known to be shown at this moment (docs/tickets.md), null: the show does not ask for it.
    """

    number: int
    public: str
    secret: str | None


class GateKnown(msgspec.Struct, frozen=True):
    """A ticket of which its signature does not say all: void, passed on, in already, out again
    since `out_at`, of a fare for which its holder shows `proof`, or on `paper`.
    """

    ticket: UUID
    turn: int
    void: bool
    used_at: datetime | None
    gate: str | None
    proof: str
    out_at: datetime | None
    paper: bool


class GateList(msgspec.Struct, frozen=True):
    """All that a gate needs to judge without network. `show`: its number, as tickets name it;
    `made_at`: of when this is; `rows`, `numbers`: of each seat, as they are counted along the plan;
    `re_entry`: who went out may come in again; `entrances`: doors for some categories alone;
    `inside`: so many people are in by now; `searches`: one may look for tickets by name;
    `opens_at`, `until`: from when to when tickets are good of a show that was moved, null: as they
    say.
    """

    show_id: UUID
    show: int
    name: str
    starts_at: datetime
    made_at: datetime
    keys: list[GateKey]
    known: list[GateKnown]
    rows: list[str]
    numbers: list[str]
    categories: list[str]
    re_entry: bool
    entrances: list[Entrance]
    inside: int
    searches: bool
    opens_at: datetime | None
    until: datetime | None


class SeenInput(Input, frozen=True):
    """A code that was read of who comes `in` or goes `out`. `id`: made by the gate; `at`: when, by
    the town's time as far as the gate knows it; `alone`: it had no network and decided by itself,
    `let_in`: that they may pass; `undone_at`: when that was taken back, within half a minute.
    """

    id: UUID
    code: Annotated[str, msgspec.Meta(max_length=400)]
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    let_in: bool = False
    alone: bool = False
    way: Way = "in"
    undone_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class ScansInput(Input, frozen=True):
    """`entrance`: at which of the show's entrances the gate stands; empty: at all of them."""

    gate: GateName
    scans: Annotated[list[SeenInput], msgspec.Meta(min_length=1, max_length=500)]
    entrance: Annotated[str, msgspec.Meta(max_length=60)] = ""


class Scans(msgspec.Struct, frozen=True):
    scans: list[ScanShown]


class ScanSeen(msgspec.Struct, frozen=True):
    """One of the last scans: which gate saw which ticket, who stood there (`by_name`); `searched`:
    its holder was found by their name.
    """

    id: UUID
    ticket: UUID | None
    gate: str
    by_name: str
    at: datetime
    offline: bool
    way: Way
    searched: bool
    outcome: Outcome | Later


class ScansSeen(msgspec.Struct, frozen=True):
    """The newest first; `inside`: so many people are in by now, `doors`: by which gates they came
    and went.
    """

    scans: list[ScanSeen]
    inside: int
    doors: list[DoorCount]


@get("/tickets/shows/{show_id:uuid}/gate")
async def read_gate_list(db: DbIn, signed: SignedIn, show_id: FromPath[UUID]) -> GateList:
    """What a gate has to know beforehand, for who works there or helps at the gate: keys, and the
    tickets of which a signature alone does not say all. Raises `NoShow`, `RoleNeeded`.
    """
    found = await gating.gate_list(db, signed.person_id, show_id)
    show, rules = found.show, found.rules
    told = await tickets.show_shown(db, show.id)
    places = await _seats(db, show)
    return GateList(
        show_id=show.id,
        show=rules.show,
        name=told.event.name,
        starts_at=show.starts_at,
        made_at=rules.made_at,
        keys=[
            GateKey(
                number,
                _base64url(public),
                _base64url(rules.secrets[number]) if rules.secrets else None,
            )
            for number, public in rules.keys.items()
        ],
        known=[
            GateKnown(
                ticket=ticket,
                turn=one.turn,
                void=one.void,
                used_at=one.used_at,
                gate=one.gate,
                proof=one.proof,
                out_at=one.out_at,
                paper=one.paper,
            )
            for ticket, one in rules.known.items()
        ],
        rows=[row for row, _ in places],
        numbers=[number for _, number in places],
        categories=[one.name for one in told.categories],
        re_entry=rules.re_entry,
        entrances=found.at.entrances,
        inside=sum(one.is_inside for one in rules.known.values()),
        searches=await entering.searches(db, signed.person_id, show.id),
        opens_at=rules.opens,
        until=rules.until,
    )


@post("/tickets/shows/{show_id:uuid}/scans", status_code=200)
async def scan_tickets(
    db: DbIn, signed: SignedIn, show_id: FromPath[UUID], data: JSONBody[ScansInput]
) -> Scans:
    """What a gate saw, at once or, after it was without network, later: one answer for each. The
    same scan again is answered as before, or taken back. Raises `Invalid`, `NoShow`, `NotYourScan`,
    `RoleNeeded`, `ScanIdUsed`, `UndoTooLate`.
    """
    seen = [msgspec.convert(one, Seen, from_attributes=True) for one in data.scans]
    gate = AtGate(data.gate, data.entrance)
    answers = await gating.scan(db, signed.person_id, show_id, gate, seen)
    return Scans([scan_shown(one) for one in answers])


@get("/tickets/shows/{show_id:uuid}/scans")
async def list_scans(db: DbIn, signed: SignedIn, show_id: FromPath[UUID]) -> ScansSeen:
    """The last hundred scans of all gates, and doubles also of before, for who works there. Raises
    `NoShow`, `RoleNeeded`.
    """
    show = await tickets.staff_show(db, signed.person_id, show_id)
    found = await store.last_scans(db, show.id, MOST_SHOWN, MOST_DOUBLES)
    people = await named(db, list({one.by_id for one in found}))
    doors = await store.doors(db, show.id)
    return ScansSeen(
        [
            ScanSeen(
                id=one.id,
                ticket=one.ticket_id,
                gate=one.gate,
                by_name=people[one.by_id].display_name if one.by_id in people else "",
                at=one.at,
                offline=one.offline,
                way=one.way,
                searched=one.by_name,
                outcome=one.outcome,  # type: ignore[arg-type]
            )
            for one in found
        ],
        sum(one.came - one.went for one in doors),
        doors,
    )


@get("/tickets/shows/{show_id:uuid}/scans.csv", media_type="text/csv", guards=[own_device])
async def read_scans_file(db: DbIn, signed: SignedIn, show_id: FromPath[UUID]) -> Response[str]:
    """All scans of a show as a table, without whose the tickets are, for who leads the shop. Raises
    `NoShow`, `RoleNeeded`.
    """
    text = await counting.as_csv(db, signed.person_id, show_id)
    headers = {"content-disposition": 'attachment; filename="scans.csv"'}
    return Response(text, media_type="text/csv", headers=headers)


def _base64url(key: bytes) -> str:
    return urlsafe_b64encode(key).rstrip(b"=").decode()


async def _seats(db: Db, show: Show) -> list[tuple[str, str]]:
    """The row and the number of each."""
    if show.plan_hash is None:
        return []
    plan = await tickets.layout_of(db, show.plan_hash)
    return [(" ".join(filter(None, (s.zone, s.row_name))), s.number) for s in plan.seats]


handlers: list[HTTPRouteHandler] = [
    read_gate_list,
    scan_tickets,
    list_scans,
    read_scans_file,
    *http_rules.handlers,
    *http_guests.handlers,
    *http_counter.handlers,
    *http_box_office.handlers,
]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]
