"""Who may do what with the addresses of a shop's programs, and what a program with a token may."""

import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
import pytest

from leapfrog import oauth
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.webhooks.http import routes
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.orders.acts import Fair, ok
from tests.pay.acts import befriend

WHO = ("signed_out", "stranger", "rival", "cashier", "agent", "packer", "manager")
Answers = tuple[int, int, int, int, int, int, int]
HOOKS = "/merchants/{shop}/webhooks"
HOOK = f"{HOOKS}/{{hook}}"
# What jobs that are under way move.
MOVING = ("webhooks_hook", "webhooks_delivery")
WISH = {"url": "https://shop.example/hook", "events": ["order.paid"]}


class Operation(msgspec.Struct, frozen=True):
    """One request about the programs of Mei's shop, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: Answers


def leads(status: int) -> Answers:
    return (401, 404, 404, 403, 403, 403, status)


OPERATIONS = [
    Operation("GET", HOOKS, None, leads(200)),
    Operation("PUT", f"{HOOKS}/{{fresh}}", WISH, leads(200)),
    # Of another shop.
    Operation("PUT", f"{HOOKS}/{{other}}", WISH, leads(409)),
    Operation("POST", f"{HOOK}/secret", None, leads(200)),
    Operation("POST", f"{HOOKS}/{{other}}/secret", None, leads(404)),
    Operation("POST", f"{HOOK}/ping", None, leads(204)),
    Operation("GET", f"{HOOK}/messages", None, leads(200)),
    Operation("GET", f"{HOOKS}/{{other}}/messages", None, leads(404)),
    Operation("POST", f"{HOOK}/messages/{{fresh}}/replay", None, leads(404)),
    Operation("DELETE", f"{HOOKS}/{{other}}", None, leads(404)),
    Operation("DELETE", HOOK, None, leads(204)),
]


def test_each_route_of_webhooks_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(one.method, re.sub(r"{\w+}", "{}", one.route)) for one in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


@pytest.mark.parametrize("who", WHO)
async def test_each_gets_what_the_table_says(
    fair: Fair, join: Join, client: Enter, settings: Settings, who: str
) -> None:
    one = await person(fair, join, client, who)
    hook, other = new_id(), new_id()
    for owner, shop, ident in ((fair.mei, fair.kitchen, hook), (fair.juma, fair.lamps, other)):
        ok(await owner.put(f"/merchants/{shop.id}/webhooks/{ident}", json=WISH))
    names = {"shop": fair.kitchen.id, "hook": hook, "other": other}
    answers = []
    moving = MOVING if who == "manager" else ()
    for operation in OPERATIONS:
        path = operation.route.format(**names, fresh=new_id())
        if operation.answers[WHO.index(who)] >= 400:
            async with unchanged(str(settings.database_url), "identity_session", *moving):
                answer = await one.request(operation.method, path, json=operation.body)
        else:
            answer = await one.request(operation.method, path, json=operation.body)
        answers.append(answer.status_code)
    assert answers == [operation.answers[WHO.index(who)] for operation in OPERATIONS]


async def person(fair: Fair, join: Join, client: Enter, who: str) -> Client:
    if who == "signed_out":
        return client()
    if who == "rival":
        return fair.juma
    one = await join(f"the_{who}")
    if who != "stranger":
        await befriend(fair.mei, one)
        path = f"/merchants/{fair.kitchen.id}/cashiers/{one.me['id']}"
        ok(await fair.mei.put(path, json={"role": who}))
    return one


async def test_a_tenth_address_is_the_last_and_the_same_id_is_the_same_address(
    fair: Fair, settings: Settings
) -> None:
    path = f"/merchants/{fair.kitchen.id}/webhooks"
    ids = [new_id() for _ in range(10)]
    made = [ok(await fair.mei.put(f"{path}/{one}", json=WISH)) for one in ids]
    assert ok(await fair.mei.put(f"{path}/{ids[0]}", json=WISH)) == made[0]
    async with unchanged(str(settings.database_url), "identity_session"):
        more = await fair.mei.put(f"{path}/{new_id()}", json=WISH)
        assert more.json()["code"] == "too_many_webhooks"
        for bad in ({**WISH, "events": []}, {**WISH, "url": " "}, {**WISH, "events": ["x"]}):
            assert (await fair.mei.put(f"{path}/{ids[0]}", json=bad)).status_code in (400, 422)
    # Nobody but whoever leads the shop learns a secret, and lists have none.
    assert "secret" not in ok(await fair.mei.get(path))["webhooks"][0]


async def let_in(town: Town, who: Client, *scopes: str) -> dict[str, str]:
    """A program of theirs with these scopes; answers what it sends along."""
    verifier = "v" * 64
    digest = urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    words = {"client_name": "Packer", "redirect_uris": oauth.OUT_OF_BAND}
    body = {**words, "scopes": " ".join(scopes)}
    made = ok(await who.post("/apps", json=body))
    wish = {
        "client_id": made["client_id"],
        "redirect_uri": oauth.OUT_OF_BAND,
        "scope": " ".join(scopes),
        "state": "",
        "code_challenge": digest,
        "code_challenge_method": "S256",
        "accept": True,
    }
    code = ok(await who.post("/client-apps", json=wish))["code"]
    async with town.database.transaction() as db:
        given = (made["client_id"], "", code, oauth.OUT_OF_BAND, verifier)
        token = await oauth.exchange(db, *given)
    assert isinstance(token, dict)
    return {"authorization": f"Bearer {token['access_token']}"}


async def test_a_program_lists_orders_and_marks_them_sent_and_does_nothing_else(
    fair: Fair, town: Town, client: Enter, settings: Settings
) -> None:
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    orders = f"/merchants/{fair.kitchen.id}/orders"
    program = client()
    token = await let_in(town, fair.mei, "shop:orders", "shop:shipping")
    shops = ok(await program.get("/merchants", headers=token))["shops"]
    assert [one["id"] for one in shops] == [str(fair.kitchen.id)]
    found = ok(await program.get(orders, headers=token))["orders"]
    assert [one["id"] for one in found] == [order["id"]]
    ok(await program.put(f"/packing/{order['id']}/packed", headers=token))
    sent = f"/packing/{order['id']}/shipments/{new_id()}"
    assert ok(await program.put(sent, json={}, headers=token))["state"] == "sent"
    refused = [
        ("GET", f"/merchants/{fair.kitchen.id}/days", None),
        ("GET", f"/merchants/{fair.kitchen.id}/cashiers", None),
        ("GET", f"/merchants/{fair.kitchen.id}/webhooks", None),
        ("PUT", f"/merchants/{fair.kitchen.id}/invitations/{new_id()}", {"role": "cashier"}),
        ("PUT", f"/orders/{order['id']}/handover", {"code": "123456"}),
        ("PUT", f"/orders/{order['id']}/extensions/{new_id()}", {"days": 1}),
        ("PATCH", f"/merchants/{fair.kitchen.id}", {"about": "x"}),
    ]
    async with unchanged(str(settings.database_url), "identity_session", "oauth_token"):
        for method, path, body in refused:
            answer = await program.request(method, path, json=body, headers=token)
            assert answer.json()["code"] == "scope_needed", path
        # Another shop is as far from it as from the person.
        theirs = f"/merchants/{fair.lamps.id}/orders"
        assert (await program.get(theirs, headers=token)).status_code == 404
        for path in ("/me", "/wallet", "/conversations", "/cart"):
            assert (await program.get(path, headers=token)).status_code in (401, 403, 404), path


async def test_a_program_with_another_scope_or_without_a_person_sees_no_order(
    fair: Fair, town: Town, client: Enter, settings: Settings
) -> None:
    [order] = await fair.bought(fair.wanted(fair.kitchen, Noodles=1))
    program, orders = client(), f"/merchants/{fair.kitchen.id}/orders"
    for scopes in (("read", "write", "follow", "push"), ("shop:shipping",)):
        token = await let_in(town, fair.mei, *scopes)
        answer = await program.get(orders, headers=token)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_needed")
    reads = await let_in(town, fair.mei, "shop:orders")
    sent = f"/packing/{order['id']}/shipments/{new_id()}"
    async with unchanged(str(settings.database_url), "identity_session", "oauth_token"):
        answer = await program.put(sent, json={}, headers=reads)
        assert answer.json()["code"] == "scope_needed"
        wrong = {"authorization": "Bearer app.nothing"}
        assert (await program.get(orders, headers=wrong)).status_code == 401
    # What the person bought themselves is no matter of a shop's program.
    buys = await let_in(town, fair.amina, "shop:orders", "shop:shipping")
    answer = await program.get(f"/orders/{order['id']}", headers=buys)
    assert answer.json()["code"] == "no_order"
    # Taken back, it is over at once.
    [app, *_] = [
        one
        for one in ok(await fair.mei.get("/client-apps"))["client_apps"]
        if one["scopes"] == ["shop:orders"]
    ]
    ok(await program.get(orders, headers=reads))
    ok(await fair.mei.delete(f"/client-apps/{app['id']}"))
    assert (await program.get(orders, headers=reads)).status_code == 401
    assert UUID(app["id"])
