"""Values out of a JSON text of any size, by their places in it, one at a time.

A place is written as in ijson: `chats.list.item.name`, where `item` is an array's any element; and
`chats.*.item.name` where a map's keys are names of the file's own.
"""

from collections.abc import Callable, Collection, Iterator
from typing import Any

import ijson

from leapfrog.unpacking.errors import UnreadableFile
from leapfrog.unpacking.folder import FileBytes, Folder

BLOCK = 64 * 1024
# One message with all that hangs on it; a text of more than that is no message.
LARGEST = 2 * 1024 * 1024
DEEPEST = 64
Event = tuple[str, Any]
_OPENED: dict[str, Callable[[], Any]] = {"start_map": dict, "start_array": list}


class _Meter:
    """Counts what was read since something was last understood."""

    def __init__(self, file: FileBytes) -> None:
        self.file, self.since = file, 0

    def read(self, size: int = BLOCK) -> bytes:
        data = self.file.read(size)
        self.since += len(data)
        if self.since > LARGEST:
            raise UnreadableFile("long_value", "One piece of this file is far too long.")
        return data


def values(file: FileBytes, places: Collection[str]) -> Iterator[tuple[str, Any]]:
    """Place and value of all that stands in one of `places` of a JSON file, one at a time, in the
    order of the text; the place is as in the file, also where one of `places` has a `*`.

    Raises `UnreadableFile` for what is no JSON, nested too deep, or too big in one piece.
    """
    meter = _Meter(file)
    events = ijson.basic_parse(meter, use_float=True, buf_size=BLOCK)
    try:
        yield from _values(events, meter, places)
    except (ijson.JSONError, UnicodeDecodeError, ValueError, OverflowError) as cause:
        raise UnreadableFile("json_broken", "This file is damaged: it is no JSON.") from cause


def _values(
    events: Iterator[Event], meter: _Meter, places: Collection[str]
) -> Iterator[tuple[str, Any]]:
    deepest = max(place.count(".") for place in places) + 1
    open_places = [place.split(".") for place in places if "*" in place]
    path: list[str] = []
    for event, value in events:
        meter.since = 0
        if event == "map_key":
            path[-1] = value
            continue
        if event in ("end_map", "end_array"):
            path.pop()
            continue
        opens = event in _OPENED
        place = ".".join(path) if len(path) <= deepest else ""
        if path and (place in places or any(_is_in(path, one) for one in open_places)):
            yield place, _built(event, events) if opens else value
        elif opens:
            if len(path) >= DEEPEST:
                raise _too_deep()
            path.append("item" if event == "start_array" else "")


def _is_in(path: list[str], place: list[str]) -> bool:
    """Whether a path is in a place that leaves some of its keys open."""
    same = (key in ("*", found) for key, found in zip(place, path, strict=False))
    return len(path) == len(place) and all(same)


def _built(event: str, events: Iterator[Event]) -> Any:
    """The map or array that begins with `event`."""
    current: Any = _OPENED[event]()
    above: list[tuple[Any, str]] = []
    key = ""
    for step, value in events:
        if step == "map_key":
            key = value
            continue
        if step in ("end_map", "end_array"):
            if not above:
                return current
            current, key = above.pop()
            continue
        made = _OPENED[step]() if step in _OPENED else value
        if type(current) is list:
            current.append(made)
        else:
            current[key] = made
        if step in _OPENED:
            if len(above) >= DEEPEST:
                raise _too_deep()
            above.append((current, key))
            current = made
    raise ValueError("the text ends early")


def _too_deep() -> UnreadableFile:
    return UnreadableFile("json_deep", "This file is nested too deep.")


def first_bytes(folder: Folder, name: str) -> bytes:
    """The beginning of a file in a folder, one block, enough to tell which program wrote it."""
    content = folder.open(name)
    try:
        return content.read(BLOCK)
    finally:
        content.close()
