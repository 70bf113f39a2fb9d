"""What contacts announces."""

from uuid import UUID

from leapfrog.kernel.events import Event


class PeopleConnected(Event, frozen=True):
    """Two people became contacts of each other: they may write to each other now. `invited`: by a
    link of the first one, which the other followed.
    """

    one_id: UUID
    other_id: UUID
    invited: bool = False


class ContactRenamed(Event, frozen=True):
    """A person calls a contact, who is this other person, by another name now."""

    owner_id: UUID
    person_id: UUID


class ContactsEnded(Event, frozen=True):
    """`by_id` deleted or blocked `other_id`: they may no longer write to each other."""

    by_id: UUID
    other_id: UUID


class ContactAsked(Event, frozen=True):
    """Somebody here asked `to_id`, who lives in another town, to be contacts; `invitation`: the
    secret of an invitation of theirs.
    """

    request_id: UUID
    from_id: UUID
    to_id: UUID
    greeting: str
    invitation: str = ""


class CardChanged(Event, frozen=True):
    """These people of other towns see something else of the card of `owner_id` now."""

    owner_id: UUID
    viewer_ids: list[UUID]


class BlockRemoved(Event, frozen=True):
    """`by_id` no longer blocks `other_id`."""

    by_id: UUID
    other_id: UUID
