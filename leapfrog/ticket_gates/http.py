"""Routes of the gate: what it knows beforehand, and what it saw."""

from base64 import urlsafe_b64encode
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from litestar import Router, get, post
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromPath, JSONBody

from leapfrog import pay, tickets
from leapfrog.identity import SignedIn, named
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import DbIn, Input
from leapfrog.ticket_codes import Outcome
from leapfrog.ticket_gates import gating, http_box_office, http_counter, store
from leapfrog.ticket_gates.gating import GateAnswer, Seen
from leapfrog.tickets import Show

GateName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
MOST_SHOWN, MOST_DOUBLES = 100, 500


class GateKey(msgspec.Struct, frozen=True):
    """A public key (Ed25519) in base64url; tickets name its number."""

    number: int
    public: str


class GateKnown(msgspec.Struct, frozen=True):
    """A ticket of which its signature does not say all: void, passed on, in already, or of a fare
    for which its holder shows `proof`.
    """

    ticket: UUID
    turn: int
    void: bool
    used_at: datetime | None
    gate: str | None
    proof: str


class GateList(msgspec.Struct, frozen=True):
    """All that a gate needs to judge without network. `show`: its number, as tickets name it;
    `made_at`: of when this is; `rows`, `numbers`: of each seat, as they are counted along the plan.
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


class SeenInput(Input, frozen=True):
    """A code that was read. `id`: made by the gate; `at`: when, by the town's time as far as the
    gate knows it; `let_in`: it had no network and let somebody in by itself.
    """

    id: UUID
    code: Annotated[str, msgspec.Meta(max_length=400)]
    at: Annotated[datetime, msgspec.Meta(tz=True)]
    let_in: bool = False


class ScansInput(Input, frozen=True):
    gate: GateName
    scans: Annotated[list[SeenInput], msgspec.Meta(min_length=1, max_length=500)]


class ScanShown(msgspec.Struct, frozen=True):
    """What became of a scan. `seat` and `category` as in the gate's list; `used_at`, `gate`: when
    and where the ticket went in before; `proof`: what its holder has to show for the fare.
    """

    id: UUID
    outcome: Outcome | Literal["double"]
    ticket: UUID | None
    seat: int | None
    category: int | None
    used_at: datetime | None
    gate: str | None
    proof: str


class Scans(msgspec.Struct, frozen=True):
    scans: list[ScanShown]


class ScanSeen(msgspec.Struct, frozen=True):
    """One of the last scans: which gate saw which ticket, who stood there."""

    id: UUID
    ticket: UUID | None
    gate: str
    by_name: str
    at: datetime
    offline: bool
    outcome: Outcome | Literal["double"]


class ScansSeen(msgspec.Struct, frozen=True):
    """The newest first."""

    scans: list[ScanSeen]


@get("/tickets/shows/{show_id:uuid}/gate")
async def read_gate_list(db: DbIn, signed: SignedIn, show_id: FromPath[UUID]) -> GateList:
    """What a gate has to know beforehand, for who works there: keys, and the tickets of which a
    signature alone does not say all. Raises `NoShow`, `RoleNeeded`.
    """
    show, rules = await gating.gate_list(db, signed.person_id, show_id)
    told = await tickets.show_shown(db, show.id)
    places = await _seats(db, show)
    return GateList(
        show_id=show.id,
        show=rules.show,
        name=told.event.name,
        starts_at=show.starts_at,
        made_at=rules.made_at,
        keys=[
            GateKey(number, urlsafe_b64encode(public).rstrip(b"=").decode())
            for number, public in rules.keys.items()
        ],
        known=[
            GateKnown(ticket, one.turn, one.void, one.used_at, one.gate, one.proof)
            for ticket, one in rules.known.items()
        ],
        rows=[row for row, _ in places],
        numbers=[number for _, number in places],
        categories=[one.name for one in told.categories],
    )


@post("/tickets/shows/{show_id:uuid}/scans", status_code=200)
async def scan_tickets(
    db: DbIn, signed: SignedIn, show_id: FromPath[UUID], data: JSONBody[ScansInput]
) -> Scans:
    """What a gate saw, at once or, after it was without network, later: one answer for each. The
    same scan again is answered as before. Raises `Invalid`, `NoShow`, `RoleNeeded`,
    `ScanIdUsed`.
    """
    seen = [Seen(one.id, one.code, one.at, one.let_in) for one in data.scans]
    answers = await gating.scan(db, signed.person_id, show_id, data.gate, seen)
    return Scans([_shown(one) for one in answers])


@get("/tickets/shows/{show_id:uuid}/scans")
async def list_scans(db: DbIn, signed: SignedIn, show_id: FromPath[UUID]) -> ScansSeen:
    """The last hundred scans of all gates, and doubles also of before, for who works there. Raises
    `NoShow`, `RoleNeeded`.
    """
    show = await tickets.staff_show(db, signed.person_id, show_id)
    found = await store.last_scans(db, show.id, MOST_SHOWN, MOST_DOUBLES)
    people = await named(db, list({one.by_id for one in found}))
    return ScansSeen(
        [
            ScanSeen(
                id=one.id,
                ticket=one.ticket_id,
                gate=one.gate,
                by_name=people[one.by_id].display_name if one.by_id in people else "",
                at=one.at,
                offline=one.offline,
                outcome=one.outcome,  # type: ignore[arg-type]
            )
            for one in found
        ]
    )


async def _seats(db: Db, show: Show) -> list[tuple[str, str]]:
    """The row and the number of each."""
    if show.plan_hash is None:
        return []
    plan = await tickets.layout_of(db, show.plan_hash)
    return [(" ".join(filter(None, (s.zone, s.row_name))), s.number) for s in plan.seats]


def _shown(answer: GateAnswer) -> ScanShown:
    return ScanShown(
        id=answer.scan.id,
        outcome=answer.scan.outcome,  # type: ignore[arg-type]
        ticket=answer.scan.ticket_id,
        seat=answer.code.seat if answer.code else None,
        category=answer.code.category if answer.code else None,
        used_at=answer.used_at,
        gate=answer.gate,
        proof=answer.proof,
    )


handlers: list[HTTPRouteHandler] = [
    read_gate_list,
    scan_tickets,
    list_scans,
    *http_counter.handlers,
    *http_box_office.handlers,
]
routes = [Router("/", route_handlers=handlers, guards=[pay.town_has_money])]
