"""Scans as a gate is answered."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

import msgspec

from leapfrog.ticket_codes import Outcome, Way
from leapfrog.ticket_gates.gating import GateAnswer

GateName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
# What becomes of scans when others are known.
Later = Literal["double", "turned_away", "undone"]


class ScanShown(msgspec.Struct, frozen=True):
    """What became of a scan. `seat` and `category` as in the gate's list; `used_at`, `gate`: when
    and where the ticket went in before, `out_at`: when it went out after that; `proof`: what its
    holder has to show for the fare.
    """

    id: UUID
    outcome: Outcome | Later
    way: Way
    ticket: UUID | None
    seat: int | None
    category: int | None
    used_at: datetime | None
    gate: str | None
    out_at: datetime | None
    proof: str


def scan_shown(answer: GateAnswer) -> ScanShown:
    return ScanShown(
        id=answer.scan.id,
        outcome=answer.scan.outcome,  # type: ignore[arg-type]
        way=answer.scan.way,
        ticket=answer.scan.ticket_id,
        seat=answer.code.seat if answer.code else None,
        category=answer.code.category if answer.code else None,
        used_at=answer.used_at,
        gate=answer.gate,
        out_at=answer.out_at,
        proof=answer.proof,
    )
