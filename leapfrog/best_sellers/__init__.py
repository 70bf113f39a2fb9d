"""Best sellers: how many people bought what in the last 30 days and kept it, counted each night for
the order in which the market's search shows things. It has no tables: orders are `orders`' and
`door_orders`', the search is `market`'s.
"""

from leapfrog.best_sellers.counting import COUNT, count, count_tonight

TIMERS = {COUNT: count_tonight}

__all__ = ["COUNT", "TIMERS", "count", "count_tonight"]
