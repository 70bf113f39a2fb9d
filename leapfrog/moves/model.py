"""Moving from one town to another: what both say to each other, and what people see of it."""

from datetime import datetime, timedelta
from typing import Any, Literal
from uuid import UUID

import msgspec

from leapfrog.chat_archives import LateTalk
from leapfrog.town_groups import MovedGroup, SoughtGroup
from leapfrog.towns import Digests

MOVE_PATH = "/town/v1/move"
# So long a consent may be taken up, and so long after a move what only its owner had is kept.
CONSENT, KEPT = timedelta(minutes=10), timedelta(days=30)
# So long a town may take over what it was allowed to; so many messages go along at the end.
TAKING, MOST_LATE = timedelta(days=7), 20_000
# As much of a take-out comes in one answer.
PART = 4_000_000
ArrivingState = Literal["asked", "copying", "finishing", "settling", "here", "failed"]
LeavingState = Literal["allowed", "copying", "moved", "gone", "ended"]
Step = Literal["begin", "state", "part", "finish", "done", "cancel"]


class Arriving(msgspec.Struct, frozen=True):
    """A move to here. `domain`: of the town of before; `problem`: the code of why it failed;
    `tied`: how many people there or elsewhere were contacts, who are told; `groups`: those of which
    one is, that no town has told here yet.
    """

    id: UUID
    domain: str
    state: ArrivingState
    problem: str | None
    tied: int
    created_at: datetime
    done_at: datetime | None
    groups: list[SoughtGroup]


class Leaving(msgspec.Struct, frozen=True):
    """That another town may take somebody, and how far it is."""

    id: UUID
    domain: str
    state: LeavingState
    created_at: datetime


class Hindrance(msgspec.Struct, frozen=True):
    """What hinders one from leaving for another town now: the code of a problem, and of money where
    it is (`where` of `MoneyLeft`). None where nothing does.
    """

    code: str | None = None
    where: str | None = None


class MoveRequest(msgspec.Struct, frozen=True, rename={"sender": "from"}, omit_defaults=True):
    """What the new town asks of the old one about a move.

    `begin`: with the code that the person brought and the verifier; a take-out is made. `state`:
    whether it is ready. `part`: its bytes after the first `at` ones. `finish`: they live at
    `address` from now on, and are `actor` to the fediverse; `heard`: by the id of each conversation
    of two, and of each archive of a group, how far its log came. `done`: they are here. `cancel`:
    they stay where they are.
    """

    sender: str
    to: str
    move: UUID
    step: Step
    code: str = ""
    verifier: str = ""
    at: int = 0
    address: str = ""
    actor: str = ""
    heard: dict[UUID, int] = {}


NOTHING_LATE = LateTalk([], [], {})


class MoveAnswer(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the old town says of a move. `state` is that of the take-out until they moved. To
    `begin` it says where they live, with their home record of so far. Once they moved `home` is
    the next home record, `key` and `next` are the private keys in base64, `late` is what was said
    since the take-out in conversations of two and groups of `heard`, as its records are, `told` how
    far what they said was carried to third towns, where that is not all of it, `groups` those in
    which they stay, `files` those that `late` names and that can be fetched, by their ids.
    `problem`: why they stay.
    """

    state: str
    address: str = ""
    actor: str = ""
    size: int = 0
    sha256: str = ""
    home: dict[str, Any] | None = None
    key: bytes = b""
    next: bytes = b""
    late: LateTalk = NOTHING_LATE
    told: dict[UUID, int] = {}
    groups: list[MovedGroup] = []
    files: Digests = {}
    problem: str = ""
