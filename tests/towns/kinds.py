"""What comes of each kind of dispatch that a town may be told, by whom it is told and of whom."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Generic, TypeVar

import msgspec

from leapfrog.kernel.settings import Settings
from tests.matrix import changed, settled, snapshot
from tests.town_groups.stranger import Said
from tests.towns.lake import STANDINGS, Lake, Somebody, between
from tests.towns.stranger import Person, key
from tests.towns.test_hostile import HEARD, Line, dispatch

# That a town was heard, and what it is told, which is looked at.
QUIET = frozenset((*HEARD, "towns_dispatch", "towns_key"))
Cases = dict[str, tuple[Line, Said]]
Write = Callable[[Somebody, str], Said]
W = TypeVar("W")
NO, NOBODY = "no_dispatch", Person(key(250), key(251)).pid
# Who is known and lives in Oak; who lived in Hill; and a contact, of whom Oak speaks.
OTHERS = ("elsewhere", "moved", "brought by another town")
ABSENT = ("to who moved", "to who is erased", "to nobody")
PEOPLE = (*STANDINGS, *OTHERS, *ABSENT)


class Kind(msgspec.Struct, Generic[W], frozen=True):
    """`cases`: by whom it is told and of whom, in the order in which they are tried; `expected`:
    what comes of each (`Watch`); `first`: what happens before.
    """

    cases: Callable[[W], Cases]
    expected: Mapping[str, str]
    first: Callable[[W], Awaitable[None]] | None = None


class Watch:
    """What comes of a dispatch: `done` where any table changed, and what the town says to that:
    the code of a bounce, else the kind and its code, with the name of a town that did not ask.
    """

    def __init__(self, lake: Lake, settings: Settings) -> None:
        self.lake, self.url = lake, str(settings.database_url)

    async def holds(self, world: W, kinds: Mapping[str, Kind[W]]) -> None:
        """All of it, one kind after the other."""
        wrong = dict[str, str]()
        for name, kind in kinds.items():
            if kind.first:
                await kind.first(world)
            cases = await self._all(kind.cases(world))
            assert cases.keys() == kind.expected.keys(), (name, cases.keys() ^ kind.expected.keys())
            wrong |= {
                f"{name}, {case}": f"{what!r}, not {kind.expected[case]!r}"
                for case, what in cases.items()
                if what != kind.expected[case]
            }
        assert not wrong, "\n".join(f"{case}: {what}" for case, what in wrong.items())

    async def _all(self, cases: Cases) -> dict[str, str]:
        await self.lake.settle()
        await settled(self.url)
        self.before, self.known = await snapshot(self.url), await self._words()
        return {name: await self._one(*case) for name, case in cases.items()}

    async def _one(self, line: Line, said: Said) -> str:
        await line.says(said)
        await self.lake.settle()
        await settled(self.url)
        before, self.before = self.before, await snapshot(self.url)
        known, self.known = self.known, await self._words()
        done = [one for one in changed(before, self.before) if one not in QUIET]
        told = [self.known[one] for one in self.known if one not in known]
        words = [_named(word, domain, line.domain) for domain, word in told]
        return " ".join(["done"] * bool(done) + words)

    async def _words(self) -> dict[str, tuple[str, Said]]:
        return {ident: (domain, said) for ident, domain, said in await self.lake.words()}


def _named(word: Said, domain: str, asking: str) -> str:
    code = word["b"].get("code")
    name = code if word["k"] == "bounce" else " ".join(filter(None, (word["k"], code)))
    return name if domain == asking else f"{name}@{domain}"


def row(names: tuple[str, ...], rest: str, *but: tuple[str, str]) -> dict[str, str]:
    """What comes of each, but for these."""
    return dict.fromkeys(names, rest) | dict(but)


def of_people(lake: Lake, write: Write) -> Cases:
    """Of all who could say it to somebody."""
    who = lake.people
    found = {name: (lake.hill, write(who[name], lake.pid)) for name in (*STANDINGS, *OTHERS[:2])}
    found[OTHERS[2]] = (lake.oak, write(who["contact"], lake.pid))
    absent = (lake.gone, lake.erased, (who["contact"], NOBODY))
    pairs = zip(ABSENT, absent, strict=True)
    return found | {name: (lake.hill, write(one, to)) for name, (one, to) in pairs}


def of_towns(lake: Lake, kind: str, body: Said, **others: Said) -> Cases:
    """Of a town itself: about its own affairs, those of another one, and `others`."""
    return {
        "another town": (lake.oak, between(kind, body)),
        "as a person": (lake.hill, dispatch(kind, lake.people["contact"].person, lake.pid, body)),
        **{name: (lake.hill, between(kind, body | other)) for name, other in others.items()},
        "its own": (lake.hill, between(kind, body)),
    }
