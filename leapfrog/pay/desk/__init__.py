"""The desk: money comes into the town against cash or by the bank, and leaves it again."""

from leapfrog.pay.desk.cash import top_up

__all__ = ["top_up"]
