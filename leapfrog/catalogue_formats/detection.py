"""The one way in: any catalogue, known by what is in it, never by its name."""

from collections.abc import Iterator

from leapfrog.catalogue_formats.model import CatalogueFormat, CatalogueOptions, Told
from leapfrog.unpacking import Folder, Formats, UnreadableFile

# A new one is a file in this folder: see docs/adding-a-format.md.
FORMATS: Formats[CatalogueFormat] = Formats("leapfrog.catalogue_formats.formats")


def format_of(folder: Folder) -> str:
    """The name of the format in which this catalogue is written. Raises `UnreadableFile` where no
    format knows it.
    """
    return _format(folder).name


def read(folder: Folder, options: CatalogueOptions) -> Iterator[Told]:
    """Reads a catalogue: its items one at a time, and remarks about what could not be read, in the
    order of the file. Raises `UnreadableFile`.
    """
    yield from _format(folder).read(folder, options)


def _format(folder: Folder) -> CatalogueFormat:
    for found in FORMATS:
        if found.knows(folder):
            return found
    raise UnreadableFile("unknown_format", "This is no catalogue of a kind that we know.")
