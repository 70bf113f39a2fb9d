"""Words of cells: HTML as plain text, keys, and what programs of tables would run."""

import re
from html import escape
from html.parser import HTMLParser

_TAG = re.compile(r"</?[A-Za-z!][^>]*>|&[A-Za-z0-9#]{2,10};")
_BLOCKS = frozenset(
    [
        *("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "tr"),
        *("table", "blockquote", "pre", "section"),
    ]
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9]+([.,][0-9]+)?")


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self.parts.append("\n• " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS and tag != "li":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        # Line breaks of the markup are none of the text.
        self.parts.append(re.sub(r"\s+", " ", data))


def from_html(text: str) -> str:
    """The words of a description that may be HTML; scripts, styles and all else that is no word are
    gone. A text without any mark stays as it is.
    """
    if not _TAG.search(text):
        return text.strip()
    import nh3  # noqa: PLC0415

    clean = nh3.clean(
        text,
        tags=set(_BLOCKS) | {"span", "b", "i", "a"},
        attributes={},
        clean_content_tags={"script", "style", "iframe", "template", "noscript", "svg"},
        link_rel=None,
    )
    reader = _Words()
    reader.feed(clean)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def as_html(text: str) -> str:
    """A plain text for a place that reads HTML; the same comes back by `from_html`."""
    return "<br>".join(escape(line, quote=False) for line in text.split("\n"))


def slug(text: str) -> str:
    """A key made of a title: its letters and digits, with hyphens between the words."""
    return re.sub(r"[^\w]+", "-", text.lower()).strip("-_")[:120]


def guarded(cell: str) -> str:
    """A cell that no program of tables takes for a formula: such a one has a tab before it."""
    quoted = cell[:1] == "'" and cell[1:2] in _FORMULA
    if (cell[:1] in _FORMULA or quoted) and not _PLAIN_NUMBER.fullmatch(cell):
        return f"\t{cell}"
    return cell


def unguarded(cell: str) -> str:
    """The cell without what was put before it against formulas: our tab, or others' quote."""
    if cell[:1] == "\t":
        return cell[1:]
    if cell[:1] == "'" and cell[1:2] in _FORMULA:
        return cell[1:]
    return cell


def split_list(text: str) -> list[str]:
    """The parts of a cell that is a list with commas, where `\\,` is a comma of a part."""
    parts = re.split(r"(?<!\\),", text)
    return [part.replace("\\,", ",").strip() for part in parts if part.strip()]
