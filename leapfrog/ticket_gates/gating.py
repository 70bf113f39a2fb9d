"""Who came in: what a gate knows beforehand, and what it saw.

A gate without network lets in by the signature alone and tells later. Whoever was earlier, by the
corrected time, is who came in; each later one with the same ticket is a double, and both are named.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from msgspec.structs import replace

from leapfrog import concessions, ticket_codes, tickets
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.ticket_gates import store
from leapfrog.ticket_gates.errors import ScanIdUsed
from leapfrog.ticket_gates.store import Scan
from leapfrog.tickets import Show

LONGEST_GATE, OLDEST = 40, timedelta(days=400)


class Seen(msgspec.Struct, frozen=True):
    """A code that a gate read. `let_in`: the gate had no network and let somebody in by itself."""

    id: UUID
    code: str
    at: datetime
    let_in: bool = False


class GateAnswer(msgspec.Struct, frozen=True):
    """What became of a scan; `used_at`, `gate`: when and where the ticket went in before; `proof`:
    what its holder has to show.
    """

    scan: Scan
    code: ticket_codes.TicketCode | None
    used_at: datetime | None = None
    gate: str | None = None
    proof: str = ""


class Tally(msgspec.Struct):
    """What is known of the tickets while scans are looked at, one after the other."""

    known: dict[UUID, ticket_codes.GateEntry]
    by: dict[UUID, Scan]


async def gate_list(db: Db, me: UUID, show_id: UUID) -> tuple[Show, ticket_codes.GateRules]:
    """What a gate of this show has to know, for who works there. Raises `NoShow`, `RoleNeeded`."""
    show = await tickets.staff_show(db, me, show_id)
    keys = await tickets.public_keys(db)
    entries = await tickets.gate_entries(db, show.id)
    for ticket, proof in (await concessions.proofs(db, show.id)).items():
        # One that was never passed on is not in the list for anything else.
        found = entries.get(ticket) or ticket_codes.GateEntry(turn=0, void=False)
        entries[ticket] = replace(found, proof=proof)
    rules = ticket_codes.GateRules(show.number, db.now, keys, entries)
    return show, rules


async def scan(
    db: Db, me: UUID, show_id: UUID, at_gate: str, seen: Sequence[Seen]
) -> list[GateAnswer]:
    """What a gate saw, one answer for each; the same scan again is answered as before. Raises
    `Invalid`, `NoShow`, `RoleNeeded`, `ScanIdUsed`.
    """
    show = await tickets.staff_show(db, me, show_id)
    name = " ".join(at_gate.split())
    if not 1 <= len(name) <= LONGEST_GATE or len({one.id for one in seen}) < len(seen):
        raise Invalid("A gate has a name, and each scan an id of its own.")
    read = {one.id: ticket_codes.read(one.code) for one in seen}
    shown = {one.code.ticket for one in read.values() if one is not None}
    await tickets.lock_tickets(db, shown)
    before = await store.scans(db, [one.id for one in seen])
    if any(one.show_id != show_id for one in before.values()):
        raise ScanIdUsed
    tally = await _tally(db, shown)
    rules = ticket_codes.GateRules(show.number, db.now, await tickets.public_keys(db), tally.known)
    answers: dict[UUID, GateAnswer] = {}
    for one in sorted(seen, key=lambda each: (each.at, each.id)):
        if one.id in before:
            found = await _let_in_alone(db, before[one.id], one)
            answers[one.id] = _again(found, read[one.id], tally)
            continue
        asked = _scan(db, me, show, name, one)
        answers[one.id] = await _decide(db, asked, one.code, rules, tally)
    fresh = [answers[one.id].scan for one in seen if one.id not in before]
    await store.add_scans(db, fresh)
    # Who is in sells nothing any more.
    used = [one.ticket_id for one in fresh if one.ticket_id and one.outcome == "ok"]
    await tickets.remove_listings(db, used)
    await _tell(db, fresh)
    proofs = await concessions.proofs_of(db, shown)
    return [_with(answers[one.id], proofs) for one in seen]


def _with(answer: GateAnswer, proofs: Mapping[UUID, str]) -> GateAnswer:
    ticket = answer.scan.ticket_id
    return replace(answer, proof=proofs.get(ticket, "")) if ticket else answer


async def _tally(db: Db, shown: set[UUID]) -> Tally:
    known = await tickets.gate_entries_of(db, shown)
    let_in = await store.let_in(db, list(shown))
    scans = await store.scans(db, list(let_in.values()))
    return Tally(known, {ticket: scans[by] for ticket, by in let_in.items()})


def _scan(db: Db, me: UUID, show: Show, name: str, one: Seen) -> Scan:
    return Scan(
        id=one.id,
        show_id=show.id,
        ticket_id=None,
        gate=name,
        by_id=me,
        # No gate sees what is yet to come, nor tells of years ago.
        at=max(min(one.at, db.now), db.now - OLDEST),
        came_at=db.now,
        offline=one.let_in,
        outcome="",
    )


async def _decide(
    db: Db, asked: Scan, text: str, rules: ticket_codes.GateRules, tally: Tally
) -> GateAnswer:
    verdict = ticket_codes.judge(text, replace(rules, made_at=asked.at), asked.at)
    code, outcome = verdict.code, verdict.outcome
    ticket = code.ticket if code and code.ticket in tally.known else None
    if code and outcome == "ok" and ticket is None:
        # The town signed it, and does not know it any more.
        return GateAnswer(replace(asked, outcome="void"), code)
    told = replace(asked, ticket_id=ticket, outcome=str(outcome))
    if ticket is None:
        return GateAnswer(told, code)
    first = tally.by.get(ticket)
    if outcome == "already_in" and first is not None and told.offline:
        if told.at < first.at:
            await store.set_outcome(db, first.id, "double")
            told = replace(told, outcome="ok")
        else:
            told = replace(told, outcome="double")
    if told.outcome == "ok":
        await tickets.let_in(db, ticket, told.at, told.gate, told.id)
        tally.by[ticket] = told
        tally.known[ticket] = replace(tally.known[ticket], used_at=told.at, gate=told.gate)
    return GateAnswer(told, code, verdict.used_at, verdict.gate)


async def _let_in_alone(db: Db, before: Scan, seen: Seen) -> Scan:
    """The gate did not hear that somebody was in already, and let them in by itself: a double."""
    if not (seen.let_in and before.outcome == "already_in"):
        return before
    await store.set_outcome(db, before.id, "double")
    return replace(before, outcome="double")


def _again(before: Scan, read: ticket_codes.SignedCode | None, tally: Tally) -> GateAnswer:
    code = read.code if read else None
    if before.outcome in ("ok", "not_a_ticket") or before.ticket_id is None:
        return GateAnswer(before, code)
    entry = tally.known.get(before.ticket_id)
    return GateAnswer(before, code, entry.used_at if entry else None, entry.gate if entry else None)


async def _tell(db: Db, scans: Sequence[Scan]) -> None:
    """Who came in sees it on their own phone."""
    ids = [one.ticket_id for one in scans if one.ticket_id and one.outcome == "ok"]
    went = await tickets.lock_tickets(db, ids)
    stream.tell(db, {one.holder_id for one in went.values() if one.holder_id}, tickets.CHANGED)
