"""With a snac2 server, both ways: what our people do is seen there, and what its people do here.
What it cannot do is told in docs/federation.md.
"""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.fediverse.conftest import Person, until
from tests.fediverse.snac import Snac, timeline


@pytest.fixture(scope="module")
def snac(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Snac]:
    people = ("sven", "tilda", "nils", "maja")
    with Snac(tmp_path_factory.mktemp("snac"), *people).running() as made:
        yield made


@pytest.fixture
def sven(snac: Snac) -> Iterator[httpx.Client]:
    with snac.client("sven") as client:
        yield client


def shown(sven: httpx.Client, words: str) -> dict[str, Any]:
    """The status of these words on his timeline, once it is there."""
    return until(
        lambda: next((one for one in timeline(sven) if words in one["content"]), None), words
    )


def told(answer: httpx.Response) -> Any:
    assert answer.is_success, answer.text
    return answer.json()


def followed(amina: Person) -> int:
    """How often somebody began to follow her."""
    return sum(one["count"] for one in amina.notices("follow"))


def befriended(snac: Snac, person: str, amina: Person) -> str:
    """Both follow each other; answers their id here."""
    found: dict[str, Any] = amina.find(f"@{snac.address(person)}")["person"]
    assert found["address"] == snac.address(person)
    amina.put(f"/follows/{found['id']}")
    until(lambda: amina.follows(found["id"]), "their answer")
    before = followed(amina)
    snac.do("follow", person, amina.uri)
    until(lambda: followed(amina) > before, "their follow")
    return str(found["id"])


class Walk:
    """Amina and Bruno of here, Sven of there; he and Amina follow each other. His server looks
    every few seconds what is to be done: so much is done at once, and then looked at.
    """

    def __init__(self, snac: Snac, sven: httpx.Client, amina: Person, bruno: Person) -> None:
        self.snac, self.sven, self.amina, self.bruno = snac, sven, amina, bruno
        self.sven_id = befriended(snac, "sven", amina)

    def posts(self) -> None:
        """And a poll on each side."""
        self.snac.do("note", "sven", "Herring is in season")
        form = {"content": "Where?", "poll_options": "sea\nlake", "poll_end_secs": "3600"}
        self.snac.form("sven", "note", **form)
        self.lake = self.amina.show("The lake is frozen #winter")["id"]
        self.asked = self.amina.show("Tea or coffee?", options=["tea", "coffee"])["id"]
        self.herring = self.amina.sees("Herring is in season")
        assert self.herring["author"]["remote"]
        self.herring_there = shown(self.sven, "Herring")["id"]
        lake = shown(self.sven, "frozen")
        assert lake["account"]["acct"] == self.amina.address
        assert self.lake in lake["uri"]
        self.lake_there = lake["id"]

    def there(self) -> tuple[int, int]:
        """Likes and reposts of his post, as his server counts them."""
        found = told(self.sven.get(f"/v1/statuses/{self.herring_there}"))
        return found["favourites_count"], found["reblogs_count"]

    def here(self) -> tuple[int, int]:
        found = self.amina.get(f"/posts/{self.lake}")
        return found.get("likes", 0), found.get("reposts", 0)

    def does(self, *operations: str) -> None:
        for operation in operations:
            told(self.sven.post(f"/v1/statuses/{self.lake_there}/{operation}"))

    def reactions(self) -> None:
        """Likes, reposts, and replies: comments here, replies there."""
        self.does("favourite", "reblog")
        reply = {"status": "How thick?", "in_reply_to_id": self.lake_there}
        told(self.sven.post("/v1/statuses", json=reply))
        self.amina.put(f"/posts/{self.herring['id']}/like")
        self.again = self.amina.show("", form="repost", of=self.herring["id"])["id"]
        self.bruno.show("By the barrel?", answers=self.herring["id"])
        until(lambda: self.here() == (1, 1), "his like and repost")
        said = until(lambda: self.amina.comments(self.lake), "his reply")[0]
        assert (said["text"], said["author"]["id"]) == ("How thick?", self.sven_id)
        until(lambda: self.there() == (1, 1), "our like and repost")
        ours = until(lambda: self.snac.held("By the barrel?"), "our comment")
        assert (ours["inReplyTo"], ours["attributedTo"]) == (self.herring["uri"], self.bruno.uri)

    def votes(self, post: str) -> Any:
        return self.amina.get(f"/posts/{post}")["results"]["votes"]

    def second_thoughts(self) -> None:
        """What was liked and reposted is taken back, and both vote."""
        self.does("unfavourite", "unreblog")
        self.amina.delete(f"/posts/{self.herring['id']}/like")
        self.amina.delete(f"/posts/{self.again}")
        poll = shown(self.sven, "Tea or coffee?")["poll"]
        assert [one["title"] for one in poll["options"]] == ["tea", "coffee"]
        told(self.sven.post(f"/v1/polls/{poll['id']}/votes", json={"choices": ["1"]}))
        question = self.amina.sees("Where?")
        assert question["content"]["poll"]["options"] == ["sea", "lake"]
        self.amina.put(f"/posts/{question['id']}/vote", {"choices": [1]})
        until(lambda: self.here() == (0, 0), "what he took back")
        until(lambda: self.there()[0] == 0, "what we took back")
        until(lambda: self.votes(self.asked) == [0, 1], "his vote")
        there = f"/v1/statuses/{shown(self.sven, 'Where?')['id']}"
        until(lambda: told(self.sven.get(there))["poll"]["votes_count"] == 1, "our vote")
        until(lambda: self.votes(question["id"]) == [0, 1], "the result")

    def edits(self) -> None:
        """And who likes again names it as before."""
        amina = self.amina
        self.does("favourite")
        amina.told(amina.http.patch(f"/posts/{self.lake}", json={"text": "The lake melts"}))
        edit = {"status": "Herring is over"}
        told(self.sven.put(f"/v1/statuses/{self.herring_there}", json=edit))
        until(lambda: self.here() == (1, 0), "his second like")
        shown(self.sven, "melts")
        amina.sees("Herring is over")

    def ends(self) -> None:
        """Both delete what they wrote, and who is blocked hears of it."""
        amina, sven = self.amina, self.sven
        amina.delete(f"/posts/{self.lake}")
        operation = {
            "action": "Delete",
            "id": self.herring["uri"],
            "actor": self.snac.actor("sven"),
        }
        self.snac.form("sven", "action", **operation)
        until(lambda: not any("melts" in one["content"] for one in timeline(sven)), "our deletion")
        until(lambda: not any("Herring" in one["text"] for one in amina.home()), "his deletion")
        amina.put(f"/blocks/{self.sven_id}")
        heard = f"'Block' received from {amina.uri}"
        until(lambda: heard in self.snac.log(), "our block")


def test_a_walk_through_all_operations_both_ways(
    snac: Snac, sven: httpx.Client, amina: Person, bruno: Person
) -> None:
    walk = Walk(snac, sven, amina, bruno)
    walk.posts()
    walk.reactions()
    walk.second_thoughts()
    walk.edits()
    walk.ends()


def test_moving_in_and_out(snac: Snac, sven: httpx.Client, amina: Person, bruno: Person) -> None:
    # It answers who somebody is from what it noted before: so who they were is said first.
    for one in ("nils", "maja"):
        snac.do("alias", one, bruno.uri)
    # In: Nils of there is Bruno of here from now on, and Amina follows him here.
    nils = befriended(snac, "nils", amina)
    bruno.put("/fediverse/aliases", {"addresses": [snac.address("nils")]})
    snac.do("migrate", "nils")
    until(lambda: amina.follows(bruno.id), "the move in")
    assert not amina.follows(nils)

    # Out: Bruno is Maja of there, and Tilda, who follows him, follows her.
    befriended(snac, "tilda", bruno)
    body = {"address": snac.address("tilda")}
    assert bruno.http.put("/fediverse/move", json=body).json()["code"] == "no_move"
    body = {"address": snac.address("maja")}
    assert bruno.put("/fediverse/move", body)["moved_to"] == snac.address("maja")
    until(lambda: snac.follows("tilda", snac.actor("maja")), "the move out")
    until(lambda: bruno.profile(bruno.id)["followers"] == 0, "the end of the old one")
