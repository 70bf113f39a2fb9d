"""Two who meet by an invitation: they have a chat, and the inviter hears that the other came."""

from typing import Any

import pytest

from tests.chat.acts import ok
from tests.contacts.acts import befriend, code
from tests.contacts.conftest import Join, Settle
from tests.http import Client
from tests.push.acts import subscribed, until
from tests.pushing import PushService


async def path_to(one: Client, contact_id: str | None = None) -> str:
    """Of a new link of theirs."""
    body = {"contact_id": contact_id} if contact_id else {}
    link = ok(await one.put("/invitations/01a20f02-29a9-7141-a439-f4f09a096469", json=body))
    return f"/invitations/{link['url'].rpartition('/i/')[2]}"


async def chats(one: Client) -> list[Any]:
    found: list[Any] = ok(await one.get("/sync"))["conversations"]
    return found


async def test_who_joins_by_a_link_finds_the_inviter_among_the_chats(
    join: Join, settle: Settle, service: PushService
) -> None:
    amina = await join("amina")
    phone = await subscribed(amina, service)
    path = await path_to(amina)
    ben = await join("ben", invitation=path.rpartition("/")[2])
    await settle()
    [his], [hers] = await chats(ben), await chats(amina)
    assert (his["name"], hers["name"], his["id"]) == ("Amina", "Ben", hers["id"])
    assert hers["last"]["meta"] == {"what": "invited"}
    assert hers["last"]["sender_id"] == ben.me["id"]
    assert (hers.get("marked_unread"), his.get("marked_unread")) == (True, None)
    await until(lambda: phone.pushed)
    [pushed] = phone.pushed
    shown = pushed.notification
    assert (shown["title"], shown["body"]) == ("Ben", "accepted your invitation")
    assert shown["navigate"].endswith(f"/chat/{hers['id']}")

    ok(await ben.post(f"{path}/acceptance"))
    await settle()
    [again] = await chats(amina)
    assert again["last_seq"] == hers["last_seq"], "once is enough"
    assert len(phone.pushed) == 1


@pytest.mark.usefixtures("by_hand")
async def test_who_came_is_not_told_after_they_parted(
    join: Join, settle: Settle, service: PushService
) -> None:
    amina, ben = await join("amina"), await join("ben")
    phone = await subscribed(amina, service)
    path = await path_to(amina)
    ok(await ben.post(f"{path}/acceptance"))
    ok(await ben.put(f"/blocks/{amina.me['id']}"))
    await settle()
    assert await chats(amina) == []
    assert phone.pushed == []


async def test_contacts_by_request_have_no_such_line(join: Join, settle: Settle) -> None:
    amina, ben = await join("amina"), await join("ben")
    await befriend(amina, ben)
    await settle()
    assert await chats(ben) == []
    assert code(await ben.post(f"{await path_to(ben)}/acceptance")) == "yourself"


async def test_a_link_for_one_contact_says_who_it_is_for(join: Join) -> None:
    amina = await join("amina")
    mum = ok(
        await amina.put(
            "/contacts/01a20f02-29a9-7141-a439-f4f09a096470",
            json={"name": "妈妈", "fields": [], "note": "secret"},
        )
    )
    shown = ok(await amina.get(await path_to(amina, mum["id"])))
    assert shown["name"] == "妈妈"
    assert "secret" not in str(shown)
