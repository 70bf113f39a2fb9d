"""What news of a shop are."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

NEWS_WINDOW = timedelta(days=30)
LONGEST_NEWS = 500


class ShopNews(msgspec.Struct, frozen=True):
    """What a shop told its followers, perhaps about an item."""

    id: UUID
    merchant_id: UUID
    by_id: UUID
    text: str
    item_id: UUID | None
    at: datetime


class NewsRoom(msgspec.Struct, frozen=True):
    """How much a shop may tell: `left` now, and the time of the next if that is none."""

    most: int
    left: int
    next_at: datetime | None
