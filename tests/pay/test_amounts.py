"""What is no amount, and money of another kind, is refused by its name in each way to pay."""

from typing import Any

import msgspec
import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.wallet import LARGEST
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.pay.acts import code, confirmed, ok, order
from tests.pay.group import Group, gathered

NO_AMOUNTS = [0, -1, LARGEST + 1, 2**63, 10**30]
# A currency that this town does not count in, another town's own unit, and what is none.
OTHERS = ["USD", "PEB", "???"]
# What lies on wallet accounts and shops and in their rows; a token that was looked at is none of
# that.
ASIDE = ("identity_session",)


class Operation(msgspec.Struct, frozen=True):
    """One way to pay; in its body `...` is where the amount goes, in a currency where it has one.
    `none`: what may be said to what is no amount.
    """

    who: str
    method: str
    route: str
    body: dict[str, Any]
    none: tuple[str, ...] = ("bad_amount",)


EURO = {"amount": ..., "currency": "EUR"}
SHOP = "/merchants/{shop}"
OPERATIONS = [
    Operation("amina", "PUT", "/pay/transfers/{fresh}", {**EURO, "to": "{bo}"}),
    Operation("amina", "PUT", "/pay/transfers/{fresh}", {**EURO, "to": "{bo}", "at_once": True}),
    Operation("amina", "PUT", "/pay/requests/{fresh}", {**EURO, "of": "{bo}"}),
    Operation("amina", "PUT", "/pay/packets/{fresh}", {**EURO, "conversation_id": "{group}"}),
    Operation(
        "amina",
        "PUT",
        "/pay/splits/{fresh}",
        {
            "conversation_id": "{group}",
            "title": "Dinner",
            "mode": "even",
            "total": ...,
            "currency": "EUR",
            "people": ["{amina}", "{bo}"],
        },
        ("malformed", "bad_bill"),
    ),
    Operation("amina", "PUT", f"{SHOP}/payments/{{fresh}}", {"amount": ...}),
    Operation("bo", "PUT", f"{SHOP}/intents/{{fresh}}", {"amount": ...}),
    Operation("bo", "PUT", f"{SHOP}/charges/{{fresh}}", {"amount": ..., "code": "2" * 20}),
    Operation("bo", "PUT", f"{SHOP}/intents/{{sold}}/refunds/{{fresh}}", {"amount": ...}),
    Operation("bo", "POST", f"{SHOP}/intents/{{fresh}}/revocation", {"amount": ...}),
    Operation("cleo", "PUT", "/rides/meter", {"fare": ...}),
    Operation("amina", "PUT", "/rides/{ride}/payment", {"fare": ...}),
    Operation("amina", "PUT", "/pay/pay-outs/{fresh}", {**EURO, "way": "cash"}),
    Operation("olga", "PUT", "/pay/desk/top-ups/{fresh}", {**EURO, "person_id": "{bo}"}),
]


class Here(msgspec.Struct, frozen=True):
    """The people, and what stands for what in the table."""

    people: dict[str, Client]
    words: dict[str, str]

    async def tries(self, operation: Operation, amount: int, currency: str | None = None) -> str:
        words = {**self.words, "fresh": str(new_id())}
        body = {name: self._filled(each, words, amount) for name, each in operation.body.items()}
        if currency:
            body["currency"] = currency
        path = operation.route.format(**words)
        return code(await self.people[operation.who].request(operation.method, path, json=body))

    def _filled(self, value: Any, words: dict[str, str], amount: int) -> Any:
        if isinstance(value, list):
            return [self._filled(each, words, amount) for each in value]
        if isinstance(value, str):
            return value.format(**words)
        return amount if value is ... else value


@pytest.fixture
async def here(join: Join, town: Town) -> Here:
    """Amina, Bo and Cleo are a group; Amina paid 100 in Bo's shop; Cleo's meter shows 500."""
    group: Group = await gathered(join, town)
    shop, sold, ride = (str(new_id()) for _ in range(3))
    ok(await group.bo.put(f"/merchants/{shop}", json={"name": "Stall"}))
    token = await confirmed(group.amina, order("shop", sold, shop, 100))
    paid = {"amount": 100, "confirmation": token}
    ok(await group.amina.put(f"/merchants/{shop}/payments/{sold}", json=paid))
    taxi = ok(await group.cleo.put("/rides/driver", json={"plate": "Y 2", "car": "Van"}))
    boarding = {"code": taxi["link"].rpartition("/")[2]}
    ok(await group.amina.put(f"/rides/{ride}", json=boarding))
    ok(await group.cleo.put("/rides/meter", json={"fare": 500}))
    people = {"amina": group.amina, "bo": group.bo, "cleo": group.cleo, "olga": await join("olga")}
    words = {name: one.me["id"] for name, one in people.items()}
    words |= {"group": group.id, "shop": shop, "sold": sold, "ride": ride}
    return Here(people, words)


async def test_each_way_to_pay_refuses_what_is_no_amount_of_its_money(
    here: Here, settings: Settings
) -> None:
    async with unchanged(str(settings.database_url), *ASIDE):
        said = {
            (operation.route, amount): await here.tries(operation, amount)
            for operation in OPERATIONS
            for amount in NO_AMOUNTS
        }
        other = {
            (operation.route, currency): await here.tries(operation, 5, currency)
            for operation in OPERATIONS
            if "currency" in operation.body
            for currency in OTHERS
        }
    may = {operation.route: operation.none for operation in OPERATIONS}
    assert {tried: why for tried, why in said.items() if why not in may[tried[0]]} == {}
    assert set(other.values()) == {"currencies_differ"}, other


async def test_a_tip_is_an_amount_as_well(here: Here, settings: Settings) -> None:
    paying = Operation("amina", "PUT", "/rides/{ride}/payment", {"fare": 500, "tip": ...})
    async with unchanged(str(settings.database_url), *ASIDE):
        said = [await here.tries(paying, tip) for tip in NO_AMOUNTS if tip]
    assert set(said) <= {"bad_amount", "invalid"}
