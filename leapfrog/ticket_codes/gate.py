"""What a gate says to a code, here and in the browser without network. Pure.

`client/src/lib/tickets/gate.ts` is the same in TypeScript; `tests/tickets/gate_cases.json` holds
both to one table.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.ticket_codes import codes, live

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
    "other_entrance",
    "no_re_entry",
    "not_live",
    "not_in",
]
Way = Literal["in", "out"]
# A device whose clock is so much before what it was told is no judge of times.
JUMP = timedelta(minutes=2)


class GateEntry(msgspec.Struct, frozen=True):
    """What a gate cannot see of a ticket: only those stand in its list of which a signature alone
    does not say all. `used_at`, `gate`: when and where it came in last; `out_at`: when it went out
    after that, None: it is inside. `proof`: what its holder has to show for the fare. `paper`: it
    is in nobody's app, so its code says the same at any time.
    """

    turn: int
    void: bool
    used_at: datetime | None = None
    gate: str | None = None
    proof: str = ""
    out_at: datetime | None = None
    paper: bool = False

    @property
    def is_inside(self) -> bool:
        return self.used_at is not None and self.out_at is None


class GateRules(msgspec.Struct, frozen=True):
    """What a gate knows of its show. `made_at`: of when the list is; `keys` by number; `re_entry`:
    who went out may come in again; `categories`: of this entrance, None: all; `opens`, `until`: of
    a show that was moved, since what its tickets say is of before; `secrets`: by key, by which
    codes of phones are known to be shown at this moment, None: that is not asked.
    """

    show: int
    made_at: datetime
    keys: Mapping[int, bytes]
    known: Mapping[UUID, GateEntry]
    re_entry: bool = False
    categories: Collection[int] | None = None
    opens: datetime | None = None
    until: datetime | None = None
    secrets: Mapping[int, bytes] | None = None


class Verdict(msgspec.Struct, frozen=True):
    """What is said, and about which ticket; `used_at`, `gate`: when and where it went in before;
    `out_at`: when it went out again; `proof`: what to ask for before letting in.
    """

    outcome: Outcome
    code: codes.TicketCode | None = None
    used_at: datetime | None = None
    gate: str | None = None
    proof: str = ""
    out_at: datetime | None = None


def judge(text: str, rules: GateRules, now: datetime, way: Way = "in") -> Verdict:
    """Whether the gate lets a scanned code in: the first reason against it, or `ok`. Whoever goes
    `out` is only asked whether this is a ticket of the show, and whether it came in.
    """
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
    entry = rules.known.get(code.ticket)
    if way == "out":
        return _going_out(code, entry)
    opens, until = rules.opens or code.opens, rules.until or code.until
    if now < opens or now > until:
        return Verdict("too_early" if now < opens else "too_late", code)
    verdict = _coming_in(code, entry, rules)
    if verdict.outcome == "ok" and not _is_live(read, entry, rules, now):
        return Verdict("not_live", code)
    return verdict


def _is_live(
    read: codes.SignedCode, entry: GateEntry | None, rules: GateRules, now: datetime
) -> bool:
    """Whether a phone shows it at this moment, or it need not be so."""
    if rules.secrets is None or (entry is not None and entry.paper):
        return True
    code = read.code
    secret = live.ticket_secret(rules.secrets[code.key], code.ticket, code.turn)
    return live.is_said_now(read.mark, secret, now)


def _going_out(code: codes.TicketCode, entry: GateEntry | None) -> Verdict:
    if entry is not None and code.turn < entry.turn:
        return Verdict("passed_on", code)
    if entry is None or not entry.is_inside:
        return Verdict("not_in", code, out_at=entry.out_at if entry else None)
    return Verdict("ok", code, entry.used_at, entry.gate)


def _coming_in(code: codes.TicketCode, entry: GateEntry | None, rules: GateRules) -> Verdict:
    # An older turn than none is not possible: the first is 0.
    known = entry or GateEntry(turn=0, void=False)
    if known.void:
        return Verdict("void", code)
    if code.turn < known.turn:
        return Verdict("passed_on", code)
    if known.is_inside:
        return Verdict("already_in", code, known.used_at, known.gate)
    if rules.categories is not None and code.category not in rules.categories:
        return Verdict("other_entrance", code)
    if known.out_at is not None and not rules.re_entry:
        return Verdict("no_re_entry", code, known.used_at, known.gate, out_at=known.out_at)
    return Verdict("ok", code, proof=known.proof, out_at=known.out_at)
