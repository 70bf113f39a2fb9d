"""Who may do what at a machine: nobody, a stranger, a cashier of its shop, who runs it."""

import re
from typing import Any

import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.vending.http import routes
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import befriend
from tests.vending.acts import Scene, ok

WHO = ("signed_out", "stranger", "cashier")
ONE, SLOT, SALE = "/vending/machines/{machine}", "/vending/slots/{slot}", "/vending/sales/{sale}"
DRINK = {"name": "Water", "price": 1, "capacity": 9}


class Operation(msgspec.Struct, frozen=True):
    """One request about Juma's machine, or Amina's sale there, and what each is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int]


OPERATIONS = [
    Operation("GET", "/vending/machines", None, (401, 200, 200)),
    Operation("PUT", ONE, {"merchant_id": "{shop}", "name": "Mine"}, (401, 404, 403)),
    Operation("POST", f"{ONE}/key", None, (401, 404, 403)),
    Operation("DELETE", ONE, None, (401, 404, 403)),
    Operation("PUT", f"{ONE}/slots/A1", DRINK, (401, 404, 403)),
    Operation("PUT", f"{SLOT}/units", {"units": 1}, (401, 404, 403)),
    Operation("GET", f"{ONE}/sales", None, (401, 404, 403)),
    Operation("PUT", f"{SALE}/decision", {"side": "payer"}, (401, 404, 403)),
    # Whoever stands before it may look, and pay.
    Operation("GET", "/vending/offers/{offer}", None, (401, 200, 200)),
    Operation("PUT", "/vending/sales/{fresh}", {"offer": "{offer}"}, (401, 409, 409)),
    Operation("PUT", SALE, {"offer": "{offer}"}, (401, 409, 409)),
    Operation("GET", SALE, None, (401, 404, 404)),
    Operation("POST", f"{SALE}/claim", None, (401, 404, 404)),
    Operation("PUT", f"{SALE}/settlement", {}, (401, 404, 404)),
]


def test_each_route_of_machines_is_in_the_table() -> None:
    made = {(way, path) for one in routes for path in one.paths for way in one.http_methods}
    plain = {(way, re.sub(r"{\w+(:\w+)?}", "{}", path)) for way, path in made}
    told = {
        (operation.method, re.sub(r"{\w+}|/A1\b", "{}", operation.route))
        for operation in OPERATIONS
    }
    told = {(way, path.replace("slots{}", "slots/{}")) for way, path in told}
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


@pytest.mark.parametrize("who", WHO)
async def test_each_gets_what_the_table_says(scene: Scene, settings: Settings, who: str) -> None:
    one = Client(None, scene.juma.origin, "")
    if who != "signed_out":
        await one.join(who)
    if who == "cashier":
        await befriend(scene.juma, one)
        path = f"/merchants/{scene.shop}/cashiers/{one.me['id']}"
        ok(await scene.juma.put(path, json={"role": "cashier"}))
    sale = ok(await scene.buy("A1"))
    await scene.until(sale["id"], "dispensed")
    ok(await scene.amina.post(f"/vending/sales/{sale['id']}/claim"))
    offer = scene.device.offer("A2").rpartition("/")[2]
    names = {"machine": scene.id, "slot": (await scene.slot("A1"))["id"], "sale": sale["id"]}
    told = {"{offer}": offer, "{shop}": scene.shop}
    answers = []
    for operation in OPERATIONS:
        path = operation.route.format(**names, offer=offer, fresh=new_id())
        body = {key: told.get(str(value), value) for key, value in (operation.body or {}).items()}
        if operation.answers[WHO.index(who)] >= 400:
            # The machine's own line says that it is there.
            async with unchanged(str(settings.database_url), "identity_session", "vending_machine"):
                answers.append((await one.request(operation.method, path, json=body)).status_code)
        else:
            answers.append((await one.request(operation.method, path, json=body)).status_code)
    await one.aclose()
    assert answers == [operation.answers[WHO.index(who)] for operation in OPERATIONS]
