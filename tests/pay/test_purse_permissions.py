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


class Deed(msgspec.Struct, frozen=True):
    """One request, and what each of `WHO` is answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int]


DEEDS = [
    # They are no contacts, whatever would confirm it.
    Deed("PUT", "/pay/transfers/{fresh}", {**MONEY, "to": "{amina}"}, (401, 403)),
    Deed("PUT", TRANSFER, {**MONEY, "to": "{amina}"}, (401, 409)),
    Deed("GET", TRANSFER, None, (401, 404)),
    Deed("POST", f"{TRANSFER}/accept", None, (401, 404)),
    Deed("POST", f"{TRANSFER}/decline", None, (401, 404)),
    Deed("POST", f"{TRANSFER}/cancel", None, (401, 404)),
    Deed("GET", "/pay/waiting", None, (401, 200)),
    Deed("PUT", "/pay/requests/{fresh}", {**MONEY, "of": "{amina}"}, (401, 403)),
    Deed("PUT", REQUEST, {**MONEY, "of": "{amina}"}, (401, 403)),
    Deed("GET", REQUEST, None, (401, 404)),
    Deed("POST", f"{REQUEST}/pay", {"transfer_id": "{fresh}"}, (401, 404)),
    Deed("POST", f"{REQUEST}/decline", None, (401, 404)),
    Deed("POST", f"{REQUEST}/cancel", None, (401, 404)),
    Deed("GET", "/pay/receipts/pay:transfer:{transfer}", None, (401, 404)),
    # The keys by which anybody checks a receipt.
    Deed("GET", "/.well-known/leapfrog-receipts.json", None, (200, 200)),
    Deed("GET", "/pay/safety", None, (401, 200)),
    Deed("PUT", "/pay/safety", SAFETY, (401, 422)),
    Deed("PUT", "/pay/pin", {"pin": "271828", "password": "not it at all"}, (401, 422)),
    Deed("POST", "/pay/confirmations", {"order": ORDER, "pin": "271828"}, (401, 409)),
    # One's own wallet, from any device.
    Deed("PUT", "/pay/freeze", None, (401, 204)),
    Deed("POST", "/pay/unfreeze", {"password": "not it at all"}, (401, 422)),
    Deed("GET", "/pay/top-up", None, (401, 200)),
    Deed("GET", "/pay/pay-outs", None, (401, 200)),
    Deed("PUT", "/pay/pay-outs/{fresh}", {**MONEY, "way": "cash"}, (401, 409)),
    Deed("GET", "/pay/desk", None, (401, 200)),
    # This town's money is its own units: there is no provider.
    Deed("PUT", "/pay/charges/{fresh}", MONEY, (401, 409)),
    Deed("POST", "/pay/charges/{fresh}/look", None, (401, 409)),
    Deed("POST", "/pay/provider/webhook", {"type": "paid"}, (409, 409)),
    *(
        Deed(method, route.replace("{id}", "{fresh}"), body, (401, 403))
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
    assert found == {who: [deed.answers[n] for deed in DEEDS] for n, who in enumerate(WHO)}


async def _answered(who: str, one: Client, words: dict[str, str], settings: Settings) -> list[int]:
    """Those that are refused change nothing, all of them together."""
    refused = [deed for deed in DEEDS if deed.answers[WHO.index(who)] >= 400]
    words = {**words, "me": str(one.me.get("id") or new_id())}

    async def ask(deed: Deed) -> int:
        named = {**words, "fresh": str(new_id())}
        path, body = deed.route.format(**named), filled(deed.body, named)
        way = one.page if path.startswith("/.") else None
        answer = await way(path) if way else await one.request(deed.method, path, json=body)
        return answer.status_code

    answers = {}
    async with unchanged(str(settings.database_url), "identity_session"):
        for deed in refused:
            answers[deed.method, deed.route] = await ask(deed)
    for deed in DEEDS:
        if deed not in refused:
            answers[deed.method, deed.route] = await ask(deed)
    return [answers[deed.method, deed.route] for deed in DEEDS]
