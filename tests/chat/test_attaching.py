"""Messages with files: true about them, theirs to whom they were said, gone when recalled."""

from typing import Any

import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat.acts import Talk, befriend, ok, opened
from tests.chat_files.test_files import got, put
from tests.contacts.conftest import Join
from tests.http import Client
from tests.matrix import unchanged
from tests.samples import jpeg, webm


async def send(one: Client, talk: str, kind: str, meta: Any = None, **more: Any) -> Any:
    client_id = more.pop("client_id", None) or new_id()
    body = {"kind": kind, "body": "", **more} | ({"meta": meta} if meta is not None else {})
    return await one.put(f"/conversations/{talk}/messages/{client_id}", json=body)


def meta_of(file: dict[str, Any]) -> dict[str, Any]:
    return {"file": file["id"], **{k: v for k, v in file.items() if k not in ("id", "kind")}}


async def test_whoever_hears_the_message_has_the_file(talk: Talk, join: Join) -> None:
    file = ok(await put(talk.amina, jpeg()))
    assert (await got(talk.bo, file["id"])).status_code == 404
    message = ok(await send(talk.amina, talk.id, "image", meta_of(file), body="The garden"))
    assert (message["meta"], message["body"]) == (meta_of(file), "The garden")
    assert (await got(talk.bo, file["id"])).status_code == 200
    assert (await got(await join("carla"), file["id"])).status_code == 404


async def test_what_a_message_says_of_its_file_is_true(talk: Talk) -> None:
    file = ok(await put(talk.amina, webm(1), kind="voice"))
    lie = {"file": file["id"], "type": "text/html", "size": 1, "duration_ms": 59_000, "peaks": []}
    assert ok(await send(talk.amina, talk.id, "voice", lie))["meta"] == meta_of(file)
    short = ok(await send(talk.amina, talk.id, "voice", {"file": file["id"]}))
    assert short["meta"] == meta_of(file)


async def test_the_same_message_again_is_the_same_message(talk: Talk, settings: Settings) -> None:
    file, client_id = ok(await put(talk.amina, jpeg())), new_id()
    first = ok(await send(talk.amina, talk.id, "image", meta_of(file), client_id=client_id))
    async with unchanged(str(settings.database_url), "identity_session"):
        again = await send(talk.amina, talk.id, "image", meta_of(file), client_id=client_id)
        assert ok(again) == first


async def test_nobody_sends_what_they_do_not_have(
    talk: Talk, join: Join, settings: Settings
) -> None:
    carla = await join("carla")
    await befriend(carla, talk.bo)
    other = await opened(carla, talk.bo)
    file = ok(await put(talk.amina, jpeg()))
    ok(await send(talk.amina, talk.id, "image", meta_of(file)))
    item = {"name": "A", "kind": "image", "body": "", "at": "2026-11-24T09:00:00Z"}
    merged = {"title": "T", "items": [item | {"meta": meta_of(file)}]}
    deeper = {"title": "T", "items": [item | {"kind": "merged", "meta": merged}]}
    async with unchanged(str(settings.database_url), "identity_session"):
        for kind, meta in (
            ("image", meta_of(file)),
            ("image", meta_of(file) | {"file": str(new_id())}),
            ("voice", meta_of(file)),
            ("merged", merged),
            ("merged", deeper),
        ):
            refused = await send(carla, other, kind, meta)
            assert (refused.status_code, refused.json()["code"]) == (404, "no_file"), kind
        assert (await send(talk.amina, talk.id, "image", {"file": "x"})).status_code == 422


async def test_one_forwards_what_one_was_sent_alone_or_with_others(talk: Talk, join: Join) -> None:
    carla, deniz = await join("carla"), await join("deniz")
    await befriend(carla, talk.bo)
    await befriend(deniz, talk.bo)
    file = ok(await put(talk.amina, jpeg()))
    ok(await send(talk.amina, talk.id, "image", meta_of(file)))
    one, other = await opened(talk.bo, carla), await opened(talk.bo, deniz)
    alone = ok(await send(talk.bo, one, "image", meta_of(file) | {"forwarded": True}))
    assert alone["meta"] == {"forwarded": True, **meta_of(file)}
    item = {"name": "Amina", "kind": "image", "body": "", "at": "2026-11-24T09:00:00Z"}
    merged = {"title": "Garden", "items": [item | {"meta": {"file": file["id"]}}]}
    together = ok(await send(talk.bo, other, "merged", merged))
    assert together["meta"]["items"][0]["meta"] == meta_of(file)
    for reader in (carla, deniz):
        assert (await got(reader, file["id"])).status_code == 200


async def test_what_is_recalled_only_its_owner_has(talk: Talk) -> None:
    file = ok(await put(talk.amina, jpeg()))
    message = ok(await send(talk.amina, talk.id, "image", meta_of(file)))
    ok(await send(talk.amina, talk.id, "recall", ref=message["seq"]))
    assert (await got(talk.bo, file["id"])).status_code == 404
    assert (await got(talk.amina, file["id"])).status_code == 200


@pytest.mark.parametrize("meta", [{"file": 5}, {"file": None}, {"items": 3}, {"items": [1, {}]}])
@pytest.mark.parametrize("kind", ["image", "merged"])
async def test_nonsense_is_refused(talk: Talk, kind: str, meta: Any) -> None:
    assert (await send(talk.amina, talk.id, kind, meta)).status_code == 422
