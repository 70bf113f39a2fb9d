"""Invitations: links that make contacts, and bring contacts without a server to life."""

import asyncio
from datetime import timedelta
from typing import Any

from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import befriend, code, contact_of, look_up, ok, put_contact, rows
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.matrix import unchanged


async def invite(one: Client, contact_id: str | None = None, **more: Any) -> Any:
    body = {"contact_id": contact_id} if contact_id else {}
    return ok(await one.put(f"/invitations/{more.get('id', new_id())}", json=body))


def token_of(invitation: Any) -> str:
    return str(invitation["url"].rpartition("/i/")[2])


async def test_many_can_follow_one_link(join: Join, clock: FixedClock) -> None:
    amina, ben, cleo = await join("amina"), await join("ben"), await join("cleo")
    link = await invite(amina, id=(one := new_id()))
    assert await invite(amina, id=one) == link
    assert link["url"].startswith("http://localhost:8000/i/")
    path = f"/invitations/{token_of(link)}"
    shown = ok(await ben.get(path))
    assert (shown["from"]["handle"], shown["expires_at"]) == ("amina", link["expires_at"])
    made = ok(await ben.post(f"{path}/acceptance"))
    assert (made["name"], made["connected"], made["source"]) == ("Amina", True, "invitation")
    assert ok(await ben.post(f"{path}/acceptance")) == made
    ok(await cleo.post(f"{path}/acceptance"))
    assert {row["name"] for row in await rows(amina)} == {"Ben", "Cleo"}
    assert code(await amina.post(f"{path}/acceptance")) == "yourself"
    clock.advance(timedelta(days=30))
    assert code(await ben.get(path)) == "invitation_over"
    assert code(await ben.post(f"{path}/acceptance")) == "invitation_over"
    assert code(await ben.get("/invitations/nonsense")) == "invitation_over"


async def test_ones_links_are_listed_and_revoked(
    join: Join, clock: FixedClock, settings: Settings
) -> None:
    amina, ben = await join("amina"), await join("ben")
    contact = await put_contact(amina, "Cleo")
    first = await invite(amina)
    clock.advance(timedelta(days=10))
    second = await invite(amina, contact["id"])
    assert ok(await amina.get("/invitations")) == [second, first]
    assert (first["contact_id"], second["contact_id"]) == (None, contact["id"])
    assert ok(await ben.get("/invitations")) == []
    assert settings.database_url
    async with unchanged(settings.database_url):
        assert (await ben.delete(f"/invitations/{first['id']}")).status_code == 204
    path = f"/invitations/{token_of(first)}"
    ok(await ben.post(f"{path}/acceptance"))
    for _ in range(2):
        assert (await amina.delete(f"/invitations/{first['id']}")).status_code == 204
    assert code(await ben.get(path)) == "invitation_over"
    assert {row["name"] for row in await rows(amina)} == {"Ben", "Cleo"}, "who followed it stays"
    clock.advance(timedelta(days=30))
    assert ok(await amina.get("/invitations")) == []


async def test_a_stranger_without_a_session_sees_who_invites(join: Join, client: Any) -> None:
    amina = await join("amina")
    path = f"/invitations/{token_of(await invite(amina))}"
    nobody = client()
    assert ok(await nobody.get(path))["from"]["display_name"] == "Amina"
    assert code(await nobody.post(f"{path}/acceptance")) == "sign_in_needed"


async def test_who_joins_by_a_link_is_a_contact(join: Join, settle: Settle) -> None:
    amina = await join("amina")
    ben = await join("ben", invitation=token_of(await invite(amina)))
    await settle()
    assert (await look_up(ben, "amina"))["relation"] == "contact"
    cleo = await join("cleo", invitation="nonsense")
    await settle()
    assert await rows(cleo) == []


async def test_a_contact_without_a_server_comes_to_life(join: Join, settle: Settle) -> None:
    amina = await join("amina")
    mum = await put_contact(
        amina, "妈妈", ("phone", "030 1"), note="likes tea", tags=["family"], starred=True
    )
    link = await invite(amina, mum["id"])
    ben = await join("fatima", invitation=token_of(link))
    await settle()
    hers = ok(await amina.get(f"/contacts/{mum['id']}"))
    assert hers["person"]["handle"] == "fatima"
    assert hers["connected"] is True
    kept = ("id", "name", "fields", "note", "tags", "starred", "source", "created_at")
    assert {key: hers[key] for key in kept} == {key: mum[key] for key in kept}
    assert hers["subtitle"] == "Fatima"
    assert len(await rows(amina)) == 1
    assert (await contact_of(ben, amina))["connected"] is True


async def test_a_link_for_one_contact_is_used_once(join: Join, settings: Settings) -> None:
    amina, ben, cleo = await join("amina"), await join("ben"), await join("cleo")
    mum = await put_contact(amina, "Mum")
    path = f"/invitations/{token_of(await invite(amina, mum['id']))}"
    answers = await asyncio.gather(ben.post(f"{path}/acceptance"), cleo.post(f"{path}/acceptance"))
    assert sorted(answer.status_code for answer in answers) == [200, 410]
    loser = cleo if answers[0].is_success else ben
    assert code(await loser.get(path)) == "invitation_over"
    async with unchanged(settings.database_url or ""):
        assert code(await loser.post(f"{path}/acceptance")) == "invitation_over"
    assert len(await rows(amina)) == 1


async def test_who_is_in_the_book_already_is_not_there_twice(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    double = await put_contact(amina, "Ben from the boat")
    path = f"/invitations/{token_of(await invite(amina, double['id']))}"
    ok(await ben.post(f"{path}/acceptance"))
    assert ok(await amina.get(f"/contacts/{double['id']}"))["person"] is None
    assert len(await rows(amina)) == 2
    assert len(await rows(ben)) == 1


async def test_a_link_to_a_deleted_contact_is_over(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    mum = await put_contact(amina, "Mum")
    path = f"/invitations/{token_of(await invite(amina, mum['id']))}"
    await amina.delete(f"/contacts/{mum['id']}")
    assert code(await ben.get(path)) == "invitation_over"
    assert code(await ben.post(f"{path}/acceptance")) == "invitation_over"


async def test_a_block_is_stronger_than_a_link(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    path = f"/invitations/{token_of(await invite(amina))}/acceptance"
    await amina.put(f"/blocks/{ben.me['id']}")
    assert code(await ben.post(path)) == "invitation_over"
    await amina.delete(f"/blocks/{ben.me['id']}")
    await ben.put(f"/blocks/{amina.me['id']}")
    assert code(await ben.post(path)) == "blocked_by_you"
    assert await rows(ben) == await rows(amina) == []


async def test_the_id_of_another_link_is_refused(join: Join) -> None:
    amina, ben = await join("amina"), await join("ben")
    await invite(amina, id=(one := new_id()))
    assert code(await ben.put(f"/invitations/{one}", json={})) == "id_taken"
