"""Pictures that a catalogue names: looked for in the upload, never fetched from anywhere."""

import re
from urllib.parse import unquote, urlsplit

from leapfrog.catalogue_formats.model import CataloguePicture
from leapfrog.unpacking import Folder, PathTails

LONGEST_NAME = 300
_REMOTE = re.compile(r"(?:https?:)?//", re.I)


class PictureFinder:
    """The pictures of an upload, by what a catalogue calls them."""

    def __init__(self, folder: Folder) -> None:
        self._tails = PathTails(folder)

    def find(self, name: str, alt: str = "", endings: tuple[str, ...] = ()) -> CataloguePicture:
        """The file in the upload whose path ends most alike: of an address its last part counts;
        `endings`: what else may follow the name, tried in order.
        """
        path = name
        if _REMOTE.match(name):
            try:
                path = unquote(urlsplit(name).path).rpartition("/")[2]
            except ValueError:
                path = ""
        tries = [path, *(path + ending for ending in endings)] if path.strip("./") else []
        found = next((at for one in tries if (at := self._tails.find(one))), "")
        return CataloguePicture(found, name[:LONGEST_NAME], alt)
