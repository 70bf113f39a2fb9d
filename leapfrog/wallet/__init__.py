"""Wallet: the town's books, in which money moves from one account to another and never else.

`await wallet.post(db, [Transfer(...), Hold(...), Post(...), Void(...), Refund(...)])` answers one
`Posted` or `Problem` per deed, in order; who has one deed and nothing else to write submits it to
`POSTING`, which gathers many into one commit. A hold, and what is given back, are named by their
stored ids: `Posted.id`, or `stored_id(payer, client_id)` before they are there.
"""

from leapfrog.wallet import errors
from leapfrog.wallet.accounts import (
    account,
    accounts_by_id,
    audit,
    balance,
    balance_at,
    close,
    freeze,
    lock,
    name_owner,
    open_account,
    open_accounts,
    own,
    owned,
    set_limits,
    set_unit,
    unfreeze,
    unlock,
)
from leapfrog.wallet.archive import RECORD_SETS
from leapfrog.wallet.checks import (
    Fault,
    Night,
    TrialLine,
    look_through,
    nights,
    reconcile,
    trial_balance,
    verify,
)
from leapfrog.wallet.events import BooksDisagree
from leapfrog.wallet.model import (
    LARGEST,
    Account,
    Audit,
    Balance,
    Deed,
    Entry,
    Hold,
    Kind,
    Limits,
    NewAccount,
    Post,
    Posted,
    Reason,
    Refund,
    Transfer,
    Void,
    derived_id,
    stored_id,
)
from leapfrog.wallet.money import decimal
from leapfrog.wallet.statements import Line, Statement, moved, statement, statement_page
from leapfrog.wallet.timers import TIMERS, start_timers
from leapfrog.wallet.transfers import POSTING, Result, post

__all__ = [
    "LARGEST",
    "POSTING",
    "RECORD_SETS",
    "TIMERS",
    "Account",
    "Audit",
    "Balance",
    "BooksDisagree",
    "Deed",
    "Entry",
    "Fault",
    "Hold",
    "Kind",
    "Limits",
    "Line",
    "NewAccount",
    "Night",
    "Post",
    "Posted",
    "Reason",
    "Refund",
    "Result",
    "Statement",
    "Transfer",
    "TrialLine",
    "Void",
    "account",
    "accounts_by_id",
    "audit",
    "balance",
    "balance_at",
    "close",
    "decimal",
    "derived_id",
    "errors",
    "freeze",
    "lock",
    "look_through",
    "moved",
    "name_owner",
    "nights",
    "open_account",
    "open_accounts",
    "own",
    "owned",
    "post",
    "reconcile",
    "set_limits",
    "set_unit",
    "start_timers",
    "statement",
    "statement_page",
    "stored_id",
    "trial_balance",
    "unfreeze",
    "unlock",
    "verify",
]
