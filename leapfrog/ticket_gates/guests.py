"""Somebody stands at the gate without their phone: found by their name, by who may do so.

As little is told as lets them in. A name of which no word begins with what was typed is not found,
many are not listed but asked for more letters, and whoever blocked who is looking, or was blocked,
is not there. That somebody looked is kept, not for whom.
"""

from uuid import UUID

import msgspec

from leapfrog import contacts, tickets
from leapfrog.identity import plain
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.ticket_gates import entering, gating, store, store_entries, store_rules
from leapfrog.ticket_gates.gating import AtGate, GateAnswer, Seen
from leapfrog.ticket_gates.store_rules import GateGuest
from leapfrog.tickets import NoTicket

LEAST, LONGEST, MOST = 2, 60, 6


class GuestsFound(msgspec.Struct, frozen=True):
    """Tickets of people of that name; `too_many`: more letters are needed, none are listed.
    `inside`: those of them with which somebody came in and did not go out.
    """

    guests: list[GateGuest]
    too_many: bool
    inside: frozenset[UUID]


async def search(db: Db, me: UUID, show_id: UUID, name: str) -> GuestsFound:
    """Good tickets of holders of whose name a word begins with this. Raises `Invalid`, `NoShow`,
    `RoleNeeded`.
    """
    show = await entering.enter_to_search(db, me, show_id)
    text = " ".join(plain(name).split())
    if not LEAST <= len(text) <= LONGEST:
        raise Invalid(f"{LEAST} to {LONGEST} characters.")
    found = await store_rules.guests(db, show.id, text, 10 * MOST)
    apart = await contacts.blocked_between(db, [me], list({one.holder_id for one in found}))
    hidden = {other for _, other in apart}
    guests = [one for one in found if one.holder_id not in hidden]
    too_many = len(guests) > MOST
    shown = [] if too_many else guests
    await store_rules.add_search(db, show.id, me, len(shown))
    ids = [one.id for one in shown]
    known = await store_entries.entries_of(db, ids)
    out = await store.out(db, show.id) if ids else {}
    inside = frozenset(one for one in ids if known[one].used_at and one not in out)
    return GuestsFound(shown, too_many, inside)


async def let_in(
    db: Db, me: UUID, show_id: UUID, ticket_id: UUID, gate: AtGate, scan_id: UUID
) -> GateAnswer:
    """Who was found by their name comes in, as if they had shown their code; the same scan again is
    answered as before. Raises `Invalid`, `NoShow`, `RoleNeeded`, `NoTicket`, `ScanIdUsed`.
    """
    show = await entering.enter_to_search(db, me, show_id)
    ticket = await tickets.ticket(db, ticket_id)
    if ticket is None or ticket.show_id != show.id or ticket.holder_id is None:
        raise NoTicket
    if await contacts.blocked_between(db, [me], [ticket.holder_id]):
        raise NoTicket
    codes = await tickets.codes_and_secrets(db, [ticket], {show.id: show})
    if ticket.id not in codes:
        raise NoTicket
    by_name = msgspec.structs.replace(gate, by_name=True)
    seen = Seen(scan_id, codes[ticket.id][0], db.now)
    [answer] = await gating.scan(db, me, show.id, by_name, [seen])
    return answer
