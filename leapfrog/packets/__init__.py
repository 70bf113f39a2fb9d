"""Red packets: even, lucky, for one person, or for who says the phrase."""

from leapfrog.packets.archive import RECORD_SETS
from leapfrog.packets.cuts import Reveal, faults
from leapfrog.packets.expiring import EXPIRE, expire
from leapfrog.packets.model import NewPacket, Opened, Opening, PacketRules
from leapfrog.packets.opening import OPENING, open_packets
from leapfrog.packets.packet_rules import rules, set_rules
from leapfrog.packets.sending import send
from leapfrog.packets.showing import RESOLVERS, PacketCard, PacketView, cards, thank, view

TIMERS = {EXPIRE: expire}

__all__ = [
    "OPENING",
    "RECORD_SETS",
    "RESOLVERS",
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
