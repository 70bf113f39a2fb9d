"""Quotes by consent (FEP-044f): who wants to quote somebody here is answered as that one's settings
say; a quote elsewhere counts as one only with the consent of its author's town.
"""

from typing import Any

import pytest
from structlog.testing import capture_logs

from leapfrog.kernel.http import Town
from tests.contacts.acts import ok
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import (
    activities,
    app,
    client,
    clock,
    door,
    follows,
    join,
    read_all,
    settings,
    settle,
    town,
)
from tests.fediverse.peers import Door, Peer, peer
from tests.http import Client
from tests.posts.acts import posted

__all__ = ["app", "client", "clock", "door", "join", "settings", "settle", "town"]


async def sees(who: Client, text: str) -> dict[str, Any]:
    """The post of these words on their timeline."""
    posts = ok(await who.get("/square/home"))["posts"]
    [found] = [one for one in posts if one["text"] == text]
    return dict(found)


async def asks(door: Door, by: Peer, uri: str, quote: dict[str, Any]) -> None:
    await door.bring(by, by.act("QuoteRequest", uri, instrument=quote))
    await read_all(door.town)


async def test_who_may_quote_gets_a_consent_that_all_can_look_up(
    town: Town, door: Door, join: Join, settle: Settle
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    await follows(door, amina, vera)
    post = await posted(amina, "The lake is frozen")
    uri = f"{door.origin}/ap/posts/{post['id']}"
    policy = (await door.ask(f"/ap/posts/{post['id']}")).json()["interactionPolicy"]
    assert policy["canQuote"]["automaticApproval"] == [
        "https://www.w3.org/ns/activitystreams#Public"
    ]
    quote = vera.note("Bring skates", quote=uri)
    await asks(door, vera, uri, quote)
    [yes] = await activities(town, "Accept")
    consent = yes["result"]
    shown = (await door.ask(consent.removeprefix(door.origin))).json()
    assert (shown["type"], shown["interactingObject"]) == ("QuoteAuthorization", quote["id"])
    assert shown["interactionTarget"] == uri
    await door.bring(vera, vera.act("Create", quote | {"quoteAuthorization": consent}))
    await read_all(town)
    theirs = await sees(amina, "Bring skates")
    assert (theirs["form"], theirs["of"]["id"]) == ("quote", post["id"])
    ok(await amina.delete(f"/posts/{post['id']}"))
    await settle()
    gone = await door.ask(consent.removeprefix(door.origin))
    assert gone.status_code == 404


@pytest.mark.parametrize("quotes", ["nobody", "followers"])
async def test_who_may_not_is_told_so_and_their_quote_stands_alone(
    town: Town, door: Door, join: Join, quotes: str
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    await follows(door, amina, vera)
    ok(await amina.patch("/post-settings", json={"quotes": quotes}))
    post = await posted(amina, "The lake is frozen")
    uri = f"{door.origin}/ap/posts/{post['id']}"
    quote = vera.note("Bring skates", quote=uri)
    await asks(door, vera, uri, quote)
    assert await activities(town, "Accept") == []
    [no] = await activities(town, "Reject")
    assert (no["object"]["object"], "result" in no) == (uri, False)
    await door.bring(vera, vera.act("Create", quote))
    await read_all(town)
    theirs = await sees(amina, "Bring skates")
    assert (theirs["form"], theirs.get("of")) == ("post", None)
    assert ok(await amina.get(f"/posts/{post['id']}")).get("reposts", 0) == 0


async def test_ours_asks_and_names_the_consent_but_no_forged_one(
    town: Town, door: Door, join: Join, settle: Settle
) -> None:
    amina, vera = await join("amina"), await peer(town, "vera", "good.example")
    eve = await peer(town, "eve", "evil.example", 1)
    await follows(door, amina, vera)
    note = vera.note("Herring is in season")
    await door.bring(vera, vera.act("Create", note))
    await read_all(town)
    herring = await sees(amina, "Herring is in season")
    mine = await posted(amina, "At last", form="quote", of=herring["id"])
    await settle()
    [asked] = await activities(town, "QuoteRequest")
    assert (asked["object"], asked["instrument"]["quote"]) == (note["id"], note["id"])
    path = f"/ap/posts/{mine['id']}"
    answer = {"type": "QuoteRequest", "id": asked["id"], "instrument": f"{door.origin}{path}"}
    forged = vera.act("Accept", answer, result="https://evil.example/consents/1")
    with capture_logs() as logged:
        await door.bring(vera, forged)
        await read_all(town)
    assert "fediverse_refused" in [one["event"] for one in logged]
    assert "quoteAuthorization" not in (await door.ask(path)).json()
    await door.bring(eve, eve.act("Accept", answer, result=f"{eve.uri}/consents/1"))
    await read_all(town)
    assert "quoteAuthorization" not in (await door.ask(path)).json()
    consent = f"{vera.uri}/consents/1"
    await door.bring(vera, vera.act("Accept", answer, result=consent))
    await read_all(town)
    await settle()
    assert (await door.ask(path)).json()["quoteAuthorization"] == consent
