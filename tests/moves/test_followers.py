"""Who follows somebody that moves follows them in the new town, and nobody taps anything: people of
the old town, of the new one, and of a third one, whether they are tied or only read.
"""

from datetime import timedelta
from typing import Any

import pytest

from leapfrog.fediverse import asking
from tests.moves.test_moving import hill, moves, oak, origin
from tests.towns.conftest import Dweller, amina, until

__all__ = ["amina", "hill", "oak", "origin"]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is not found is looked for again soon."""
    monkeypatch.setattr(asking, "FIRST", timedelta(milliseconds=300))


class Readers:
    """Amina of Lake, her account in Hill, and who reads her: Ben of Lake, Tariq of Hill, Zola of
    Oak, who is tied with her, and Yan and Vera of Oak, who are not.
    """

    def __init__(self, amina: Dweller, hill: str, oak: str) -> None:
        self.amina, self.new = amina, Dweller(hill, "amina")
        self.ben, self.tariq = Dweller(amina.origin, "ben"), Dweller(hill, "tariq")
        self.zola, self.yan, self.vera = (Dweller(oak, one) for one in ("zola", "yan", "vera"))
        self.readers = (self.ben, self.tariq, self.zola, self.yan)

    def look_for(self, reader: Dweller, whom: Dweller) -> str:
        """What somebody is to a reader: their id."""
        if reader.origin == whom.origin:
            return whom.id
        found: str = reader.find(f"@{whom.address}")["person"]["id"]
        return found

    def follow(self, reader: Dweller, whom: Dweller) -> None:
        them = self.look_for(reader, whom)
        reader.put(f"/follows/{them}")
        until(lambda: reader.follows(them), f"{reader.handle} follows {whom.address}")

    def followers(self, of: Dweller) -> list[str]:
        """By their addresses, each as often as they are listed."""
        found = of.get(f"/profiles/{of.id}/followers")["people"]
        return sorted(one["person"]["address"] for one in found)

    def following(self, of: Dweller) -> list[str]:
        found = of.get(f"/profiles/{of.id}/following")["people"]
        return sorted(one["person"]["address"] for one in found)


@pytest.fixture
def town(origin: str, hill: str, oak: str, amina: Dweller) -> Readers:
    return Readers(amina, hill, oak)


def test_readers_follow_to_the_new_town(town: Readers) -> None:
    amina, new = town.amina, town.new
    amina.befriends(town.zola)
    for reader in town.readers:
        town.follow(reader, amina)
    for whom in (town.ben, town.tariq, town.zola):
        town.follow(amina, whom)
    muted = town.look_for(town.yan, amina)
    town.yan.put("/mutes", {"kind": "person", "value": muted, "until": None})
    blocked = town.look_for(town.vera, amina)
    town.vera.put(f"/blocks/{blocked}")

    moves(amina, new, amina.address)
    everybody = sorted(one.address for one in town.readers)
    until(lambda: town.followers(new) == everybody, "all of them, once each")
    for reader in town.readers:
        until(lambda reader=reader: town.following(reader) == [new.address], reader.handle)
    # Each of those whom she follows has one follower: not one of before beside her.
    for whom in (town.ben, town.tariq, town.zola):
        until(
            lambda whom=whom: (
                new.address in town.followers(whom) and len(town.followers(whom)) == 1
            ),
            f"{whom.handle} is followed by her alone",
        )
    until(lambda: len(town.following(new)) == 3, "all whom she follows answered")

    new.show("Hello from the hill")
    for reader in (town.ben, town.tariq, town.zola):
        reader.sees("Hello from the hill")
        assert texts(reader) == ["Hello from the hill"]
    # A mute and a block are of the person, and not of the address.
    assert texts(town.yan) == []
    until(lambda: len(town.yan.get("/mutes")["mutes"]) == 1, "one mute, of both rows")
    [mute] = town.yan.get("/mutes")["mutes"]
    assert town.yan.profile(mute["value"])["person"]["address"] == new.address
    assert new.address in str(town.vera.get("/blocks"))
    for whom in (town.ben, town.zola):
        whom.show(f"Dear Amina, {whom.handle} is here")
        new.sees(f"{whom.handle} is here")


def texts(reader: Dweller) -> list[Any]:
    return [one["text"] for one in reader.home()]


def test_whom_she_follows_and_who_did_not_answer_is_said_to_be_asked(town: Readers) -> None:
    """Nothing pretends that there was an answer."""
    amina, new, ben = town.amina, town.new, town.ben
    ben.told(ben.http.patch("/post-settings", json={"approve": True}))
    amina.put(f"/follows/{ben.id}")
    moves(amina, new, amina.address)
    [asked] = until(lambda: new.get("/follow-requests/sent")["people"], "whom she asked")
    assert (asked["person"]["address"], asked["follow"]) == (ben.address, "asked")
    assert town.following(new) == []
    waits = until(
        lambda: next(
            (
                one
                for one in ben.get("/follow-requests")["people"]
                if one["person"]["address"] == new.address
            ),
            None,
        ),
        "her question",
    )
    ben.put(f"/follow-requests/{waits['person']['id']}", {"accept": True})
    until(lambda: town.following(new) == [ben.address], "his answer")
    assert new.get("/follow-requests/sent")["people"] == []
