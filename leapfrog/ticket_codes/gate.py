"""What a gate says to a code, here and in the browser without network. Pure.

`client/src/lib/tickets/gate.ts` is the same in TypeScript; `tests/tickets/gate_cases.json` holds
both to one table.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.ticket_codes import codes

Outcome = Literal[
    "ok",
    "not_a_ticket",
    "unknown_key",
    "forged",
    "other_show",
    "clock_wrong",
    "too_early",
    "too_late",
    "void",
    "passed_on",
    "already_in",
]
# A device whose clock is so much before what it was told is no judge of times.
JUMP = timedelta(minutes=2)


class GateEntry(msgspec.Struct, frozen=True):
    """What a gate cannot see of a ticket: only those stand in its list of which a signature alone
    does not say all. `proof`: what its holder has to show for the fare.
    """

    turn: int
    void: bool
    used_at: datetime | None = None
    gate: str | None = None
    proof: str = ""


class GateRules(msgspec.Struct, frozen=True):
    """What a gate knows of its show. `made_at`: of when the list is; `keys` by number."""

    show: int
    made_at: datetime
    keys: Mapping[int, bytes]
    known: Mapping[UUID, GateEntry]


class Verdict(msgspec.Struct, frozen=True):
    """What is said, and about which ticket; `used_at`, `gate`: when and where it went in before;
    `proof`: what to ask for before letting in.
    """

    outcome: Outcome
    code: codes.TicketCode | None = None
    used_at: datetime | None = None
    gate: str | None = None
    proof: str = ""


def judge(text: str, rules: GateRules, now: datetime) -> Verdict:
    """The first reason against it, in this order; or `ok`."""
    read = codes.read(text)
    if read is None:
        return Verdict("not_a_ticket")
    code = read.code
    if code.key not in rules.keys:
        return Verdict("unknown_key")
    if not read.is_right(rules.keys):
        return Verdict("forged")
    if code.show != rules.show:
        return Verdict("other_show", code)
    if now < rules.made_at - JUMP:
        return Verdict("clock_wrong", code)
    if now < code.opens or now > code.until:
        return Verdict("too_early" if now < code.opens else "too_late", code)
    return _of_the_list(code, rules.known.get(code.ticket))


def _of_the_list(code: codes.TicketCode, entry: GateEntry | None) -> Verdict:
    if entry is None:
        # An older turn than none is not possible: the first is 0.
        return Verdict("ok", code)
    if entry.void:
        return Verdict("void", code)
    if code.turn < entry.turn:
        return Verdict("passed_on", code)
    if entry.used_at is not None:
        return Verdict("already_in", code, entry.used_at, entry.gate)
    return Verdict("ok", code, proof=entry.proof)
