"""Receipts: what was paid, signed by the town, for anybody to check without it."""

from leapfrog.pay.receipts.issuing import KIND, of, sign

__all__ = ["KIND", "of", "sign"]
