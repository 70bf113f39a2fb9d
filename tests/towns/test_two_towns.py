"""Amina in Lake and Tariq in Hill: they find each other by address, become contacts, and write."""

import random
from functools import partial
from typing import Any

from leapfrog.towns.files import LARGEST_PART
from tests.samples import jpeg, webm
from tests.towns.conftest import Dweller, amina, hill, origin, tariq, until

__all__ = ["amina", "hill", "origin", "tariq"]


def test_two_people_of_two_towns_meet_and_write(amina: Dweller, tariq: Dweller) -> None:
    amina.shows("phone", "+49 170 1234567")
    tariq.shows("email", "tariq@hill.example")
    assert amina.asks(tariq.address, "It is me, from the boat")["state"] == "pending"
    asked = tariq.is_asked()
    assert asked["greeting"] == "It is me, from the boat"
    assert asked["person"]["address"] == amina.address
    assert asked["person"]["display_name"] == "Amina"
    tariq.accepts(asked["id"])

    there, here = amina.is_tied(tariq.address), tariq.contact(amina.address)
    assert here["connected"]
    assert shown(there) == [("email", "tariq@hill.example")]
    until(lambda: shown(tariq.contact(amina.address)) == [("phone", "+49 170 1234567")], "a card")
    assert amina.sent()[0]["state"] == "accepted"

    hers = amina.talk(there["person"]["id"])
    his = tariq.talk(here["person"]["id"])
    assert hers["writable"]
    assert his["writable"]
    first = amina.says(hers["id"], "Are you there?")
    heard = tariq.hears(his["id"], "Are you there?")
    assert heard["client_id"] == first["client_id"]
    assert heard["sender_id"] == here["person"]["id"]
    tariq.says(his["id"], "Yes!", ref=heard["seq"])
    answer = amina.hears(hers["id"], "Yes!")
    assert answer["ref"] == first["seq"]

    reading(amina, tariq, hers["id"], his["id"])
    changing(amina, tariq, hers["id"], his["id"])
    files(amina, tariq, hers["id"], his["id"])
    cards_live(amina, tariq)
    parting(amina, tariq, hers["id"], his["id"])


def shown(contact: Any) -> list[tuple[str, str]]:
    return [(one["kind"], one["value"]) for one in contact["shared"]]


def reading(amina: Dweller, tariq: Dweller, hers: str, his: str) -> None:
    """What he has read is told to her, and what she has read to him, while both show it."""
    said = amina.says(hers, "Did you read this?")
    heard = tariq.hears(his, "Did you read this?")
    assert marks(amina, hers, said["seq"]) == {"read": 0, "delivered": 0}
    tariq.told(tariq.http.put(f"/conversations/{his}/read", json={"seq": heard["seq"]}))
    until(lambda: marks(amina, hers, said["seq"])["read"] == 1, "a mark")


def marks(who: Dweller, talk: str, seq: int) -> dict[str, int]:
    found = who.get(f"/conversations/{talk}/messages/{seq}/readers")
    return {name: len(found[name]) for name in ("read", "delivered")}


def changing(amina: Dweller, tariq: Dweller, hers: str, his: str) -> None:
    """What was said is edited, taken back, and answered by a sign."""
    said = amina.says(hers, "the boat is blew")
    heard = tariq.hears(his, "the boat is blew")
    amina.says(hers, "the boat is blue", kind="edit", ref=said["seq"])
    until(lambda: at(tariq, his, heard["seq"])["body"] == "the boat is blue", "an edit")
    tariq.says(his, "👍", kind="reaction", ref=heard["seq"])
    until(lambda: at(amina, hers, said["seq"]).get("reactions"), "a reaction")
    amina.says(hers, "", kind="recall", ref=said["seq"])
    until(lambda: at(tariq, his, heard["seq"]).get("recalled"), "a recall")


def files(amina: Dweller, tariq: Dweller, hers: str, his: str) -> None:
    """A picture, a voice and a large file come whole; each town has its own of them."""
    large = random.Random(7).randbytes(LARGEST_PART * 2 + 5)
    sent = {
        "image": amina.sends(hers, jpeg((800, 400)), "image", "Boat.jpg"),
        "voice": amina.sends(hers, webm(2), "voice"),
        "file": amina.sends(hers, large, "file", "charts.bin"),
    }
    for kind, hers_of in sent.items():
        came = until(partial(arrived, tariq, his, kind), kind)
        assert came["meta"]["file"] != hers_of["meta"]["file"]
        assert came["client_id"] == hers_of["client_id"]
        if kind == "file":
            assert tariq.downloads(came["meta"]["file"]) == large
            assert came["meta"]["name"] == "charts.bin"
        else:
            assert tariq.downloads(came["meta"]["file"], "play" if kind == "voice" else "thumb")
    # He says it on to her, as anything that he has.
    back = tariq.says(
        his, "", kind="file", meta={"file": arrived(tariq, his, "file")["meta"]["file"]}
    )
    until(
        lambda: [
            one
            for one in amina.log(hers)
            if one["client_id"] == back["client_id"] and not one["meta"].get("away")
        ],
        "a file that comes back",
    )
    forwarding(amina, tariq, hers, his, sent["image"]["meta"])
    amina.says(hers, "", kind="recall", ref=sent["voice"]["seq"])
    until(lambda: not arrived(tariq, his, "voice"), "a recall")


def forwarding(amina: Dweller, tariq: Dweller, hers: str, his: str, picture: Any) -> None:
    """Somebody's card goes by its address, messages go together with their files."""
    amina.says(hers, "", kind="contact", meta={"name": "Amina", "person_id": amina.id})
    card = until(lambda: arrived(tariq, his, "contact"), "a card")
    assert card["meta"] == {"name": "Amina", "handle": amina.address}
    item = {"name": "Amina", "kind": "image", "body": "", "at": "2026-11-24T09:00:00Z"}
    items = [{**item, "meta": picture}, {**item, "kind": "text", "body": "Look"}]
    amina.says(hers, "", kind="merged", meta={"title": "The lake", "items": items})
    came = until(lambda: arrived(tariq, his, "merged"), "messages together")
    assert [one["body"] for one in came["meta"]["items"]] == ["", "Look"]
    file_id = came["meta"]["items"][0]["meta"]["file"]
    assert file_id != picture["file"]
    until(lambda: tariq.http.get(f"/chat/files/{file_id}").is_success, "the picture in them")


def arrived(who: Dweller, talk: str, kind: str) -> Any:
    """The first of this kind that is here whole."""
    for one in who.log(talk):
        if one["kind"] == kind and not one.get("recalled") and not one["meta"].get("away"):
            return one
    return None


def at(who: Dweller, talk: str, seq: int) -> Any:
    return next(one for one in who.log(talk) if one["seq"] == seq)


def cards_live(amina: Dweller, tariq: Dweller) -> None:
    """What she calls herself reaches him; his shown fields come and go."""
    field = tariq.shows("phone", "+49 171 7654321")
    until(lambda: len(shown(amina.contact(tariq.address))) == 2, "a field more")
    tariq.delete(f"/me/card/fields/{field}")
    until(lambda: len(shown(amina.contact(tariq.address))) == 1, "a field less")
    amina.told(amina.http.patch("/me", json={"display_name": "Amina of the Lake"}))
    until(
        lambda: tariq.contact(amina.address)["person"]["display_name"] == "Amina of the Lake",
        "a new name",
    )


def parting(amina: Dweller, tariq: Dweller, hers: str, his: str) -> None:
    """He blocks her: both can read what was said, nobody can write, and his card is forgotten."""
    him = amina.contact(tariq.address)["person"]["id"]
    tariq.put(f"/blocks/{tariq.contact(amina.address)['person']['id']}")
    until(lambda: not amina.contact(tariq.address)["connected"], "the end of the tie")
    assert shown(amina.contact(tariq.address)) == []
    refused = amina.http.put(f"/conversations/{hers}/messages/{him}", json={"body": "still?"})
    assert refused.json()["code"] == "not_contacts"
    assert amina.log(hers)
    # She is told nothing: what she asks waits, for ever.
    assert amina.asks(tariq.address)["state"] == "pending"
    amina.asks("nobody@" + tariq.address.partition("@")[2])
    told = until(lambda: line_is_empty(amina, tariq), "all dispatches are done")
    assert told["waiting"] == 0
    assert tariq.asked() == []
    assert [one["state"] for one in amina.sent()[:2]] == ["pending", "pending"]
    assert tariq.log(his)


def line_is_empty(amina: Dweller, tariq: Dweller) -> Any:
    found = amina.get(f"/towns/{tariq.address.partition('@')[2]}")
    return found if found["state"] == "awake" else None
