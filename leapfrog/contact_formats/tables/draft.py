"""A card in the making, out of one row of a table."""

from collections.abc import Callable, Sequence

from leapfrog.contact_formats.edit import labelled
from leapfrog.contact_formats.labels import types_of
from leapfrog.contact_formats.model import Card, Params, Property
from leapfrog.contact_formats.text import escape

COLUMN = "X-LEAPFROG-CSV"

Row = Sequence[str]
Builder = Callable[[Row], Card]


class CardDraft:
    """Collects properties; empty values are not added."""

    def __init__(self) -> None:
        self._properties: list[Property] = []
        self._groups: set[str] = set()

    def add(self, name: str, text: str, params: Params = ()) -> None:
        """A property with plain text."""
        if text:
            self._properties.append(Property(name, escape(text), "", params))

    def add_raw(self, name: str, value: str, params: Params = ()) -> None:
        """A property whose value needs no escaping, such as a URI or a date."""
        if value:
            value = value.replace("\\", "\\\\").replace("\n", "\\n")
            self._properties.append(Property(name, value, "", params))

    def add_parts(self, name: str, texts: Sequence[str], label: str = "", full: str = "") -> None:
        """A structured property (N, ADR, ORG) with its label; `full` is the address as written."""
        if any(texts) or full:
            params: Params = (("LABEL", (full,)),) if full else ()
            self._with_label(Property(name, ";".join(map(escape, texts)), "", params), label)

    def add_labelled(self, name: str, text: str, label: str, types: Sequence[str] = ()) -> None:
        """A property with plain text and a label of the table, maybe the person's own."""
        if text:
            params: Params = (("TYPE", tuple(types)),) if types else ()
            self._with_label(Property(name, escape(text), "", params), label)

    def add_column(self, column: str, text: str) -> None:
        """A cell we have no property for: kept under its column name."""
        if text:
            params: Params = (("COLUMN", (column,)),)
            self._properties.append(Property(COLUMN, escape(text), "", params))

    def card(self) -> Card:
        return Card(tuple(self._properties))

    def _with_label(self, prop: Property, label: str) -> None:
        # An asterisk is how Google marks the preferred one of several.
        starred = label.startswith("* ")
        label = label.removeprefix("* ").strip()
        types = (*prop.param("TYPE"), *types_of(label), *(("pref",) if starred else ()))
        others = tuple(param for param in prop.params if param[0] != "TYPE")
        params: Params = (*others, ("TYPE", types)) if types else others
        prop = Property(prop.name, prop.value, "", params)
        own = label and not types_of(label)
        self._properties += labelled(prop, label, self._groups) if own else [prop]
