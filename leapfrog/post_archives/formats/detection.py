"""The one way in: any archive, known by what is in it, never by its name."""

from collections.abc import Callable, Iterator

from leapfrog.post_archives.formats.model import PostFormat, Source, Told
from leapfrog.unpacking import Folder, Formats, UnreadableFile

Reader = Callable[[Folder], Iterator[Told]]

# A new one is a file in this folder: see docs/adding-a-format.md.
FORMATS: Formats[PostFormat] = Formats("leapfrog.post_archives.formats")


def source_of(folder: Folder) -> tuple[Source, Reader]:
    """The network that an archive of posts is from, and the reader of its format. Raises
    `UnreadableFile` where no format knows it.
    """
    for found in FORMATS:
        source = found.knows(folder)
        if source:
            return source, found.read
    raise UnreadableFile(*_unknown(folder))


def _unknown(folder: Folder) -> tuple[str, str]:
    names = [name.lower() for name in folder.names]
    pages = sum(name.endswith(".html") for name in names)
    if pages and not any(name.endswith((".json", ".js")) for name in names):
        return "only_pages", "This archive is made of pages. Please ask for it again as JSON."
    return "unknown_posts", "This is no archive of posts of a kind that we know."


def read(folder: Folder) -> Iterator[Told]:
    """Reads an archive of posts: all that it tells, one at a time, in the order of its files.
    Raises `UnreadableFile`.
    """
    return source_of(folder)[1](folder)
