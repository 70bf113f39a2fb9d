"""Permissions: what is not yours is refused to everybody, and nothing changes."""

from typing import Any

import msgspec
import pytest

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import ask, befriend, circle, code, ok, put_contact, show
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.matrix import unchanged

FIELDS: dict[str, Any] = {"name": "Mallory was here", "fields": []}
AUDIENCE = {"everyone": True, "circles": []}
CARD_FIELD = {"kind": "phone", "label": "", "value": "666", "audience": AUDIENCE}


class Operation(msgspec.Struct, frozen=True):
    """A request about something of Amina's, and the code of its refusal."""

    method: str
    path: str
    refusal: str
    body: Any = None


# `{request}` is one that waits for Amina.
OPERATIONS = [
    Operation("GET", "/contacts/{contact}", "no_contact"),
    Operation("GET", "/contacts/{contact}/photo", "no_contact"),
    Operation("PUT", "/contacts/{contact}", "no_contact", FIELDS),
    Operation("PATCH", "/contacts/{contact}", "no_contact", {"note": "mine"}),
    Operation("DELETE", "/contacts/{contact}", "no_contact"),
    Operation("PUT", "/contacts/{new}", "no_circle", FIELDS | {"circles": ["{circle}"]}),
    Operation("PUT", "/circles/{circle}", "no_circle", {"name": "Mine"}),
    Operation("DELETE", "/circles/{circle}", "no_circle"),
    Operation("PUT", "/me/card/fields/{field}", "not_found", CARD_FIELD),
    Operation("DELETE", "/me/card/fields/{field}", "not_found"),
    Operation("PUT", "/contact-requests/{request}", "id_taken", {"handle": "zoe", "greeting": ""}),
    Operation("POST", "/contact-requests/{request}/acceptance", "no_request", {"circles": []}),
    Operation("POST", "/contact-requests/{request}/refusal", "no_request"),
    Operation("PUT", "/invitations/{invitation}", "id_taken", {}),
    Operation("PUT", "/invitations/{new}", "no_contact", {"contact_id": "{contact}"}),
]
OPEN = [
    ("GET", "/contacts"),
    ("GET", "/circles"),
    ("GET", "/me/card"),
    ("GET", "/contact-requests"),
    ("GET", "/blocks"),
    ("GET", "/people/amina"),
    ("PUT", "/blocks/{new}"),
    ("DELETE", "/blocks/{new}"),
    ("GET", "/invitations"),
    ("DELETE", "/invitations/{new}"),
    ("POST", "/invitations/{new}/acceptance"),
]


async def do(one: Client, operation: Operation, names: dict[str, str]) -> Any:
    text = msgspec.json.encode(operation.body).decode()
    path = operation.path
    for name, value in names.items():
        text = text.replace(f"{{{name}}}", value)
        path = path.replace(f"{{{name}}}", value)
    body = msgspec.json.decode(text)
    return await one.request(operation.method, path, **({} if body is None else {"json": body}))


async def belongings(amina: Client, asker: Client) -> dict[str, str]:
    contact = await put_contact(amina, "Mum", ("phone", "1"), note="secret")
    invitation = str(new_id())
    ok(await amina.put(f"/invitations/{invitation}", json={}))
    return {
        "contact": contact["id"],
        "circle": await circle(amina, "family"),
        "field": (await show(amina, "phone", "2"))["id"],
        "request": ok(await ask(asker, "amina"))["id"],
        "invitation": invitation,
        "new": str(new_id()),
    }


@pytest.mark.parametrize("who", ["stranger", "contact", "blocked"])
async def test_nobody_touches_what_is_another_s(join: Join, settings: Settings, who: str) -> None:
    amina, mallory, zoe = await join("amina"), await join("mallory"), await join("zoe")
    if who == "contact":
        await befriend(mallory, amina)
    elif who == "blocked":
        await amina.put(f"/blocks/{mallory.me['id']}")
    names = await belongings(amina, zoe)
    ok(await mallory.get("/circles"))
    for operation in OPERATIONS:
        async with unchanged(settings.database_url or ""):
            assert code(await do(mallory, operation, names)) == operation.refusal, operation


async def test_without_a_session_nothing_is_told_or_done(
    join: Join, client: Enter, settings: Settings
) -> None:
    amina, zoe = await join("amina"), await join("zoe")
    names = await belongings(amina, zoe)
    operations = [*OPERATIONS, *(Operation(method, path, "") for method, path in OPEN)]
    for operation in operations:
        async with unchanged(settings.database_url or ""):
            assert code(await do(client(), operation, names)) == "sign_in_needed", operation


async def test_who_asked_cannot_answer_for_the_other(join: Join, settings: Settings) -> None:
    await join("amina")
    zoe = await join("zoe")
    asked = ok(await ask(zoe, "amina"))
    for verb in ("acceptance", "refusal"):
        async with unchanged(settings.database_url or ""):
            answer = await zoe.post(f"/contact-requests/{asked['id']}/{verb}")
            assert code(answer) == "no_request"


async def test_odd_paths_are_refused_kindly(join: Join) -> None:
    amina = await join("amina")
    for path in ("/people/%00", "/invitations/%00", "/contacts?tag=%00&q=%00", "/contacts/x"):
        assert (await amina.get(path)).status_code < 500, path
