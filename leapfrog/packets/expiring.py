"""What nobody opened in time goes back to the sender."""

from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import derived_id
from leapfrog.packets import news, store
from leapfrog.pay import post_all
from leapfrog.wallet import Reason, Refund, stored_id

EXPIRE = "pay_packet_expire"


async def expire(db: Db, ref: str, _body: object) -> None:
    """A due row's handler: safe to run twice. While the sender's wallet account takes nothing in,
    it is tried again later.
    """
    packet = (await store.many(db, [UUID(ref)])).get(UUID(ref))
    if packet and packet.ends_at <= db.now:
        await end(db, packet.id)


async def end(db: Db, packet_id: UUID) -> None:
    """Gives back now what is left of an open packet. Raises what the wallet refuses."""
    packet = (await store.lock(db, [packet_id])).get(packet_id)
    if packet is None or packet.state != "open":
        return
    # What is given back asks for no limits of the wallet account.
    back = Refund(
        id=derived_id(packet.id, "expired"),
        payer=packet.account,
        payee=packet.payer,
        of=stored_id(packet.payer, packet.id),
        amount=packet.amount - packet.taken,
        code=Reason.EXPIRED,
    )
    await post_all(db, [back])
    await store.expire(db, packet.id)
    await news.tell(db, [packet])
