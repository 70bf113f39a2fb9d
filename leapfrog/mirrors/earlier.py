"""What a spare was before: a home that was taken over could send rubbish in place of a good copy,
or rounds that leave nothing. So what it replaces stays for thirty days, for who has the key, and no
word of the home takes it away. Of that the oldest stays where there is not room for all: whatever
a home sends now comes after it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from leapfrog.kernel import files as blobs
from leapfrog.kernel.db import Db
from leapfrog.mirrors import store_earlier, store_held
from leapfrog.mirrors.store_earlier import EarlierPoint
from leapfrog.mirrors.store_held import StoredGeneration, StoredHeld

KEPT_FOR = timedelta(days=30)
# A word of a generation has eight characters at least, so none is called so.
ASIDE = "kept"
# Each is a row and more for each of its chunks.
MOST_KEPT, MOST_PIECES = 10, 100_000


async def replace(db: Db, held: StoredHeld, by: str, room: int) -> None:
    """This copy is whole: all before it are kept as what was, up to `room` bytes in all; what never
    was whole goes.
    """
    every = await store_held.generations(db, held.pid)
    others = [one for one in every if one.generation != by and one.replaced_at is None]
    if not others:
        return
    await drop(db, held, [one.generation for one in others if not one.upto])
    await store_earlier.replaced(db, held.pid, by)
    await trim(db, held, room)


async def drop(db: Db, held: StoredHeld, names: Sequence[str]) -> None:
    """Generations go, with their chunks."""
    gone = await store_held.drop_generations(db, held.pid, names)
    await blobs.forget(db, await blobs.disown_these(db, held.id, gone))


async def forget_files(db: Db, held: StoredHeld, names: Sequence[str], room: int) -> None:
    """Files that no record names any more, by the word of their home; kept aside where there is a
    copy that may name them.
    """
    if any(one.upto for one in await store_held.generations(db, held.pid)):
        await store_earlier.put_aside(db, held.pid, names, ASIDE)
    gone = await store_held.drop_files(db, held.pid, names)
    await blobs.forget(db, await blobs.disown_these(db, held.id, gone))
    await trim(db, held, room)


async def trim(db: Db, held: StoredHeld, room: int) -> None:
    """What was before has as much room again as what is."""
    left, gone = room, list[str]()
    for place, one in enumerate(await store_earlier.sizes(db, held.pid)):
        if place < MOST_KEPT and one.size <= left:
            left -= one.size
        else:
            gone.append(one.generation)
    await drop(db, held, gone)
    pieces = await store_earlier.trim_aside(db, held.pid, ASIDE, left, MOST_PIECES)
    await blobs.forget(db, await blobs.disown_these(db, held.id, pieces))


async def points(db: Db, held: StoredHeld, whole: StoredGeneration) -> list[EarlierPoint]:
    """What one can come back to beside the newest: of thirty days the last round of each."""
    since = db.now - KEPT_FOR
    return await store_earlier.points(db, held.pid, since, whole.generation, whole.upto)


async def forget_old(db: Db, most: int) -> bool:
    """What was replaced or forgotten for thirty days goes, of so many spares. Whether there is
    more.
    """
    before: datetime = db.now - KEPT_FOR
    found = await store_earlier.old(db, before, most)
    for pid in found:
        held = await store_held.one(db, pid)
        if held is None:
            continue
        await drop(db, held, await store_earlier.old_generations(db, pid, before))
        pieces = await store_earlier.drop_old_pieces(db, pid, before)
        await blobs.forget(db, await blobs.disown_these(db, held.id, pieces))
    return len(found) == most
