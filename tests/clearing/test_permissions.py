"""Who may do what with money between towns: who is signed out, a stranger, and who works nowhere.
Each is refused, and nothing has changed.
"""

from typing import Any
from uuid import uuid4

import msgspec

from leapfrog.clearing.store_partners import Settlement, add_settlement
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.clearing.test_hostile import Hill, hill, settings
from tests.contacts.conftest import Join
from tests.fediverse.in_process import app, client, clock, join, settle, town
from tests.http import Enter
from tests.matrix import unchanged
from tests.pay.acts import IBAN, code, ok
from tests.towns.test_hostile import TARIQ, dispatch

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

PAYMENT, REQUEST = "/town-payments/{payment}", "/town-requests/{request}"
PARTNER = "/pay/partners/hill.town"
MONEY = {"amount": 5, "currency": "EUR"}
TERMS = {"we_may_owe": 5, "they_may_owe": 5, "once": 5, "daily": 5, "netting_day": 1}
TERMS_INPUT = {**TERMS, "iban": IBAN, "name": "Lake"}


class Operation(msgspec.Struct, frozen=True):
    """One request, and what who is signed out and a stranger are answered."""

    method: str
    route: str
    body: Any
    answers: tuple[int, int]


OPERATIONS = [
    Operation("GET", "/town-payments/to/{tariq}", None, (401, 403)),
    Operation("PUT", "/town-payments/{fresh}", {**MONEY, "to": "{tariq}"}, (401, 403)),
    Operation("PUT", PAYMENT, {**MONEY, "to": "{tariq}"}, (401, 409)),
    Operation("GET", PAYMENT, None, (401, 404)),
    Operation("POST", f"{PAYMENT}/accept", None, (401, 404)),
    Operation("POST", f"{PAYMENT}/decline", None, (401, 404)),
    Operation("POST", f"{PAYMENT}/cancel", None, (401, 404)),
    Operation("PUT", "/town-requests/{fresh}", {**MONEY, "of": "{tariq}"}, (401, 403)),
    Operation("GET", REQUEST, None, (401, 404)),
    Operation("POST", f"{REQUEST}/pay", {"payment_id": "{fresh}"}, (401, 404)),
    Operation("POST", f"{REQUEST}/decline", None, (401, 404)),
    Operation("POST", f"{REQUEST}/cancel", None, (401, 404)),
    Operation("GET", "/pay/partners", None, (401, 403)),
    Operation("GET", PARTNER, None, (401, 403)),
    Operation("PUT", PARTNER, TERMS_INPUT, (401, 403)),
    Operation("POST", f"{PARTNER}/sign", {"digest": "0" * 64}, (401, 403)),
    Operation("POST", f"{PARTNER}/stop", None, (401, 403)),
    Operation("POST", f"{PARTNER}/resume", None, (401, 403)),
    Operation("POST", f"{PARTNER}/settle", None, (401, 403)),
    Operation("POST", "/pay/settlements/{settlement}/file", None, (401, 403)),
]


async def there_is_something(hill: Hill, town: Town) -> dict[str, str]:
    """A payment and a request from Tariq, and something to settle."""
    await hill.offers(700)
    card = await hill.card()
    assert card
    body = {"id": str(uuid4()), "amount": 300, "currency": "EUR"}
    await hill.line.says(dispatch("pay.request", TARIQ, hill.pid, body))
    await hill.settle()
    made = Settlement(
        new_id(), "hill.town", True, 5, "EUR", "agreed", None, None, town.clock.now(), None
    )
    async with town.database.transaction() as db:
        request = await db.value("select id from clearing_request")
        await add_settlement(db, made)
    return {
        "{payment}": card["id"],
        "{request}": str(request),
        "{settlement}": str(made.id),
        "{tariq}": hill.tariq,
    }


def filled(text: str, names: dict[str, str]) -> str:
    for name, value in names.items():
        text = text.replace(name, value)
    return text.replace("{fresh}", str(new_id()))


async def test_strangers_change_nothing(
    hill: Hill, town: Town, join: Join, client: Enter, settings: Settings
) -> None:
    names = await there_is_something(hill, town)
    people = (client(), await join("stranger"))
    assert settings.database_url
    for one in OPERATIONS:
        for who, expected in zip(people, one.answers, strict=True):
            body = None
            if one.body:
                body = {
                    k: filled(v, names) if isinstance(v, str) else v for k, v in one.body.items()
                }
            async with unchanged(settings.database_url, "identity_session"):
                answer = await who.request(one.method, filled(one.route, names), json=body)
            assert answer.status_code == expected, f"{one.method} {one.route}: {answer.text}"


async def test_each_side_has_its_own_say_only(hill: Hill, settings: Settings, town: Town) -> None:
    """Amina is paid: she does not take it back; she is asked: she does not call it off."""
    names = await there_is_something(hill, town)
    assert settings.database_url
    async with unchanged(settings.database_url):
        taken_back = await hill.amina.post(filled(f"{PAYMENT}/cancel", names))
        assert code(taken_back) == "no_town_payment"
        called_off = await hill.amina.post(filled(f"{REQUEST}/cancel", names))
        assert code(called_off) == "not_for_you"
        desk = await hill.amina.post(f"{PARTNER}/settle")
        assert code(desk) == "clerk_needed"
    sent = ok(await hill.pays(100))
    async with unchanged(settings.database_url):
        for act in ("accept", "decline"):
            answer = await hill.amina.post(f"/town-payments/{sent['id']}/{act}")
            assert code(answer) == "no_town_payment"
