"""Who may do what in a conversation: nobody, a stranger, a contact, who is blocked, the two of
it.
"""

import json
import re
from typing import Any

import msgspec
import pytest

from leapfrog.calls.http import routes as call_routes
from leapfrog.chat.http import routes
from leapfrog.chat_archives.http import routes as archive_routes
from leapfrog.chat_files.http import routes as file_routes
from leapfrog.chat_reports.http import routes as report_routes
from leapfrog.chat_search.http import routes as search_routes
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from leapfrog.web.chat_settings import routes as settings_routes
from tests.calls.acts import rings
from tests.chat.acts import GIF, Talk, befriend, made, mark, ok, said
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged

# `signed_out`: no session; `other`: a contact of Amina who is not in this conversation, or group;
# `blocked`: Bo after Amina blocked him; `own`: Bo, a member of Amina's group.
WHO = ("signed_out", "other", "blocked", "own")
ME, TALK = "{person_id}", "{conversation_id}"


class Operation(msgspec.Struct, frozen=True):
    """One request about Amina's and Bo's conversation, or about her group with Bo, and what each
    of `WHO` is answered.
    """

    method: str
    route: str
    body: Any
    answers: tuple[int, int, int, int]


OPERATIONS = [
    Operation("GET", "/conversations", None, (401, 200, 200, 200)),
    # Whoever is no contact may ask.
    Operation("PUT", "/conversations/direct/{person_id}", None, (401, 200, 403, 200)),
    Operation("GET", "/conversations/{conversation_id}", None, (401, 404, 200, 200)),
    Operation("GET", "/conversations/{conversation_id}/messages", None, (401, 404, 200, 200)),
    Operation(
        "PUT",
        "/conversations/{conversation_id}/messages/{client_id}",
        {"body": "x"},
        (401, 404, 403, 200),
    ),
    Operation("PUT", "/conversations/{conversation_id}/read", {"seq": 1}, (401, 404, 204, 204)),
    Operation(
        "GET", "/conversations/{conversation_id}/messages/{seq}/readers", None, (401, 404, 403, 403)
    ),
    Operation(
        "PATCH", "/conversations/{conversation_id}/mine", {"muted": True}, (401, 404, 200, 200)
    ),
    Operation(
        "POST", "/conversations/{conversation_id}/hidden", {"seqs": [9]}, (401, 404, 204, 204)
    ),
    Operation(
        "PUT", "/conversations/{conversation_id}/request", {"accept": True}, (401, 404, 404, 404)
    ),
    Operation("GET", "/chat/settings", None, (401, 200, 200, 200)),
    Operation("PATCH", "/chat/settings", {}, (401, 200, 200, 200)),
    Operation("POST", "/reports", {"conversation_id": TALK, "seqs": [1]}, (401, 404, 201, 201)),
    Operation("GET", "/search/messages", None, (401, 422, 422, 422)),
    Operation("GET", "/operator/reports", None, (401, 403, 403, 403)),
    Operation("PUT", "/groups/{group_id}", {"person_ids": []}, (401, 409, 409, 409)),
    Operation("PATCH", "/groups/{group_id}", {"name": "Mine"}, (401, 404, 403, 403)),
    Operation("PUT", "/groups/{group_id}/avatar", "picture", (401, 404, 403, 403)),
    Operation("DELETE", "/groups/{group_id}/avatar", None, (401, 404, 403, 403)),
    Operation("GET", "/groups/{group_id}/members", None, (401, 404, 200, 200)),
    Operation("PUT", "/groups/{group_id}/members", {"person_ids": [ME]}, (401, 404, 204, 204)),
    Operation("DELETE", "/groups/{group_id}/members/{person_id}", None, (401, 404, 403, 403)),
    Operation(
        "PUT",
        "/groups/{group_id}/members/{person_id}/role",
        {"role": "admin"},
        (401, 404, 403, 403),
    ),
    Operation("PUT", "/groups/{group_id}/members/me/name", {"name": "B"}, (401, 404, 204, 204)),
    Operation("POST", "/groups/{group_id}/link", None, (401, 404, 200, 200)),
    Operation("DELETE", "/groups/{group_id}/link", None, (401, 404, 403, 403)),
    Operation("GET", "/groups/{group_id}/requests", None, (401, 404, 403, 403)),
    Operation(
        "PUT", "/groups/{group_id}/requests/{person_id}", {"accept": True}, (401, 404, 403, 403)
    ),
    # Who holds the link may look and ask, whoever they are.
    Operation("GET", "/group-links/{token}", None, (401, 200, 200, 200)),
    Operation("PUT", "/group-links/{token}/join", {}, (401, 200, 200, 200)),
    # Amina's call to Bo, which rings; a block cuts it.
    Operation("GET", "/calls/ice", None, (401, 200, 200, 200)),
    Operation("GET", "/calls", None, (401, 200, 200, 200)),
    Operation("GET", "/calls/{call_id}", None, (401, 404, 200, 200)),
    Operation(
        "PUT", "/calls/{client_id}", {"person_id": ME, "media": "voice"}, (401, 403, 403, 409)
    ),
    Operation("PUT", "/calls/{call_id}/answer", {"accept": True}, (401, 404, 410, 200)),
    Operation("DELETE", "/calls/{call_id}", None, (401, 404, 200, 200)),
    Operation("GET", "/conversations/{conversation_id}/export", None, (401, 404, 200, 200)),
    Operation("GET", "/export/conversations", None, (401, 200, 200, 200)),
    # More about files in chat_files/test_files.py.
    Operation("PUT", "/chat/files/{file_id}", {"any": "bytes"}, (401, 200, 200, 200)),
    Operation("GET", "/chat/files/{file_id}", None, (401, 404, 404, 404)),
    # In a town that has no recogniser; more in chat_files/test_transcripts.py.
    Operation("POST", "/chat/dictations", {"any": "bytes"}, (401, 404, 404, 404)),
]


TOLD = [
    *routes,
    *archive_routes,
    *call_routes,
    *file_routes,
    *report_routes,
    *search_routes,
    *settings_routes,
]


def test_each_route_of_chat_is_in_the_table() -> None:
    made = {
        (method, path) for route in TOLD for path in route.paths for method in route.http_methods
    }
    told = {(operation.method, operation.route) for operation in OPERATIONS}
    plain = {(method, re.sub(r":\w+}", "}", path)) for method, path in made}
    told = {
        (method, path.replace("/calls/{client_id}", "/calls/{call_id}")) for method, path in told
    }
    assert {pair for pair in plain if pair[0] != "OPTIONS"} == told


class Place(msgspec.Struct, frozen=True):
    """What the requests are about."""

    talk: Talk
    group_id: str
    token: str
    call_id: str

    async def acts(self, one: Client, operation: Operation) -> int:
        talk = self.talk
        them = talk.amina.me["id"] if one is talk.bo else talk.bo.me["id"]
        names = {
            "person_id": them,
            "conversation_id": talk.id,
            "client_id": new_id(),
            "file_id": new_id(),
            "seq": 1,
            "group_id": self.group_id,
            "token": self.token,
            "call_id": self.call_id,
        }
        body = json.loads(json.dumps(operation.body).replace(ME, them).replace(TALK, talk.id))
        if body == "picture":
            answer = await one.request(
                operation.method, operation.route.format(**names), content=GIF
            )
        else:
            answer = await one.request(operation.method, operation.route.format(**names), json=body)
        assert answer.is_success or answer.headers["content-type"] == "application/problem+json"
        if "secret" in answer.text:
            assert one in (talk.amina, talk.bo)
        return answer.status_code


@pytest.fixture
async def place(talk: Talk) -> Place:
    await said(talk.amina, talk.id, "the secret")
    group_id = await made(talk.amina, talk.bo)
    await said(talk.amina, group_id, "the other secret")
    link = ok(await talk.amina.post(f"/groups/{group_id}/link"))
    call = await rings(talk.amina, talk.bo)
    return Place(talk, group_id, link["token"], call["id"])


@pytest.mark.parametrize("who", WHO)
async def test_each_gets_what_the_table_says(
    place: Place, join: Join, client: Enter, settings: Settings, who: str
) -> None:
    talk = place.talk
    people = {"signed_out": client(), "blocked": talk.bo, "own": talk.bo}
    if who == "other":
        people["other"] = await join("carla")
        await befriend(talk.amina, people["other"])
    if who == "blocked":
        ok(await talk.amina.put(f"/blocks/{talk.bo.me['id']}"))
    answers = []
    for operation in OPERATIONS:
        expected = operation.answers[WHO.index(who)]
        if expected >= 400:
            async with unchanged(str(settings.database_url), "identity_session"):
                answers.append(await place.acts(people[who], operation))
        else:
            answers.append(await place.acts(people[who], operation))
    assert answers == [operation.answers[WHO.index(who)] for operation in OPERATIONS]


async def test_nobody_opens_a_conversation_with_themselves_or_with_nobody(
    talk: Talk, settings: Settings
) -> None:
    for who in (talk.amina.me["id"], new_id()):
        async with unchanged(str(settings.database_url), "identity_session"):
            answer = await talk.amina.put(f"/conversations/direct/{who}")
            assert (answer.status_code, answer.json()["code"]) == (403, "not_contacts")


async def test_a_refusal_does_not_tell_whether_a_conversation_exists(
    talk: Talk, join: Join
) -> None:
    carla = await join("carla")
    answers = [await mark(carla, one, 1) for one in (talk.id, str(new_id()))]
    bodies = [answer.json() | {"instance": ""} for answer in answers]
    assert bodies[0] == bodies[1]


async def test_sync_is_for_whoever_is_signed_in_and_only_theirs(
    talk: Talk, join: Join, client: Enter
) -> None:
    await said(talk.amina, talk.id, "the secret")
    assert (await client().get("/sync")).status_code == 401
    carla = await join("carla")
    for cursor in ("", "x", f"{new_id().hex}.1"):
        found = ok(await carla.get("/sync", params={"cursor": cursor}))
        assert found["conversations"] == []
        assert "secret" not in str(found)
    mine = ok(await talk.bo.get("/sync"))
    assert [one["id"] for one in mine["conversations"]] == [talk.id]
