"""The one way in: any export, known by what is in it, never by its name."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from leapfrog.chat_formats.formats import chatlab, element, leapfrog, meta, telegram, whatsapp
from leapfrog.chat_formats.model import ReadOptions, Told
from leapfrog.kernel.unpacking import Folder, UnreadableFile

Reader = Callable[[Folder, ReadOptions], Iterator[Told]]

# In the order in which they are asked: those whose mark is surest first.
READERS: Mapping[str, tuple[Callable[[Folder], bool], Reader]] = MappingProxyType(
    {
        "leapfrog": (leapfrog.knows, leapfrog.read),
        "chatlab": (chatlab.knows, chatlab.read),
        "telegram": (telegram.knows, telegram.read),
        "element": (element.knows, element.read),
        "meta": (meta.knows, meta.read),
        "whatsapp": (whatsapp.knows, whatsapp.read),
    }
)


def format_of(folder: Folder) -> str:
    """Which of `READERS` reads it. Raises `UnreadableFile`."""
    for name, (knows, _) in READERS.items():
        if knows(folder):
            return name
    raise UnreadableFile("unknown_format", "This is no chat history of a kind that we know.")


def read(folder: Folder, options: ReadOptions) -> Iterator[Told]:
    """The threads of an export, each with its people and entries. Raises `UnreadableFile`."""
    return READERS[format_of(folder)][1](folder, options)
