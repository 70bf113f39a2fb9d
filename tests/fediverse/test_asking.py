"""Who asks this town for things: what is for followers is for those who sign as one, and a town
that wants to know of all who ask answers nobody else.
"""

import re
from pathlib import Path

import pytest

from leapfrog.fediverse import http
from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.acts import ok
from tests.contacts.conftest import Join
from tests.fediverse.in_process import (
    app,
    client,
    clock,
    door,
    join,
    read_all,
    speaking,
    town,
    uri_of,
)
from tests.fediverse.peers import Door, Peer, peer
from tests.http import Client
from tests.posts.acts import posted

__all__ = ["app", "client", "clock", "door", "join", "town"]


@pytest.fixture(params=["open", "closed"])
def settings(request: pytest.FixtureRequest, tmp_path: Path, database_url: str) -> Settings:
    """Of a town that answers everybody, or only who signs."""
    return speaking(tmp_path, database_url, authorised_fetch=request.param == "closed")


AROUND = ("replies", "likes", "shares")


class Place:
    """Amina has a post for all and one for followers; Flo follows her, Stan does not, Bob is
    blocked by her, Hal is of a town with which this one does not speak.
    """

    amina: Client
    public: str
    private: str
    people: dict[str, Peer]


@pytest.fixture
async def place(town: Town, door: Door, join: Join) -> Place:
    made = Place()
    made.amina, olga = await join("amina"), await join("olga")
    hosts = {"flo": "good.example", "stan": "good.example", "bob": "good.example"}
    names = hosts | {"hal": "harm.example"}
    made.people = {name: await peer(town, name, host) for name, host in names.items()}
    flo, bob = made.people["flo"], made.people["bob"]
    await door.bring(flo, flo.act("Follow", uri_of(door, made.amina)))
    await read_all(town)
    shown = [await posted(made.amina, "the word", audience=one) for one in ("public", "followers")]
    made.public, made.private = (f"/ap/posts/{one['id']}" for one in shown)
    ok(await made.amina.put(f"/blocks/{bob.actor.person_id}"))
    ok(await olga.put("/fediverse/hosts/harm.example", json={"rule": "blocked", "reason": "x"}))
    return made


async def test_each_sees_what_is_for_them(place: Place, door: Door, settings: Settings) -> None:
    person = f"/ap/people/{place.amina.me['id']}"
    nobody = 401 if settings.authorised_fetch else 200
    private = 401 if settings.authorised_fetch else 404
    around = [f"{one}/{name}" for one in (place.public, place.private) for name in AROUND]
    expected = {
        (None, person): nobody,
        (None, f"{person}/outbox"): nobody,
        (None, f"{person}/followers"): nobody,
        (None, f"{person}/featured"): nobody,
        (None, place.public): nobody,
        (None, place.private): private,
        ("flo", person): 200,
        ("flo", place.public): 200,
        ("flo", place.private): 200,
        ("stan", place.public): 200,
        ("stan", place.private): 404,
        ("bob", place.public): 404,
        ("bob", place.private): 404,
        **{(name, one): 200 for name in ("flo", "stan") for one in around[:3]},
        **{("flo", one): 200 for one in around[3:]},
        **{(name, one): 404 for name in ("stan", "bob") for one in around[3:]},
        **{(None, one): private for one in around[3:]},
        ("hal", person): 403,
        ("hal", place.public): 403,
    }
    found = {}
    for name, target in expected:
        answer = await door.ask(target, place.people[name] if name else None)
        found[name, target] = answer.status_code
        assert answer.status_code == 200 or "the word" not in answer.text
    assert found == expected
    page = f"{person}/outbox?page=first"
    shown = {name: (await door.ask(page, place.people[name])).text for name in ("flo", "stan")}
    assert [place.private in shown[name] for name in ("flo", "stan")] == [True, False]


async def test_a_signature_that_is_not_theirs_opens_nothing(place: Place, door: Door) -> None:
    flo = place.people["flo"]
    stranger = Peer(flo.actor, 1)
    for target in (place.public, place.private):
        assert (await door.ask(target, stranger)).status_code == 401
    # One that was made for something else.
    headers = flo.asking(door.origin, place.public, door.town.clock.now())
    headers.pop("host")
    answer = await door.client.get(f"{door.origin}{place.private}", headers=headers)
    assert answer.status_code == 401


async def test_what_others_need_to_check_our_own_questions_is_always_there(door: Door) -> None:
    told = (await door.ask("/ap/town")).json()
    assert told["publicKey"]["id"] == f"{door.origin}/ap/town#main-key"
    assert (await door.ask("/.well-known/nodeinfo")).status_code == 200
    name = f"{told['preferredUsername']}@lake.town"
    for resource in (told["id"], f"acct:{name}"):
        found = (await door.ask(f"/.well-known/webfinger?resource={resource}")).json()
        assert (found["subject"], found["links"][0]["href"]) == (f"acct:{name}", told["id"])
    nobody = await door.ask("/.well-known/webfinger?resource=acct:nobody@lake.town")
    assert nobody.status_code == 404


def test_each_address_that_is_for_some_only_is_tried() -> None:
    """The others say nothing of anybody."""
    asking = {path for one in http.public_routes for path in one.paths if path.startswith("/ap/")}
    told = {f"people/{{id}}/{name}" for name in ("outbox", "followers", "following", "featured")}
    notes = ("posts/{id}", "comments/{id}")
    told |= {*notes, *(f"{note}/{name}" for note in notes for name in AROUND)}
    told |= {"people/{id}", "quotes/{id}", "town"}
    assert {re.sub(r"{\w+:uuid}", "{id}", one) for one in asking} == {f"/ap/{one}" for one in told}
