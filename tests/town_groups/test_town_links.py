"""Coming into a group of another town by its link, and what its link opens."""

from collections.abc import Callable
from typing import Any

from tests.town_groups.conftest import Grouped, hill, origin, person, until

__all__ = ["hill", "origin", "person"]
Join = Callable[[str, str], Grouped]


def link_of(who: Grouped, group: str) -> str:
    found: str = who.told(who.http.post(f"/groups/{group}/link"))["token"]
    return found


def place(of: Grouped, token: str) -> str:
    return f"/towns/{of.address.rpartition('@')[2]}/group-links/{token}"


def opens(who: Grouped, of: Grouped, token: str) -> Any:
    return who.get(place(of, token))


def joins(who: Grouped, of: Grouped, token: str, greeting: str = "") -> Any:
    return who.put(f"{place(of, token)}/join", {"greeting": greeting})


def test_somebody_of_another_town_comes_in_by_a_link(person: Join) -> None:
    """Into a group of one town alone, in which they know nobody."""
    amina, kofi, tariq = person("lake", "amina"), person("lake", "kofi"), person("hill", "tariq")
    amina.meets(kofi)
    group = amina.makes(kofi)
    amina.told(amina.http.patch(f"/groups/{group}", json={"joining": "free"}))
    amina.says(group, "Before he came")
    token = link_of(amina, group)
    shown = opens(tariq, amina, token)
    assert (shown["id"], shown["name"], shown["member_count"]) == (group, "Boats", 2)
    assert shown["state"] == "none"
    assert joins(tariq, amina, token)["state"] == "asked"
    assert tariq.group(group)["across"] == "there"
    everybody = {amina.address: "owner", kofi.address: "member", tariq.address: "member"}
    until(lambda: amina.members(group) == everybody, "that he is in it")
    until(lambda: tariq.members(group) == everybody, "that he knows them")
    assert tariq.writes(group, "By your link").status_code == 202
    amina.hears(group, "By your link")
    kofi.says(group, "Welcome")
    tariq.hears(group, "Welcome")
    assert "Before he came" not in [body for _, _, body in tariq.reads(group)]
    again = joins(tariq, amina, token)
    assert again["state"] == "member"


def test_where_admins_let_people_in_they_do(person: Join) -> None:
    amina, kofi, tariq = person("lake", "amina"), person("lake", "kofi"), person("hill", "tariq")
    lena = person("hill", "lena")
    amina.meets(kofi)
    group = amina.makes(kofi)
    token = link_of(amina, group)
    for one in (tariq, lena):
        assert joins(one, amina, token, "It is me, from the mill")["state"] == "asked"

    def asking() -> Any:
        found = amina.get(f"/groups/{group}/requests")
        return {one["person"]["address"]: one for one in found} if len(found) == 2 else None

    asked = until(asking, "two who ask")
    assert asked[tariq.address]["greeting"] == "It is me, from the mill"
    assert tariq.address not in amina.members(group)
    yes, no = (asked[one.address]["person"]["id"] for one in (tariq, lena))
    amina.put(f"/groups/{group}/requests/{no}", {"accept": False})
    amina.put(f"/groups/{group}/requests/{yes}", {"accept": True})
    tariq.group(group)
    until(lambda: tariq.address in amina.members(group), "that he was let in")
    # Of the refusal she is not told, as nobody here is.
    assert opens(lena, amina, token)["state"] == "asked"
    assert lena.address not in amina.members(group)


def test_a_link_that_is_over_says_so(person: Join) -> None:
    amina, kofi, tariq = person("lake", "amina"), person("lake", "kofi"), person("hill", "tariq")
    amina.meets(kofi)
    group = amina.makes(kofi)
    token = link_of(amina, group)
    amina.delete(f"/groups/{group}/link")
    for answer in (
        tariq.http.get(place(amina, token)),
        tariq.http.put(f"{place(amina, token)}/join", json={"greeting": ""}),
    ):
        assert answer.json()["code"] == "group_link_over"
    amina.told(amina.http.patch(f"/groups/{group}", json={"joining": "closed"}))
    nowhere = tariq.http.get(f"/towns/localhost:9/group-links/{token}")
    assert nowhere.json()["code"] == "town_not_reached"
    assert set(amina.members(group)) == {amina.address, kofi.address}
