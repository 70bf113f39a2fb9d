"""Who somebody is, as the one who looks calls them."""

from collections.abc import Iterable
from uuid import UUID

from leapfrog.chat import PersonLabel
from leapfrog.contacts import names
from leapfrog.identity import named
from leapfrog.kernel.db import Db


async def person_labels(db: Db, viewer_id: UUID, ids: Iterable[UUID]) -> dict[UUID, PersonLabel]:
    """Name and picture of these people, by id, as the viewer calls them. Two statements for all."""
    people = await named(db, sorted(set(ids)))
    called = await names(db, viewer_id, people)
    return {
        one.id: PersonLabel(one.id, called.get(one.id) or one.display_name, one.avatar)
        for one in people.values()
    }
