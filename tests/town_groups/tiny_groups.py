"""A tiny town that has groups, written from docs/between-towns.md alone: as the home of one, which
lives and says so, and as a copy that follows whoever carries a group on, and goes back again.
"""

from tests.town_groups.stranger import AT, Home, Said, face
from tests.towns.tiny_town import TinyTown


class Copy:
    """Where a group lives: `before`, where it lived until somebody else claimed it."""

    def __init__(self, home: str) -> None:
        self.home, self.before, self.term = home, home, 0


class GroupsTown(TinyTown):
    """`mine`: the groups that live here; `copies`: those of other towns, by their ids."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.mine: dict[str, Home] = {}
        self.copies: dict[str, Copy] = {}

    def as_member(self, role: str = "member") -> Said:
        return face(self.person, self.address, role=role, since=AT)

    def begin(self, domain: str, people: list[Said], pid: str) -> Home:
        """A group of this town with these people, told to the town of the one with this pid, who
        owns it from its second row on: a town's own people come and rise by rows alone.
        """
        home = Home()
        self.mine[home.id] = home
        added = [{"pid": pid, "by": self.person.pid}]
        self.tell(domain, "g.in", home.begun(people, added))
        made: Said = {"kind": "system", "meta": {"what": "group_made", "person_ids": [pid]}}
        self.tell(domain, "g.log", home.row(self.person.pid, who=people, **made))
        made["meta"] = {"what": "owner", "person_ids": [pid]}
        self.tell(domain, "g.log", home.row(self.person.pid, **made))
        return home

    def tell(self, domain: str, kind: str, body: Said) -> None:
        """Of the town itself, from nobody."""
        said = self.say(domain, kind, body, "")
        said["from"] = ""

    def do(self, domain: str, said: Said) -> None:
        kind, body = said["k"], said["b"]
        if kind not in ("g.home", "g.back") or said["id"] in self.done:
            super().do(domain, said)
            return
        self.done.add(said["id"])
        if body["group"] in self.mine:
            # This town was never away.
            self.back(domain, said, "home_awake")
            return
        copy = self.copies[body["group"]]
        if kind == "g.home" and body["home"] == domain and body["term"] > copy.term:
            # As if it had found the home silent by itself.
            copy.home, copy.before, copy.term = domain, copy.home, body["term"]
        elif kind == "g.back" and (copy.home, copy.term) == (domain, body["term"]):
            copy.home = copy.before
        else:
            self.back(domain, said, "no_dispatch")


def somebody(pid: str, address: str, role: str) -> Said:
    """Of another town, known by their pid."""
    name, _, _ = address.partition("@")
    return {"pid": pid, "address": address, "name": name, "role": role, "since": AT}
