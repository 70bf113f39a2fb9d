"""The key of a town is followed by another one: others take it by themselves, also where the one
before was stolen; whoever stole it speaks for nobody.
"""

import asyncio
import json
from typing import Any

import httpx
import msgspec
import pytest

from leapfrog import towns
from leapfrog.kernel.db import Database
from leapfrog.kernel.settings import Settings
from leapfrog.towns import rotation
from leapfrog.towns.errors import NotTheOfflineKey
from leapfrog.towns.model import TownLineKey, pinned, proved_keys
from tests.towns.conftest import Dweller, amina, hill, origin, tariq, until
from tests.towns.stranger import Key, b64, beginning, canonical, key, shown_key, sign_request

__all__ = ["amina", "hill", "origin", "tariq"]

OLD, NEW, THIRD, PAPER, OTHER = (key(number) for number in (1, 2, 3, 4, 5))
LAKE = "lake.town"


def shown(one: Key, after: Key | None = None, paper: Key | None = None) -> TownLineKey:
    """A key as a town shows it, by the word of the one before and of the one on paper."""
    found = shown_key(one, LAKE)
    said = {"kind": "leapfrog.town-key", "domain": LAKE, "id": found["id"]}
    said |= {"public": found["public"]}
    if after:
        found |= {"signed_by": b64(after.public)[:16], "sig": after.sign(said)["sig"]}
    if paper:
        found |= {"offline_sig": paper.sign(said)["sig"]}
    return msgspec.convert(found, TownLineKey)


def known(*ones: Key) -> dict[str, str]:
    return {b64(one.public)[:16]: b64(one.public) for one in ones}


def test_the_key_on_paper_says_which_one_is_right() -> None:
    paper = b64(PAPER.public)
    rows: list[tuple[str, list[Key], list[TownLineKey], list[Key]]] = [
        ("one follows the other", [OLD], [shown(NEW, OLD), shown(OLD)], [OLD, NEW]),
        ("two follow", [OLD], [shown(THIRD, NEW), shown(NEW, OLD)], [NEW, THIRD]),
        ("the thief's after the old one", [OLD], [shown(OTHER, OLD)], [OTHER]),
        ("the right one, whatever is pinned", [OTHER], [shown(NEW, OLD, PAPER)], [NEW]),
        ("nobody else beside it", [OLD], [shown(NEW, OLD, PAPER), shown(OLD)], [NEW]),
        ("what follows it", [OLD], [shown(THIRD, NEW), shown(NEW, None, PAPER)], [NEW, THIRD]),
        ("not by another paper", [OLD], [shown(NEW, None, OTHER)], []),
        ("the old one is over", [NEW], [shown(OLD)], []),
    ]
    for why, before, described, after in rows:
        assert pinned(known(*before), described, LAKE, paper) == known(*after), why
    assert pinned(known(OLD), [shown(NEW, None, PAPER)], LAKE) == {}, "it is not known"


def test_a_key_that_never_proved_itself_speaks_for_nobody() -> None:
    """One that was pinned before descriptions had proofs may be that of another town."""
    junk = msgspec.structs.replace(shown(NEW), signed_by=b64(OTHER.public)[:16], sig="AAAA")
    unproved = msgspec.structs.replace(shown(OTHER), proof="")
    rows: list[tuple[str, list[Key], list[TownLineKey], list[Key]]] = [
        ("as seen first", [], [shown(OLD)], [OLD]),
        ("both shown", [OLD], [shown(NEW, OLD), shown(OLD)], [OLD, NEW]),
        ("one that signed the next", [OLD], [shown(NEW, OLD)], [OLD, NEW]),
        ("one that is only pinned", [NEW, OTHER], [shown(NEW)], [NEW]),
        ("shown without a proof", [NEW, OTHER], [shown(NEW), unproved], [NEW]),
        ("said to have signed", [NEW, OTHER], [junk], [NEW]),
    ]
    for why, before, described, good in rows:
        found = proved_keys(known(*before), described, LAKE)
        assert found == sorted(b64(one.public) for one in good), why


def test_what_stands_on_paper_is_read_again() -> None:
    text = rotation.written(bytes(range(32)))
    assert rotation.read(f"  {text.upper()}\n") == bytes(range(32))
    wrong = text.replace(text[0], "b" if text[0] != "b" else "c", 1)
    for bad in (wrong, text[:-1], "", "not base32 at all!", "é" * 56):
        with pytest.raises(NotTheOfflineKey):
            rotation.read(bad)


def of_town(settings: Settings, *, stolen: str | None = None, paper: bool = False) -> Any:
    """Another key for the town of these settings, or the one for its paper; with its seed of
    before.
    """

    async def act() -> Any:
        database = await Database.connect(settings.database_url or "", 1)
        try:
            async with database.transaction() as db:
                if paper:
                    return await towns.make_offline_key(db)
                old = await towns.own_key(db)
                new = await towns.change_key(db, old.id, stolen)
                assert await towns.change_key(db, old.id, stolen) == new, "the same again"
                return old.seed
        finally:
            await database.close()

    return asyncio.run(act())


def described(origin: str) -> Any:
    return httpx.get(f"{origin}/.well-known/leapfrog-town").json()


def talk(one: Dweller, other: Dweller, words: str) -> None:
    """Each says something that the other one hears."""
    hers, his = one.talk(one.id_of(other))["id"], other.talk(other.id_of(one))["id"]
    one.says(hers, f"{words} from {one.handle}")
    other.hears(his, f"{words} from {one.handle}")
    other.says(his, f"{words} from {other.handle}")
    one.hears(hers, f"{words} from {other.handle}")


def test_two_towns_speak_on_when_the_key_is_another_one(
    settings: Settings, amina: Dweller, tariq: Dweller
) -> None:
    amina.befriends(tariq)
    talk(amina, tariq, "before")
    of_town(settings)
    talk(amina, tariq, "after")
    listed = described(amina.origin)["keys"]
    assert len(listed) == 2
    assert listed[0]["signed_by"] == listed[1]["id"]
    home = amina.get("/me/home")["record"]
    until(lambda: amina.get("/me/home")["record"]["n"] > 1, "a record by the new key")
    assert amina.get("/me/home")["record"]["pid"] == home["pid"]


def test_whoever_stole_the_key_speaks_for_nobody(
    settings: Settings, amina: Dweller, hill: str
) -> None:
    paper = of_town(settings, paper=True)
    tariq = Dweller(hill, "tariq")
    amina.befriends(tariq)
    seed = of_town(settings, stolen=paper)
    talk(amina, tariq, "after the theft")
    [listed] = described(amina.origin)["keys"]
    assert listed["offline_sig"]
    thief, domain = Key(seed), amina.address.partition("@")[2]
    epoch, here = "f" * 32, tariq.address.partition("@")[2]
    head = {"from": domain, "to": here, "epoch": epoch, "first": 1, "prev": beginning(epoch)}
    url, body = f"{hill}/town/v1/line", canonical(head)
    key_id = f"{domain}#{b64(thief.public)[:16]}"
    headers = sign_request(thief, url, body, 1_795_000_000, key_id)
    answer = httpx.post(url, content=body, headers=headers)
    assert answer.status_code == 401, json.dumps(answer.json())
