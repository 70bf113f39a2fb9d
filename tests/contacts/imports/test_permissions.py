"""Imports and merges are their owner's alone."""

from leapfrog.kernel.ids import new_id
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import code, put_contact
from tests.contacts.conftest import Join
from tests.contacts.imports.files import bring, look, people, send
from tests.http import Client, Enter
from tests.matrix import unchanged

BEN = ("FN:Ben", "TEL:+49 221 777777")
CALLS = [
    ("GET", "/imports/{preview}", None),
    ("GET", "/imports/{preview}/items", None),
    ("PATCH", "/imports/{preview}/items/1", {"decision": "skip"}),
    ("POST", "/imports/{preview}/application", None),
    ("POST", "/imports/{applied}/undo", None),
    ("DELETE", "/imports/{preview}", None),
    ("POST", "/merges/{merge}/undo", None),
    ("PUT", "/merges/{merge}", {"keep": "{one}", "absorb": "{two}"}),
    ("PUT", "/merges/{fresh}", {"keep": "{one}", "absorb": "{three}"}),
]
ALL = [*CALLS, ("GET", "/imports", None), ("GET", "/merges", None), ("GET", "/duplicates", None)]


async def _things(owner: Client) -> dict[str, str]:
    found = {name: (await put_contact(owner, name))["id"] for name in ("one", "two", "three")}
    found |= {"merge": str(new_id()), "fresh": str(new_id())}
    pair = {"keep": found["one"], "absorb": found["two"]}
    assert (await owner.put(f"/merges/{found['merge']}", json=pair)).is_success
    found["applied"] = (await bring(owner, people(BEN)))["id"]
    found["preview"] = (await look(owner, people(BEN)))["id"]
    return found


def _filled(body: dict[str, str] | None, things: dict[str, str]) -> dict[str, str] | None:
    return body and {key: value.format(**things) for key, value in body.items()}


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
