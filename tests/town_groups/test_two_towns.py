"""Amina of Lake has a group with Kofi of Lake and Tariq of Hill: Lake orders what all of them say,
and all see the same, with the same numbers.
"""

from collections.abc import Callable
from functools import partial

from leapfrog.kernel.ids import new_id
from tests.samples import jpeg
from tests.town_groups.conftest import Grouped, hill, origin, person, until

__all__ = ["hill", "origin", "person"]
Join = Callable[[str, str], Grouped]


def test_a_group_of_two_towns(person: Join) -> None:
    amina, kofi = person("lake", "amina"), person("lake", "kofi")
    tariq = person("hill", "tariq")
    amina.meets(kofi)
    amina.meets(tariq)
    group = amina.makes(kofi, tariq)
    assert amina.group(group)["across"] == "here"
    assert tariq.group(group)["across"] == "there"
    assert tariq.group(group)["name"] == "Boats"
    everybody = {amina.address: "owner", kofi.address: "member", tariq.address: "member"}
    assert tariq.members(group) == amina.members(group) == everybody

    said = amina.says(group, "Who sails on Sunday?")
    assert tariq.hears(group, "Who sails on Sunday?")["seq"] == said["seq"]
    assert tariq.group(group)["unread"] == 1

    answer = tariq.writes(group, "I do!", ref=said["seq"])
    assert (answer.status_code, answer.json()["code"]) == (202, "waits_for_town")
    for one in (amina, kofi, tariq):
        heard = one.hears(group, "I do!")
        assert (heard["seq"], heard["ref"]) == (said["seq"] + 1, said["seq"])
    assert tariq.hears(group, "I do!")["sender_id"] == tariq.id

    changing(amina, kofi, tariq, group)
    pictures(amina, tariq, group)
    showing(amina, tariq, group)
    ruling(amina, kofi, tariq, group)
    leaving(amina, kofi, tariq, group)


def changing(amina: Grouped, kofi: Grouped, tariq: Grouped, group: str) -> None:
    """Edits, recalls and reactions are ordered like all else; so is how far one has read."""
    tariq.writes(group, "the boat is blew")
    seq = kofi.hears(group, "the boat is blew")["seq"]
    tariq.hears(group, "the boat is blew")
    tariq.writes(group, "the boat is blue", kind="edit", ref=seq)
    kofi.hears(group, "the boat is blue")
    tariq.hears(group, "the boat is blue")
    kofi.says(group, "👍", kind="reaction", ref=seq)
    until(lambda: at(tariq, group, seq).get("reactions"), "a reaction")
    amina.says(group, "", kind="recall", ref=seq)
    until(lambda: at(tariq, group, seq).get("recalled"), "a recall by who leads the group")

    mine = amina.says(group, "Read this")
    heard = tariq.hears(group, "Read this")
    tariq.told(tariq.http.put(f"/conversations/{group}/read", json={"seq": heard["seq"]}))
    path = f"/conversations/{group}/messages/{mine['seq']}/readers"
    until(lambda: [one["name"] for one in amina.get(path)["read"]] == ["Tariq"], "a mark")


def at(who: Grouped, group: str, seq: int) -> dict[str, object]:
    found: dict[str, object] = next(one for one in who.log(group) if one["seq"] == seq)
    return found


def pictures(amina: Grouped, tariq: Grouped, group: str) -> None:
    """Each town has the bytes, whoever sent them."""
    sent = amina.sends(group, jpeg(), "image", "boat.jpg")
    here = until(lambda: file_of(tariq, group, sent["seq"]), "her picture in Hill")
    assert tariq.downloads(here)
    asked = tariq.http.put(
        f"/chat/files/{new_id()}",
        content=jpeg((60, 40)),
        params={"kind": "image"},
        headers={"x-file-name": "sea.jpg"},
    )
    meta = {"file": tariq.told(asked)["id"]}
    assert tariq.writes(group, "", kind="image", meta=meta).status_code == 202
    seq = sent["seq"] + 1
    there = until(lambda: file_of(amina, group, seq), "his picture in Lake")
    assert amina.downloads(there)
    own = until(lambda: file_of(tariq, group, seq), "his picture in Hill")
    assert own == meta["file"]


def showing(amina: Grouped, tariq: Grouped, group: str) -> None:
    """The picture of the group is in each town, and goes when it is taken away."""
    assert not tariq.group(group).get("avatar")
    path = f"/groups/{group}/avatar"
    before = None
    for size in ((400, 300), (90, 90)):
        amina.told(amina.http.put(path, content=jpeg(size)))
        avatar = until(partial(another, tariq, group, before), "a picture in Hill")
        shown = tariq.http.get(f"{tariq.origin}{avatar}")
        assert shown.is_success, shown.text
        before = avatar
    amina.delete(path)
    until(lambda: not tariq.group(group).get("avatar"), "that it is taken away")


def another(who: Grouped, group: str, before: str | None) -> str | None:
    """The picture that is shown, when it is another one."""
    found: str | None = who.group(group).get("avatar")
    return found if found != before else None


def file_of(who: Grouped, group: str, seq: int) -> str | None:
    """The file of a message whose bytes are here."""
    found = next((one for one in who.log(group) if one["seq"] == seq), None)
    meta = (found or {}).get("meta") or {}
    return meta.get("file") if not meta.get("away") else None


def ruling(amina: Grouped, kofi: Grouped, tariq: Grouped, group: str) -> None:
    """Roles, names and announcements, from either town."""
    refused = tariq.http.patch(f"/groups/{group}", json={"name": "Ships"})
    assert refused.json()["code"] == "group_lives_elsewhere"
    amina.put(f"/groups/{group}/members/{amina.here(tariq)}/role", {"role": "admin"})
    until(lambda: tariq.members(group)[tariq.address] == "admin", "an admin of another town")
    assert tariq.wishes(group, "name", text="Ships").status_code == 202
    for one in (amina, tariq):
        is_named(one, group, "Ships")
    assert tariq.wishes(group, "announce", text="Sunday at nine").status_code == 202
    until(lambda: amina.group(group).get("announcement") == "Sunday at nine", "an announcement")
    home = tariq.get(f"/groups/{group}/home")
    lake, there = (one.address.partition("@")[2] for one in (amina, tariq))
    assert (home["home"], home["here"], home["towns"]) == (lake, False, sorted([lake, there]))
    assert not home["may_carry_on"]
    until(lambda: not tariq.get(f"/groups/{group}/home")["changes"], "what he wished is done")


def is_named(who: Grouped, group: str, name: str) -> None:
    until(lambda: who.group(group)["name"] == name, "a name")


def leaving(amina: Grouped, kofi: Grouped, tariq: Grouped, group: str) -> None:
    """Who leaves sees no more; nor does their town, when nobody of it is left."""
    assert tariq.wishes(group, "leave").status_code == 202
    until(lambda: tariq.address not in amina.members(group), "that he left")
    until(lambda: tariq.group(group).get("why_not") == "not_member", "that he left, in Hill")
    amina.says(group, "He is gone")
    kofi.hears(group, "He is gone")
    assert "He is gone" not in [body for _, _, body in tariq.reads(group)]
    assert amina.group(group).get("across", "") == ""
