"""Reviews: what those say of goods who bought and received them, and the score of shops that
follows from it by a published formula. Goods are `market`'s, receipts those of `orders` and
`door_orders`.
"""

from leapfrog.reviews.archive import RECORD_SETS
from leapfrog.reviews.events import ReviewWritten
from leapfrog.reviews.model import Review
from leapfrog.reviews.scores import ShopScore
from leapfrog.reviews.shapes import StarsOfItem, of_item, score_of, stars_of
from leapfrog.reviews.writing import ReviewWish, put, take_down

__all__ = [
    "RECORD_SETS",
    "Review",
    "ReviewWish",
    "ReviewWritten",
    "ShopScore",
    "StarsOfItem",
    "of_item",
    "put",
    "score_of",
    "stars_of",
    "take_down",
]
