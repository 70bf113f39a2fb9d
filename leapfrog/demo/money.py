"""What the people of Lake Town do with money: they bring cash to the desk, lend and ask, split a
dinner for five, let a red packet fly.
"""

from uuid import UUID

from leapfrog import packets, pay, splits
from leapfrog.demo.cast import CAST
from leapfrog.demo.groups import FAMILY
from leapfrog.demo.stage import Stage
from leapfrog.kernel.ids import new_id

DINNER = "Dinner by the lake"
POCKET = 12_000
BROUGHT = {"tariq": 8_000, "mei": 30_000, "priya": 9_500, "omar": 4_000, "fatou": 15_000}


async def everybody_has_some(stage: Stage) -> None:
    """Cash is brought to the desk, where Kofi works."""
    for who in CAST:
        await stage.brings_cash(who, BROUGHT.get(who, POCKET), "kofi")
        stage.later(3)


async def football(stage: Stage) -> None:
    """Tariq had borrowed; Omar asks for half a ball."""
    sent = await stage.pays("tariq", "amina", 1850, "For the pitch, thank you")
    stage.later(4)
    await stage.accepts("amina", sent)
    asked = await stage.asks_for("omar", "amina", 720, "Your half of the new ball")
    await stage.pays_what_was_asked("amina", "omar", 720, asked)


async def dinner(stage: Stage) -> None:
    """Priya paid for five; two have given her their part, Omar and Amina not yet."""
    await stage.gathers("amina", DINNER, "priya", "zola", "tariq", "omar")
    await stage.says("zola", DINNER, "That fish! And that sunset 🌅")
    await stage.says("priya", DINNER, "I paid for all of us, 143.50. Shall I split it?")
    await stage.says("tariq", DINNER, "Please do, before I forget")
    people = ("priya", "amina", "zola", "tariq", "omar")
    async with stage.town.database.transaction() as db:
        currency = (await pay.money_terms(db)).currency
        bill = await splits.split(
            db,
            stage.ids["priya"],
            new_id(),
            stage.groups[DINNER],
            splits.SplitTerms(
                title="Fish, wine and a sunset",
                mode="even",
                currency=currency,
                total=14_350,
                people=tuple(stage.ids[one] for one in people),
            ),
        )
    for who in ("tariq", "zola"):
        stage.later(9)
        async with stage.town.database.transaction() as db:
            await splits.pay(db, stage.ids[who], bill, pay.VOUCHED)
    await stage.says("omar", DINNER, "Tomorrow, by my honour as a knight")


async def red_packet(stage: Stage) -> None:
    """Mei sends one to the family; Jianguo was first, Amina's share waits."""
    packet: UUID = new_id()
    async with stage.town.database.transaction() as db:
        currency = (await pay.money_terms(db)).currency
        sending = packets.NewPacket(
            id=packet,
            conversation_id=stage.groups[FAMILY],
            sender_id=stage.ids["mei"],
            amount=888,
            currency=currency,
            shares=3,
            greeting="周六见！See you Saturday 🥟",
        )
        await packets.send(db, sending, packets.PacketRules(), pay.VOUCHED)
    stage.later(2)
    async with stage.town.database.transaction() as db:
        await packets.open_packets(db, [packets.Opening(packet, stage.ids["jianguo"])])
        await packets.thank(db, stage.ids["jianguo"], packet, "谢谢老板娘！")
