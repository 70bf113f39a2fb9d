"""Groups: what one is like, as those say who may change it, and as its town tells other towns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog.chat_content.kinds import Role

# How others come in by its link, and who may add people.
Joining = Literal["free", "approval", "closed"]
Adding = Literal["all", "admins"]


class GroupChange(msgspec.Struct, frozen=True):
    """What becomes of a group; None: as it was."""

    name: str | None = None
    announcement: str | None = None
    muted_all: bool | None = None
    joining: Joining | None = None
    adding: Adding | None = None


class CopiedGroup(msgspec.Struct, frozen=True):
    """A group as its town describes it; the copy begins after the row `seq`, up to which `ord` rows
    counted. `came`: those of this town who brought what was said before, and go on with it.
    """

    id: UUID
    name: str
    announcement: str
    muted_all: bool
    joining: Joining
    adding: Adding
    seq: int
    ord: int
    came: Sequence[UUID] = ()


class CopiedMember(msgspec.Struct, frozen=True):
    """Somebody of another town who is in it; `card`: what they call themselves there."""

    person_id: UUID
    role: Role
    card: str
    joined_at: datetime


class GroupSummary(msgspec.Struct, frozen=True):
    """What is known of a group; `avatar`: the hash of its picture; `waiting`: how many ask to
    join.
    """

    conversation_id: UUID
    name: str
    announcement: str
    avatar: bytes | None
    joining: Joining
    adding: Adding
    members: int
    preview: list[UUID]
    waiting: int
