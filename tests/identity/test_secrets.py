"""No secret is ever written where it can be read: not in logs, metrics, or the database."""

import io
from typing import Any

import asyncpg
import pytest
import structlog

from leapfrog.kernel import logs
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.http import PASSWORD, Client, Enter
from tests.identity.test_app_passwords import make
from tests.matrix import TABLES

WRONG = "my other password"


@pytest.fixture
def written() -> Any:
    """Everything that is logged, also by libraries."""
    out, config = io.StringIO(), structlog.get_config()
    logs.configure("DEBUG", "json", out)
    yield out
    structlog.configure(**config)


async def use_secrets(client: Enter) -> set[str]:
    """Somebody comes in by every door; answers all the secrets they used."""
    amina, computer, found = client(), client(), client()
    await amina.join("amina")
    secrets = {PASSWORD, WRONG, *amina.recovery_codes, str(amina.token)}
    await client().post("/sessions", json={"handle": "amina", "password": WRONG})
    await client().post("/people", json={"password": PASSWORD, "id": "wrong"})
    secrets.add((await make(amina))["password"])
    link = (await computer.post("/device-links", json={"id": str(new_id())})).json()
    secrets.add(str(computer.cookies.get("leapfrog_link")))
    await amina.get(f"/device-links/{link['code']}")
    await amina.post(f"/device-links/{link['code']}/approval")
    await computer.post(f"/device-links/{link['id']}/session")
    secrets |= {link["code"], str(computer.token)}
    body = {"handle": "amina", "code": amina.recovery_codes[0], "new_password": WRONG + "!"}
    await found.post("/sessions/recovery", json=body)
    return {*secrets, str(found.token)}


async def break_something(town: Town, browser: Client) -> set[str]:
    """A request with secrets fails in a way that nobody foresaw."""
    async with town.database.transaction() as db:
        await db.run("alter table identity_session rename to elsewhere")
    body = {"handle": "amina", "password": WRONG}
    answer = await browser.post("/sessions", json=body)
    assert (answer.status_code, answer.json()["code"]) == (500, "unexpected")
    assert "elsewhere" not in answer.text
    assert WRONG not in answer.text
    return {WRONG}


async def test_logs_and_metrics_hold_no_secrets(
    written: io.StringIO, client: Enter, town: Town
) -> None:
    secrets = await use_secrets(client)
    metrics = await client().numbers()
    secrets |= await break_something(town, client())
    log = written.getvalue()
    assert '"path":"/api/v1/device-links/{code}/approval"' in log
    assert '"event":"unexpected"' in log
    assert "leapfrog_requests_total" in metrics
    for secret in secrets:
        assert len(secret) >= 8
        assert secret not in log
        assert secret not in metrics


async def test_the_database_holds_no_secrets(client: Enter, database_url: str) -> None:
    secrets = await use_secrets(client)
    # A code is shown in the open and lives three minutes; the secret beside it is what counts.
    secrets = {each for each in secrets if len(each) > 8}
    connection = await asyncpg.connect(database_url)
    try:
        for (table,) in await connection.fetch(TABLES):
            rows = [str(row) for row in await connection.fetch(f'select t::text from "{table}" t')]
            found = [s for s in secrets for row in rows if s in row or s.replace("-", "") in row]
            assert (table, found) == (table, [])
    finally:
        await connection.close()
