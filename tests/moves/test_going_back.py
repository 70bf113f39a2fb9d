"""Going back to where one lived, under the name of then, and round through three towns. What was
said meanwhile is there, and nobody taps anything.
"""

import asyncio
from datetime import timedelta
from typing import Any

import asyncpg
import pytest

from leapfrog.fediverse import asking
from leapfrog.kernel.settings import Settings
from leapfrog.moves import arriving
from leapfrog.towns import redirecting
from tests.moves.test_moving import all_said, hill, moves, oak, origin
from tests.towns.conftest import Dweller, amina, tariq, until

__all__ = ["amina", "hill", "oak", "origin", "tariq"]


# Which columns refer to people, and which may still name the row of who left and is back.
REFERRING = """
select c.conrelid::regclass::text, a.attname from pg_constraint c
join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
where c.contype = 'f' and c.confrelid = 'identity_person'::regclass order by 1, 2
"""
LEFT_BEHIND = {
    # that they left, and where to: of devices and towns that ask by what they know
    "identity_forward.person_id",
    "fediverse_account.person_id",
    "moves_leaving.person_id",
    # what only she had there, which is erased after thirty days
    "contacts_circle.owner_id",
    "contacts_welcomed.owner_id",
    "pay_wallet_account.person_id",
    "portability_takeout.owner_id",
    # who talked with her from elsewhere: that came along in what she brought
    "chat_conversation.one_id",
    "chat_conversation.other_id",
    "chat_member.person_id",
    "towns_tie.other_id",
    "towns_tie.person_id",
}


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redirecting, "EVERY", timedelta(milliseconds=300))
    monkeypatch.setattr(asking, "FIRST", timedelta(milliseconds=300))
    monkeypatch.setattr(arriving, "LATER", timedelta(milliseconds=200))


@pytest.fixture
def ben(origin: str) -> Dweller:
    return Dweller(origin, "ben")


def lives(who: Dweller, handle: str) -> None:
    """They have this name, by which their address is told."""
    me = who.get("/me")
    assert me["handle"] == handle, me
    who.address = me["address"]
    who.me = me


def speak(one: Dweller, other: Dweller, words: str) -> None:
    """Each says something in their conversation, and the other one hears it there."""
    hers, his = one.talk(one.id_of(other))["id"], other.talk(other.id_of(one))["id"]
    one.says(hers, words)
    other.hears(his, words)
    other.says(his, f"{words}, yes")
    one.hears(hers, f"{words}, yes")


async def _columns(url: str, person_id: str) -> dict[str, int]:
    connection = await asyncpg.connect(url)
    try:
        found = {}
        for table, column in await connection.fetch(REFERRING):
            count = await connection.fetchval(
                f'select count(*) from {table} where "{column}" = $1', person_id
            )
            if count:
                found[f"{table}.{column}"] = count
        return found
    finally:
        await connection.close()


def still_there(settings: Settings, person_id: str) -> set[str]:
    """All columns of the town's database that refer to a person."""
    return set(asyncio.run(_columns(settings.database_url or "", person_id)))


def test_one_goes_back_under_the_name_of_then(
    settings: Settings, hill: str, amina: Dweller, tariq: Dweller, ben: Dweller
) -> None:
    amina.befriends(ben)
    amina.befriends(tariq)
    ben.put(f"/follows/{amina.id}")
    ben.put("/mutes", {"kind": "person", "value": amina.id, "until": None})
    bens = ben.talk(ben.id_of(amina))["id"]
    tariqs = tariq.talk(tariq.id_of(amina))["id"]
    speak(amina, ben, "in Lake")
    there = Dweller(hill, "amina")
    moves(amina, there, amina.address)
    there.is_tied(ben.address)
    speak(there, ben, "in Hill")
    speak(there, tariq, "next door")

    # Her name in Lake is nobody's; the account into which she goes back has it in the end.
    taken = there.http.get(f"{amina.origin}/api/v1/handles/amina")
    assert not taken.json()["free"]
    back = Dweller(amina.origin, "amina_2")
    moves(there, back, there.address)
    lives(back, "amina")
    assert back.address == amina.address
    until(lambda: ben.contact(back.address), "Amina in Ben's book")
    assert ben.contact(back.address)["connected"]
    back.is_tied(tariq.address)
    assert until(lambda: tariq.contact(back.address), "Amina in Tariq's book")["connected"]

    # What was said in Lake, in Hill and now is one conversation, for her and for both of them.
    said = ["in Lake", "in Lake, yes", "in Hill", "in Hill, yes"]
    hers = back.talk(back.id_of(ben))["id"]
    assert all_said(back, hers) == said
    speak(back, ben, "in Lake again")
    assert all_said(ben, bens) == [*said, "in Lake again", "in Lake again, yes"]
    with_tariq = back.talk(back.id_of(tariq))["id"]
    tariq.says(tariqs, "Good journey")
    back.hears(with_tariq, "Good journey")
    assert all_said(back, with_tariq) == ["next door", "next door, yes", "Good journey"]
    assert there.http.get("/me").status_code == 401

    # All that others have of her is of the account in which she is: of the row of then only what
    # says that it was hers is left.
    assert sorted(still_there(settings, amina.id) - LEFT_BEHIND) == []
    [mute] = ben.get("/mutes")["mutes"]
    assert mute["value"] == back.me["id"]

    # And away once more, under the name that she had there.
    again = Dweller(hill, "amina_3")
    moves(back, again, back.address)
    lives(again, "amina")
    until(lambda: (ben.contact(again.address) or {}).get("connected"), "Amina in Ben's book")
    speak(again, ben, "in Hill again")
    assert len(all_said(ben, bens)) == len(said) + 4


def test_round_through_three_towns(
    hill: str, oak: str, amina: Dweller, tariq: Dweller, ben: Dweller
) -> None:
    zola = Dweller(oak, "zola")
    for friend in (ben, tariq, zola):
        amina.befriends(friend)
    speak(amina, zola, "from Lake")
    there = Dweller(hill, "amina")
    moves(amina, there, amina.address)
    for friend in (ben, zola):
        there.is_tied(friend.address)
    speak(there, zola, "from Hill")
    third = Dweller(oak, "amina")
    moves(there, third, there.address)
    for friend in (ben, tariq):
        third.is_tied(friend.address)
    until(lambda: (zola.contact(third.address) or {}).get("connected"), "Amina in Zola's book")
    speak(third, zola, "from Oak")
    home = Dweller(amina.origin, "amina_2")
    moves(third, home, third.address)
    lives(home, "amina")
    for friend in (tariq, zola):
        home.is_tied(friend.address)
    until(lambda: (ben.contact(home.address) or {}).get("connected"), "Amina in Ben's book")
    for friend in (ben, tariq, zola):
        speak(home, friend, f"back with {friend.handle}")
    with_zola = home.talk(home.id_of(zola))["id"]
    places = ("from Lake", "from Hill", "from Oak", "back with zola")
    assert all_said(home, with_zola) == [
        words for place in places for words in (place, f"{place}, yes")
    ]


def test_nobody_else_has_the_name_of_who_left(hill: str, amina: Dweller) -> None:
    """Neither who joins, nor who comes from the town where she lives now."""
    there, eve = Dweller(hill, "amina"), Dweller(hill, "eve")
    moves(amina, there, amina.address)
    body: dict[str, Any] = {"handle": "amina", "display_name": "Eve", "language": "en"}
    joined = eve.http.get(f"{amina.origin}/api/v1/handles/amina").json()
    assert not joined["free"], body
    other = Dweller(amina.origin, "eve_2")
    moves(eve, other, eve.address)
    lives(other, "eve_2")
