"""For the operator: is the town well, and how much does it do."""

import asyncpg
import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk
from tests.http import METRICS_TOKEN, Client, Enter, running
from tests.server import line


def value(page: str, name: str) -> float:
    return float(next(row for row in page.splitlines() if row.startswith(f"{name} ")).split()[1])


async def test_the_town_is_well_while_its_database_answers(client: Enter) -> None:
    visitor = client()
    assert (await visitor.page("/healthz")).json() == {"status": "ok"}


@pytest.mark.own_database
async def test_killed_connections_are_a_503_at_most_and_made_anew(
    client: Enter, settings: Settings
) -> None:
    visitor = client()
    await visitor.page("/healthz")
    outside = await asyncpg.connect(settings.database_url)
    await outside.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()"
    )
    answers = [(await visitor.page("/healthz")).status_code for _ in range(12)]
    assert set(answers) <= {200, 503}
    await outside.close()
    assert [(await visitor.page("/healthz")).status_code for _ in range(12)][-1] == 200


async def test_numbers_are_counted(talk: Talk, port: int, settings: Settings) -> None:
    async with line(port, talk.amina.token) as device:
        await device.say("ping")
        await device.hear("pong")
        page = await talk.amina.numbers()
        assert value(page, "leapfrog_stream_devices") == 1
        assert value(page, "leapfrog_timers_failing") == 0
        assert value(page, "leapfrog_books_faults") == 0
        assert value(page, "leapfrog_request_seconds_count") > 4
    outside = await asyncpg.connect(settings.database_url)
    await outside.execute(
        "insert into kernel_timer (id, kind, ref, due_at, error, attempts) "
        "values ($1, 'x', '', now() + interval '1 day', 'ValueError', 3)",
        new_id(),
    )
    await outside.execute(
        "select wallet_reconciled(now(), 0, 0, '', '[]'), "
        "wallet_reconciled(now(), 0, 0, '', $1::jsonb)",
        '[{"check": "sums", "place": null, "no": null, "expected": 0, "found": 1}]',
    )
    await outside.close()
    page = await talk.amina.numbers()
    assert value(page, "leapfrog_timers_failing") == 1
    assert value(page, "leapfrog_books_faults") == 1


async def numbers_of(settings: Settings, authorization: str | None) -> int:
    headers = {"Authorization": authorization} if authorization else {}
    async with (
        running(settings) as made,
        Client(made, settings.origin, "203.0.113.9") as visitor,
    ):
        return (await visitor.page("/metrics", headers=headers)).status_code


async def test_numbers_are_for_who_brings_the_token_alone(settings: Settings) -> None:
    token = f"Bearer {METRICS_TOKEN}"
    asked = (None, "Bearer x", f"Bearer {METRICS_TOKEN}x", f"Basic {METRICS_TOKEN}", token)
    assert [await numbers_of(settings, one) for one in asked] == [401, 401, 401, 401, 200]
    silent = msgspec.structs.replace(settings, metrics_token=None)
    empty = msgspec.structs.replace(settings, metrics_token="")
    for town in (silent, empty):
        assert [await numbers_of(town, one) for one in (None, "Bearer ", token)] == [404] * 3
