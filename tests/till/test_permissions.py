"""Who may do what with a shop: nobody, a stranger, a cashier, a manager, who was let go."""

import re
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.till.http import handlers
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.till.acts import Stall, befriend, ok

WHO = ("signed_out", "stranger", "gone", "agent", "packer", "cashier", "manager")
GIF = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\x00\x00\x00\x00\x00!\xf9\x04\x00\x00\x00\x00\x00,"
GIF += b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"


class Operation(msgspec.Struct, frozen=True):
    """One request about Juma's stall, or Amina's payment there, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int, int, int, int, int]


SHOP = "/merchants/{merchant_id}"
OPERATIONS = [
    Operation("GET", "/merchants", None, (401, 200, 200, 200, 200, 200, 200)),
    Operation("PUT", SHOP, {"name": "Mine now"}, (401, 409, 409, 409, 409, 409, 409)),
    # A shop's face is for whoever pays there.
    Operation("GET", SHOP, None, (401, 200, 200, 200, 200, 200, 200)),
    Operation("PATCH", SHOP, {"about": "x"}, (401, 404, 404, 403, 403, 403, 200)),
    Operation("PUT", f"{SHOP}/picture", "picture", (401, 404, 404, 403, 403, 403, 200)),
    Operation("GET", f"{SHOP}/cashiers", None, (401, 404, 404, 200, 200, 200, 200)),
    Operation(
        "PUT", f"{SHOP}/cashiers/{{me}}", {"role": "manager"}, (401, 404, 404, 403, 403, 403, 403)
    ),
    Operation(
        "PUT",
        f"{SHOP}/cashiers/{{owner}}",
        {"role": "cashier"},
        (401, 404, 404, 403, 403, 403, 409),
    ),
    Operation("DELETE", f"{SHOP}/cashiers/{{owner}}", None, (401, 404, 404, 403, 403, 403, 409)),
    Operation(
        "PUT", f"{SHOP}/intents/{{fresh}}", {"amount": 5}, (401, 404, 404, 403, 403, 200, 200)
    ),
    Operation("GET", f"{SHOP}/intents/{{intent}}", None, (401, 404, 404, 403, 403, 200, 200)),
    Operation("GET", f"{SHOP}/intents", None, (401, 404, 404, 403, 403, 200, 200)),
    Operation(
        "PUT",
        f"{SHOP}/charges/{{fresh}}",
        {"amount": 5, "code": "2" * 20},
        (401, 404, 404, 422, 422, 422, 422),
    ),
    Operation(
        "PUT",
        f"{SHOP}/intents/{{intent}}/refunds/{{fresh}}",
        {"amount": 1},
        (401, 404, 404, 403, 403, 403, 200),
    ),
    Operation("GET", f"{SHOP}/days", None, (401, 404, 404, 403, 403, 403, 200)),
    # Payments are their payer's: nobody of these is.
    Operation("GET", "/pay/intents/{intent}", None, (401, 404, 404, 404, 404, 404, 404)),
    Operation("PUT", "/pay/intents/{intent}/payment", {}, (401, 404, 404, 404, 404, 404, 404)),
    Operation("POST", "/pay/intents/{intent}/decline", None, (401, 404, 404, 404, 404, 404, 404)),
    Operation("GET", "/pay/intents", None, (401, 200, 200, 200, 200, 200, 200)),
    Operation("POST", "/pay/scans", {"text": "x"}, (401, 422, 422, 422, 422, 422, 422)),
    Operation(
        "PUT", f"{SHOP}/payments/{{fresh}}", {"amount": 5}, (401, 409, 409, 409, 409, 409, 409)
    ),
    Operation("POST", "/pay/code-keys", None, (401, 200, 200, 200, 200, 200, 200)),
    Operation(
        "POST",
        f"{SHOP}/intents/{{intent}}/revocation",
        {"amount": 1},
        (401, 404, 404, 403, 403, 200, 200),
    ),
    Operation("PUT", f"{SHOP}/days/{{fresh}}", None, (401, 404, 404, 403, 403, 403, 200)),
    Operation("GET", f"{SHOP}/invitations", None, (401, 404, 404, 403, 403, 403, 200)),
    Operation(
        "PUT",
        f"{SHOP}/invitations/{{fresh}}",
        {"role": "agent"},
        (401, 404, 404, 403, 403, 403, 200),
    ),
    Operation("DELETE", f"{SHOP}/invitations/{{fresh}}", None, (401, 404, 404, 403, 403, 403, 204)),
    Operation("GET", "/shop-invitations/{fresh}", None, (401, 404, 404, 404, 404, 404, 404)),
    Operation(
        "PUT", "/shop-invitations/{fresh}/acceptance", None, (401, 404, 404, 404, 404, 404, 404)
    ),
]


def test_each_route_of_shops_and_tills_is_in_the_table() -> None:
    made = {(way, path) for one in handlers for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {(operation.method, re.sub(r"{\w+}", "{}", operation.route)) for operation in OPERATIONS}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


async def person(stall: Stall, join: Join, client: Enter, who: str) -> Client:
    if who == "signed_out":
        return client()
    one = await join(who)
    if who != "stranger":
        await befriend(stall.juma, one)
        path = stall.path(f"cashiers/{one.me['id']}")
        role = "cashier" if who == "gone" else who
        ok(await stall.juma.put(path, json={"role": role}))
        if who == "gone":
            ok(await stall.juma.delete(path))
    return one


@pytest.mark.parametrize("who", WHO)
async def test_each_gets_what_the_table_says(
    stall: Stall, join: Join, client: Enter, settings: Settings, who: str
) -> None:
    one = await person(stall, join, client, who)
    sold = await stall.sold(100)
    names = {"merchant_id": stall.id, "intent": sold["id"], "owner": stall.juma.me["id"]}
    names["me"] = str(one.me.get("id") or new_id())
    answers = []
    for operation in OPERATIONS:
        path = operation.route.format(**names, fresh=new_id())
        given: Any = {"content": GIF} if operation.body == "picture" else {"json": operation.body}
        if operation.answers[WHO.index(who)] >= 400:
            async with unchanged(str(settings.database_url), "identity_session"):
                answers.append((await one.request(operation.method, path, **given)).status_code)
        else:
            answers.append((await one.request(operation.method, path, **given)).status_code)
    assert answers == [operation.answers[WHO.index(who)] for operation in OPERATIONS]


async def test_only_contacts_work_in_a_shop_and_only_the_owner_makes_managers(
    stall: Stall, join: Join
) -> None:
    bo = await join("bo_chen")
    path = stall.path(f"cashiers/{bo.me['id']}")
    refused = await stall.juma.put(path, json={"role": "cashier"})
    assert (refused.status_code, refused.json()["code"]) == (403, "not_your_person")
    ok(await stall.carla.delete(stall.path(f"cashiers/{stall.carla.me['id']}")))
    assert (await stall.carla.get(stall.path("intents"))).status_code == 404


async def test_an_invitation_is_followed_once_by_whoever_has_it(
    stall: Stall, join: Join, settings: Settings
) -> None:
    paul, late = await join("paul"), await join("late")
    invitation, wanted = new_id(), {"role": "packer"}
    path = stall.path(f"invitations/{invitation}")
    made = ok(await stall.juma.put(path, json=wanted))
    assert ok(await stall.juma.put(path, json=wanted)) == made
    other = await stall.juma.put(path, json={"role": "agent"})
    assert other.json()["code"] == "shop_invitation_id_used"
    assert [one["id"] for one in ok(await stall.juma.get(stall.path("invitations")))["invitations"]]
    token = made["link"].rpartition("/")[2]
    seen = ok(await paul.get(f"/shop-invitations/{token}"))
    assert (seen["role"], seen["shop"]["id"]) == ("packer", stall.id)
    for _ in range(2):
        assert ok(await paul.put(f"/shop-invitations/{token}/acceptance"))["role"] == "packer"
    assert ok(await stall.juma.get(stall.path("invitations")))["invitations"] == []
    # The owner who tries the own link stays the owner, and nobody else comes by it.
    async with unchanged(str(settings.database_url), "identity_session"):
        for one in (late, stall.juma):
            refused = await one.put(f"/shop-invitations/{token}/acceptance")
            assert refused.json()["code"] == "no_shop_invitation"
    # Nor does who was let go come back by it.
    ok(await stall.juma.delete(stall.path(f"cashiers/{paul.me['id']}")))
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await paul.put(f"/shop-invitations/{token}/acceptance")).status_code == 404


async def test_an_invitation_ends_when_withdrawn_late_or_its_maker_is_gone_or_blocked(
    stall: Stall, join: Join, settings: Settings
) -> None:
    marta, eve = await join("marta"), await join("eve")
    await befriend(stall.juma, marta)
    place = stall.path(f"cashiers/{marta.me['id']}")
    ok(await stall.juma.put(place, json={"role": "manager"}))

    async def link(who: Client, role: str = "cashier") -> tuple[str, str]:
        path = stall.path(f"invitations/{new_id()}")
        made = ok(await who.put(path, json={"role": role}))
        return path, f"/shop-invitations/{made['link'].rpartition('/')[2]}/acceptance"

    async def refused(path: str) -> None:
        async with unchanged(str(settings.database_url), "identity_session"):
            assert (await eve.put(path)).json()["code"] == "no_shop_invitation"

    # Only the owner invites managers, and takes such an invitation back.
    not_hers = await marta.put(stall.path(f"invitations/{new_id()}"), json={"role": "manager"})
    assert not_hers.json()["code"] == "role_needed"
    made, follow = await link(stall.juma, "manager")
    assert (await marta.delete(made)).json()["code"] == "role_needed"
    ok(await stall.juma.delete(made))
    await refused(follow)
    _, follow = await link(marta)
    ok(await eve.put(f"/blocks/{marta.me['id']}"))
    await refused(follow)
    ok(await eve.delete(f"/blocks/{marta.me['id']}"))
    ok(await stall.juma.put(place, json={"role": "cashier"}))
    await refused(follow)
    _, follow = await link(stall.juma)
    stall.clock.advance(timedelta(days=7, seconds=1))
    await refused(follow)
