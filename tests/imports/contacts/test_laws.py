"""Laws for any book and any file: applied and undone is nothing; a second time brings nothing."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from leapfrog.contact_formats import Card, Property, to_vcard4
from leapfrog.contacts import ContactWrite, write_contacts
from leapfrog.identity import NewPerson, add
from leapfrog.imports import changing, contacts
from leapfrog.imports.detection import Detected
from leapfrog.imports.model import ContactsInFile, ImportOptions, ImportUpload
from leapfrog.imports.preview import ArrivedFile, keep
from leapfrog.imports.reading import one
from leapfrog.kernel.db import Database, Db
from leapfrog.kernel.ids import new_id
from tests.contact_formats.test_round_trip import PROPERTIES
from tests.examples import examples
from tests.imports.contacts.files import BOOK

# Few names, numbers and addresses, so that books and files have people in common.
_FEW = st.sampled_from(
    [
        *(Property("FN", name) for name in ("Anna Smith", "anna smith", "Anna", "Ben", "")),
        *(Property("TEL", number) for number in ("0221 123456", "+49221123456", "110", "x")),
        *(Property("EMAIL", address) for address in ("a@example.org", "A@Example.org", "b@b.b")),
        *(Property("UID", uid) for uid in ("one", "two")),
        *(Property("ORG", firm) for firm in ("Acme", "Acme;Toys")),
        Property("CATEGORIES", "Friends,Chess"),
        Property("NOTE", "Plays go"),
    ]
)
_CARD = st.lists(_FEW | PROPERTIES, min_size=1, max_size=5).map(lambda found: Card(tuple(found)))
_FILE = st.lists(_CARD, min_size=1, max_size=6)
_CHOICES = st.lists(st.sampled_from(["as it is", "as it is", "add", "merge", "skip"]), max_size=6)
_MANY = examples(40, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Owner:
    """Somebody with a book of their own."""

    def __init__(self, db: Db) -> None:
        self.db, self.id = db, new_id()

    async def join(self, cards: list[Card]) -> None:
        handle = f"p{self.id.hex[-20:]}"
        await add(self.db, NewPerson(self.id, handle, "Somebody", "en"))
        await write_contacts(self.db, self.id, [ContactWrite(new_id(), card) for card in cards])

    async def look(self, cards: list[Card]) -> tuple[UUID, ContactsInFile]:
        """The id of an import of these cards, and what is to become of them."""
        data = "".join(map(to_vcard4, cards)).encode()
        upload = ImportUpload(new_id(), "a.vcf", ImportOptions())
        with NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            path, read_as = Path(file.name), Detected("contacts", "vcard", [])
            arrived = ArrivedFile(path, hashlib.sha256(data).digest(), len(data))
            assert await keep(self.db, self.id, upload, arrived, read_as, path)
        return upload.id, await self.seen(upload.id)

    async def seen(self, import_id: UUID) -> ContactsInFile:
        found = (await one(self.db, self.id, import_id)).contacts
        assert found
        return found

    async def apply(self, import_id: UUID) -> ContactsInFile:
        await changing.apply(self.db, self.id, import_id)
        return await self.seen(import_id)

    async def undo(self, import_id: UUID) -> ContactsInFile:
        await changing.undo(self.db, self.id, import_id)
        return await self.seen(import_id)

    async def choose(self, found: UUID, choices: list[Any]) -> None:
        page = await contacts.items(self.db, self.id, found, 0, 100)
        for item, choice in zip(page.items, choices, strict=False):
            if choice != "as it is" and (choice != "merge" or item.match):
                await contacts.decide(self.db, self.id, found, item.n, choice)

    async def held(self) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.db.rows(BOOK, str(self.id))]


@asynccontextmanager
async def owner_of(database_url: str, cards: list[Card]) -> AsyncIterator[Owner]:
    database = await Database.connect(database_url, 1)
    try:
        async with database.transaction() as db:
            owner = Owner(db)
            await owner.join(cards)
            yield owner
    finally:
        await database.close()


@given(cards=_FILE, file=_FILE, choices=_CHOICES)
@_MANY
def test_applied_and_undone_is_as_before(
    database_url: str, cards: list[Card], file: list[Card], choices: list[Any]
) -> None:
    async def run() -> None:
        async with owner_of(database_url, cards) as owner:
            before = await owner.held()
            import_id, _ = await owner.look(file)
            await owner.choose(import_id, choices)
            assert await owner.held() == before
            done = await owner.apply(import_id)
            assert done.found == done.add + done.merge + done.same + done.skip == len(file)
            assert len(await owner.held()) == len(before) + done.add
            undone = await owner.undo(import_id)
            assert undone.stayed == []
            assert await owner.held() == before

    asyncio.run(run())


@given(cards=_FILE, file=_FILE, choices=_CHOICES)
@_MANY
def test_a_second_time_brings_nothing(
    database_url: str, cards: list[Card], file: list[Card], choices: list[Any]
) -> None:
    async def run() -> None:
        async with owner_of(database_url, cards) as owner:
            import_id, _ = await owner.look(file)
            await owner.choose(import_id, [each for each in choices if each != "skip"])
            await owner.apply(import_id)
            held = await owner.held()
            again_id, again = await owner.look(file)
            groups = again.skip
            assert (again.add, again.merge, again.same) == (0, 0, len(file) - groups)
            await owner.apply(again_id)
            assert await owner.held() == held

    asyncio.run(run())
