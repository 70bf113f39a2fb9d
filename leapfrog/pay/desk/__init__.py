"""The desk: money comes into the town against cash or by the bank, and leaves it again."""

from leapfrog.pay.desk.book import note as note_at_desk
from leapfrog.pay.desk.cash import top_up
from leapfrog.pay.desk.model import TopUp

__all__ = ["TopUp", "note_at_desk", "top_up"]
