"""All cards of pay, by the prefix of their refs."""

from leapfrog.pay import packets, splits
from leapfrog.pay.model import Resolvers
from leapfrog.pay.packets import PacketCard
from leapfrog.pay.splits import SplitCard
from leapfrog.pay.transfers import cards as transfers
from leapfrog.pay.transfers.model import RequestCard, TransferCard

AnyCard = TransferCard | RequestCard | PacketCard | SplitCard
RESOLVERS: Resolvers = {
    **transfers.RESOLVERS,
    "pay:packet": packets.cards,
    "pay:split": splits.cards,
}
