"""Relations: what somebody is to the one who looks at them."""

from uuid import UUID

from leapfrog.contacts import store_requests
from leapfrog.contacts.model import Relation
from leapfrog.contacts.store_requests import RelationshipState
from leapfrog.identity import Person, known
from leapfrog.kernel.db import Db


class Relationship(Person, frozen=True, kw_only=True):
    """A person, with what they are to who asks: their contact, or the request that stands."""

    relation: Relation
    contact_id: UUID | None
    request_id: UUID | None


async def look_up(db: Db, me: UUID, handle: str) -> Relationship:
    """A person by handle or address, as `me` knows them; of other towns only who is known here.
    Raises `NotFound`, `LivesElsewhere`.
    """
    person = await known(db, handle)
    shown = {name: getattr(person, name) for name in Person.__struct_fields__}
    if person.id == me:
        return Relationship(**shown, relation="self", contact_id=None, request_id=None)
    ties = await store_requests.ties(db, me, person.id)
    relation, request_id = _relation(ties)
    return Relationship(
        **shown, relation=relation, contact_id=ties.contact_id, request_id=request_id
    )


def _relation(ties: RelationshipState) -> tuple[Relation, UUID | None]:
    if ties.blocked:
        return "blocked", None
    if ties.connected:
        return "contact", None
    if ties.received_pending:
        return "asked", ties.received
    if ties.sent:
        return "requested", ties.sent
    return "none", None
