"""A shop asked, an item and a shop sent into a chat, and what their cards say later."""

from typing import Any

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.market.acts import Market, ok, sells
from tests.matrix import unchanged
from tests.pay.acts import befriend


async def card(who: Client, ref: str) -> Any:
    return ok(await who.get("/cards", params={"ref": ref}))["cards"]


async def asked(who: Client, market: Market, **said: Any) -> Any:
    body = {"client_id": str(new_id()), **said}
    return await who.post(f"/market/fronts/{market.shop}/questions", json=body)


async def test_a_question_reaches_all_who_work_in_the_shop_with_the_item_on_top(
    market: Market, join: Join, settings: Settings
) -> None:
    item = await sells(market.owner, market.shop, title="Tea pot")
    buyer, clerk = await join("petra"), await join("carlo")
    await befriend(market.owner, clerk)
    role = f"/merchants/{market.shop}/cashiers/{clerk.me['id']}"
    opened = ok(await asked(buyer, market, item_id=item["id"]))
    assert opened["kind"] == "group"
    path = f"/conversations/{opened['id']}/messages"
    [shown] = [one for one in ok(await market.owner.get(path))["messages"] if one["kind"] == "card"]
    assert shown["meta"]["ref"] == f"market:item:{item['id']}"
    assert (await clerk.get(path)).status_code == 404
    # Who works there since then is in it at the next question; it is the same conversation.
    ok(await market.owner.put(role, json={"role": "manager"}))
    assert ok(await asked(buyer, market))["id"] == opened["id"]
    ok(await clerk.put(f"{path}/{new_id()}", json={"body": "It holds a litre"}))
    texts = [one["body"] for one in ok(await buyer.get(path))["messages"]]
    assert "It holds a litre" in texts
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await asked(clerk, market)).json()["code"] == "invalid"
        assert (await asked(buyer, market, item_id=str(new_id()))).json()["code"] == "no_item"
        nowhere = f"/market/fronts/{new_id()}/questions"
        assert (await buyer.post(nowhere, json={"client_id": str(new_id())})).status_code == 404


async def test_who_answers_for_a_shop_follows_who_works_there(
    market: Market, join: Join, settle: Settle
) -> None:
    buyer, agent, packer = await join("petra"), await join("anna"), await join("paul")
    roles = {}
    for one in (agent, packer):
        await befriend(market.owner, one)
        roles[one] = f"/merchants/{market.shop}/cashiers/{one.me['id']}"
    talk = ok(await asked(buyer, market))["id"]
    path = f"/conversations/{talk}/messages"
    ok(await buyer.put(f"{path}/{new_id()}", json={"body": "Is it waterproof?"}))
    # Cashiers and packers do not speak for a shop; agents do, from the day on, and read it all.
    assert (await market.cashier.get(path)).status_code == 404
    ok(await market.owner.put(roles[packer], json={"role": "packer"}))
    ok(await market.owner.put(roles[agent], json={"role": "agent"}))
    await settle()
    assert (await packer.get(path)).status_code == 404
    assert "Is it waterproof?" in [one["body"] for one in ok(await agent.get(path))["messages"]]
    ok(await agent.put(f"{path}/{new_id()}", json={"body": "It is"}))
    ok(await market.manager.put(f"{path}/{new_id()}", json={"body": "To ten metres"}))
    # Who is dismissed has left: neither reads on nor writes, and nobody's next question calls them.
    ok(await market.owner.delete(roles[agent]))
    await settle()
    ok(await asked(buyer, market))
    ok(await buyer.put(f"{path}/{new_id()}", json={"body": "My address is Lake road 4"}))
    assert "Lake road 4" not in str((await agent.get(path)).json())
    assert (await agent.put(f"{path}/{new_id()}", json={"body": "!"})).status_code in (403, 404)
    members = ok(await buyer.get(f"/groups/{talk}/members"))["members"]
    assert {one["person"]["id"] for one in members} == {
        one.me["id"] for one in (buyer, market.owner, market.manager)
    }
    # A manager who becomes a packer goes as well, and one who comes back is there again.
    manager = f"/merchants/{market.shop}/cashiers/{market.manager.me['id']}"
    ok(await market.owner.put(manager, json={"role": "packer"}))
    ok(await market.owner.put(roles[packer], json={"role": "agent"}))
    await settle()
    assert (await market.manager.put(f"{path}/{new_id()}", json={"body": "!"})).status_code >= 400
    ok(await packer.put(f"{path}/{new_id()}", json={"body": "I am new here"}))


async def test_who_was_blocked_is_not_brought_into_the_conversation(
    market: Market, join: Join, settle: Settle
) -> None:
    buyer, agent = await join("petra"), await join("anna")
    await befriend(market.owner, agent)
    talk = ok(await asked(buyer, market))["id"]
    ok(await buyer.put(f"/blocks/{agent.me['id']}"))
    role = f"/merchants/{market.shop}/cashiers/{agent.me['id']}"
    ok(await market.owner.put(role, json={"role": "agent"}))
    await settle()
    assert (await agent.get(f"/conversations/{talk}/messages")).status_code == 404


async def test_a_shared_card_tells_the_price_of_now_and_that_something_is_gone(
    market: Market, join: Join, settings: Settings
) -> None:
    item = await sells(market.owner, market.shop, title="Tea pot")
    ref, front = f"market:item:{item['id']}", f"market:front:{market.shop}"
    one, other = await join("petra"), await join("quinn")
    await befriend(one, other)
    chat = ok(await one.put(f"/conversations/direct/{other.me['id']}"))["id"]
    into = {"conversation_id": chat, "client_id": str(new_id())}
    for _ in range(2):
        sent = ok(await one.post(f"/market/items/{item['id']}/shares", json=into))
    assert sent["meta"]["ref"] == ref
    into = {"conversation_id": chat, "client_id": str(new_id())}
    ok(await one.post(f"/market/fronts/{market.shop}/shares", json=into))
    [shown] = await card(other, ref)
    before = item["variants"][0]["price"]
    assert (shown["title"], shown["price"]) == ("Tea pot", before)
    [shop] = await card(other, front)
    assert (shop["kind"], shop.get("gone", False)) == ("front", False)
    body = {"id": item["variants"][0]["id"], "price": before + 1}
    ok(await market.owner.put(f"/market/items/{item['id']}/variants", json=body))
    assert (await card(other, ref))[0]["price"] == before + 1
    path = f"/market/items/{item['id']}/publication"
    ok(await market.owner.put(path, json={"state": "off"}))
    assert await card(other, ref) == [
        {"kind": "item", "ref": ref, "title": "Tea pot", "gone": True}
    ]
    assert await card(other, f"market:item:{new_id()}") == []
    async with unchanged(str(settings.database_url), "identity_session"):
        again = {**into, "client_id": str(new_id())}
        gone = await one.post(f"/market/items/{item['id']}/shares", json=again)
        assert gone.json()["code"] == "no_item"
        stranger = await market.owner.post(f"/market/fronts/{market.shop}/shares", json=again)
        assert stranger.json()["code"] == "no_conversation"
