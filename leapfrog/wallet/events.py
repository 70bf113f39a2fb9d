"""What the wallet announces. Money that moves is not announced: whoever moved it knows."""

from leapfrog.kernel.events import Event


class LedgerMismatch(Event, frozen=True):
    """The look through the books found faults; `reconciliation` is the number of its row."""

    reconciliation: int
    faults: int
