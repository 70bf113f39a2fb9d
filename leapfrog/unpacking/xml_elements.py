"""Elements out of an XML text of any size, one at a time; DTDs and entities are refused unread."""

from collections.abc import Collection, Iterator, Mapping
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from leapfrog.unpacking.errors import UnreadableFile
from leapfrog.unpacking.folder import FileBytes

BLOCK = 64 * 1024
# One element with all that is in it: a message may hold a film in base64.
LARGEST_ELEMENT = 64 * 1024 * 1024
DEEPEST = 64


class _Wanted:
    """Builds the wanted elements and forgets all else. `done`: those that are complete."""

    def __init__(self, tags: Collection[str]) -> None:
        self.tags, self.depth = tags, 0
        self.builder: TreeBuilder | None = None
        self.inside = 0
        self.done: list[Element] = []
        self.seen = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        self.seen += 1
        if self.depth > DEEPEST:
            raise UnreadableFile("xml_deep", "This file is nested too deep.")
        if self.builder is None and tag in self.tags:
            self.builder = TreeBuilder()
        if self.builder is not None:
            self.inside += 1
            self.builder.start(tag, dict(attributes))

    def data(self, text: str) -> None:
        if self.builder is not None:
            self.builder.data(text)

    def end(self, tag: str) -> None:
        self.depth -= 1
        self.seen += 1
        if self.builder is None:
            return
        self.inside -= 1
        self.builder.end(tag)
        if not self.inside:
            self.done.append(self.builder.close())
            self.builder = None

    def close(self) -> None:
        """The text ends."""


def elements(file: FileBytes, tags: Collection[str]) -> Iterator[Element]:
    """The elements of an XML file with these tags (`{namespace}name`), one at a time, each whole,
    none inside of another.

    Raises `UnreadableFile` for what is no XML, has a DTD, is nested too deep, or too big in one
    piece.
    """
    wanted = _Wanted(tags)
    parser = DefusedXMLParser(target=wanted, forbid_dtd=True)
    since = 0
    try:
        while block := file.read(BLOCK):
            before = wanted.seen
            parser.feed(block)
            is_on = wanted.seen > before if wanted.builder is None else bool(wanted.done)
            since = 0 if is_on else since + len(block)
            if since > LARGEST_ELEMENT:
                raise UnreadableFile("long_value", "One piece of this file is far too long.")
            yield from wanted.done
            wanted.done.clear()
        parser.close()
    except DefusedXmlException as cause:
        raise UnreadableFile("xml_unsafe", "This file declares entities of its own.") from cause
    except (ParseError, LookupError, ValueError) as cause:
        raise UnreadableFile("xml_broken", "This file is damaged: it is no XML.") from cause
    yield from wanted.done
