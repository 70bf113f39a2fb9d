"""Labels: what people call a number or address, and how devices write that down."""

from leapfrog.contact_formats.model import Card, Property
from leapfrog.contact_formats.text import unescape

ABLABEL = "X-ABLABEL"

# Label to show -> TYPE tokens to write. Read in this order: the first whose tokens are all there.
_TYPES = {
    "home fax": ("home", "fax"),
    "work fax": ("work", "fax"),
    "fax": ("fax",),
    "work mobile": ("work", "cell"),
    "mobile": ("cell",),
    "pager": ("pager",),
    "car": ("car",),
    "main": ("main",),
    "home": ("home",),
    "work": ("work",),
    "school": ("school",),
    "other": ("other",),
}
_WANTED = [(label, frozenset(wanted)) for label, wanted in _TYPES.items()]
_SILENT = frozenset(
    (
        *("voice", "pref", "internet", "intl", "dom", "postal", "parcel", "msg", "text", "x400"),
        *("video", "bbs", "modem", "isdn", "pcs", "home", "work", "cell", "fax"),
    )
)


def types_of(label: str) -> tuple[str, ...]:
    """TYPE tokens for a label, empty when it is a word of the person's own."""
    return _TYPES.get(label.strip().lower(), ())


def plain_label(text: str) -> str:
    """A label without the wrapping that Apple gives to the ones it translates."""
    if text.startswith("_$!<") and text.endswith(">!$_"):
        text = text[4:-4].lower()
    return text.strip()


def labels_by_group(card: Card) -> dict[str, str]:
    """The label written for each group (`item1` -> `Grandma's`)."""
    return {
        prop.group.lower(): plain_label(unescape(prop.value))
        for prop in card.named(ABLABEL)
        if prop.group
    }


def label_of(prop: Property, by_group: dict[str, str]) -> str:
    """The label of a property: the one of its group, else the one its TYPE amounts to."""
    if prop.group and (label := by_group.get(prop.group.lower())):
        return label
    if not prop.params:
        return ""
    tokens = [token.strip().lower() for token in prop.param("TYPE")]
    present = frozenset(tokens)
    for label, wanted in _WANTED:
        if wanted <= present:
            return label
    return next((token.removeprefix("x-") for token in tokens if token not in _SILENT), "")
