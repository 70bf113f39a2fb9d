"""Who sees what of a wallet: its owner, and nobody else."""

from typing import Any

import pytest

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.wallet import NewAccount, Transfer, open_accounts, post
from leapfrog.wallet.http import routes
from tests.http import Client, Enter
from tests.matrix import unchanged
from tests.wallet.acts import NO_LIMIT

ROUTES = [
    "/wallet",
    "/wallet/accounts/{account_id}/statement",
    "/wallet/accounts/{account_id}/statement.csv",
    "/wallet/accounts/{account_id}/statement.pdf",
    "/wallet/accounts/{account_id}/statement.xml",
]


class Two:
    """Amina and Bo with an account each, and the town's own; Amina was paid 5."""

    amina: Client
    bo: Client
    accounts: dict[str, int]


@pytest.fixture
async def two(client: Enter, town: Town) -> Two:
    made = Two()
    made.amina, made.bo = client(), client()
    await made.amina.join("amina")
    await made.bo.join("bo_chen")
    new = [
        NewAccount("person", made.amina.me["id"], "person", "EUR"),
        NewAccount("person", made.bo.me["id"], "person", "EUR"),
        NewAccount("system", None, "issuer", "EUR", limits=NO_LIMIT),
    ]
    async with town.database.transaction() as db:
        ids = await open_accounts(db, new)
        made.accounts = dict(zip(("amina", "bo", "town"), ids, strict=True))
        await post(db, [Transfer(id=new_id(), payer=ids[2], payee=ids[0], amount=5)])
    return made


def test_each_route_of_the_wallet_is_in_the_table() -> None:
    made = {path.replace(":int", "") for route in routes for path in route.paths}
    assert made == set(ROUTES)


async def test_its_owner_sees_it(two: Two) -> None:
    mine: Any = (await two.amina.get("/wallet")).json()
    [account] = mine["accounts"]
    assert account == {
        "id": two.accounts["amina"],
        "kind": "person",
        "name": "",
        "currency": "EUR",
        "exponent": 2,
        "balance": 5,
        "held": 0,
        "incoming": 0,
        "available": 5,
        "entries": 1,
        "frozen": False,
        "closed": False,
        "limits": {"credit": 0, "most": None, "once": None, "daily": None},
    }
    path = f"/wallet/accounts/{two.accounts['amina']}/statement"
    page: Any = (await two.amina.get(path)).json()
    assert [line["amount"] for line in page["lines"]] == [5]
    assert page["more"] is False
    assert (await two.amina.get(path, params={"before": 1})).json()["lines"] == []


KINDS = {"csv": "text/csv", "pdf": "application/pdf", "xml": "application/xml"}


@pytest.mark.parametrize("kind", KINDS)
async def test_its_owner_takes_it_along(two: Two, kind: str) -> None:
    path = f"/wallet/accounts/{two.accounts['amina']}/statement.{kind}"
    answer = await two.amina.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(KINDS[kind])
    assert answer.headers["content-disposition"].endswith(f'.{kind}"')
    assert answer.headers["cache-control"] == "no-store"
    assert answer.content
    days = {"since": "2026-01-01", "until": "2026-01-31"}
    early = await two.amina.get(path, params=days)
    assert early.status_code == 200
    assert len(early.content) != len(answer.content)


@pytest.mark.parametrize("route", ROUTES)
async def test_nobody_else_does(two: Two, client: Enter, settings: Settings, route: str) -> None:
    nobody = client()
    async with unchanged(str(settings.database_url), "identity_session"):
        for account in [*two.accounts.values(), 10**6, 10**18]:
            path = route.format(account_id=account)
            assert (await nobody.get(path)).status_code == 401
            answer = await two.bo.get(path)
            if route == "/wallet":
                assert [one["id"] for one in answer.json()["accounts"]] == [two.accounts["bo"]]
            elif account != two.accounts["bo"]:
                assert (answer.status_code, answer.json()["code"]) == (404, "no_account")


@pytest.mark.parametrize("days", [{"since": "x"}, {"until": "2026-13-01"}])
async def test_what_is_no_day_is_refused(two: Two, days: dict[str, str]) -> None:
    path = f"/wallet/accounts/{two.accounts['amina']}/statement.csv"
    answer = await two.amina.get(path, params=days)
    assert answer.status_code == 400


async def test_days_at_the_ends_of_time_are_only_days(two: Two) -> None:
    path = f"/wallet/accounts/{two.accounts['amina']}/statement.csv"
    days = [("0001-01-01", "9999-12-31", 200), ("2026-12-01", "2026-11-01", 422)]
    for since, until, status in days:
        answer = await two.amina.get(path, params={"since": since, "until": until})
        assert answer.status_code == status, answer.text
