"""Receipts: what was paid, signed by the town, for anybody to check without it."""

from leapfrog.pay.receipts.issuing import of
from leapfrog.pay.receipts.signing import (
    BadReceipt,
    Checked,
    Keys,
    check,
    read_keys,
)

__all__ = ["BadReceipt", "Checked", "Keys", "check", "of", "read_keys"]
