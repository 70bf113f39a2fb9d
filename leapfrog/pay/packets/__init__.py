"""Red packets: even, lucky, for one person, or for who says the phrase."""

from leapfrog.pay.packets.cuts import Reveal, faults
from leapfrog.pay.packets.expiring import EXPIRE, expire
from leapfrog.pay.packets.model import NewPacket, Opened, Opening, PacketRules
from leapfrog.pay.packets.opening import OPENING, open_packets
from leapfrog.pay.packets.rules import rules, set_rules
from leapfrog.pay.packets.sending import send
from leapfrog.pay.packets.showing import PacketCard, PacketView, cards, thank, view

TIMERS = {EXPIRE: expire}

__all__ = [
    "OPENING",
    "TIMERS",
    "NewPacket",
    "Opened",
    "Opening",
    "PacketCard",
    "PacketRules",
    "PacketView",
    "Reveal",
    "cards",
    "faults",
    "open_packets",
    "rules",
    "send",
    "set_rules",
    "thank",
    "view",
]
