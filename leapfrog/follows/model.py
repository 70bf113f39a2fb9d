"""People as those see them who read what they write."""

from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.contacts import RelationshipRow
from leapfrog.identity import Person

State = Literal["asked", "follows"]
Who = Literal["everyone", "contacts", "nobody"]


class VerificationBadge(msgspec.Struct, frozen=True):
    """The town has looked who this is; `reason`: in what they are known."""

    kind: Literal["person", "organisation"]
    reason: str


class Author(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who wrote something; `name` as the one who reads calls them."""

    id: UUID
    handle: str
    address: str
    name: str
    avatar: str | None
    remote: bool = False
    verified: VerificationBadge | None = None
    emojis: dict[str, str] = {}


class Mark(msgspec.Struct, frozen=True):
    """That the town has looked who somebody is, as its row has it: for whom of this `name`."""

    kind: str | None = None
    reason: str | None = None
    name: str | None = None


NO_MARK = Mark()


def author_of(person: Person, standing: RelationshipRow, mark: Mark = NO_MARK) -> Author:
    """A person as an author whom the viewer sees: by the viewer's name for them, if there is one.
    The verification badge is left out where it was given for another name than they have now.
    """
    verified = None
    if mark.kind and mark.name == person.display_name:
        verified = VerificationBadge(
            "organisation" if mark.kind == "organisation" else "person", mark.reason or ""
        )
    return Author(
        id=person.id,
        handle=person.handle,
        address=person.address,
        name=standing.name or person.display_name,
        avatar=person.avatar,
        remote=person.kind == "remote",
        verified=verified,
        emojis=person.emojis,
    )
