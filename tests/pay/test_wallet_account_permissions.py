"""Who may do what with Amina's money between people, at the desk and at the provider: somebody who
is signed out, and a stranger.
"""

from typing import Any

import msgspec

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.pay.acts import LIMITS, Two, ok, order, send_ok
from tests.pay.test_gifts_permissions import filled
from tests.pay.test_permissions import DESK

WHO = ("signed_out", "stranger")
TRANSFER, REQUEST = "/pay/transfers/{transfer}", "/pay/requests/{request}"
MONEY = {"amount": 5, "currency": "EUR"}
ORDER = order("transfer", "{fresh}", "{amina}", 5)
SAFETY = LIMITS | {"small_once": 9, "password": "not it at all"}


class Operation(msgspec.Struct, frozen=True):
    """One request, and what each of `WHO` is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int]


OPERATIONS = [
    # They are no contacts, whatever would confirm it.
    Operation("PUT", "/pay/transfers/{fresh}", {**MONEY, "to": "{amina}"}, (401, 403)),
    Operation("PUT", TRANSFER, {**MONEY, "to": "{amina}"}, (401, 409)),
    Operation("GET", TRANSFER, None, (401, 404)),
    Operation("POST", f"{TRANSFER}/accept", None, (401, 404)),
    Operation("POST", f"{TRANSFER}/decline", None, (401, 404)),
    Operation("POST", f"{TRANSFER}/cancel", None, (401, 404)),
    Operation("GET", "/pay/waiting", None, (401, 200)),
    Operation("PUT", "/pay/requests/{fresh}", {**MONEY, "of": "{amina}"}, (401, 403)),
    Operation("PUT", REQUEST, {**MONEY, "of": "{amina}"}, (401, 403)),
    Operation("GET", REQUEST, None, (401, 404)),
    Operation("POST", f"{REQUEST}/pay", {"transfer_id": "{fresh}"}, (401, 404)),
    Operation("POST", f"{REQUEST}/decline", None, (401, 404)),
    Operation("POST", f"{REQUEST}/cancel", None, (401, 404)),
    Operation("GET", "/pay/receipts/pay:transfer:{transfer}", None, (401, 404)),
    # The keys by which anybody checks a receipt.
    Operation("GET", "/.well-known/leapfrog-receipts.json", None, (200, 200)),
    Operation("GET", "/pay/safety", None, (401, 200)),
    Operation("PUT", "/pay/safety", SAFETY, (401, 422)),
    Operation("PUT", "/pay/pin", {"pin": "271828", "password": "not it at all"}, (401, 422)),
    Operation("POST", "/pay/confirmations", {"order": ORDER, "pin": "271828"}, (401, 409)),
    # One's own wallet, from any device.
    Operation("PUT", "/pay/freeze", None, (401, 204)),
    Operation("POST", "/pay/unfreeze", {"password": "not it at all"}, (401, 422)),
    Operation("GET", "/pay/top-up", None, (401, 200)),
    Operation("GET", "/pay/pay-outs", None, (401, 200)),
    Operation("PUT", "/pay/pay-outs/{fresh}", {**MONEY, "way": "cash"}, (401, 409)),
    Operation("GET", "/pay/desk", None, (401, 200)),
    # This town's money is its own units: there is no provider.
    Operation("PUT", "/pay/charges/{fresh}", MONEY, (401, 409)),
    Operation("POST", "/pay/charges/{fresh}/look", None, (401, 409)),
    Operation("POST", "/pay/provider/webhook", {"type": "paid"}, (409, 409)),
    *(
        Operation(method, route.replace("{id}", "{fresh}"), body, (401, 403))
        for method, route, body in DESK
    ),
]


async def test_each_gets_what_the_table_says(
    two: Two, join: Join, client: Enter, settings: Settings
) -> None:
    request = str(new_id())
    body = {"of": two.amina.me["id"], **MONEY}
    ok(await two.bo.put(f"/pay/requests/{request}", json=body))
    words = {
        "transfer": (await send_ok(two.amina, two.bo, 100))["id"],
        "request": request,
        "amina": two.amina.me["id"],
    }
    people = {"signed_out": client(), "stranger": await join("stranger")}
    found = {who: await _answered(who, one, words, settings) for who, one in people.items()}
    assert found == {
        who: [operation.answers[n] for operation in OPERATIONS] for n, who in enumerate(WHO)
    }


async def _answered(who: str, one: Client, words: dict[str, str], settings: Settings) -> list[int]:
    """Those that are refused change nothing, all of them together."""
    refused = [operation for operation in OPERATIONS if operation.answers[WHO.index(who)] >= 400]
    words = {**words, "me": str(one.me.get("id") or new_id())}

    async def ask(operation: Operation) -> int:
        named = {**words, "fresh": str(new_id())}
        path, body = operation.route.format(**named), filled(operation.body, named)
        way = one.page if path.startswith("/.") else None
        answer = await way(path) if way else await one.request(operation.method, path, json=body)
        return answer.status_code

    answers = {}
    async with unchanged(str(settings.database_url), "identity_session"):
        for operation in refused:
            answers[operation.method, operation.route] = await ask(operation)
    for operation in OPERATIONS:
        if operation not in refused:
            answers[operation.method, operation.route] = await ask(operation)
    return [answers[operation.method, operation.route] for operation in OPERATIONS]
