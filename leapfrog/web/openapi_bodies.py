"""What of bodies and answers does not follow from a handler's types.

A member with a default may be left out of a body, and is then taken as that default; an answer
says it all the same. Litestar describes both alike, by how they are read. It knows nothing of
raw bytes, in either direction, and takes the dots of a `tuple[X, ...]` for one more type.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec.structs import fields

Schemas = dict[str, Any]
BYTES = {"type": "string", "format": "binary"}
RAW = {"content": {"application/octet-stream": {"schema": BYTES}}, "required": True}
# By these a handler takes its body as it is, see `kernel.http`.
READERS = {"spooled", "read_body"}


def tell_raw(operation: dict[str, Any], function: Any) -> None:
    """Describes raw bytes that an operation takes or answers."""
    if READERS & {*function.__code__.co_names}:
        operation["requestBody"] = RAW
    for answer in operation["responses"].values():
        for kind, content in answer.get("content", {}).items():
            if not content.get("schema") and kind != "application/json":
                content["schema"] = BYTES


def mend_lists(node: Any) -> None:
    """Takes away what stands for the dots of a tuple: `{}`, which is anything."""
    if isinstance(node, dict):
        items = node.get("items", {}).get("oneOf", []) if node.get("type") == "array" else []
        if len(items) == 2 and items[1] == {}:
            node["items"] = items[0]
    for below in node.values() if isinstance(node, dict) else node:
        if isinstance(below, dict | list):
            mend_lists(below)


def tell_answers(found: dict[str, Any], kinds: Iterable[type[Any]]) -> None:
    """Requires, of each shape that the town alone writes, all members that it never leaves out."""
    schemas: Schemas = found["components"]["schemas"]
    given = [
        operation["requestBody"]
        for path in found["paths"].values()
        for operation in path.values()
        if "requestBody" in operation
    ]
    read = _below([*given, schemas["ClientFrame"]], schemas)
    for kind in kinds:
        if kind.__name__ in schemas.keys() - read:
            schema = schemas[kind.__name__]
            if told := [*_always(kind)]:
                schema["required"] = told
            if kind.__struct_config__.omit_defaults:
                _never_null(kind, schema["properties"])


def _always(kind: type[Any]) -> Iterator[str]:
    omits = kind.__struct_config__.omit_defaults
    tag = kind.__struct_config__.tag_field
    if tag is not None:
        yield tag
    for field in fields(kind):
        if field.required or not (omits or field.default is msgspec.UNSET):
            yield field.encode_name


def _never_null(kind: type[Any], members: dict[str, Any]) -> None:
    """What is left out when it is None is something when it is there."""
    for field in fields(kind):
        if field.default is None:
            members[field.encode_name] = _something(members[field.encode_name])


def _something(schema: dict[str, Any]) -> dict[str, Any]:
    """Without null, which stands among types, or else among the names of one type."""
    kept = {key: value for key, value in schema.items() if key != "default"}
    for either in {"oneOf", "anyOf"} & kept.keys():
        rest = [one for one in kept.pop(either) if one != {"type": "null"}]
        kept |= rest[0] if len(rest) == 1 else {either: rest}
    if isinstance(kept.get("type"), list):
        [kept["type"]] = [one for one in kept["type"] if one != "null"]
        kept["enum"] = [one for one in kept["enum"] if one is not None]
    return kept


def _below(nodes: list[Any], schemas: Schemas) -> set[str]:
    """The names of all shapes that these are made of."""
    named: set[str] = set()
    while nodes:
        node = nodes.pop()
        if isinstance(node, list):
            nodes += node
        elif isinstance(node, dict):
            name = str(node.get("$ref", "")).rpartition("/")[2]
            if name and name not in named:
                named.add(name)
                nodes.append(schemas[name])
            nodes += node.values()
    return named
