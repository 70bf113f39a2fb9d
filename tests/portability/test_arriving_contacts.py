"""Contacts that arrive say what is true: who they are, and that nothing joins them yet."""

import io
import json
from typing import Any
from zipfile import ZipFile

from leapfrog.demo.cast import PASSWORD
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import befriend, code, ok, put_contact, rows
from tests.http import App, Client, Enter
from tests.portability.conftest import Played, take_out
from tests.portability.test_round_trip import arrive, records


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
    talk = ok(await carla.put(f"/conversations/direct/{brought['person']['id']}"))
    assert talk["request"] == "sent", "she asks like any stranger"


async def test_what_friends_showed_comes_along_and_leaves_again(
    stage: Played, app: App, client: Enter, empty_town: App, settings: Settings
) -> None:
    leaving = client()
    await leaving.sign_in("amina", PASSWORD)
    before = await shown_by(leaving, "mei")
    assert "+86 139 0000 1234" in before
    zipped = await take_out(app, leaving, new_id())
    arriving = Client(empty_town, settings.origin, "198.51.100.7")
    await arriving.join("amina")
    await arrive(arriving, zipped)
    assert await shown_by(arriving, "mei") == before
    second = await take_out(empty_town, arriving, new_id())
    assert {one["id"]: one["shared"] for one in records(second)["contacts"]} == {
        one["id"]: one["shared"] for one in records(zipped)["contacts"]
    }
    with ZipFile(io.BytesIO(second)) as opened:
        assert b"+86 139 0000 1234" in opened.read("contacts/contacts-vcard4.vcf")
    contact = next(one for one in await rows(arriving) if handle(one) == "mei")
    ok(await arriving.delete(f"/contacts/{contact['id']}"))
    third = await take_out(empty_town, arriving, new_id())
    assert "+86 139 0000 1234" not in json.dumps(records(third)["contacts"]), "it went with her"


async def test_a_merge_keeps_what_was_shown_and_its_undoing_parts_it(
    stage: Played, app: App, client: Enter, empty_town: App, settings: Settings
) -> None:
    leaving = client()
    await leaving.sign_in("amina", PASSWORD)
    arriving = Client(empty_town, settings.origin, "198.51.100.7")
    await arriving.join("amina")
    await arrive(arriving, await take_out(app, leaving, new_id()))
    before = await shown_by(arriving, "mei")
    mei = next(one for one in await rows(arriving) if handle(one) == "mei")
    mine = await put_contact(arriving, "Mei from work")
    merge = f"/merges/{new_id()}"
    body = {"keep": mine["id"], "absorb": mei["id"]}
    ok(await arriving.put(merge, json=body))
    assert await shown_by(arriving, "mei") == before
    ok(await arriving.post(f"{merge}/undo"))
    assert await shown_by(arriving, "mei") == before
    assert ok(await arriving.get(f"/contacts/{mine['id']}"))["shared"] == []


def handle(row: dict[str, Any]) -> str | None:
    return row["person"]["handle"] if row["person"] else None


async def shown_by(owner: Client, name: str) -> list[str]:
    """What the page of this contact shows beside the owner's own words."""
    row = next(one for one in await rows(owner) if handle(one) == name)
    shared = ok(await owner.get(f"/contacts/{row['id']}"))["shared"]
    return [field["value"] for field in shared]
