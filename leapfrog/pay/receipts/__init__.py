"""Receipts: what was paid, signed by the town, for anybody to check without it."""

from leapfrog.pay.receipts.issuing import check, of, sign

__all__ = ["check", "of", "sign"]
