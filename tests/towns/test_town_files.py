"""Files between towns: who may fetch one, what may be announced, and what comes that was not."""

import hashlib
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from leapfrog import identity
from leapfrog.kernel.clock import FixedClock
from leapfrog.kernel.http import Town
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.jobs import RunAgain
from leapfrog.kernel.outgoing import OutgoingRequest, OutgoingResponse
from leapfrog.kernel.settings import Settings
from leapfrog.towns import fetching, files
from leapfrog.towns.model import FILE_PATH
from tests.contacts.conftest import Settle
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.matrix import unchanged
from tests.towns.test_hostile import HEARD, OAK, TARIQ, Line, ask, bounces, dispatch, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

FILE = b"a chart of the lake" * 100
SHA256 = hashlib.sha256(FILE).hexdigest()


@pytest.fixture
async def talk(hill: Line, town: Town) -> str:
    """Amina here and Tariq of Hill are contacts, and talk."""
    await hill.says(ask(TARIQ))
    [request] = (await hill.amina.get("/contact-requests")).json()["received"]
    path = f"/contact-requests/{request['id']}/acceptance"
    assert (await hill.amina.post(path, json={"circles": []})).is_success
    opened = await hill.amina.put(f"/conversations/direct/{request['person']['id']}")
    return str(opened.json()["id"])


@pytest.fixture(autouse=True)
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are fetched by the tests alone, not by the town's own jobs beside them."""

    async def wait(*_: Any, **__: Any) -> None:
        return None

    monkeypatch.setattr(files, "enqueue", wait)


async def pid(town: Town, handle: str) -> str:
    async with town.database.reading() as db:
        found = await identity.find(db, handle)
        assert found
        return (await identity.pids_of(db, [found.id]))[found.id]


async def says_file(hill: Line, town: Town, **more: Any) -> dict[str, Any]:
    meta = {"file": str(new_id()), "type": "text/plain", "size": len(FILE), "name": "chart.txt"}
    meta |= more.pop("meta", {})
    digest = more.pop("digest", {"sha256": SHA256, "size": len(FILE)})
    body = {"i": str(new_id()), "kind": "file", "meta": meta, "at": "2026-11-24T09:00:00Z"}
    body |= {"files": {meta["file"]: digest} if digest else {}} | more
    await hill.says(dispatch("say", TARIQ, await pid(town, "amina"), body))
    return body


async def log(hill: Line, talk: str) -> list[Any]:
    found: list[Any] = (await hill.amina.get(f"/conversations/{talk}/messages")).json()["messages"]
    return [one for one in found if one["kind"] == "file"]


async def pulls(town: Town) -> list[UUID]:
    async with town.database.reading() as db:
        return [row[0] for row in await db.rows("select file_id from towns_pull where not done")]


async def test_only_what_was_said_to_a_town_is_given_to_it(
    hill: Line, town: Town, talk: str, settings: Settings, settle: Settle
) -> None:
    file_id, other = new_id(), new_id()
    for one, content in ((file_id, FILE), (other, b"not for Hill")):
        answer = await hill.amina.put(
            f"/chat/files/{one}", content=content, params={"kind": "file"}
        )
        assert answer.is_success
    said = {"kind": "file", "body": "", "meta": {"file": str(file_id)}}
    assert (
        await hill.amina.put(f"/conversations/{talk}/messages/{new_id()}", json=said)
    ).is_success
    await settle()
    wanted = {"from": "hill.town", "to": "lake.town", "sha256": SHA256, "at": 0}
    oak = Line(hill.amina, "oak.town", OAK)
    path, secret = "/town/v1/file", hashlib.sha256(b"not for Hill").hexdigest()
    async with unchanged(str(settings.database_url)):
        refused = [
            (await hill.asks(path, wanted, by=OAK), 401),
            (await oak.asks(path, wanted | {"from": "oak.town"}), 404),
            (await oak.asks(path, wanted), 403),
            (await hill.asks(path, wanted | {"to": "oak.town"}), 403),
            (await hill.asks(path, wanted | {"sha256": secret}), 404),
            (await hill.asks(path, wanted | {"sha256": "../../etc"}), 404),
            (await hill.asks(path, {"sha256": SHA256}), 400),
        ]
        given = await hill.asks(path, wanted)
        rest = await hill.asks(path, wanted | {"at": 100})
        none = await hill.asks(path, wanted | {"at": len(FILE)})
    assert [(one.status_code, status) for one, status in refused if one.status_code != status] == []
    assert (given.content, rest.content, none.content) == (FILE, FILE[100:], b"")


async def test_what_is_announced_wrongly_bounces(
    hill: Line, town: Town, talk: str, settings: Settings
) -> None:
    await hill.says()
    wrong: list[dict[str, Any]] = [
        {"digest": None},
        {"digest": {"sha256": "12", "size": 5}},
        {"digest": {"sha256": SHA256, "size": files.LARGEST + 1}},
        {"digest": {"sha256": SHA256, "size": -1}},
        {"meta": {"name": ""}},
        {"meta": {"size": "large"}},
        {"kind": "image"},
    ]
    async with unchanged(str(settings.database_url), *HEARD, "towns_dispatch", "pgqueuer"):
        for one in wrong:
            await says_file(hill, town, **one)
    assert len(await bounces(town)) == len(wrong)


async def test_an_announced_file_cannot_name_one_that_is_here(
    hill: Line, town: Town, talk: str
) -> None:
    private = new_id()
    path = f"/chat/files/{private}"
    assert (await hill.amina.put(path, content=b"mine", params={"kind": "file"})).is_success
    await says_file(hill, town, meta={"file": str(private), "away": ""})
    [message] = await log(hill, talk)
    assert message["meta"]["file"] != str(private)
    assert message["meta"]["away"] == "coming"
    none = await hill.amina.get(f"/chat/files/{message['meta']['file']}")
    assert none.json()["code"] == "no_file"
    # What has not come cannot be said on.
    said = {"kind": "file", "body": "", "meta": {"file": message["meta"]["file"]}}
    onward = await hill.amina.put(f"/conversations/{talk}/messages/{new_id()}", json=said)
    assert onward.json()["code"] == "no_file"


class Hill:
    """What Hill answers when it is asked for parts of a file."""

    def __init__(self, *answers: tuple[int, bytes]) -> None:
        self.answers, self.asked = list(answers), list[OutgoingRequest]()

    async def call(self, request: OutgoingRequest) -> OutgoingResponse:
        if not request.url.endswith(FILE_PATH):
            # The town's own jobs, which carry what it says.
            return OutgoingResponse(503, {}, b"")
        self.asked.append(request)
        status, body = self.answers.pop(0)
        return OutgoingResponse(status, {}, body)


COMING: dict[str, tuple[list[tuple[int, bytes]], str]] = {
    "in parts": ([(200, FILE[:700]), (200, FILE[700:])], ""),
    "another content": ([(200, FILE[::-1])], "lost"),
    "shorter": ([(200, FILE[:700]), (200, b"")], "lost"),
    "by the byte": ([(200, FILE[:9])], "lost"),
    "longer": ([(200, FILE + b"!")], "lost"),
    "taken back": ([(404, b"{}")], "lost"),
}


@pytest.mark.parametrize("name", COMING)
async def test_what_comes_is_what_was_announced_or_is_lost(
    hill: Line, town: Town, talk: str, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    answers, away = COMING[name]
    monkeypatch.setattr(files, "SMALLEST_PART", 500)
    await says_file(hill, town)
    [file_id] = await pulls(town)
    there = Hill(*answers)
    monkeypatch.setattr(town.outgoing, "call", there.call)
    await fetching.work(town, {"id": str(file_id)})
    assert there.answers == []
    [message] = await log(hill, talk)
    assert message["meta"].get("away", "") == away
    got = await hill.amina.get(f"/chat/files/{file_id}")
    assert got.content == FILE if not away else got.json()["code"] == "no_file"
    assert await pulls(town) == []


async def test_a_town_that_sleeps_is_asked_for_a_week(
    hill: Line, town: Town, talk: str, monkeypatch: pytest.MonkeyPatch, clock: FixedClock
) -> None:
    await says_file(hill, town)
    [file_id] = await pulls(town)
    there = Hill(*[(503, b"")] * 3)
    monkeypatch.setattr(town.outgoing, "call", there.call)
    for _ in range(2):
        with pytest.raises(RunAgain):
            await fetching.work(town, {"id": str(file_id)})
        assert (await log(hill, talk))[0]["meta"]["away"] == "coming"
        clock.advance(files.TRIED_FOR / 2 + timedelta(minutes=10))
    await fetching.work(town, {"id": str(file_id)})
    assert (await log(hill, talk))[0]["meta"]["away"] == "lost"


async def test_what_is_recalled_is_given_to_nobody_any_more(
    hill: Line, town: Town, talk: str, settle: Settle
) -> None:
    """Also what was forwarded with others, and though the file is in another chat still."""
    file_id = new_id()
    path = f"/chat/files/{file_id}"
    assert (await hill.amina.put(path, content=FILE, params={"kind": "file"})).is_success
    file = {"kind": "file", "body": "", "meta": {"file": str(file_id)}}
    item = {"name": "Amina", "at": "2026-11-24T09:00:00Z", **file}
    wanted = {"from": "hill.town", "to": "lake.town", "sha256": SHA256, "at": 0}

    async def says(said: Any) -> int:
        sent = await hill.amina.put(f"/conversations/{talk}/messages/{new_id()}", json=said)
        assert sent.is_success, sent.text
        await settle()
        assert (await hill.asks("/town/v1/file", wanted)).content == FILE
        return int(sent.json()["seq"])

    async def recalls(seq: int) -> None:
        said = {"kind": "recall", "body": "", "ref": seq}
        sent = await hill.amina.put(f"/conversations/{talk}/messages/{new_id()}", json=said)
        assert sent.is_success, sent.text

    alone = await says(file)
    merged = await says({"kind": "merged", "body": "", "meta": {"title": "Two", "items": [item]}})
    await recalls(alone)
    # The other message has it still.
    assert (await hill.asks("/town/v1/file", wanted)).content == FILE
    await recalls(merged)
    assert (await hill.asks("/town/v1/file", wanted)).status_code == 404
    assert (await hill.amina.get(path)).content == FILE


async def test_what_was_recalled_before_it_came_is_not_fetched(
    hill: Line, town: Town, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = await says_file(hill, town)
    [file_id] = await pulls(town)
    ref = {"by": TARIQ.pid, "i": said["i"]}
    body = {"i": str(uuid4()), "kind": "recall", "ref": ref, "at": "2026-11-24T09:00:01Z"}
    await hill.says(dispatch("say", TARIQ, await pid(town, "amina"), body))
    there = Hill()
    monkeypatch.setattr(town.outgoing, "call", there.call)
    await fetching.work(town, {"id": str(file_id)})
    assert there.asked == []
    assert await pulls(town) == []


async def test_what_was_lost_and_is_sent_again_is_fetched_again(
    hill: Line, town: Town, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = str(new_id())
    for answer, away in (((404, b"{}"), "lost"), ((200, FILE), "")):
        await says_file(hill, town, meta={"file": named})
        [file_id] = await pulls(town)
        monkeypatch.setattr(town.outgoing, "call", Hill(answer).call)
        await fetching.work(town, {"id": str(file_id)})
        shown = [one["meta"].get("away", "") for one in await log(hill, talk)]
        assert set(shown) == {away}


async def test_only_so_many_files_of_a_town_wait(
    hill: Line, town: Town, talk: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_WAITING", 2)
    for _ in range(3):
        await says_file(hill, town)
    assert len(await pulls(town)) == 2
    assert [one["code"] for one in await bounces(town)] == ["too_many_files"]


async def test_cards_that_are_forwarded_name_nobody_by_an_id(
    hill: Line, town: Town, talk: str
) -> None:
    card = {
        "name": "Kofi",
        "person_id": str(new_id()),
        "avatar": "/media/x",
        "handle": "k@oak.town",
    }
    item = {"name": "Bo", "kind": "contact", "body": "", "at": "2026-11-24T09:00:00Z", "meta": card}
    body = {"i": str(new_id()), "kind": "merged", "meta": {"title": "Cards", "items": [item]}}
    await hill.says(dispatch("say", TARIQ, await pid(town, "amina"), body))
    said = (await hill.amina.get(f"/conversations/{talk}/messages")).json()["messages"]
    [merged] = [one for one in said if one["kind"] == "merged"]
    assert merged["meta"]["items"][0]["meta"] == {"name": "Kofi", "handle": "k@oak.town"}
