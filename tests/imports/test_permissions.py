"""Imports and merges are their owner's alone; and what is done with an import in the wrong state is
refused by the declared error, and changes nothing.
"""

import re
from typing import Any

import pytest

import leapfrog.imports.http as imports_http
import leapfrog.imports.http_parts as parts_http
from leapfrog.imports.errors import ImportApplied, ImportBusy, ImportNotApplied, ImportUndone
from leapfrog.imports.states import STATES, TABLE
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.chat_archives.acts import send as send_chats
from tests.chat_archives.acts import whatsapp
from tests.contacts.acts import code, ok, put_contact
from tests.contacts.conftest import Join
from tests.http import Client, Enter
from tests.imports.contacts.files import bring, look, people, send
from tests.matrix import unchanged
from tests.town import execute

BEN = ("FN:Ben", "TEL:+49 221 777777")
ROUTES = [*imports_http.routes, *parts_http.routes]
CALLS = [
    ("GET", "/imports/{preview}", None),
    ("PATCH", "/imports/{chats}", {"zone": "Asia/Shanghai"}),
    ("GET", "/imports/{preview}/contacts", None),
    ("PATCH", "/imports/{preview}/contacts/1", {"decision": "skip"}),
    ("GET", "/imports/{chats}/conversations", None),
    ("GET", "/imports/{chats}/people", None),
    ("PUT", "/imports/{chats}/people", {"people": []}),
    ("POST", "/imports/{preview}/application", None),
    ("POST", "/imports/{chats}/application", None),
    ("POST", "/imports/{applied}/undo", None),
    ("DELETE", "/imports/{preview}", None),
    ("DELETE", "/imports/{chats}", None),
    ("POST", "/merges/{merge}/undo", None),
    ("PUT", "/merges/{merge}", {"keep": "{one}", "absorb": "{two}"}),
    ("PUT", "/merges/{fresh}", {"keep": "{one}", "absorb": "{three}"}),
]
ALL = [*CALLS, ("GET", "/imports", None), ("GET", "/merges", None), ("GET", "/duplicates", None)]
UPLOAD = ("PUT", "/imports/{}")
# Which route does which operation of the table of states.
BY_OPERATION = {
    "change": [
        ("PATCH", "", {"zone": "UTC"}),
        ("PATCH", "/contacts/1", {"decision": "skip"}),
        ("PUT", "/people", {"people": []}),
    ],
    "apply": [("POST", "/application", None)],
    "undo": [("POST", "/undo", None)],
    "discard": [("DELETE", "", None)],
}
REFUSED = [
    (operation, state, refusal.code)
    for operation in BY_OPERATION
    for state, refusal in zip(STATES, TABLE[operation], strict=True)
    if isinstance(refusal, type)
]


def shape(path: str) -> str:
    return re.sub(r"{\w+(:\w+)?}|(?<=/contacts/)\d", "{}", path)


def test_each_route_of_imports_is_tried() -> None:
    made = {(m, shape(p)) for r in ROUTES for p in r.paths for m in r.http_methods}
    told = {(method, shape(path)) for method, path, _ in ALL} | {UPLOAD}
    assert {pair for pair in made if pair[0] != "OPTIONS"} - told == set()


async def _things(owner: Client) -> dict[str, str]:
    found = {name: (await put_contact(owner, name))["id"] for name in ("one", "two", "three")}
    found |= {"merge": str(new_id()), "fresh": str(new_id())}
    pair = {"keep": found["one"], "absorb": found["two"]}
    assert (await owner.put(f"/merges/{found['merge']}", json=pair)).is_success
    found["applied"] = (await bring(owner, people(BEN)))["id"]
    found["preview"] = (await look(owner, people(BEN)))["id"]
    found["chats"] = ok(await send_chats(owner, whatsapp()))["id"]
    return found


def _filled(body: dict[str, Any] | None, things: dict[str, str]) -> dict[str, Any] | None:
    return body and {
        key: value.format(**things) if isinstance(value, str) else value
        for key, value in body.items()
    }


async def test_to_another_person_they_do_not_exist(join: Join, settings: Settings) -> None:
    amina, mallory = await join("amina"), await join("mallory")
    things = await _things(amina)
    for method, path, body in CALLS:
        async with unchanged(settings.database_url or ""):
            url = path.format(**things)
            answer = await mallory.request(method, url, json=_filled(body, things))
            assert answer.status_code == 404, (method, path)
            assert code(answer) in ("no_import", "no_merge", "no_contact")


async def test_another_person_cannot_take_the_id_of_an_import(
    join: Join, settings: Settings
) -> None:
    amina, mallory = await join("amina"), await join("mallory")
    things = await _things(amina)
    async with unchanged(settings.database_url or ""):
        assert code(await send(mallory, people(BEN), id=things["preview"])) == "no_import"
        assert code(await send_chats(mallory, whatsapp(), id=things["preview"])) == "no_import"


async def test_a_stranger_is_asked_to_sign_in(
    join: Join, client: Enter, settings: Settings
) -> None:
    things = await _things(await join("amina"))
    stranger = client()
    async with unchanged(settings.database_url or ""):
        for method, path, body in ALL:
            url = path.format(**things)
            answer = await stranger.request(method, url, json=_filled(body, things))
            assert (answer.status_code, code(answer)) == (401, "sign_in_needed"), (method, path)
        assert code(await send(stranger, people(BEN))) == "sign_in_needed"


async def test_lists_are_of_ones_own(join: Join) -> None:
    amina, mallory = await join("amina"), await join("mallory")
    await _things(amina)
    for path in ("/imports", "/merges", "/duplicates"):
        assert (await mallory.get(path)).json() == []


def test_each_refusal_of_the_table_is_one_of_the_declared_ones() -> None:
    declared = {one.code for one in (ImportApplied, ImportBusy, ImportNotApplied, ImportUndone)}
    assert {refusal for _, _, refusal in REFUSED} == declared


@pytest.mark.parametrize(("operation", "state", "refusal"), REFUSED)
async def test_in_the_wrong_state_it_is_refused_and_nothing_changes(
    join: Join, settings: Settings, operation: str, state: str, refusal: str
) -> None:
    amina, dsn = await join("amina"), settings.database_url or ""
    found = await look(amina, people(BEN))
    await execute(dsn, f"update imports_job set state = '{state}'")
    async with unchanged(dsn):
        for method, path, body in BY_OPERATION[operation]:
            answer = await amina.request(method, f"/imports/{found['id']}{path}", json=body)
            assert code(answer) == refusal, (method, path)
