"""Payment history: what happened on one's account, a row for each thing that was done, with whom
and for what; and the receipts of it.

The books have an entry for each step: money set aside, paid, given free. Here are only the steps by
which money came or went, and what is set aside now.
"""

from leapfrog.payment_history.model import Category, HistoryPage, HistoryRow, category

__all__ = ["Category", "HistoryPage", "HistoryRow", "category"]
