"""With a peer by Fedify: each operation both ways, and what came of it on the other side. It begins
by one kind of signature or the other; ours are by draft-cavage-12, which it checks strictly.
"""

from collections.abc import Iterator

import httpx
import pytest

from tests.fediverse.conftest import Person, until
from tests.fediverse.fedify import PUBLIC, Fedify, running


@pytest.fixture(params=["rfc9421", "cavage"])
def peer(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fedify]:
    with running(request.param, tmp_path_factory.mktemp("fedify") / "log") as made:
        yield made


def befriended(peer: Fedify, amina: Person, name: str) -> str:
    """Both follow each other; answers their id here."""
    found = amina.find(peer.address(name))["person"]
    amina.put(f"/follows/{found['id']}")
    assert peer.sees("Follow", amina.id)["object"] == peer.actor(name)
    until(lambda: amina.follows(found["id"]), "their answer")
    peer.send(name, amina.uri, "Follow", amina.uri)
    peer.sees("Accept", amina.id)
    return str(found["id"])


def test_a_walk_through_all_operations_both_ways(
    peer: Fedify, amina: Person, bruno: Person, origin: str
) -> None:
    bob = befriended(peer, amina, "bob")

    # Posts, with who is named and what they are about, both ways.
    mine = amina.show(f"Hello @{peer.address('bob')}, see #snow")
    ours = peer.sees("Create", "Hello")["object"]
    assert ours["id"] == f"{origin}/ap/posts/{mine['id']}"
    assert {tag["type"] for tag in ours["tag"]} == {"Mention", "Hashtag"}
    mention = {"type": "Mention", "href": amina.uri, "name": f"@{amina.address}"}
    words = f'<a href="{amina.uri}">@amina</a> the <b>harbour</b> is open :blobcat:'
    note = peer.note("bob", words, tag=[mention, peer.blobcat()])
    peer.send("bob", amina.uri, "Create", note, to=PUBLIC)
    theirs = amina.sees("@amina the harbour is open")
    assert theirs["uri"] == note["id"]
    assert amina.notices("mention")
    cat = theirs["content"]["emojis"]["blobcat"]
    assert theirs["author"]["emojis"] == {"blobcat": cat}
    place = f"{origin}/media/emojis/{cat}"
    until(lambda: httpx.get(place).headers["content-type"] == "image/webp", "their picture")

    # Replies are comments here, and comments are replies there.
    reply = peer.note("bob", "Good morning", inReplyTo=ours["id"])
    peer.send("bob", amina.uri, "Create", reply, to=PUBLIC)
    said = until(lambda: amina.comments(mine["id"]), "their reply")[0]
    assert (said["text"], said["author"]["id"]) == ("Good morning", bob)
    bruno.show("Which one?", answers=theirs["id"])
    answered = peer.sees("Create", "Which one?")["object"]
    assert answered["inReplyTo"] == note["id"]

    # Likes and reposts.
    peer.send("bob", amina.uri, "Like", ours["id"])
    peer.send("bob", amina.uri, "Announce", ours["id"], to=PUBLIC)
    until(lambda: amina.get(f"/posts/{mine['id']}")["likes"], "their like")
    until(lambda: amina.get(f"/posts/{mine['id']}")["reposts"], "their repost")
    amina.put(f"/posts/{theirs['id']}/like")
    assert peer.sees("Like")["object"] == note["id"]
    again = amina.show("", form="repost", of=theirs["id"])
    assert peer.sees("Announce")["object"] == note["id"]
    amina.delete(f"/posts/{again['id']}")
    peer.sees("Undo", "Announce")

    # Edits and deletions.
    amina.told(amina.http.patch(f"/posts/{mine['id']}", json={"text": "Hello again"}))
    assert "Hello again" in peer.sees("Update")["object"]["content"]
    changed = note | {"content": "<p>the harbour is closed</p>", "updated": "2026-11-24T10:00:00Z"}
    peer.send("bob", amina.uri, "Update", changed, to=PUBLIC)
    amina.sees("the harbour is closed")
    amina.delete(f"/posts/{mine['id']}")
    peer.sees("Delete", mine["id"])
    peer.send("bob", amina.uri, "Delete", {"type": "Tombstone", "id": note["id"]}, to=PUBLIC)
    until(lambda: not any("harbour" in one["text"] for one in amina.home()), "their deletion")


def test_polls_both_ways(peer: Fedify, amina: Person) -> None:
    bob = befriended(peer, amina, "bob")
    asked = amina.show("Tea or coffee?", options=["tea", "coffee"])
    ours = peer.sees("Create", "Tea or coffee?")["object"]
    assert [one["name"] for one in ours["oneOf"]] == ["tea", "coffee"]
    vote = {
        "type": "Note",
        "id": f"{peer.actor('bob')}/votes/1",
        "name": "coffee",
        "attributedTo": peer.actor("bob"),
        "inReplyTo": ours["id"],
        "to": amina.uri,
    }
    peer.send("bob", amina.uri, "Create", vote, to=amina.uri)
    until(lambda: amina.get(f"/posts/{asked['id']}")["results"]["votes"] == [0, 1], "their vote")
    options = [
        {"type": "Note", "name": name, "replies": {"type": "Collection", "totalItems": n}}
        for name, n in (("sea", 3), ("lake", 4))
    ]
    question = peer.note(
        "bob", "Where?", "Question", oneOf=options, endTime="2036-01-01T00:00:00Z", votersCount=7
    )
    peer.send("bob", amina.uri, "Create", question, to=PUBLIC)
    theirs = amina.sees("Where?")
    assert theirs["results"]["votes"] == [3, 4]
    amina.put(f"/posts/{theirs['id']}/vote", {"choices": [1]})
    note = peer.sees("Create", "'lake'")["object"]
    assert (note["name"], note["inReplyTo"]) == ("lake", question["id"])
    assert amina.profile(bob)["person"]["remote"]


def test_moving_in_and_out_and_blocking(peer: Fedify, amina: Person, bruno: Person) -> None:
    bob = befriended(peer, amina, "bob")
    # In: Bob of there is Bruno of here from now on, and Amina follows him here.
    bruno.put("/fediverse/aliases", {"addresses": [peer.address("bob")]})
    peer.send("bob", amina.uri, "Move", peer.actor("bob"), target=bruno.uri, to=PUBLIC)
    until(lambda: amina.follows(bruno.id), "the move in")
    assert not amina.follows(bob)
    # Out: Amina goes there; only once that account names hers.
    body = {"address": peer.address("anna")}
    assert amina.http.put("/fediverse/move", json=body).json()["code"] == "no_move"
    peer.told(by="anna", alias=amina.uri)
    assert amina.put("/fediverse/move", body)["moved_to"] == peer.address("anna")
    assert peer.sees("Move")["target"] == peer.actor("anna")
    # Who is blocked hears of it, and neither follows the other any more.
    amina.put(f"/blocks/{bob}")
    peer.sees("Block", peer.actor("bob"))
    peer.send("cora", bruno.uri, "Follow", bruno.uri)
    peer.sees("Accept", bruno.id)
    until(lambda: bruno.notices("follow"), "cora's follow")
    cora = bruno.find(peer.address("cora"))["person"]["id"]
    peer.send("cora", bruno.uri, "Block", bruno.uri)
    until(lambda: bruno.http.get(f"/profiles/{cora}").status_code == 404, "whom cora has blocked")
