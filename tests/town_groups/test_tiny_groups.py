"""A real town and two that were written from the protocol's page alone: a group of one of these is
carried on in the real one, its home lives and refuses, and the third town hears that it goes back.
"""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import asyncpg
import pytest

from leapfrog.kernel.settings import Settings
from tests.town_groups.conftest import Grouped, origin, until
from tests.town_groups.tiny_groups import Copy, GroupsTown, somebody

__all__ = ["origin"]
SILENT = """
update towns_town set failing_since = now() - interval '2 days',
    heard_at = now() - interval '2 days', answered_at = now() - interval '2 days'
where domain = $1
"""


@pytest.fixture
def tiny() -> Iterator[tuple[GroupsTown, GroupsTown]]:
    """Hill, where the group lives, and Oak."""
    made = (GroupsTown(40), GroupsTown(50))
    yield made
    for one in made:
        one.close()


def is_silent(settings: Settings, domain: str) -> None:
    """So that town seems, to the real one."""

    async def there() -> None:
        found = await asyncpg.connect(str(settings.database_url))
        try:
            await found.execute(SILENT, domain)
        finally:
            await found.close()

    with ThreadPoolExecutor(1) as beside:
        beside.submit(asyncio.run, there()).result()


def test_a_third_town_goes_back_with_who_was_refused(
    settings: Settings, origin: str, tiny: tuple[GroupsTown, GroupsTown]
) -> None:
    (hill, oak), lake = tiny, origin.partition("//")[2]
    amina = Grouped(origin, "amina")
    amina.asks(hill.address)
    until(lambda: hill.asked, "a request")
    pid = hill.accept(lake)
    assert hill.carry(lake)[0] == 200
    amina.is_tied(hill.address)
    assert oak.carry(lake, hello=True)[0] == 200
    people = [hill.as_member("owner"), oak.as_member(), somebody(pid, amina.address, "member")]
    home = hill.begin(lake, people, pid)
    oak.copies[home.id] = Copy(hill.domain)
    assert hill.carry(lake)[0] == 200
    assert amina.group(home.id)["across"] == "there"
    assert amina.members(home.id)[amina.address] == "owner"

    def carries_on() -> Any:
        # What was under way to Hill may be answered just then.
        is_silent(settings, hill.domain)
        answer = amina.http.put(f"/groups/{home.id}/home")
        return answer.json() if answer.is_success else None

    assert until(carries_on, "that she carries it on")["here"]
    until(lambda: oak.copies[home.id].home == lake, "that Oak follows")
    until(lambda: hill.line(lake).said[-1]["k"] == "bounce", "that Hill refuses")
    assert hill.line(lake).said[-1]["b"]["code"] == "home_awake"
    assert hill.carry(lake)[0] == 200
    until(lambda: oak.copies[home.id].home == hill.domain, "that Oak goes back")
    until(lambda: not amina.get(f"/groups/{home.id}/home")["here"], "that Lake goes back")
    assert amina.get(f"/groups/{home.id}/home")["home"] == hill.domain
    assert oak.bounced == []
