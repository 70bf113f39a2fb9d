"""How red packets may be sent here: as the operator said at the desk, else as the settings say."""

from leapfrog.kernel.db import Db
from leapfrog.kernel.settings import Settings
from leapfrog.packets import store
from leapfrog.packets.model import PacketRules


async def rules(db: Db, settings: Settings) -> PacketRules:
    """What the town allows about packets now: limits in minor units and shares, as an operator set
    them, else by the settings.
    """
    given = settings
    by_settings = PacketRules(
        given.packets, given.packet_most, given.packet_daily, given.packet_shares
    )
    return await store.rules(db) or by_settings


async def set_rules(db: Db, new: PacketRules) -> None:
    """Sets what the town allows about packets from now on; those that were sent before can still be
    opened.
    """
    await store.set_rules(db, new)
