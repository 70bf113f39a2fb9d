"""Who came in and went out: what a gate knows beforehand, and what it saw.

A gate without network lets in by the signature alone and tells later. Whoever was earlier, by the
corrected time, is who came in; each later one with the same ticket is a double, and both are named.
What each scan of a ticket was is decided anew with each one that is told, see `passing`.
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
from leapfrog.ticket_codes import GateEntry, GateRules, Way
from leapfrog.ticket_gates import entering, store, store_entries, store_rules
from leapfrog.ticket_gates.errors import NotYourScan, ScanIdUsed, UndoTooLate
from leapfrog.ticket_gates.passing import PASSED, Passage, Passing, passage
from leapfrog.ticket_gates.store import Scan
from leapfrog.ticket_gates.store_rules import ShowGate
from leapfrog.tickets import Show, TicketEntry

LONGEST_GATE, OLDEST = 40, timedelta(days=400)
# So long a scan can be taken back.
UNDO = timedelta(seconds=30)
# A gate that knew less than the town let these pass, and the ticket is a good one all the same.
PASSABLE = ("ok", "already_in", "other_entrance", "no_re_entry", "not_live", "not_in")


class Seen(msgspec.Struct, frozen=True):
    """A code that a gate read of somebody who comes `in` or goes `out`. `alone`: it had no network
    and decided by itself, `let_in`: that they may pass. `undone_at`: when who stood there took it
    back.
    """

    id: UUID
    code: str
    at: datetime
    let_in: bool = False
    alone: bool = False
    way: Way = "in"
    undone_at: datetime | None = None


class AtGate(msgspec.Struct, frozen=True):
    """How a gate is called, and at which of the show's entrances it stands; empty: at all of
    them. `by_name`: holders are found by their names.
    """

    name: str
    entrance: str = ""
    by_name: bool = False


class GateAnswer(msgspec.Struct, frozen=True):
    """What became of a scan; `used_at`, `gate`: when and where the ticket went in before, `out_at`:
    when it went out after that; `proof`: what its holder has to show.
    """

    scan: Scan
    code: ticket_codes.TicketCode | None
    used_at: datetime | None = None
    gate: str | None = None
    proof: str = ""
    out_at: datetime | None = None


class GateKnowledge(msgspec.Struct, frozen=True):
    """What a gate of a show has to know beforehand."""

    show: Show
    rules: GateRules
    at: ShowGate


async def gate_list(db: Db, me: UUID, show_id: UUID) -> GateKnowledge:
    """What a gate of this show has to know, for who works there or helps at its gate. Raises
    `NoShow`, `RoleNeeded`.
    """
    show = await entering.enter(db, me, show_id)
    at = await store_rules.of_show(db, show.id)
    keys = await tickets.public_keys(db)
    entries = await store_entries.entries(db, show.id, live=at.live)
    for ticket, out_at in (await store.out(db, show.id)).items():
        if ticket in entries:
            entries[ticket] = replace(entries[ticket], out_at=out_at)
    for ticket, proof in (await concessions.proofs(db, show.id)).items():
        # One that was never passed on is not in the list for anything else.
        found = entries.get(ticket) or GateEntry(turn=0, void=False)
        entries[ticket] = replace(found, proof=proof)
    secrets = await tickets.live_secrets(db, show) if at.live else None
    rules = GateRules(show.number, db.now, keys, entries, at.re_entry, secrets=secrets)
    return GateKnowledge(show, _at_its_time(show, rules), at)


async def scan(
    db: Db, me: UUID, show_id: UUID, gate: AtGate, seen: Sequence[Seen]
) -> list[GateAnswer]:
    """Takes what a gate scanned; one answer for each, in order. The same scan again is answered as
    before, and can be taken back within half a minute. Raises `Invalid`, `NoShow`, `RoleNeeded`,
    `ScanIdUsed`, `NotYourScan`, `UndoTooLate`.
    """
    show = await entering.enter(db, me, show_id)
    name = " ".join(gate.name.split())
    if not 1 <= len(name) <= LONGEST_GATE or len({one.id for one in seen}) < len(seen):
        raise Invalid("A gate has a name, and each scan an id of its own.")
    read = {one.id: ticket_codes.read(one.code) for one in seen}
    shown = {one.code.ticket for one in read.values() if one is not None}
    await tickets.lock_tickets(db, shown)
    before = await store.scans(db, [one.id for one in seen])
    if any(one.show_id != show_id for one in before.values()):
        raise ScanIdUsed
    shift = await _shift(db, show, gate, shown)
    for one in sorted(seen, key=lambda each: (each.at, each.id)):
        if one.id in before:
            code = read[one.id]
            shift.tell_again(me, before[one.id], one, code.code if code else None, db.now)
        else:
            asked = _scan(db, me, show, name, one)
            shift.tell(replace(asked, by_name=gate.by_name), one, db.now)
    await _write(db, shift, before)
    proofs = await concessions.proofs_of(db, shown)
    return [_with(shift.answers[one.id], proofs) for one in seen]


class Shift:
    """What is known of some tickets while scans of them are told, one after the other."""

    def __init__(self, rules: GateRules, passings: Mapping[UUID, Sequence[Passing]]) -> None:
        self.rules = rules
        self.known = dict(rules.known)
        self.passings = {ticket: {one.id: one for one in of} for ticket, of in passings.items()}
        self.answers: dict[UUID, GateAnswer] = {}
        # What scans of before are since, and where the holders of these tickets came in last.
        self.outcomes: dict[UUID, str] = {}
        self.entries: dict[UUID, TicketEntry | None] = {}
        self.alone: list[UUID] = []

    def tell(self, asked: Scan, seen: Seen, now: datetime) -> None:
        """A scan of which nothing was known."""
        rules = replace(self.rules, made_at=asked.at, known=self.known)
        verdict = ticket_codes.judge(seen.code, rules, asked.at, asked.way)
        code = verdict.code
        ticket = code.ticket if code and code.ticket in self.known else None
        outcome = str(verdict.outcome)
        if code and ticket is None and outcome in PASSABLE:
            # The town signed it, and does not know it any more.
            outcome = "void"
        passes = ticket is not None and _passes(outcome, seen)
        if outcome in PASSED and not passes:
            # The gate knew less than the town does, or held somebody back.
            outcome = "turned_away"
        told = replace(asked, ticket_id=ticket, outcome=outcome)
        if seen.undone_at is not None and passes:
            _check_undone(asked, seen.undone_at, now)
            told, passes = replace(told, outcome="undone"), False
        self.answers[asked.id] = GateAnswer(
            told, code, verdict.used_at, verdict.gate, out_at=verdict.out_at
        )
        if passes:
            self._pass(told)

    def tell_again(
        self,
        me: UUID,
        before: Scan,
        seen: Seen,
        code: ticket_codes.TicketCode | None,
        now: datetime,
    ) -> None:
        """A scan that was told before: its gate may not have heard the answer and decided by
        itself, or who stood there takes it back.
        """
        found, ticket = before, before.ticket_id
        if ticket is None:
            pass
        elif seen.undone_at is not None and before.outcome in PASSED:
            if before.by_id != me:
                raise NotYourScan
            _check_undone(before, seen.undone_at, now)
            found = self._take_back(before, "undone")
        elif seen.let_in and before.outcome in PASSABLE and before.outcome not in PASSED:
            self.alone.append(before.id)
            found = replace(before, offline=True)
            self._pass(found)
        elif seen.alone and not seen.let_in and before.outcome in PASSED:
            self.alone.append(before.id)
            found = self._take_back(replace(before, offline=True), "turned_away")
        entry = self.known.get(ticket) if ticket else None
        if entry is None or found.outcome in ("ok", "undone"):
            self.answers[before.id] = GateAnswer(found, code)
        else:
            self.answers[before.id] = GateAnswer(
                found, code, entry.used_at, entry.gate, out_at=entry.out_at
            )

    def _pass(self, one: Scan) -> None:
        assert one.ticket_id is not None
        passed = Passing(one.id, one.ticket_id, one.way, one.at, one.gate)
        self.passings.setdefault(one.ticket_id, {})[one.id] = passed
        self._decide(one.ticket_id)

    def _take_back(self, before: Scan, outcome: str) -> Scan:
        assert before.ticket_id is not None
        self.passings.get(before.ticket_id, {}).pop(before.id, None)
        self.outcomes[before.id] = outcome
        self._decide(before.ticket_id)
        return replace(before, outcome=outcome)

    def _decide(self, ticket: UUID) -> None:
        found = passage(self.passings[ticket].values())
        self.outcomes.update(found.outcomes)
        self.entries[ticket] = _entry(found)
        self.known[ticket] = replace(
            self.known[ticket],
            used_at=found.came.at if found.came else None,
            gate=found.came.gate if found.came else None,
            out_at=found.went.at if found.went else None,
        )

    def settle(self) -> None:
        """Each answer says what the scan is by now, all of them told."""
        for scan_id, answer in self.answers.items():
            outcome = self.outcomes.get(scan_id, answer.scan.outcome)
            self.answers[scan_id] = replace(answer, scan=replace(answer.scan, outcome=outcome))


async def _shift(db: Db, show: Show, gate: AtGate, shown: set[UUID]) -> Shift:
    at = await store_rules.of_show(db, show.id)
    known = await store_entries.entries_of(db, shown)
    passings = await store.passings(db, list(shown))
    for ticket, found in passings.items():
        went = passage(found).went
        if went is not None and ticket in known:
            known[ticket] = replace(known[ticket], out_at=went.at)
    keys = await tickets.public_keys(db)
    categories = at.categories(gate.entrance)
    # Who is found by their name shows no code at all.
    asks = at.live and not gate.by_name
    secrets = await tickets.live_secrets(db, show) if asks else None
    rules = GateRules(show.number, db.now, keys, known, at.re_entry, categories, secrets=secrets)
    return Shift(_at_its_time(show, rules), passings)


def _at_its_time(show: Show, rules: GateRules) -> GateRules:
    """Codes of before a show was moved are good at its new time."""
    if show.moved_at is None:
        return rules
    return replace(rules, opens=show.doors_at - tickets.EARLY, until=show.ends_at)


async def _write(db: Db, shift: Shift, before: Mapping[UUID, Scan]) -> None:
    shift.settle()
    fresh = [one.scan for scan_id, one in shift.answers.items() if scan_id not in before]
    await store.add_scans(db, fresh)
    added = {one.id for one in fresh}
    await store.set_outcomes(
        db, {scan_id: told for scan_id, told in shift.outcomes.items() if scan_id not in added}
    )
    await store.decided_alone(db, shift.alone)
    await tickets.set_entries(db, shift.entries)
    # Who is in sells nothing any more.
    await tickets.remove_listings(db, [one for one, entry in shift.entries.items() if entry])
    # Who came in, or did not after all, sees it on their own phone.
    changed = await tickets.lock_tickets(db, list(shift.entries))
    stream.tell(db, {one.holder_id for one in changed.values() if one.holder_id}, tickets.CHANGED)


def _with(answer: GateAnswer, proofs: Mapping[UUID, str]) -> GateAnswer:
    ticket = answer.scan.ticket_id
    return replace(answer, proof=proofs.get(ticket, "")) if ticket else answer


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
        offline=one.let_in or one.alone,
        outcome="",
        way=one.way,
    )


def _passes(outcome: str, seen: Seen) -> bool:
    """Whether somebody passed: a gate that asks the town lets pass what that finds right."""
    if seen.let_in:
        return outcome in PASSABLE
    return not seen.alone and outcome in ("ok", "not_in")


def _check_undone(scan: Scan, undone_at: datetime, now: datetime) -> None:
    """Raises `UndoTooLate`."""
    if min(undone_at, now) - scan.at > UNDO:
        raise UndoTooLate


def _entry(found: Passage) -> TicketEntry | None:
    came = found.came
    return TicketEntry(came.at, came.gate, came.id) if came else None
