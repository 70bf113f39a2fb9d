"""Receipts: what was paid, signed by the town, for anybody to check without it."""

from leapfrog.kernel.signing import read_keys
from leapfrog.pay.receipts.issuing import check, of, sign

__all__ = ["check", "of", "read_keys", "sign"]
