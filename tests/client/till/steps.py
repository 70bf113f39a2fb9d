"""What the tests of tills, machines and taxis share: money, a shop, a film of a code, a PIN."""

from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from playwright.sync_api import Browser, Locator, Page, Playwright

from leapfrog import pay, wallet
from leapfrog.kernel.db import Database
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.wallet import Reason, Transfer
from tests.client.browser import Person, launch
from tests.client.film import write_film
from tests.http import PASSWORD
from tests.town import apart

PIN = "271828"


def with_money(settings: Settings, one: Person, amount: int = 10_000, pin: bool = True) -> None:
    """A PIN, and money of the town's."""
    if pin:
        one.ask("PUT", "/pay/pin", {"pin": PIN, "password": PASSWORD})
    apart(_issue(settings, UUID(one.me["id"]), amount))


def in_database(settings: Settings, sql: str) -> None:
    """What time, or a thief, does."""

    async def run() -> None:
        connection = await asyncpg.connect(settings.database_url)
        await connection.execute(sql)
        await connection.close()

    apart(run())


async def _issue(settings: Settings, person: UUID, amount: int) -> None:
    database = await Database.connect(str(settings.database_url), 1)
    async with database.transaction() as db:
        wallet_account = await pay.wallet_account_of(db, person)
        issuer = await pay.town_account(db, "issuer")
        operation = Transfer(
            id=new_id(), payer=issuer.id, payee=wallet_account.id, amount=amount, code=Reason.TOP_UP
        )
        await wallet.post(db, [operation])
    await database.close()


def shop_of(one: Person, name: str = "Juma's stall") -> str:
    """The id of a new shop."""
    shop = str(new_id())
    one.ask("PUT", f"/merchants/{shop}", {"name": name, "category": "market"})
    return shop


def machine_of(one: Person) -> Any:
    """A machine with water and tea; answers its key."""
    machine = str(new_id())
    body = {"merchant_id": shop_of(one, "Juma's machines"), "name": "Lakeside", "place": "Pier"}
    key = one.ask("PUT", f"/vending/machines/{machine}", body)
    for label, name, price in (("A1", "Water", 120), ("A2", "Green tea", 250)):
        given = {"name": name, "price": price, "capacity": 9}
        slot = one.ask("PUT", f"/vending/machines/{machine}/slots/{label}", given)
        one.ask("PUT", f"/vending/slots/{slot['id']}/units", {"units": 5})
    return key


def films(playwright: Playwright, shown: Locator, folder: Path) -> Browser:
    """A Chromium whose camera sees what is on another's screen."""
    picture, film = folder / "screen.png", folder / "seen.mjpeg"
    shown.screenshot(path=picture)
    write_film(picture, film)
    return launch(playwright, f"--use-file-for-fake-video-capture={film}")


def confirm(page: Page) -> None:
    """Types the PIN into the pay sheet."""
    page.get_by_role("dialog").get_by_label("Your PIN").fill(PIN)


def balance(one: Person) -> int:
    [account] = one.ask("GET", "/wallet")["accounts"]
    return int(account["balance"])
