"""Pay: the town's money, how people confirm that they pay, and the ways from person to person; what
moves, moves in the wallet's books.

A way to pay checks who may, calls `wallet.post`, and writes its own rows in the same transaction.
Each is a folder: `confirming` (is it them?), `transfers` (from person to person), `receipts`
(signed by the town), `desk` (into the town and out of it), `providers` (licensed houses that hold
the money). Ways to pay that are modules of their own, such as `escrow`, `packets`, `till`,
`splits`, stand on floors above and use what is exported here.
"""

from leapfrog.pay.archive import RECORD_SETS
from leapfrog.pay.confirming import (
    CODE_COUNT,
    VOUCHED,
    CodeLimits,
    ConfirmationInput,
    Consent,
    ConsentIn,
    Held,
    LockedSmall,
    Order,
    PaymentToConfirm,
    code_limits,
    goes_unasked,
    with_consent,
)
from leapfrog.pay.confirming import hold as hold_consents
from leapfrog.pay.confirming import lock_confirmed as lock_confirmed_payments
from leapfrog.pay.confirming import unasked_of as unasked_payers
from leapfrog.pay.desk import (
    BankMoneyCame,
    BankTransfer,
    TopUp,
    checked_iban,
    note_at_desk,
    pain,
    top_up,
)
from leapfrog.pay.desk import placed as bank_line_placed
from leapfrog.pay.desk.access import desk_only
from leapfrog.pay.errors import (
    AlreadySettled,
    BadIban,
    NoBankAccount,
    NoMoney,
    NoPaymentRequest,
    NotBetweenYou,
    NotForYou,
    OperationIdUsed,
)
from leapfrog.pay.guards import town_has_money
from leapfrog.pay.labels import person_labels
from leapfrog.pay.model import MoneyTerms, PaymentCard, Resolvers
from leapfrog.pay.opening import set_up
from leapfrog.pay.posting import post_all
from leapfrog.pay.providers import FakeStripe
from leapfrog.pay.receipts import check as check_receipt
from leapfrog.pay.receipts import of as receipt_of
from leapfrog.pay.receipts import sign as sign_statement
from leapfrog.pay.timers import TIMERS, drop_expired
from leapfrog.pay.transfers import (
    RESOLVERS,
    MoneyRequest,
    NewTransfer,
    RequestCard,
    TransferCard,
    transfer_cards,
)
from leapfrog.pay.transfers import accept as accept_transfer
from leapfrog.pay.transfers import ask as request_money
from leapfrog.pay.transfers import send as send_transfers
from leapfrog.pay.wallet_accounts import forget_payer, open_wallet_account, payer_account
from leapfrog.pay.wallet_accounts import ids as wallet_account_ids
from leapfrog.pay.wallet_accounts import of_town as new_town_account
from leapfrog.pay.wallet_accounts import terms as money_terms
from leapfrog.pay.wallet_accounts import town as town_account
from leapfrog.pay.wallet_accounts import wallet_account as wallet_account_of
from leapfrog.pay.wallet_accounts import wallet_accounts as wallet_accounts_of

__all__ = [
    "CODE_COUNT",
    "RECORD_SETS",
    "RESOLVERS",
    "TIMERS",
    "VOUCHED",
    "AlreadySettled",
    "BadIban",
    "BankMoneyCame",
    "BankTransfer",
    "CodeLimits",
    "ConfirmationInput",
    "Consent",
    "ConsentIn",
    "FakeStripe",
    "Held",
    "LockedSmall",
    "MoneyRequest",
    "MoneyTerms",
    "NewTransfer",
    "NoBankAccount",
    "NoMoney",
    "NoPaymentRequest",
    "NotBetweenYou",
    "NotForYou",
    "OperationIdUsed",
    "Order",
    "PaymentCard",
    "PaymentToConfirm",
    "RequestCard",
    "Resolvers",
    "TopUp",
    "TransferCard",
    "accept_transfer",
    "bank_line_placed",
    "check_receipt",
    "checked_iban",
    "code_limits",
    "desk_only",
    "drop_expired",
    "forget_payer",
    "goes_unasked",
    "hold_consents",
    "lock_confirmed_payments",
    "money_terms",
    "new_town_account",
    "note_at_desk",
    "open_wallet_account",
    "pain",
    "payer_account",
    "person_labels",
    "post_all",
    "receipt_of",
    "request_money",
    "send_transfers",
    "set_up",
    "sign_statement",
    "top_up",
    "town_account",
    "town_has_money",
    "transfer_cards",
    "unasked_payers",
    "wallet_account_ids",
    "wallet_account_of",
    "wallet_accounts_of",
    "with_consent",
]
