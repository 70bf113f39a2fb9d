"""Parcel checks: do parcels agree with their money, each night."""

from leapfrog.parcel_checks.checking import CHECK, check_tonight, faults

TIMERS = {CHECK: check_tonight}

__all__ = ["CHECK", "TIMERS", "faults"]
