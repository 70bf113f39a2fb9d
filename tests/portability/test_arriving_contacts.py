"""Contacts that arrive say what is true: who they are, and that nothing joins them yet."""

from leapfrog.demo.cast import PASSWORD
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import befriend, code, ok, rows
from tests.http import App, Client, Enter
from tests.portability.conftest import Played, take_out
from tests.portability.test_round_trip import arrive


async def test_who_lives_in_the_town_before_is_no_connected_contact(
    stage: Played, app: App, client: Enter, empty_town: App, settings: Settings
) -> None:
    leaving = client()
    await leaving.sign_in("amina", PASSWORD)
    assert any(one["connected"] for one in await rows(leaving)), "of the town before"
    zipped = await take_out(app, leaving, new_id())
    arriving = Client(empty_town, settings.origin, "198.51.100.7")
    await arriving.join("amina")
    await arrive(arriving, zipped)
    here = await rows(arriving)
    away = [one for one in here if one["person"]]
    assert len(away) > 5
    assert {one["person"]["kind"] for one in away} == {"remote"}
    assert not any(one["connected"] for one in here)
    them = away[0]["person"]["id"]
    refused = await arriving.put(f"/conversations/direct/{them}")
    assert code(refused) == "not_contacts"


async def test_a_file_connects_nobody_in_its_own_town_either(app: App, client: Enter) -> None:
    amina, bruno, carla = client(), client(), client()
    await amina.join("amina")
    await bruno.join("bruno")
    await carla.join("carla")
    await befriend(bruno, amina)
    await arrive(carla, await take_out(app, amina, new_id()))
    [brought] = await rows(carla)
    assert (brought["person"]["handle"], brought["connected"]) == ("bruno", False)
    refused = await carla.put(f"/conversations/direct/{brought['person']['id']}")
    sent = ok(refused)
    assert sent["asked"] == "waiting", "she asks like any stranger"
