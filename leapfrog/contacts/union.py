"""Two cards of one contact as one: nothing is lost, nothing is there twice.

What the first card says stays as it is and comes first: its name, its labels, its spelling of a
number. Of the second it gets what it does not say yet. Of what a card may have only once (N, UID,
KIND, GENDER) the second's, when it differs, is kept as `X-LEAPFROG-N` and so on. REV and PRODID
speak of a card as it once lay in a file, not of the person: the first card's stay.
"""

import re
from collections.abc import Hashable

import msgspec

from leapfrog.contact_formats import Card, Params, Property, decoded, e164, email, escape, unescape

_ONCE = frozenset({"N", "UID", "KIND", "GENDER"})
_OF_THE_FILE = frozenset({"REV", "PRODID"})
_NAMES = frozenset({"FN", "N"})
_COMPANIONS = frozenset({"X-ABLABEL", "X-ABADR"})
_UNLABELLED = _COMPANIONS | _OF_THE_FILE | {"CATEGORIES"}
_PLAIN_NUMBER = re.compile(r"(?:tel:)?[\d\s()+./\u2010-\u2015-]+\Z")
# Which of several numbers is preferred, and how a value is coded, is no reason to keep two.
_SMALL = frozenset({"PREF", "VALUE"})

Place = tuple[str, Hashable]


def union(base: Card, extra: Card, region: str) -> Card:
    """`base` with all that only the card `extra` says; `base` itself when that is nothing.
    `region`: where numbers without country code are dialled (ISO 3166).
    """
    return _Union(base, region).add(extra)


def _place(prop: Property, region: str) -> Place:
    """What two properties that say the same have in common."""
    if prop.name == "TEL" and _PLAIN_NUMBER.match(prop.value):
        return "TEL", e164(prop.value, region) or prop.value
    if prop.name == "EMAIL":
        text = unescape(prop.value)
        return "EMAIL", email(text) or text
    if prop.name == "ORG":
        return "ORG", decoded(msgspec.structs.replace(prop, value=prop.value.rstrip("; ")))
    return prop.name, decoded(prop)


def _companions(card: Card) -> dict[str, list[Property]]:
    """What describes the other properties of a group, by group."""
    mains = {prop.group.lower() for prop in card.properties if _may_be_described(prop)}
    found: dict[str, list[Property]] = {}
    for prop in card.properties:
        if prop.name in _COMPANIONS and prop.group.lower() in mains - {""}:
            found.setdefault(prop.group.lower(), []).append(prop)
    return found


def _may_be_described(prop: Property) -> bool:
    return prop.name not in _UNLABELLED and not _is_derived(prop)


def _is_derived(prop: Property) -> bool:
    """An export of ours made it up, because the format demands a name."""
    return prop.name in _NAMES and prop.param("DERIVED") == ("TRUE",)


def _joined(mine: Params, theirs: Params) -> Params | None:
    """The parameters of both; None when they contradict each other."""
    found = list(mine)
    at = {name: number for number, (name, _) in reversed([*enumerate(mine)])}
    for name, values in theirs:
        if name in _SMALL:
            continue
        if name not in at:
            at[name] = len(found)
            found.append((name, values))
        elif name == "TYPE":
            found[at[name]] = (name, _types(found[at[name]][1], values))
        elif (name, values) not in found:
            return None
    return tuple(found)


def _types(mine: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    known = {word.lower() for word in mine} | {"pref"}
    return (*mine, *(word for word in theirs if word.lower() not in known))


class _Union:
    """The first card, growing."""

    def __init__(self, base: Card, region: str) -> None:
        self.base, self.region = base, region
        self.properties = list(base.properties)
        self.labels = _companions(base)
        self.at: dict[Place, list[int]] = {}
        for number, prop in enumerate(self.properties):
            self.at.setdefault(_place(prop, region), []).append(number)
        self.names = {prop.name for prop in self.properties}
        self.groups = {prop.group.lower() for prop in self.properties}
        self.before: dict[int, list[Property]] = {}
        self.moved: dict[str, str] = {}

    def add(self, extra: Card) -> Card:
        labels = _companions(extra)
        described = {id(prop) for several in labels.values() for prop in several}
        for prop in extra.properties:
            if id(prop) not in described and not self._says_nothing(prop):
                self._take(prop, labels.get(prop.group.lower(), []))
        found = tuple(
            prop
            for number, one in enumerate(self.properties)
            for prop in (*self.before.get(number, ()), one)
        )
        return self.base if found == self.base.properties else Card(found)

    def _says_nothing(self, prop: Property) -> bool:
        return _is_derived(prop) or (prop.name in _OF_THE_FILE and prop.name in self.names)

    def _take(self, prop: Property, labels: list[Property]) -> None:
        if prop.name == "CATEGORIES" and not prop.params:
            self._take_categories(prop)
        elif self._is_told(prop, labels):
            return
        elif prop.name in _ONCE and prop.name in self.names:
            self._take(msgspec.structs.replace(prop, name=f"X-LEAPFROG-{prop.name}"), labels)
        else:
            self._append(prop, labels)

    def _is_told(self, prop: Property, labels: list[Property]) -> bool:
        """True when a property says it already, or does now."""
        same = self.at.get(_place(prop, self.region), [])
        if any(self._covers(number, prop, labels) for number in same):
            return True
        for number in same:
            mine = self.properties[number]
            params = _joined(mine.params, prop.params)
            if params is not None:
                self.properties[number] = msgspec.structs.replace(mine, params=params)
                self._label(number, labels, prop.group)
                return True
        return False

    def _covers(self, number: int, prop: Property, labels: list[Property]) -> bool:
        mine = self.properties[number]
        return _joined(mine.params, prop.params) == mine.params and not self._new_labels(
            mine.group, labels
        )

    def _new_labels(self, group: str, labels: list[Property]) -> list[Property]:
        known = {(one.name, decoded(one)) for one in self.labels.get(group.lower(), ())}
        return [one for one in labels if (one.name, decoded(one)) not in known]

    def _label(self, number: int, labels: list[Property], group: str) -> None:
        """Puts labels to a property, before those it has, since of several the last is shown."""
        mine = self.properties[number]
        new = self._new_labels(mine.group, labels)
        if not new:
            return
        name = mine.group or self._fresh(group)
        self.properties[number] = msgspec.structs.replace(mine, group=name)
        here = [msgspec.structs.replace(one, group=name) for one in new]
        first = min([number, *self._numbers_of_labels(name)])
        self.before.setdefault(first, []).extend(here)
        self.labels.setdefault(name.lower(), []).extend(here)

    def _numbers_of_labels(self, group: str) -> list[int]:
        return [
            number
            for number, prop in enumerate(self.properties)
            if prop.name in _COMPANIONS and prop.group.lower() == group.lower()
        ]

    def _take_categories(self, prop: Property) -> None:
        known = {word for name, words in self.at if name == "CATEGORIES" for word in _words(words)}
        new = [word for word in _words(decoded(prop)) if word and word not in known]
        if new:
            value = ",".join(map(escape, new))
            self._append(msgspec.structs.replace(prop, value=value), [])

    def _append(self, prop: Property, labels: list[Property]) -> None:
        group = prop.group.lower()
        if group and group not in self.moved:
            self.moved[group] = self._fresh(prop.group)
        name = self.moved.get(group, "")
        self._put(msgspec.structs.replace(prop, group=name))
        here = [msgspec.structs.replace(one, group=name) for one in self._new_labels(name, labels)]
        self.labels.setdefault(name.lower(), []).extend(here)
        for one in here:
            self._put(one)

    def _put(self, prop: Property) -> None:
        self.at.setdefault(_place(prop, self.region), []).append(len(self.properties))
        self.properties.append(prop)
        self.names.add(prop.name)

    def _fresh(self, group: str) -> str:
        """A group's name that is free: its own, else the next number."""
        number = 0
        name = group
        while not name or name.lower() in self.groups:
            number += 1
            name = f"item{number}"
        self.groups.add(name.lower())
        return name


def _words(found: Hashable) -> tuple[str, ...]:
    return tuple(str(word).strip() for word in found) if isinstance(found, tuple) else ()
