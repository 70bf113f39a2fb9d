"""A brand complains of who misuses its name: an answer, a ruling, what follows from it."""

from datetime import timedelta

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.brands.acts import COPIED, complained, of_shop, passes, picture, ruled, verified
from tests.contacts.conftest import Settle
from tests.http import Client
from tests.market.acts import Market, befriend, found, ok, sells
from tests.matrix import unchanged


async def test_a_counterfeit_is_answered_taken_down_and_appealed(
    market: Market, olga: Client, town: Town, settle: Settle, settings: Settings
) -> None:
    await verified(market, olga, town)
    fake = (await sells(market.rival, market.other, title="Heron lamp"))["id"]
    complaint = await complained(market, market.other, fake)
    proof, reply = str(new_id()), str(new_id())
    path = f"/brands/complaints/{complaint}"
    for _ in range(2):
        ok(await market.owner.put(f"{path}/evidence/{proof}", content=picture()))
    # The shop has three days, unless it answers before.
    async with unchanged(str(settings.database_url), "identity_session"):
        early = await ruled(olga, complaint)
        assert early.json()["code"] == "answer_first"
    [seen] = ok(await market.rival.get(f"/brands/shops/{market.other}/complaints"))["complaints"]
    assert (seen["side"], seen["brand"], seen["title"]) == ("shop", "Heron", "Heron lamp")
    assert seen["for_brand"] == ""
    for _ in range(2):
        ok(await market.rival.put(f"{path}/answer", json={"words": "A friend gave them to me."}))
    ok(await market.rival.put(f"{path}/evidence/{reply}", content=picture()))
    [waiting] = ok(await olga.get("/desk/brands/complaints"))["complaints"]
    assert (waiting["state"], len(waiting["evidence"])) == ("answered", 2)
    for who in (market.owner, market.rival, olga):
        looked = await who.get(f"{path}/evidence/{proof}")
        assert looked.headers["content-type"] == "image/webp"
        assert looked.headers["cache-control"] == "no-store"
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await market.buyer.get(f"{path}/evidence/{proof}")).status_code == 404
        assert (await market.buyer.get(path)).status_code == 404
        other = await market.rival.put(f"{path}/answer", json={"words": "Something else"})
        assert other.json()["code"] == "complaint_over"
        # What was answered is ruled: nobody takes a false complaint back in time.
        late = await market.owner.request("DELETE", path)
        assert late.json()["code"] == "complaint_over"
    for _ in range(2):
        assert ok(await ruled(olga, complaint))["state"] == "upheld"
    await settle()
    assert await found(market.buyer, "heron") == []
    # As with every takedown: the owner reads why, and appeals once.
    [told, *_] = ok(await market.rival.get("/decisions"))["decisions"]
    assert (told["act"], told["reason"]) == ("remove_item", "No proof of origin.")
    ok(await market.rival.put(f"/decisions/{told['id']}/appeal", json={"text": "Here is my bill"}))
    body = {"granted": True, "answer": "The bill is good."}
    ok(await olga.put(f"/operator/decisions/{told['id']}/appeal", json=body))
    await settle()
    assert await found(market.buyer, "heron lamp") == ["Heron lamp"]
    ended = ok(await market.owner.get(path))
    assert (ended["for_brand"], ended["for_shop"]) == ("As you showed.", "")
    # Neither side is told any more that it is taken down.
    assert ended["state"] == "overturned"
    assert ok(await market.rival.get(path))["state"] == "overturned"


async def test_a_shop_is_taken_down_without_an_answer_after_three_days_or_in_danger(
    market: Market, olga: Client, town: Town, clock: FixedClock, settle: Settle
) -> None:
    await verified(market, olga, town)
    fake = (await sells(market.rival, market.other, title="Heron charger"))["id"]
    slow = await complained(market, market.other, kind="name")
    hot = await complained(market, market.other, fake, danger=True)
    ok(await ruled(olga, hot))
    await settle()
    assert await found(market.buyer, "charger") == []
    assert (await ruled(olga, slow)).json()["code"] == "answer_first"
    clock.advance(timedelta(days=3))
    ok(await ruled(olga, slow))
    await settle()
    front = ok(await market.rival.get("/market/own-fronts"))["fronts"]
    assert [one["front"]["state"] for one in front] == ["limited"]
    assert ok(await olga.get("/desk/brands/complaints"))["complaints"] == []


async def test_three_false_complaints_in_a_year_and_no_more_are_heard(
    market: Market, olga: Client, town: Town, clock: FixedClock, settings: Settings
) -> None:
    await verified(market, olga, town, 700)
    item = (await sells(market.rival, market.other, title="My own lamp"))["id"]
    for n in range(3):
        complaint = await complained(market, market.other, item)
        assert ok(await ruled(olga, complaint, "false"))["false_before"] == n + 1
        clock.advance(timedelta(days=10))
    assert await found(market.buyer, "own lamp") == ["My own lamp"]
    stands = await of_shop(market.owner, market.shop)
    assert (stands["false"], stands["suspended_until"] is None) == (3, False)
    body = {"by_id": market.shop, "merchant_id": market.other, "kind": "name", "words": "x"}
    async with unchanged(str(settings.database_url), "identity_session"):
        refused = await market.owner.put(f"/brands/complaints/{new_id()}", json=body)
        assert refused.json()["code"] == "complaints_suspended"
    await passes(clock, 336, market.owner)
    await complained(market, market.other)


async def test_what_nobody_can_complain_of_changes_nothing(
    market: Market, olga: Client, town: Town, settings: Settings
) -> None:
    own = (await sells(market.owner, market.shop, title="Mine"))["id"]
    theirs = (await sells(market.rival, market.other, title="Theirs"))["id"]
    body = {"by_id": market.shop, "merchant_id": market.other, "kind": "name", "words": "x"}
    path = f"/brands/complaints/{new_id()}"
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await market.owner.put(path, json=body)).json()["code"] == "no_brand"
    await verified(market, olga, town)
    there = await complained(market, market.other, theirs)
    again = {**body, "item_id": theirs, "kind": "counterfeit"}
    first = {**again, "words": COPIED}
    async with unchanged(str(settings.database_url), "identity_session"):
        for who, sent, code in (
            (market.owner, {**body, "merchant_id": market.shop}, "invalid"),
            (market.owner, {**body, "item_id": own}, "no_item"),
            (market.owner, {**body, "merchant_id": str(new_id())}, "no_front"),
            (market.owner, {**body, "words": " "}, "invalid"),
            (market.owner, again, "complaint_under_way"),
            (market.rival, body, "no_merchant"),
            (market.cashier, body, "role_needed"),
        ):
            assert (await who.put(path, json=sent)).json()["code"] == code, sent
        # The same id says the same, word for word.
        for other in (body, {**again, "words": "Worse"}, {**first, "danger": True}):
            used = await market.owner.put(f"/brands/complaints/{there}", json=other)
            assert used.json()["code"] == "brand_id_used", other
        ok(await market.owner.put(f"/brands/complaints/{there}", json=first))
        # Who complains does not answer, and who is complained of does not take it back.
        for who, way, at, said in (
            (market.owner, "PUT", f"/brands/complaints/{there}/answer", {"words": "x"}),
            (market.rival, "DELETE", f"/brands/complaints/{there}", None),
            (market.buyer, "PUT", f"/brands/complaints/{there}/answer", {"words": "x"}),
        ):
            answer = await who.request(way, at, json=said)
            assert answer.json()["code"] == "no_brand_complaint"
    for _ in range(2):
        taken = await market.owner.request("DELETE", f"/brands/complaints/{there}")
        assert ok(taken)["state"] == "withdrawn"
    assert (await ruled(olga, there)).json()["code"] == "complaint_over"
    # Nobody rules where they work.
    last = await complained(market, market.other)
    await befriend(market.rival, olga)
    role = f"/merchants/{market.other}/cashiers/{olga.me['id']}"
    ok(await market.rival.put(role, json={"role": "packer"}))
    assert (await ruled(olga, last, "rejected")).json()["code"] == "own_brand"


async def test_pictures_go_half_a_year_after_the_ruling(
    market: Market, olga: Client, town: Town, clock: FixedClock, settle: Settle
) -> None:
    await verified(market, olga, town, 700)
    complaint = await complained(market, market.other)
    path = f"/brands/complaints/{complaint}/evidence"
    for _ in range(6):
        ok(await market.owner.put(f"{path}/{new_id()}", content=picture()))
    more = await market.owner.put(f"{path}/{new_id()}", content=picture())
    assert more.json()["code"] == "too_many_documents"
    ok(await ruled(olga, complaint, "rejected"))
    await passes(clock, 184, market.owner)
    await settle()
    assert ok(await market.owner.get(f"/brands/complaints/{complaint}"))["evidence"] == []
    async with town.database.reading() as db:
        sql = "select count(*) from kernel_file where purpose = 'brand_evidence'"
        assert await db.value(sql) == 0
