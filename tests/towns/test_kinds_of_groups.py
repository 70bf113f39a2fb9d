"""Who may say what of a group: members of the town that says it, the town in which it lives, and
the one in which a member lives now.
"""

from uuid import uuid4

import msgspec

from leapfrog.kernel.http import Town
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join, Settle
from tests.fediverse.in_process import app, client, clock, join, settings, settle, town
from tests.pay.acts import ok
from tests.town_groups.stranger import Home, Said, adds
from tests.towns.kinds import NO, NOBODY, OTHERS, Cases, Kind, Watch, of_towns, row
from tests.towns.lake import KEYS, SINCE, STANDINGS, Boats, Lake, Somebody, between
from tests.towns.test_hostile import Line, hill

__all__ = ["app", "client", "clock", "hill", "join", "settings", "settle", "town"]

MEMBERS = (*STANDINGS, *OTHERS, "left", "of a group of theirs", "of no group", "member")
PLACES = ("another town", "of another's group", "of a group here", "of no group")


def of_members(boats: Boats, kind: str) -> Cases:
    """What somebody says or does in the group of Lake."""
    who, lake = boats.lake.people, boats.lake
    write = {"g.say": boats.said, "g.do": boats.wished, "g.here": boats.here}[kind]
    names = [name for name in MEMBERS if name in who and name != "member"]
    found = {name: (lake.hill, write(who[name])) for name in names}
    found[OTHERS[2]] = (lake.oak, write(who["member"]))
    found["of a group of theirs"] = (lake.hill, write(who["contact"], boats.ships.id))
    found["of no group"] = (lake.hill, write(who["member"], str(uuid4())))
    return found | {"member": (lake.hill, write(who["member"]))}


def arrivals(boats: Boats) -> Cases:
    """Also of who moved, by the town to which they came."""
    moved = boats.lake.people["moved"]
    before = msgspec.structs.replace(moved, domain="hill.town")
    found = of_members(boats, "g.here") | {"moved": (boats.lake.hill, boats.here(before))}
    return found | {"by their town": (boats.lake.oak, boats.here(moved, n=2))}


def of_places(boats: Boats, kind: str, body: Said) -> Cases:
    """What the town of a group says of it."""
    return of_towns(
        boats.lake,
        kind,
        body,
        **{
            "of another's group": {"group": boats.rafts.id},
            "of a group here": {"group": boats.own},
            "of no group": {"group": str(uuid4())},
        },
    )


def begun(boats: Boats) -> Cases:
    lake, new = boats.lake, Home()
    body = boats.begun(new, lake.people["contact"])
    found = of_places(boats, "g.in", body)
    del found["of no group"], found["as a person"]
    found["another town"] = (lake.oak, between("g.in", body | {"group": str(uuid4())}))
    for name in ("stranger", "asked", "removed", "blocked", "elsewhere"):
        added = {"added": [{"pid": lake.pid, "by": lake.people[name].person.pid}]}
        found[f"by {name}"] = (lake.hill, between("g.in", body | {"group": str(uuid4())} | added))
    # That somebody of a third town did it, that town itself must say.
    by, group = lake.people["elsewhere"].person.pid, str(uuid4())
    right = adds(KEYS["oak.town"], group, by, lake.pid)
    for name, signed in {
        "signed by its home": adds(KEYS["hill.town"], group, by, lake.pid),
        "signed for another group": adds(KEYS["oak.town"], str(uuid4()), by, lake.pid),
        "signed for another one": adds(KEYS["oak.town"], group, by, by),
        "signed by another one": adds(KEYS["oak.town"], group, lake.pid, lake.pid),
        "signed long ago": adds(KEYS["oak.town"], group, by, lake.pid, at="2026-10-20T09:00:00Z"),
        "signed by its town": right,
    }.items():
        added = {"added": [{"pid": lake.pid, "by": by, "signed": signed}]}
        found[name] = (lake.hill, between("g.in", body | {"group": group} | added))
    return found | {"its own": found.pop("its own")}


def named(boats: Boats) -> Said:
    """One more who is in it."""
    new = boats.lake.people["removed"].face | {"role": "member", "since": SINCE}
    return {"group": boats.ships.id, "members": [new]}


def answered(boats: Boats) -> Cases:
    """What became of a wish of Amina."""
    body = {"group": boats.ships.id, "i": boats.wish, "code": "not_admin"}
    found = of_places(boats, "g.no", body)
    del found["as a person"]
    made = {name: (line, said | {"to": boats.lake.pid}) for name, (line, said) in found.items()}
    nobody = {"to nobody": (boats.lake.hill, between("g.no", body) | {"to": NOBODY})}
    return nobody | made


def missing(boats: Boats) -> Cases:
    body: Said = {"group": boats.two, "seq": 0}
    return of_towns(
        boats.lake,
        "g.from",
        body,
        **{
            "of a group without theirs": {"group": boats.alone},
            "of another's group": {"group": boats.rafts.id},
            "of no group": {"group": str(uuid4())},
        },
    )


def about(boats: Boats, kind: str, **more: int) -> Cases:
    """What a town says of one of its people, and of those of others."""
    who, lake = boats.lake.people, boats.lake

    def said(group: str, by: str) -> Said:
        return between(kind, {"group": group, "by": by, **more})

    own = who["member"].person.pid
    return {
        "another town": (lake.oak, said(boats.own, own)),
        "of who moved": (lake.hill, said(boats.own, who["moved"].person.pid)),
        "of who is here": (lake.hill, said(boats.own, lake.pid)),
        "of a stranger": (lake.hill, said(boats.own, who["stranger"].person.pid)),
        "of another's group": (lake.hill, said(boats.rafts.id, who["elsewhere"].person.pid)),
        "of no group": (lake.hill, said(str(uuid4()), own)),
        "its own": (lake.hill, said(boats.own, own)),
        "of its group": (lake.hill, said(boats.ships.id, who["contact"].person.pid)),
    }


async def member_leads(boats: Boats) -> None:
    """They own the group of Lake, and so may carry it on."""
    member = boats.lake.people["member"]
    path = f"/groups/{boats.own}/members/{member.id}/role"
    ok(await boats.lake.amina.put(path, json={"role": "owner"}))
    await boats.lake.settle()
    await boats.looks()


def claimed(boats: Boats) -> Cases:
    who, lake = boats.lake.people, boats.lake

    def claims(by: Somebody, home: str, group: str = "") -> Said:
        return boats.claim(by, home, group or boats.own)

    return {
        "contact": (lake.hill, claims(who["contact"], "hill.town")),
        "left": (lake.hill, claims(who["left"], "hill.town")),
        "moved": (lake.oak, claims(who["moved"], "oak.town")),
        "brought by another town": (lake.oak, claims(who["member"], "oak.town")),
        "for another town": (lake.hill, claims(who["member"], "oak.town")),
        "of another's group": (lake.hill, claims(who["contact"], "hill.town", boats.rafts.id)),
        "of no group": (lake.hill, claims(who["member"], "hill.town", str(uuid4()))),
        "member": (lake.hill, claims(who["member"], "hill.town")),
    }


async def is_claimed(boats: Boats) -> None:
    """The group of Hill was one of Oak before, as far as is known here."""
    claim = {"term": 1, "before": "oak.town", "home": "hill.town", "seq": 0, "head": "00" * 32}
    sql = "update town_groups_group set term = 1, claim = $2 where id = $1"
    await boats.lake.run(sql, boats.ships.id, claim)


def given_back(boats: Boats) -> Cases:
    body: Said = {"group": boats.ships.id, "term": 1}
    found = of_places(boats, "g.back", body)
    del found["as a person"]
    return {"of another term": (boats.lake.hill, between("g.back", body | {"term": 2}))} | found


SIGNED = (
    *("by its home", "for another group", "for another one", "by another one"),
    "long ago",
)
NOT_THEIRS = row(PLACES, NO, ("as a person", "done"), ("its own", ""))
NOT_IN_IT = row(
    MEMBERS,
    "g.no no_conversation",
    *((name, NO) for name in OTHERS),
    ("left", "g.no not_member"),
    ("member", "done g.log g.log@oak.town"),
)
ABOUT = ("another town", "of who moved", "of who is here", "of a stranger", "of another's group")
OF_ONE = row((*ABOUT, "of no group"), NO, ("its own", "done"), ("of its group", "done"))
KINDS: dict[str, Kind[Boats]] = {
    "g.mark": Kind(lambda it: about(it, "g.mark", read=1), OF_ONE),
    "g.say": Kind(lambda it: of_members(it, "g.say"), NOT_IN_IT),
    "g.do": Kind(lambda it: of_members(it, "g.do"), NOT_IN_IT | {"member": "done g.no"}),
    "g.from": Kind(
        missing,
        row(
            ("another town", "of a group without theirs", "of another's group", "of no group"),
            NO,
            ("as a person", "g.log"),
            ("its own", "g.log"),
        ),
    ),
    "g.in": Kind(
        begun,
        row(
            ("of another's group", "of a group here"),
            NO,
            ("another town", NO),
            *((f"by {name}", NO) for name in ("stranger", "asked", "removed", "blocked")),
            ("by elsewhere", NO),
            *((f"signed {how}", NO) for how in SIGNED),
            ("signed by its town", "done"),
            ("its own", "done"),
        ),
    ),
    "g.who": Kind(lambda it: of_places(it, "g.who", named(it)), NOT_THEIRS | {"its own": "done"}),
    "g.log": Kind(
        lambda it: of_places(it, "g.log", it.made(it.ships, it.lake.people["contact"])), NOT_THEIRS
    ),
    "g.no": Kind(answered, row(PLACES, NO, ("to nobody", ""), ("its own", "done"))),
    "g.home": Kind(
        claimed,
        row(
            ("contact", "left", "moved", "brought by another town", "for another town"),
            NO,
            ("of another's group", NO),
            ("of no group", NO),
            ("member", "home_awake"),
        ),
        member_leads,
    ),
    "g.here": Kind(
        arrivals,
        row(
            MEMBERS,
            NO,
            ("member", "done g.log g.log@oak.town"),
            ("by their town", "done g.log@hill.town g.log"),
        ),
    ),
    "g.gone": Kind(lambda it: about(it, "g.gone"), OF_ONE | {"its own": "done g.gone@oak.town"}),
    "g.back": Kind(
        given_back,
        row(PLACES, NO, ("of another term", NO), ("its own", "done g.from@oak.town")),
        is_claimed,
    ),
}


async def test_what_towns_say_of_groups(
    hill: Line, town: Town, join: Join, settle: Settle, settings: Settings
) -> None:
    lake = Lake(hill.amina, hill.amina, town, settle)
    await lake.begin(await join("ben"), await join("kofi"))
    boats = await Boats(lake).begin()
    await Watch(lake, settings).holds(boats, KINDS)
