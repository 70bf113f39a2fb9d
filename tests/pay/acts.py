"""What people do when they pay, in one line each."""

from typing import Any
from uuid import UUID

import httpx
import msgspec

from leapfrog import pay, wallet
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.wallet import Posted, Reason
from tests.contacts.acts import befriend, code, ok
from tests.http import PASSWORD, Client

__all__ = [
    "IBAN",
    "PIN",
    "Two",
    "balance",
    "befriend",
    "card",
    "code",
    "confirmed",
    "funded",
    "ok",
    "secured",
    "send",
    "send_ok",
]

PIN = "271828"
IBAN = "DE89370400440532013000"


class Two(msgspec.Struct, frozen=True):
    """Two people who are contacts."""

    amina: Client
    bo: Client


async def secured(one: Client, pin: str = PIN) -> None:
    """Chooses a PIN."""
    ok(await one.put("/pay/pin", json={"pin": pin, "password": PASSWORD}))


async def funded(town: Town, one: Client, amount: int) -> None:
    """The town issues money to somebody."""
    async with town.database.transaction() as db:
        purse = await pay.purses.purse(db, UUID(one.me["id"]))
        issuer = await pay.purses.town(db, "issuer")
        deed = wallet.Transfer(
            id=new_id(), payer=issuer.id, payee=purse.id, amount=amount, code=Reason.TOP_UP
        )
        [result] = await wallet.post(db, [deed])
        assert isinstance(result, Posted)


async def confirmed(one: Client, amount: int = 50_000, pin: str = PIN) -> str:
    """A confirmation for payments up to an amount."""
    body = {"amount": amount, "pin": pin}
    return str(ok(await one.post("/pay/confirmations", json=body))["token"])


async def send(
    one: Client, other: Client, amount: Any, transfer_id: Any = None, **more: Any
) -> httpx.Response:
    """Sends money, with a confirmation unless one is given."""
    if "confirmation" not in more:
        more["confirmation"] = await confirmed(one)
    body = {"to": other.me["id"], "amount": amount, "currency": "EUR", **more}
    return await one.put(f"/pay/transfers/{transfer_id or new_id()}", json=body)


async def send_ok(one: Client, other: Client, amount: int, **more: Any) -> dict[str, Any]:
    sent: dict[str, Any] = ok(await send(one, other, amount, **more))
    return sent


async def balance(one: Client) -> tuple[int, int, int]:
    """Balance, held and incoming of somebody's purse."""
    [account] = ok(await one.get("/wallet"))["accounts"]
    return account["balance"], account["held"], account["incoming"]


async def card(one: Client, ref: str) -> dict[str, Any] | None:
    """A card as somebody sees it; None for who may not."""
    found = ok(await one.get("/cards", params={"ref": ref}))["cards"]
    return found[0] if found else None
