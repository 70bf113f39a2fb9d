"""SQL of how the gates of a show are set up, who helps there, and who looked for names."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from leapfrog.kernel.db import Db, Row

FIND = "select re_entry, entrances, live from ticket_gates_rules where show_id = $1"
PUT = """
insert into ticket_gates_rules (show_id, re_entry, entrances, live) values ($1, $2, $3, $4)
on conflict (show_id) do update set re_entry = excluded.re_entry,
    entrances = excluded.entrances, live = excluded.live
"""
OF_SHOPS = """
select r.show_id, r.re_entry, r.entrances, r.live from ticket_gates_rules r
join tickets_show s on s.id = r.show_id
where s.merchant_id = any($1::uuid[]) order by s.starts_at, s.id
"""
FORGET_RULES = """
delete from ticket_gates_rules r using tickets_show s
where s.id = r.show_id and s.merchant_id = any($1::uuid[])
"""
HELPER_COLUMNS = "show_id, person_id, searches, by_id, at"
HELPER = f"""
select {HELPER_COLUMNS} from ticket_gates_helper where show_id = $1 and person_id = $2
"""
HELPERS = (
    f"select {HELPER_COLUMNS} from ticket_gates_helper where show_id = $1 order by at, person_id"
)
OF_PERSON = f"""
select {HELPER_COLUMNS} from ticket_gates_helper where person_id = $1 order by at, show_id
"""
TO_COME = """
select h.show_id from ticket_gates_helper h join tickets_show s on s.id = h.show_id
where h.person_id = $1 and s.state = 'on_sale' and s.ends_at > $2 order by s.starts_at, s.id
"""
PUT_HELPER = f"""
insert into ticket_gates_helper ({HELPER_COLUMNS}) values ($1, $2, $3, $4, $5)
on conflict (show_id, person_id) do update set searches = excluded.searches
"""
REMOVE_HELPER = "delete from ticket_gates_helper where show_id = $1 and person_id = $2"
FORGET_HELPERS = """
delete from ticket_gates_helper h using tickets_show s
where s.id = h.show_id and s.merchant_id = any($1::uuid[])
"""
FORGET_HELPER = "delete from ticket_gates_helper where person_id = $1"
ADD_SEARCH = """
insert into ticket_gates_search (show_id, by_id, at, found) values ($1, $2, $3, $4)
"""
SEARCHES = """
select by_id, count(*) from ticket_gates_search where show_id = $1 group by by_id order by by_id
"""
SEARCHES_OF = "select show_id, at, found from ticket_gates_search where by_id = $1 order by at"
FORGET_SEARCHES = "delete from ticket_gates_search where by_id = $1"
# Whole words of a name begin with what is typed, in whatever script.
GUESTS = """
select t.id, p.display_name as name, t.seat, t.category, c.name as category_name, t.holder_id
from tickets_ticket t
join identity_person p on p.id = t.holder_id
join tickets_category c on c.show_id = t.show_id and c.n = t.category
where t.show_id = $1 and t.state in ('valid', 'used')
    and (starts_with(lower(p.display_name), lower($2))
        or strpos(lower(p.display_name), ' ' || lower($2)) > 0)
order by p.display_name, t.seat, t.id limit $3
"""


class Entrance(msgspec.Struct, frozen=True):
    """A door for these categories and no others."""

    name: str
    categories: list[int]


class ShowGate(msgspec.Struct, frozen=True):
    """How the gates of a show are set up. `re_entry`: who went out may come in again; without
    `entrances` all come in everywhere; `live`: a code has to be shown by the holder's own phone at
    this moment, and a picture of it lets nobody in.
    """

    re_entry: bool = False
    entrances: list[Entrance] = []
    live: bool = False

    def categories(self, entrance: str) -> Collection[int] | None:
        """Of an entrance of this name; None: there is none, so all may come in."""
        for one in self.entrances:
            if one.name == entrance:
                return frozenset(one.categories)
        return None


class GateHelper(msgspec.Struct, frozen=True):
    """Somebody stands at the gate of a show and works nowhere else in the shop; `searches`: may
    look for tickets by the names of their holders.
    """

    show_id: UUID
    person_id: UUID
    searches: bool
    by_id: UUID
    at: datetime


class GateGuest(msgspec.Struct, frozen=True):
    """Whose ticket it is, and where it is for."""

    id: UUID
    name: str
    seat: int | None
    category: int
    category_name: str
    holder_id: UUID


class GateSearch(msgspec.Struct, frozen=True):
    """Somebody looked for a name at the gate of a show, and found so many tickets."""

    show_id: UUID
    at: datetime
    found: int


async def of_show(db: Db, show_id: UUID) -> ShowGate:
    row = await db.row(FIND, show_id)
    return ShowGate() if row is None else _gate(row)


async def of_shops(db: Db, shops: Sequence[UUID]) -> dict[UUID, ShowGate]:
    """By show, those of these organisers that were set up."""
    rows = await db.rows(OF_SHOPS, shops)
    return {row["show_id"]: _gate(row) for row in rows}


def _gate(row: Row) -> ShowGate:
    entrances = msgspec.convert(row["entrances"], list[Entrance])
    return ShowGate(row["re_entry"], entrances, row["live"])


async def put(db: Db, show_id: UUID, at: ShowGate) -> None:
    await db.run(PUT, show_id, at.re_entry, msgspec.to_builtins(at.entrances), at.live)


async def helper(db: Db, show_id: UUID, person_id: UUID) -> GateHelper | None:
    return await db.one_as(GateHelper, HELPER, show_id, person_id)


async def helpers(db: Db, show_id: UUID) -> list[GateHelper]:
    """In the order in which they were named."""
    return await db.all_as(GateHelper, HELPERS, show_id)


async def helps(db: Db, person_id: UUID) -> list[GateHelper]:
    """Where somebody helps, or helped."""
    return await db.all_as(GateHelper, OF_PERSON, person_id)


async def shows_to_come(db: Db, person_id: UUID) -> list[UUID]:
    """At whose gates somebody helps, by their start."""
    return [row[0] for row in await db.rows(TO_COME, person_id, db.now)]


async def put_helper(db: Db, one: GateHelper) -> None:
    await db.run(PUT_HELPER, *msgspec.structs.astuple(one))


async def remove_helper(db: Db, show_id: UUID, person_id: UUID) -> None:
    await db.run(REMOVE_HELPER, show_id, person_id)


async def guests(db: Db, show_id: UUID, text: str, limit: int) -> Sequence[GateGuest]:
    """Who has good tickets of a show and a name of which a word begins with this."""
    return await db.all_as(GateGuest, GUESTS, show_id, text, limit)


async def add_search(db: Db, show_id: UUID, by_id: UUID, found: int) -> None:
    """Who looked for a name; not for which."""
    await db.run(ADD_SEARCH, show_id, by_id, db.now, found)


async def searches(db: Db, show_id: UUID) -> dict[UUID, int]:
    """Who looked for names at a show, how often."""
    return {row[0]: row[1] for row in await db.rows(SEARCHES, show_id)}


async def searches_of(db: Db, person_id: UUID) -> list[GateSearch]:
    return await db.all_as(GateSearch, SEARCHES_OF, person_id)


async def forget_helper(db: Db, person_id: UUID) -> int:
    """Where somebody helped, and that they looked for names."""
    gone = await db.run(FORGET_HELPER, person_id)
    return gone + await db.run(FORGET_SEARCHES, person_id)


async def forget_setups(db: Db, shops: Sequence[UUID]) -> int:
    """How the gates of these organisers are set up, and who helps there."""
    gone = await db.run(FORGET_RULES, shops)
    return gone + await db.run(FORGET_HELPERS, shops)
