"""How an organiser sets up the gates of a show: whether one may come in again, which door is for
whom, and who helps there.
"""

from uuid import UUID

from leapfrog import push, tickets
from leapfrog.contacts import may_write
from leapfrog.identity import plain
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid, Problem
from leapfrog.push import PushNotice
from leapfrog.ticket_gates import entering, store_rules
from leapfrog.ticket_gates.errors import NotYourHelper
from leapfrog.ticket_gates.store_rules import Entrance, GateHelper, ShowGate
from leapfrog.tickets import Show, TownEvent

NOTICE = "ticket_gate"
MOST_ENTRANCES, MOST_HELPERS, LONGEST_NAME = 20, 50, 40


async def set_up(db: Db, me: UUID, show_id: UUID, wanted: ShowGate) -> ShowGate:
    """Sets how the gates of a show that I lead work from now on; those without network hear of it
    when they have it again. Raises `Invalid`, `NoShow`, `RoleNeeded`.
    """
    show = await tickets.led_show(db, me, show_id)
    told = {one.n for one in (await tickets.show_shown(db, show.id)).categories}
    entrances = [_entrance(one, told) for one in wanted.entrances]
    made = ShowGate(wanted.re_entry, entrances, wanted.live)
    names = [one.name for one in made.entrances]
    if len(names) > MOST_ENTRANCES or len(set(names)) < len(names):
        raise Invalid(f"At most {MOST_ENTRANCES} entrances, each with another name.")
    if made.entrances and {n for one in made.entrances for n in one.categories} != told:
        raise Invalid("Each category has an entrance.")
    await store_rules.put(db, show.id, made)
    return made


async def name_helper(
    db: Db, me: UUID, show_id: UUID, person_id: UUID, *, searches: bool
) -> list[GateHelper]:
    """Lets a contact of mine stand at the gate of a show that I lead, who does nothing else in the
    shop; `searches`: may look for tickets by the names of their holders. Answers all helpers.
    Raises `Invalid`, `NoShow`, `RoleNeeded`, `NotYourHelper`.
    """
    show = await tickets.led_show(db, me, show_id)
    before = await store_rules.helpers(db, show.id)
    if all(one.person_id != person_id for one in before):
        if not await may_write(db, [(me, person_id)]):
            raise NotYourHelper
        if len(before) >= MOST_HELPERS:
            raise Invalid(f"At most {MOST_HELPERS} people.")
        await push.notify(db, [PushNotice(person_id, f"{NOTICE}:{show.id}")])
    await store_rules.put_helper(db, GateHelper(show.id, person_id, searches, me, db.now))
    stream.tell(db, {person_id}, tickets.CHANGED)
    return await store_rules.helpers(db, show.id)


async def remove_helper(db: Db, me: UUID, show_id: UUID, person_id: UUID) -> list[GateHelper]:
    """Somebody helps at this gate no more: what their phone sees from now on is not taken. They may
    go themselves. Answers all who are left. Raises `NoShow`, `RoleNeeded`.
    """
    if me == person_id and await store_rules.helper(db, show_id, me):
        await store_rules.remove_helper(db, show_id, me)
        return []
    show = await tickets.led_show(db, me, show_id)
    await store_rules.remove_helper(db, show.id, person_id)
    stream.tell(db, {person_id}, tickets.CHANGED)
    return await store_rules.helpers(db, show.id)


async def own_gates(db: Db, me: UUID) -> list[Show]:
    """Shows to come at whose gates I help, by their start."""
    ids = await store_rules.shows_to_come(db, me)
    found = await tickets.shows(db, ids)
    return [found[one] for one in ids]


async def gate_of(db: Db, person_id: UUID, show_id: UUID) -> tuple[Show, TownEvent] | None:
    """A show at whose gate a person stands, and its event; None for who may not."""
    try:
        show = await entering.enter(db, person_id, show_id)
    except Problem:
        return None
    return show, (await tickets.events(db, [show.event_id]))[show.event_id]


def _entrance(wanted: Entrance, known: set[int]) -> Entrance:
    """Raises `Invalid`."""
    name = " ".join(plain(wanted.name).split())
    categories = sorted(set(wanted.categories))
    if not 1 <= len(name) <= LONGEST_NAME or not categories or not known.issuperset(categories):
        raise Invalid("An entrance has a name, and categories of this show.")
    return Entrance(name, categories)
