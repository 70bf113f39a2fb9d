"""What people and desks of two towns do with money, in one line each."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from leapfrog.kernel.clock import Clock
from leapfrog.kernel.ids import new_id
from tests.http import PASSWORD
from tests.operators import code_at
from tests.pay.acts import IBAN, PIN, order
from tests.towns.conftest import Dweller, until

TERMS = {"we_may_owe": 5_000, "they_may_owe": 5_000, "once": 3_000, "daily": 100_000}
TERMS |= {"netting_day": 28}


class Payer(Dweller):
    """Somebody with a wallet."""

    def chooses_pin(self) -> None:
        self.put("/pay/pin", {"pin": PIN, "password": PASSWORD})

    def confirms(self, made: Any, to: str, amount: int) -> str:
        body = {"order": order("transfer", made, to, amount), "pin": PIN}
        found: str = self.told(self.http.post("/pay/confirmations", json=body))["token"]
        return found

    def tries(self, other: Dweller, amount: int, **more: Any) -> Any:
        made, to = new_id(), self.id_of(other)
        token = self.confirms(made, to, amount)
        body = {"to": to, "amount": amount, "currency": "EUR", "confirmation": token, **more}
        return self.http.put(f"/town-payments/{made}", json=body).json()

    def pays(self, other: Dweller, amount: int, **more: Any) -> Any:
        done = self.tries(other, amount, **more)
        assert "state" in done, done
        return done

    def gives_away(self, amount: int) -> None:
        """To the desk, in cash."""
        made = new_id()
        body = {"order": order("pay_out", made, "cash", amount), "pin": PIN}
        token = self.told(self.http.post("/pay/confirmations", json=body))["token"]
        paid = {"amount": amount, "currency": "EUR", "way": "cash", "confirmation": token}
        self.put(f"/pay/pay-outs/{made}", paid)

    def has(self) -> tuple[int, int]:
        """(what is in the wallet, what of it is held)."""
        [account] = self.get("/wallet")["accounts"]
        return account["balance"], account["held"]

    def state(self, payment_id: str) -> str:
        found: str = self.get(f"/town-payments/{payment_id}")["state"]
        return found

    def sees_card(self, other: Dweller, kind: str) -> Any:
        """The last card of this kind in the conversation with them, once there is one."""

        def look() -> Any:
            talk = self.talk(self.id_of(other))["id"]
            refs = [one["meta"]["ref"] for one in self.log(talk) if one["kind"] == "card"]
            found = self.get("/cards", ref=refs)["cards"] if refs else []
            mine = [one for one in found if one["kind"] == kind]
            return max(mine, key=lambda one: one["made_at"]) if mine else None

        return until(look, f"a {kind}")


class Desk(Dweller):
    """An operator, at the desk."""

    def gives(self, one: Dweller, amount: int) -> None:
        body = {"person_id": one.id, "amount": amount, "currency": "EUR", "note": ""}
        self.put(f"/pay/desk/top-ups/{new_id()}", body)

    def partner(self, domain: str) -> Any:
        found = self.http.get(f"/pay/partners/{domain}")
        return found.json() if found.is_success else None

    @property
    def domain(self) -> str:
        return self.address.partition("@")[2]


def olga_of(origin: str, database_url: str, clock: Clock | None = None) -> Desk:
    """The operator of a town."""
    with ThreadPoolExecutor(1) as thread:
        code = thread.submit(asyncio.run, code_at(database_url, "olga", clock)).result()
    return Desk(origin, "olga", **({"operator_code": code} if code else {}))


def agreed(one: Desk, other: Desk) -> None:
    """Both sign the same terms: one proposes, the other adds its account, the first one signs."""
    terms = TERMS | {"iban": IBAN, "name": "The Town"}
    one.put(f"/pay/partners/{other.domain}", terms)
    until(lambda: other.partner(one.domain), "the terms")
    other.put(f"/pay/partners/{one.domain}", terms)
    signs(one, other)


def signs(one: Desk, other: Desk) -> None:
    """What the other desk signed, with its account, is signed by this one too."""

    def theirs() -> Any:
        found = one.partner(other.domain)["theirs"]
        return found if found and found["their_iban"] else None

    digest = until(theirs, "their account")["digest"]
    one.told(one.http.post(f"/pay/partners/{other.domain}/sign", json={"digest": digest}))
    until(lambda: other.partner(one.domain)["in_force"], "in force")
