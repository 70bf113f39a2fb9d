"""A post that is shared into a chat is a card: each sees of it what they may see of the post."""

from typing import Any

import httpx

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, history
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.posts.acts import code, ok, posted


async def share(
    one: Client, post_id: str, conversation_id: str, client_id: object
) -> httpx.Response:
    body = {"conversation_id": conversation_id, "client_id": str(client_id)}
    return await one.post(f"/posts/{post_id}/shares", json=body)


async def cards(one: Client, ref: str) -> list[Any]:
    return list(ok(await one.get("/cards", params={"ref": ref}))["cards"])


async def test_a_shared_post_is_one_card_that_goes_with_the_post(talk: Talk) -> None:
    post = await posted(talk.amina, "The jetty at dusk", title="Dusk")
    client_id = new_id()
    first = ok(await share(talk.bo, post["id"], talk.id, client_id))
    assert ok(await share(talk.bo, post["id"], talk.id, client_id))["seq"] == first["seq"]
    [said] = (await history(talk.amina, talk.id))["messages"]
    assert (said["kind"], said["meta"]["ref"]) == ("card", f"posts:post:{post['id']}")
    [card] = await cards(talk.amina, said["meta"]["ref"])
    assert (card["kind"], card["title"], card["text"]) == ("post", "Dusk", "The jetty at dusk")
    assert card["author"]["handle"] == "amina"
    ok(await talk.amina.delete(f"/posts/{post['id']}"))
    assert await cards(talk.bo, said["meta"]["ref"]) == []


async def test_who_may_not_see_it_neither_shares_it_nor_sees_its_card(
    talk: Talk, join: Join, settings: Settings
) -> None:
    stranger = await join("stranger")
    hidden = await posted(talk.amina, "For contacts", audience="contacts")
    shown = await posted(talk.amina, "For everybody")
    ok(await share(talk.bo, hidden["id"], talk.id, new_id()))
    async with unchanged(settings.database_url):
        assert code(await share(stranger, hidden["id"], talk.id, new_id())) == "no_post"
        assert code(await share(stranger, shown["id"], talk.id, new_id())) == "no_conversation"
        assert await cards(stranger, f"posts:post:{hidden['id']}") == []
    assert len(await cards(talk.bo, f"posts:post:{hidden['id']}")) == 1
