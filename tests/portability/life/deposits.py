"""What she paid a deposit for, what her shop sells for one; what she earns by sharing."""

from datetime import timedelta
from uuid import UUID

from leapfrog import pay, presales, share_rewards, till, wallet
from leapfrog.kernel.db import Db
from leapfrog.kernel.ids import new_id
from leapfrog.presales import DepositWish, NewPresale, Presale
from leapfrog.share_rewards import NewRewardOffer, Reward, RewardOffer, store
from tests.orders.goods import Shop, open_shop
from tests.portability.life.scene import Scene, marked


async def deposits(scene: Scene) -> None:
    """At Juma's, and in a shop of her own."""
    mara, juma = (UUID(one.me["id"]) for one in (scene.mara, scene.juma))
    pot = marked("Pot")
    async with scene.town.database.transaction() as db:
        theirs = await open_shop(db, juma, "Juma's pots", {"Pot": (900, 9)})
        own = await open_shop(db, mara, marked("pots"), {pot: (900, 9)})
        for seller, buyer, variant in (
            (juma, mara, theirs.variants["Pot"]),
            (mara, juma, own.variants[pot]),
        ):
            one = await _presale(db, seller, variant)
            booked = await presales.book(
                db, DepositWish(new_id(), one.id, buyer, one.terms, pay.VOUCHED)
            )
            await presales.give_up(db, buyer, one.id, booked.id)
        ended = await _presale(db, mara, own.variants[pot])
        await presales.call_off(db, mara, ended.id, marked("the oven broke"))
        theirs_offer = await _offer(db, theirs, theirs.variants["Pot"])
        await _stopped(db, own, await _offer(db, own, own.variants[pot]))
        await share_rewards.make_link(db, mara, theirs_offer.id)
        bos = await share_rewards.make_link(db, UUID(scene.bo.me["id"]), theirs_offer.id)
        await share_rewards.open_link(db, mara, bos.code)
        earned = Reward(
            id=new_id(),
            offer_id=theirs_offer.id,
            order_id=new_id(),
            sharer_id=mara,
            amount=10,
            state="promised",
            why=None,
            due_at=None,
            at=db.now,
            ended_at=None,
        )
        assert await store.promise(db, earned)
        await store.move(db, theirs_offer.id, promised=10)


async def _presale(db: Db, seller: UUID, variant: UUID) -> Presale:
    now = db.now
    wanted = NewPresale(
        id=new_id(),
        variant_id=variant,
        units=2,
        price=900,
        deposit=10,
        counts=10,
        kept=False,
        closes_at=now + timedelta(days=1),
        rest_from=now + timedelta(days=1),
        rest_by=now + timedelta(days=2),
        sends_by=now + timedelta(days=3),
    )
    return await presales.enrol(db, seller, wanted)


async def _stopped(db: Db, shop: Shop, offered: RewardOffer) -> None:
    """Nobody earned anything, and the shop has no money left: with money nobody leaves."""
    ended = await share_rewards.stop(db, shop.owner, offered.id)
    assert ended.returned == ended.budget
    issuer = (await pay.town_account(db, "issuer")).id
    await _moves(db, (await till.merchant(db, shop.id)).available, issuer)


async def _moves(db: Db, payer: int, payee: int) -> None:
    moved = wallet.Transfer(id=new_id(), payer=payer, payee=payee, amount=50)
    [done] = await wallet.post(db, [moved])
    assert isinstance(done, wallet.Posted)


async def _offer(db: Db, shop: Shop, variant: UUID) -> RewardOffer:
    issuer = (await pay.town_account(db, "issuer")).id
    await _moves(db, issuer, (await till.merchant(db, shop.id)).available)
    item = await db.value("select item_id from market_variant where id = $1", variant)
    wanted = NewRewardOffer(
        id=new_id(),
        item_id=item,
        reward=10,
        budget=50,
        cap=2,
        ends_at=db.now + timedelta(days=9),
    )
    return await share_rewards.offer(db, shop.owner, wanted, pay.VOUCHED)
