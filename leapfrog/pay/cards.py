"""All cards of pay, by the prefix of their refs."""

from leapfrog.pay.model import Resolvers
from leapfrog.pay.transfers import cards as transfers
from leapfrog.pay.transfers.model import RequestCard, TransferCard

AnyCard = TransferCard | RequestCard
RESOLVERS: Resolvers = {**transfers.RESOLVERS}
