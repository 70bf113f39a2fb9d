"""What people do when they pay, in one line each."""

from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog import pay, wallet
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.wallet import LARGEST, Posted, Reason
from tests.contacts.acts import befriend, code, ok
from tests.http import PASSWORD, Client

__all__ = [
    "IBAN",
    "LIMITS",
    "PIN",
    "Two",
    "allow",
    "balance",
    "befriend",
    "card",
    "code",
    "confirmed",
    "funded",
    "ok",
    "order",
    "secured",
    "send",
    "send_ok",
]

PIN = "271828"
STEP_UP = 50_000
LIMITS = {"step_up": STEP_UP, "small_once": 0, "small_daily": 0}
LIMITS |= {"code_once": 5_000, "code_daily": 15_000}
IBAN = "DE89370400440532013000"


class Two(msgspec.Struct, frozen=True):
    """Two people who are contacts."""

    amina: Client
    bo: Client


async def secured(one: Client, pin: str = PIN) -> None:
    """Chooses a PIN."""
    ok(await one.put("/pay/pin", json={"pin": pin, "password": PASSWORD}))


async def allow(one: Client, once: int, daily: int) -> None:
    """Nothing is asked up to so much once, and in sum a day."""
    limits = LIMITS | {"small_once": once, "small_daily": daily}
    ok(await one.put("/pay/safety", json=limits | {"password": PASSWORD}))


async def funded(town: Town, one: Client, amount: int) -> None:
    """The town issues money to somebody."""
    async with town.database.transaction() as db:
        wallet_account = await pay.wallet_account_of(db, UUID(one.me["id"]))
        issuer = await pay.town_account(db, "issuer")
        operation = wallet.Transfer(
            id=new_id(), payer=issuer.id, payee=wallet_account.id, amount=amount, code=Reason.TOP_UP
        )
        [result] = await wallet.post(db, [operation])
        assert isinstance(result, Posted)


def order(use: str, made: Any, to: Any, amount: int) -> dict[str, Any]:
    """What is to be confirmed."""
    return {"use": use, "id": str(made), "to": str(to), "amount": amount}


async def confirmed(one: Client, about: dict[str, Any], pin: str = PIN) -> str | None:
    """A confirmation of an order, by PIN, and above the town's step-up by the password as well;
    none for what is no amount.
    """
    if not 0 < about["amount"] <= LARGEST:
        return None
    more = {"password": PASSWORD} if about["amount"] > STEP_UP else {}
    body = {"order": about, "pin": pin, **more}
    return str(ok(await one.post("/pay/confirmations", json=body))["token"])


async def send(
    one: Client, other: Client, amount: Any, transfer_id: Any = None, **more: Any
) -> httpx.Response:
    """Sends money, with a confirmation unless one is given."""
    made = transfer_id or new_id()
    if "confirmation" not in more:
        about = order("transfer", made, other.me["id"], amount)
        more["confirmation"] = await confirmed(one, about)
    body = {"to": other.me["id"], "amount": amount, "currency": "EUR", **more}
    return await one.put(f"/pay/transfers/{made}", json=body)


async def send_ok(one: Client, other: Client, amount: int, **more: Any) -> dict[str, Any]:
    sent: dict[str, Any] = ok(await send(one, other, amount, **more))
    return sent


async def balance(one: Client) -> tuple[int, int, int]:
    """Balance, held and incoming of somebody's wallet account."""
    [account] = ok(await one.get("/wallet"))["accounts"]
    return account["balance"], account["held"], account["incoming"]


async def card(one: Client, ref: str) -> dict[str, Any] | None:
    """A card as somebody sees it; None for who may not."""
    found = ok(await one.get("/cards", params={"ref": ref}))["cards"]
    return found[0] if found else None
