"""Pictures of questions about orders: who shows them, how many, how long they are kept."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

import msgspec

from leapfrog import till
from leapfrog.till import Role

# order: of what was paid before it was sent; door: of what was paid at the door.
CaseOf = Literal["order", "door"]
PictureSide = Literal["buyer", "shop"]
# Of each side.
MOST = 6
# So long after the last one was added they are all forgotten, unless the question is still open;
# then so much later. A ruling can be doubted meanwhile.
KEPT, STILL_OPEN = timedelta(days=182), timedelta(days=30)
# Who of a shop reads its orders with all that was said about them.
READERS: Mapping[CaseOf, tuple[Role, ...]] = {
    "order": till.ANSWERING_ROLES,
    "door": till.LEADING_ROLES,
}


class QuestionedOrder(msgspec.Struct, frozen=True):
    """Whose a question is: its order, who bought and who sold that, whether it is open, and whether
    the town was called.
    """

    case_id: UUID
    of: CaseOf
    order_id: UUID
    merchant_id: UUID
    buyer_id: UUID
    is_open: bool
    appealed: bool


class CasePicture(msgspec.Struct, frozen=True):
    """A picture (WebP) that a side shows. `person_id`: for whom its file counts."""

    id: UUID
    case_id: UUID
    side: PictureSide
    person_id: UUID
    sha256: bytes
    width: int
    height: int
    added_at: datetime
