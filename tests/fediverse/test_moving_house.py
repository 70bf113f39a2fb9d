"""Somebody moves from one town to another, is erased in the old one, and is still found."""

from urllib.parse import urlsplit

import httpx
import pytest

from tests.fediverse.conftest import Person, until
from tests.http import PASSWORD

AS = "application/activity+json"
MOVED_TO = "https://www.w3.org/ns/activitystreams#movedTo"


class Move:
    """Amina moved from Lake to Hill; Bruno of Lake follows her."""

    def __init__(self, amina: Person, there: Person, bruno: Person) -> None:
        self.amina, self.there, self.bruno = amina, there, bruno
        bruno.put(f"/follows/{amina.id}")
        there.put("/fediverse/aliases", {"addresses": [amina.address]})
        self.account = amina.put("/fediverse/move", {"address": there.address})

    def finger(self) -> httpx.Response:
        resource = {"resource": f"acct:{self.amina.address}"}
        return httpx.get(f"{self.amina.origin}/.well-known/webfinger", params=resource)

    def actor(self) -> httpx.Response:
        return httpx.get(self.amina.uri, headers={"accept": AS})

    def page(self) -> httpx.Response:
        return httpx.get(f"{self.amina.origin}/@amina", headers={"accept": "text/html"})

    def erase(self) -> None:
        body = {"handle": "amina", "password": PASSWORD}
        Person.told(self.amina.http.request("DELETE", "/me", json=body))


@pytest.fixture
def move(origin: str, hill: str, amina: Person, bruno: Person) -> Move:
    return Move(amina, Person(hill, "amina"), bruno)


def test_who_moved_is_found_where_they_live_now(move: Move) -> None:
    follows = f"/profiles/{move.bruno.id}/following"
    [them] = until(lambda: move.bruno.get(follows)["people"], "an answer")
    assert them["person"]["address"] == move.there.address
    card = move.bruno.get("/people/amina")
    assert card["moved_to"] == move.there.address
    assert move.finger().status_code == 200
    assert move.actor().json()["movedTo"] == move.there.uri
    page = move.page()
    assert page.status_code == 200
    assert f"{urlsplit(move.there.origin).netloc}/@amina" in page.text


def test_accounts_are_shown_by_their_addresses(move: Move) -> None:
    assert move.account["moved_to"] == move.there.address
    before = move.there.get("/fediverse/account")
    assert before["also_known_as"] == [move.amina.address]
    assert move.there.put("/fediverse/aliases", {"addresses": before["also_known_as"]}) == before


def test_who_moved_and_was_erased_is_sent_on(move: Move) -> None:
    move.erase()
    finger, actor, page = move.finger(), move.actor(), move.page()
    assert (finger.status_code, actor.status_code) == (410, 410)
    assert finger.json()["properties"] == {MOVED_TO: move.there.uri}
    told = actor.json()
    assert (told["type"], told["formerType"]) == ("Tombstone", "Person")
    assert (told["id"], told["movedTo"]) == (move.amina.uri, move.there.uri)
    assert page.status_code == 302
    assert page.headers["location"] == f"{move.there.origin}/@amina"


def test_who_only_was_erased_is_gone(origin: str, amina: Person) -> None:
    body = {"handle": "amina", "password": PASSWORD}
    Person.told(amina.http.request("DELETE", "/me", json=body))
    resource = {"resource": f"acct:{amina.address}"}
    finger = httpx.get(f"{origin}/.well-known/webfinger", params=resource)
    assert (finger.status_code, finger.json()) == (410, {"subject": resource["resource"]})
    actor = httpx.get(amina.uri, headers={"accept": AS})
    assert actor.status_code == 410
    assert "movedTo" not in actor.json()
    assert httpx.get(f"{origin}/@amina").status_code != 302
    nobody = {"resource": resource["resource"].replace("amina", "nobody")}
    assert httpx.get(f"{origin}/.well-known/webfinger", params=nobody).status_code == 404
