"""What others may try: each attempt is refused and logged, and nothing has changed. The table in
docs/federation.md is of these names.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from structlog.testing import capture_logs

from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from tests.contacts.conftest import Join
from tests.fediverse.in_process import (
    PATIENCE,
    app,
    client,
    clock,
    counts,
    door,
    follows,
    join,
    read_all,
    settings,
    town,
)
from tests.fediverse.peers import Door, Peer, peer
from tests.http import Client

__all__ = ["app", "client", "clock", "door", "join", "settings", "town"]

REFUSALS = ("fediverse_refused", "fediverse_not_fetched")
DOC = Path(__file__).parents[2] / "docs" / "federation.md"


class World:
    """Amina of this town has a post; good.example's Vera follows nobody; evil.example's Eve is
    followed by Amina, so that what she says matters here.
    """

    door: Door
    amina: Client
    vera: Peer
    eve: Peer
    post: str
    vera_note: dict[str, Any]
    vera_private: dict[str, Any]

    def tampered(self, text: str = "hello") -> dict[str, Any]:
        return self.eve.act("Create", self.eve.note(text))


Attempt = Callable[[World], Awaitable[httpx.Response]]


async def _unsigned(w: World) -> httpx.Response:
    body = json.dumps(w.tampered()).encode()
    return await w.door.client.post(f"{w.door.origin}/ap/inbox", content=body)


async def _wrong_key(w: World) -> httpx.Response:
    return await w.door.bring(Peer(w.eve.actor, 0), w.tampered())


async def _other_body(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.tampered(), body=json.dumps(w.tampered("other")).encode())


async def _digest_of_other_body(w: World) -> httpx.Response:
    other = json.dumps(w.tampered("other")).encode()
    digest = w.eve.signed(w.door.origin, other, w.door.town.clock.now())["digest"]
    return await w.door.bring(w.eve, w.tampered(), body=other, headers={"digest": digest})


async def _old_date(w: World) -> httpx.Response:
    now = w.door.town.clock.now() - timedelta(hours=13)
    return await w.door.bring(w.eve, w.tampered(), now=now)


async def _for_another_town(w: World) -> httpx.Response:
    body = json.dumps(w.tampered()).encode()
    given = w.eve.signed("https://other.town", body, w.door.town.clock.now())
    given.pop("host")
    return await w.door.client.post(f"{w.door.origin}/ap/inbox", content=body, headers=given)


async def _speaks_for_vera(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.vera.act("Create", w.vera.note("I love Eve")))


async def _id_of_another_town(w: World) -> httpx.Response:
    forged = w.tampered() | {"id": f"{w.vera.uri}/acts/1"}
    return await w.door.bring(w.eve, forged)


async def _object_of_another_town(w: World) -> httpx.Response:
    note = w.eve.note("as if") | {"id": f"{w.vera.uri}/notes/9"}
    return await w.door.bring(w.eve, w.eve.act("Create", note))


async def _object_by_vera(w: World) -> httpx.Response:
    note = w.eve.note("as if") | {"attributedTo": w.vera.uri}
    return await w.door.bring(w.eve, w.eve.act("Create", note))


async def _edits_vera(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.eve.act("Update", w.vera_note | {"content": "sold!"}))


async def _edits_amina(w: World) -> httpx.Response:
    note = w.eve.note("sold!") | {"id": f"{w.door.origin}/ap/posts/{w.post}"}
    return await w.door.bring(w.eve, w.eve.act("Update", note))


async def _deletes_vera(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.eve.act("Delete", w.vera_note["id"]))


async def _deletes_vera_herself(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.eve.act("Delete", w.vera.uri))


async def _deletes_amina(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.eve.act("Delete", f"{w.door.origin}/ap/posts/{w.post}"))


async def _moves_vera(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.eve.act("Move", w.vera.uri, target=w.eve.uri))


async def _moves_to_amina(w: World) -> httpx.Response:
    target = f"{w.door.origin}/ap/people/{w.amina.me['id']}"
    return await w.door.bring(w.eve, w.eve.act("Move", w.eve.uri, target=target))


async def _moves_to_loopback(w: World) -> httpx.Response:
    target = "https://127.0.0.1:1/users/eve"
    return await w.door.bring(w.eve, w.eve.act("Move", w.eve.uri, target=target))


async def _undoes_veras_like(w: World) -> httpx.Response:
    like = w.vera.act("Like", f"{w.door.origin}/ap/posts/{w.post}")
    return await w.door.bring(w.eve, w.eve.act("Undo", like))


async def _undoes_veras_post(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.eve.act("Undo", w.vera_note["id"]))


async def _accepts_what_was_not_asked(w: World) -> httpx.Response:
    me = f"{w.door.origin}/ap/people/{w.amina.me['id']}"
    asked = {"type": "Follow", "actor": me, "object": w.vera.uri, "id": f"{w.eve.uri}/f"}
    return await w.door.bring(w.eve, w.eve.act("Accept", asked))


async def _deep(w: World) -> httpx.Response:
    deep = b'{"a":' * 5000 + b"1" + b"}" * 5000
    given = w.eve.signed(w.door.origin, deep, w.door.town.clock.now())
    given.pop("host")
    return await w.door.client.post(f"{w.door.origin}/ap/inbox", content=deep, headers=given)


async def _large(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.tampered("x" * 10_000_000))


async def _key_on_loopback(w: World) -> httpx.Response:
    body = json.dumps(w.tampered()).encode()
    given = w.eve.signed(w.door.origin, body, w.door.town.clock.now())
    given["signature"] = given["signature"].replace(w.eve.uri, "https://127.0.0.1:1/users/eve")
    given.pop("host")
    return await w.door.client.post(f"{w.door.origin}/ap/inbox", content=body, headers=given)


async def _key_of_ours(w: World) -> httpx.Response:
    body = json.dumps(w.tampered()).encode()
    given = w.eve.signed(w.door.origin, body, w.door.town.clock.now())
    mine = f"{w.door.origin}/ap/people/{w.amina.me['id']}"
    given["signature"] = given["signature"].replace(w.eve.uri, mine)
    given.pop("host")
    return await w.door.client.post(f"{w.door.origin}/ap/inbox", content=body, headers=given)


async def _votes_in_no_poll(w: World) -> httpx.Response:
    vote = w.eve.note("") | {"name": "yes", "content": None}
    vote["inReplyTo"] = f"{w.door.origin}/ap/posts/{w.post}"
    return await w.door.bring(w.eve, w.eve.act("Create", vote))


async def _deletes_veras_private_note(w: World) -> httpx.Response:
    return await w.door.bring(w.eve, w.eve.act("Delete", w.vera_private["id"]))


async def _edits_veras_private_note(w: World) -> httpx.Response:
    forged = w.vera_private | {"content": "sold!"}
    return await w.door.bring(w.eve, w.eve.act("Update", forged))


async def _private_note_to_nobody(w: World) -> httpx.Response:
    nobody = f"{w.door.origin}/ap/people/{new_id()}"
    return await w.door.bring(w.eve, w.eve.act("Create", w.eve.note("psst", to=nobody, cc=[])))


# What is tried, what it is answered, and whether it is refused only when it is read.
ATTEMPTS: list[tuple[str, Attempt, int]] = [
    ("not signed at all", _unsigned, 401),
    ("signed with another key", _wrong_key, 401),
    ("another body than was signed", _other_body, 401),
    ("another body with a digest of its own", _digest_of_other_body, 401),
    ("signed thirteen hours ago", _old_date, 401),
    ("signed for another town", _for_another_town, 401),
    ("a key whose address is this machine", _key_on_loopback, 401),
    ("a key of somebody of this town", _key_of_ours, 401),
    ("somebody else's activity", _speaks_for_vera, 403),
    ("an id of another town", _id_of_another_town, 403),
    ("an object of another town", _object_of_another_town, 403),
    ("an object by somebody else", _object_by_vera, 403),
    ("an edit of another town's post", _edits_vera, 403),
    ("an edit of a post of this town", _edits_amina, 403),
    ("nested 5,000 deep", _deep, 400),
    ("ten megabytes", _large, 413),
    ("the deletion of another town's post", _deletes_vera, 202),
    ("the deletion of somebody else", _deletes_vera_herself, 202),
    ("the deletion of a post of this town", _deletes_amina, 202),
    ("a move of somebody else", _moves_vera, 202),
    ("a move to who does not know of it", _moves_to_amina, 202),
    ("a move to this machine", _moves_to_loopback, 202),
    ("taking back what another liked", _undoes_veras_like, 202),
    ("taking back another's post", _undoes_veras_post, 202),
    ("the answer to a question to somebody else", _accepts_what_was_not_asked, 202),
    ("a vote where there is no poll", _votes_in_no_poll, 202),
    ("the deletion of another's private note", _deletes_veras_private_note, 202),
    ("an edit of another's private note", _edits_veras_private_note, 403),
    ("a private note to nobody", _private_note_to_nobody, 202),
]


@pytest.fixture
async def world(town: Town, door: Door, join: Join) -> World:
    made = World()
    made.door, made.amina = door, await join("amina")
    made.vera, made.eve = (
        await peer(town, "vera", "good.example"),
        await peer(town, "eve", "evil.example", 1),
    )
    answer = await made.amina.put(f"/posts/{made.amina.me['id']}", json={"text": "Mine"})
    made.post = answer.json()["id"]
    for one in (made.vera, made.eve):
        await follows(door, made.amina, one)
    made.vera_note = made.vera.note("Swallows are back")
    assert (await door.bring(made.vera, made.vera.act("Create", made.vera_note))).is_success
    me = f"{door.origin}/ap/people/{made.amina.me['id']}"
    made.vera_private = made.vera.note("Among us two", to=me, cc=[])
    assert (await door.bring(made.vera, made.vera.act("Create", made.vera_private))).is_success
    like = made.vera.act("Like", f"{door.origin}/ap/posts/{made.post}")
    assert (await door.bring(made.vera, like)).is_success
    await read_all(town)
    return made


async def noted(logged: Sequence[MutableMapping[str, Any]]) -> None:
    """Waits for the line in the log: some attempts are looked at by jobs."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if [one for one in logged if one["event"] in REFUSALS]:
                return
            await asyncio.sleep(0.02)


async def test_what_is_tried_is_refused_and_changes_nothing(world: World, town: Town) -> None:
    [swallows, mine] = (await world.amina.get("/square/home")).json()["posts"]
    assert (swallows["text"], mine["likes"]) == ("Swallows are back", 1)
    before = await counts(town)
    for name, attempt, status in ATTEMPTS:
        with capture_logs() as logged:
            answer = await attempt(world)
            assert answer.status_code == status, (name, answer.text)
            await read_all(town)
            await noted(logged)
    after = await counts(town)
    before.pop("fediverse_seen")
    after.pop("fediverse_seen")
    assert after == before
    assert (await world.amina.get("/square/home")).json()["posts"] == [swallows, mine]


async def test_a_replay_is_one_operation(world: World, town: Town) -> None:
    activity = world.tampered("once")
    for _ in range(3):
        assert (await world.door.bring(world.eve, activity)).status_code == 202
    await read_all(town)
    again = world.eve.act("Create", activity["object"])
    assert (await world.door.bring(world.eve, again)).status_code == 202
    await read_all(town)
    texts = [one["text"] for one in (await world.amina.get("/square/home")).json()["posts"]]
    assert texts.count("once") == 1


async def test_scripts_come_as_words_or_not_at_all(world: World, town: Town) -> None:
    html = (
        '<p onclick="x()">Look <img src=x onerror=alert(1)><script>steal()</script>'
        '<a href="javascript:steal()">here</a> &lt;script&gt;</p><style>p{}</style>'
        '<a href="https://good.example/x">https://bank.example</a>'
    )
    note = world.eve.note("") | {"content": html, "summary": "<b>careful</b><script>x</script>"}
    await world.door.bring(world.eve, world.eve.act("Create", note))
    await read_all(town)
    [post] = (await world.amina.get("/square/home?limit=1")).json()["posts"]
    assert post["text"] == ("Look here <script>\n\nhttps://bank.example (https://good.example/x)")
    assert post["content"]["warning"] == "careful"


async def test_a_blocked_town_is_not_heard_and_the_diary_says_why(
    world: World, town: Town, join: Join
) -> None:
    place, rule = "/fediverse/hosts/example", {"rule": "blocked", "reason": "spam"}
    assert (await world.amina.put(place, json=rule)).status_code == 403
    olga = await join("olga")
    hosts = (await olga.put(place, json=rule)).json()["hosts"]
    assert [one["rule"] for one in hosts if one["host"] == "example"] == ["blocked"]
    before = await counts(town)
    assert (await world.door.bring(world.eve, world.tampered())).status_code == 403
    assert await counts(town) == before
    await olga.put(place, json={"rule": "none", "reason": "sorry"})
    assert (await world.door.bring(world.eve, world.tampered())).status_code == 202
    said = (await olga.get("/fediverse/decisions")).json()["decisions"]
    assert [(one["rule"], one["reason"]) for one in said] == [(None, "sorry"), ("blocked", "spam")]


def test_the_table_of_attempts_is_in_the_docs() -> None:
    text = DOC.read_text()
    assert [name for name, _, status in ATTEMPTS if f"| {name} | {status} |" not in text] == []
