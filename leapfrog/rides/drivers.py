"""Drivers: who drives, under which plate and code."""

from uuid import UUID, uuid4

from leapfrog.identity import Person, named
from leapfrog.kernel.db import Db
from leapfrog.rides import store
from leapfrog.rides.errors import DriverStillDrives, NoDriver, NotDriving
from leapfrog.rides.model import LONGEST_CAR, LONGEST_PLATE, Driver, words


async def drive(db: Db, me: UUID, plate: str, car: str) -> Driver:
    """Makes me a driver, or gives me another car; answers the driver. Raises `Invalid`."""
    made = Driver(
        me, words(plate, LONGEST_PLATE).upper(), words(car, LONGEST_CAR), uuid4(), db.now, None
    )
    await store.set_driver(db, made)
    return await driver(db, me)


async def driver(db: Db, me: UUID) -> Driver:
    """A person as a driver who drives now. Raises `NotDriving`."""
    found = await store.driver(db, me)
    if found is None:
        raise NotDriving
    return found


async def new_code(db: Db, me: UUID) -> Driver:
    """The code behind the windscreen is worth nothing any more. Raises `NotDriving`."""
    await driver(db, me)
    await store.set_code(db, me, uuid4())
    return await driver(db, me)


async def stop(db: Db, me: UUID) -> None:
    """I drive no longer. Raises `DriverStillDrives` while somebody waits for me or rides with me by
    hail: nobody could end or pay that ride any more.
    """
    await store.lock_driver(db, me)
    if await store.drives_somebody(db, me):
        raise DriverStillDrives
    await store.stop(db, me)


async def behind(db: Db, code: UUID) -> tuple[Driver, Person]:
    """Who drives under a code. Raises `NoDriver`."""
    found = await store.by_code(db, code)
    who = (await named(db, [found.person_id])).get(found.person_id) if found else None
    if found is None or who is None:
        raise NoDriver
    return found, who
