"""What a message of each kind may hold; what it may not is refused with the reason. What is said
of a file is tested with real ones.
"""

from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, do, history, ok, said
from tests.matrix import unchanged

FILE = str(new_id())
PICTURE = {"file": FILE, "type": "image/webp", "size": 9, "width": 4, "height": 3}
ITEM = {"name": "Bo", "kind": "text", "body": "hi", "at": "2026-11-24T09:00:00Z"}
GOOD: list[tuple[str, str, dict[str, Any]]] = [
    ("text", "hello", {"forwarded": True}),
    ("location", "", {"lat": 47.5, "lon": -9.25, "name": "Pier"}),
    ("contact", "", {"name": "Carla", "vcard": "BEGIN:VCARD"}),
    ("sticker", "", {"pack": "frogs", "id": "hop"}),
    ("merged", "", {"title": "Chat", "items": [ITEM, ITEM | {"body": "there"}]}),
]
BAD: list[tuple[str, str, Any, str]] = [
    ("text", "x", {"file": FILE}, "unknown field `file`"),
    ("text", "x", {"kind": "image"}, "`meta` has no `kind`"),
    ("image", "", None, "missing required field"),
    ("image", "", PICTURE | {"file": "x"}, "Invalid UUID - at `$.file`"),
    ("location", "", {"lat": 91, "lon": 0}, "$.lat"),
    ("contact", "", {"name": "C", "vcard": "x" * 4097}, "$.vcard"),
    ("sticker", "", {"pack": "frogs"}, "missing required field `id`"),
    ("merged", "", {"title": "C", "items": []}, "$.items"),
    ("merged", "", {"title": "C", "items": [ITEM | {"kind": "image"}]}, "image"),
    ("merged", "", {"title": "C", "items": [ITEM | {"kind": "system"}]}, "system"),
    ("edit", "x", None, "`ref`"),
    ("recall", "", None, "`ref`"),
]


@pytest.mark.parametrize(("kind", "body", "meta"), GOOD)
async def test_each_kind_comes_back_as_it_was(
    talk: Talk, kind: str, body: str, meta: dict[str, Any]
) -> None:
    sent = ok(await do(talk.amina, talk.id, kind, body=body, meta=meta))
    assert (sent["kind"], sent["body"], sent["meta"], sent["ord"]) == (kind, body, meta, 1)
    assert (await history(talk.bo, talk.id))["messages"] == [sent]


@pytest.mark.parametrize(("kind", "body", "meta", "reason"), BAD)
async def test_what_is_not_of_its_kind_is_refused_with_the_reason(
    talk: Talk, settings: Settings, kind: str, body: str, meta: Any, reason: str
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await do(talk.amina, talk.id, kind, body=body, meta=meta)
        assert (answer.status_code, answer.json()["code"]) == (422, "bad_content")
        assert reason in answer.json()["detail"]


@pytest.mark.parametrize("kind", ["system", "card", "call", "shout"])
async def test_what_only_the_town_says_nobody_can_send(
    talk: Talk, settings: Settings, kind: str
) -> None:
    async with unchanged(str(settings.database_url), "identity_session"):
        assert (await do(talk.amina, talk.id, kind, body="x")).status_code == 400


async def test_what_was_forwarded_into_itself_too_often_is_refused(talk: Talk) -> None:
    meta: dict[str, Any] = {"title": "C", "items": [ITEM]}
    for _ in range(5):
        meta = {"title": "C", "items": [ITEM | {"kind": "merged", "body": "", "meta": meta}]}
    answer = await do(talk.amina, talk.id, "merged", meta=meta)
    assert answer.json()["detail"] == "Forwarded messages lie in each other too deep."


async def test_a_reply_names_what_it_answers(talk: Talk, settings: Settings) -> None:
    [first] = await said(talk.amina, talk.id, "question")
    reply = ok(await do(talk.bo, talk.id, "text", body="answer", ref=1))
    assert (reply["ref"], first["seq"]) == (1, 1)
    async with unchanged(str(settings.database_url), "identity_session"):
        answer = await do(talk.bo, talk.id, "text", body="to nothing", ref=9)
        assert (answer.status_code, answer.json()["code"]) == (404, "no_message")


async def test_nobody_is_mentioned_or_called_where_there_are_two(talk: Talk) -> None:
    sent = ok(await do(talk.amina, talk.id, "text", body="@Bo", mentions=[talk.bo.me["id"]]))
    assert "mentions" not in sent
    answer = await do(talk.amina, talk.id, "text", body="@all", meta={"all": True})
    assert answer.json()["code"] == "not_admin"
