"""Circles: into which a person sorts their contacts, to decide who sees what of their card."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from leapfrog.contacts import book, living, store_circles
from leapfrog.contacts.errors import NoCircle
from leapfrog.contacts.model import Circle, CircleKind, clean
from leapfrog.identity import Language, me
from leapfrog.kernel import stream
from leapfrog.kernel.db import Db
from leapfrog.kernel.errors import Invalid
from leapfrog.kernel.ids import new_id

FIRST: Mapping[Language, Mapping[CircleKind, str]] = {
    "en": {"family": "Family", "friends": "Friends", "colleagues": "Colleagues"},
    "zh-CN": {"family": "家人", "friends": "朋友", "colleagues": "同事"},
}
MOST = 100
LONGEST_NAME = 40


async def mine(db: Db, owner: UUID) -> list[Circle]:
    """A person's circles, in order. The first three are made now, if they were not yet."""
    found = await store_circles.circles(db, owner)
    if found:
        return found
    await welcome(db, owner)
    return await store_circles.circles(db, owner)


async def welcome(db: Db, owner: UUID) -> bool:
    """Makes the first three circles in the person's language, once; answers whether it did."""
    if not await store_circles.welcome(db, owner):
        return False
    language = (await me(db, owner)).language
    for kind, name in FIRST[language].items():
        await store_circles.put(db, owner, Circle(new_id(), name, kind, 0))
    return True


async def put(db: Db, owner: UUID, circle_id: UUID, name: str) -> Circle:
    """Makes a circle, or renames it. Raises `Invalid`, `NoCircle` for another's."""
    shown = " ".join(clean(name).split())
    if not 1 <= len(shown) <= LONGEST_NAME:
        raise Invalid(f"A circle's name has 1 to {LONGEST_NAME} characters.")
    known = {circle.id for circle in await mine(db, owner)}
    if circle_id not in known and len(known) >= MOST:
        raise Invalid(f"At most {MOST} circles.")
    circle = await store_circles.put(db, owner, Circle(circle_id, shown, "own", 0))
    if circle is None:
        raise NoCircle
    stream.tell(db, (owner,), living.CHANGED)
    return circle


async def delete(db: Db, owner: UUID, circle_id: UUID) -> None:
    """Dissolves a circle, also when it is gone already. Raises `NoCircle` for another's."""
    async with living.changing(db, owner):
        gone = await store_circles.delete(db, owner, circle_id)
    if not gone and await store_circles.circle_owner(db, circle_id) is not None:
        raise NoCircle
    stream.tell(db, (owner,), living.CHANGED)


async def of(db: Db, owner: UUID, contacts: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """In which circles each of these contacts is; those in none are left out."""
    return await store_circles.of(db, owner, contacts)


async def place(db: Db, owner: UUID, contact_id: UUID, circles: Sequence[UUID]) -> None:
    """Puts a contact into these circles and out of all others. Raises `NoContact`, `NoCircle`."""
    entry = await book.entry(db, owner, contact_id)
    async with living.changing(db, owner, [entry.person_id] if entry.person_id else []):
        await check(db, owner, circles)
        await store_circles.place(db, contact_id, circles)
    stream.tell(db, (owner,), living.CHANGED)


async def check(db: Db, owner: UUID, circles: Sequence[UUID]) -> None:
    """Checks that all of these circles are the owner's. Raises `NoCircle`."""
    if circles and await store_circles.mine(db, owner, circles) != set(circles):
        raise NoCircle
