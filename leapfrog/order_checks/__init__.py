"""Order checks: do orders agree with money and stock, and whose money waits too long."""

from leapfrog.order_checks.ageing import count_aged
from leapfrog.order_checks.checking import CHECK, check_tonight, faults

TIMERS = {CHECK: check_tonight}

__all__ = ["CHECK", "TIMERS", "count_aged", "faults"]
