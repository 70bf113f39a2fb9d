"""Whose transfer, request or desk it is: strangers, the blocked and wrong owners change nothing."""

import re
from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.packets import http as packets
from leapfrog.pay.desk import http as desk
from leapfrog.pay.desk import http_operator as desk_operator
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import Two, code, confirmed, ok, order, send_ok

DESK: list[tuple[str, str, Any]] = [
    ("PUT", "/pay/desk/top-ups/{id}", {"person_id": "{me}", "amount": 5, "currency": "EUR"}),
    ("GET", "/pay/desk/pay-outs", None),
    ("POST", "/pay/desk/pay-outs/{id}/done", None),
    ("POST", "/pay/desk/pay-outs/{id}/return", None),
    ("PUT", "/pay/desk/pay-out-files/{id}", None),
    ("POST", "/pay/desk/statements", None),
    ("GET", "/pay/desk/suspense", None),
    ("POST", "/pay/desk/suspense/{id}", {"person_id": "{me}"}),
    ("GET", "/pay/desk/book", None),
    ("GET", "/pay/desk/clerks", None),
    ("PUT", "/pay/desk/clerks/{me}", None),
    ("DELETE", "/pay/desk/clerks/{me}", None),
    ("PUT", "/pay/desk/credit/{me}", {"credit": 5, "why": "x"}),
    ("GET", "/pay/desk/books", None),
    ("POST", "/pay/desk/books/look", None),
    ("POST", "/pay/desk/accounts/{me}/look", None),
    ("PUT", "/pay/desk/accounts/{me}/limits", {"most": None, "once": 9, "daily": 9, "why": "x"}),
    ("POST", "/pay/desk/accounts/{me}/freeze", {"why": "x"}),
    ("POST", "/pay/desk/accounts/{me}/unfreeze", {"why": "x"}),
    ("PUT", "/pay/desk/packets", {"on": True, "most": 9, "daily": 9, "shares": 9}),
]


def filled(body: Any, one: Client) -> Any:
    if body is None:
        return None
    return {key: one.me["id"] if value == "{me}" else value for key, value in body.items()}


@pytest.mark.parametrize("act", ["accept", "decline", "cancel"])
async def test_a_stranger_settles_no_transfer(
    two: Two, join: Join, settings: Settings, act: str
) -> None:
    sent = await send_ok(two.amina, two.bo, 100)
    stranger = await join("stranger")
    assert settings.database_url
    async with unchanged(settings.database_url):
        answer = await stranger.post(f"/pay/transfers/{sent['id']}/{act}")
        assert code(answer) == "no_transfer"
        assert code(await stranger.get(f"/pay/transfers/{sent['id']}")) == "no_transfer"


async def test_a_stranger_settles_no_request(two: Two, join: Join, settings: Settings) -> None:
    request_id, stranger = new_id(), await join("stranger")
    body = {"of": two.amina.me["id"], "amount": 900, "currency": "EUR"}
    ok(await two.bo.put(f"/pay/requests/{request_id}", json=body))
    assert settings.database_url
    paying = {"transfer_id": str(new_id())}
    async with unchanged(settings.database_url):
        for act, given in (("pay", paying), ("decline", None), ("cancel", None)):
            answer = await stranger.post(f"/pay/requests/{request_id}/{act}", json=given)
            assert code(answer) == "no_payment_request"
        assert code(await stranger.put(f"/pay/requests/{new_id()}", json=body)) == "not_between_you"
        taken = await stranger.put(f"/pay/requests/{request_id}", json=body)
        assert code(taken) == "not_between_you"


async def test_who_is_blocked_asks_and_sends_nothing(two: Two, settings: Settings) -> None:
    made, to = new_id(), two.amina.me["id"]
    token = await confirmed(two.bo, order("transfer", made, to, 1))
    ok(await two.amina.put(f"/blocks/{two.bo.me['id']}"))
    body = {"of": two.amina.me["id"], "amount": 900, "currency": "EUR"}
    money = {"to": two.amina.me["id"], "amount": 1, "currency": "EUR", "confirmation": token}
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert code(await two.bo.put(f"/pay/requests/{new_id()}", json=body)) == "not_between_you"
        for at_once in (True, False):
            path = f"/pay/transfers/{made}"
            answer = await two.bo.put(path, json=money | {"at_once": at_once})
            assert code(answer) == "not_between_you"


async def test_the_asker_cannot_pay_from_the_others_wallet(two: Two, settings: Settings) -> None:
    request_id = new_id()
    body = {"of": two.amina.me["id"], "amount": 900, "currency": "EUR"}
    ok(await two.bo.put(f"/pay/requests/{request_id}", json=body))
    made = new_id()
    token = await confirmed(two.bo, order("transfer", made, two.bo.me["id"], 900))
    paying = {"transfer_id": str(made), "confirmation": token}
    assert settings.database_url
    async with unchanged(settings.database_url):
        answer = await two.bo.post(f"/pay/requests/{request_id}/pay", json=paying)
        assert code(answer) == "no_payment_request"


def test_each_route_of_the_desk_is_in_the_table() -> None:
    # Who works there, anybody may ask about themselves.
    listed = {(method, path) for method, path, _ in DESK} | {("GET", "/pay/desk")}
    assert {(method, re.sub(r"\{\w+\}", "{}", path)) for method, path in listed} == {
        (method, re.sub(r"\{[^}]+\}", "{}", handler_path))
        for handler in [*desk.routes, *desk_operator.routes, *packets.handlers]
        for handler_path in handler.paths
        if handler_path.startswith("/pay/desk")
        for method in handler.http_methods
        if method != "OPTIONS"
    }


async def test_nobody_but_the_desk_works_at_the_desk(two: Two, settings: Settings) -> None:
    assert settings.database_url
    async with unchanged(settings.database_url):
        for method, path, body in DESK:
            where = path.replace("{id}", str(new_id())).replace("{me}", two.bo.me["id"])
            answer = await two.bo.request(method, where, json=filled(body, two.bo))
            assert code(answer) in ("operator_needed", "clerk_needed"), path
