"""Amina moves from Lake to Hill and stays in her groups, wherever they live: what was said is
there, with the same numbers, and what is said from then on reaches her, and all others hear her.
"""

from datetime import timedelta
from functools import partial

import pytest

from leapfrog.kernel.settings import Settings
from leapfrog.moves import leaving
from tests.administrator import ADMINISTRATOR
from tests.moves.test_moving import moves, oak
from tests.town_groups.conftest import Grouped, hill, origin, until

__all__ = ["hill", "oak", "origin"]
People = dict[str, Grouped]


@pytest.fixture
def people(origin: str, hill: str, oak: str) -> People:
    """Of Lake Amina and Kofi, of Hill Tariq, of Oak Zola."""
    homes = {"amina": origin, "kofi": origin, "tariq": hill, "zola": oak}
    return {name: Grouped(home, name) for name, home in homes.items()}


@pytest.fixture
def new(hill: str) -> Grouped:
    return Grouped(hill, "amina")


def heard_by_all(group: str, speaker: Grouped, body: str, *others: Grouped) -> int:
    """What somebody says is the same row for all, and somebody's own."""
    for one in (speaker, *others):
        until(lambda one=one: one.group(group)["kind"] == "group", "the group, to be written in")
    answer = speaker.writes(group, body)
    assert answer.status_code in (200, 201, 202), answer.text
    seqs = {one.hears(group, body)["seq"] for one in (speaker, *others)}
    assert len(seqs) == 1, body
    assert speaker.hears(group, body)["sender_id"] == speaker.id
    return seqs.pop()


def is_in(group: str, who: Grouped, *others: Grouped) -> None:
    for one in others:
        until(partial(knows, one, group, who), f"{who.address}, as {one.address} sees it")


def knows(one: Grouped, group: str, who: Grouped) -> bool:
    """Until the group came, there is what was brought, which has no members."""
    answer = one.http.get(f"/groups/{group}/members")
    if not answer.is_success:
        return False
    return who.address in {each["person"]["address"] for each in answer.json()["members"]}


def test_a_group_of_the_old_town(people: People, new: Grouped) -> None:
    """It lived in one town alone, and has people in two from then on."""
    amina, kofi = people["amina"], people["kofi"]
    amina.meets(kofi)
    group = amina.makes(kofi)
    alone = amina.makes(name="Only me")
    amina.says(group, "Who sails?")
    first = kofi.says(group, "I do")["seq"]

    moves(amina, new, amina.address)
    is_in(group, new, new, kofi)
    assert new.members(group) == kofi.members(group)
    assert new.members(group)[new.address] == "owner"
    assert new.group(group)["across"] == "there"
    assert kofi.hears(group, "I do")["seq"] == first
    last = heard_by_all(group, kofi, "Are you there?", new)
    assert heard_by_all(group, new, "Yes, at the hill", kofi) == last + 1
    # What she brought and what came since is one log, without a hole.
    said = [row for row in new.reads(group) if row[1] == "text"]
    assert said == [row for row in kofi.reads(group) if row[1] == "text"]
    assert [body for _, _, body in said][:2] == ["Who sails?", "I do"]
    assert [seq for seq, _, _ in new.reads(group)] == list(range(1, last + 2))
    for one in (new, kofi):
        until(lambda one=one: (last - 1, "system", "moved") in one.reads(group), "where she lives")
    # She leads it still.
    assert new.wishes(group, "name", text="Hill boats").status_code == 202
    until(lambda: kofi.group(group)["name"] == "Hill boats", "a name")
    assert new.group(alone)["kind"] == "archive"


def test_a_group_of_a_third_town(people: People, new: Grouped) -> None:
    """And what others of it know of her, who never met her."""
    amina, kofi, zola = people["amina"], people["kofi"], people["zola"]
    zola.meets(amina)
    kofi.meets(zola)
    group = zola.makes(amina, kofi)
    heard_by_all(group, amina, "before", zola, kofi)
    moves(amina, new, amina.address)
    is_in(group, new, zola, kofi, new)
    heard_by_all(group, zola, "after", new, kofi)
    heard_by_all(group, new, "from the hill", zola, kofi)
    assert amina.address not in zola.members(group)


def test_a_group_of_the_new_town(people: People, new: Grouped) -> None:
    amina, kofi, tariq = people["amina"], people["kofi"], people["tariq"]
    tariq.meets(amina)
    tariq.meets(kofi)
    group = tariq.makes(amina, kofi)
    heard_by_all(group, amina, "before", tariq, kofi)
    moves(amina, new, amina.address)
    is_in(group, new, tariq, kofi, new)
    assert new.group(group)["across"] == "here"
    heard_by_all(group, tariq, "after", new, kofi)
    heard_by_all(group, new, "at home", tariq, kofi)
    assert [body for _, kind, body in new.reads(group) if kind == "text"] == [
        "before",
        "after",
        "at home",
    ]


def test_a_third_town_knows_who_speaks_for_her(people: People, new: Grouped) -> None:
    """Zola never met Amina: that Hill speaks for her now, her own key says."""
    amina, kofi, zola = people["amina"], people["kofi"], people["zola"]
    kofi.meets(amina)
    kofi.meets(zola)
    group = kofi.makes(amina, zola)
    heard_by_all(group, amina, "before", kofi, zola)
    moves(amina, new, amina.address)
    heard_by_all(group, new, "after", kofi, zola)
    assert zola.hears(group, "after")["sender_id"] in str(zola.get(f"/groups/{group}/members"))


def test_what_she_said_stays_said(
    people: People, new: Grouped, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty days later Lake erases what only she had there; what others have of her stays."""
    amina, kofi, zola = people["amina"], people["kofi"], people["zola"]
    monkeypatch.setattr(leaving, "KEPT", timedelta())
    kofi.meets(amina)
    kofi.meets(zola)
    group = kofi.makes(amina, zola)
    heard_by_all(group, amina, "stays", kofi, zola)
    moves(amina, new, amina.address)
    heard_by_all(group, new, "after", kofi, zola)
    over = "select count(*) from kernel_timer where kind = 'moves.forget'"
    url = str(settings.database_url)
    until(lambda: ADMINISTRATOR.ask(url, lambda db: db.fetchval(over)) == 0, "that it is erased")
    for one in (kofi, zola, new):
        assert [body for _, kind, body in one.reads(group) if kind == "text"] == ["stays", "after"]
