"""The test vectors of docs/between-towns.md, made by the stranger."""

from typing import Any

from tests.mirrors.keys import CODE, box_of, chunk_of, exchange_of, file_name, spare_beginning
from tests.towns.stranger import (
    Person,
    beginning,
    canonical,
    chain,
    digest,
    key,
    shown_key,
    sign_request,
)

LAKE, HILL = key(1), key(2)
EPOCH = "b61c0d2f5a7e4e4c9b1d3c2a19f8e7d6"
CREATED = 1795791600


def vectors() -> dict[str, Any]:
    """What another implementation must make of the same seeds: 32 times the byte 1 for the key of
    Lake Town, 2 for Hill Town, 11, 12 and 13 for those of Amina.
    """
    amina = Person(key(11), key(12))
    first = amina.record(3, "amina@lake.town", LAKE)
    amina.rotate(key(13))
    rotated = amina.record(1, "amina@hill.town", HILL, was=["amina@lake.town"])
    said: dict[str, Any] = {
        "id": "01a221c0-7059-753c-abcc-5f64b099c317",
        "k": "say",
        "at": "2026-11-27T15:00:00Z",
    }
    said |= {"from": amina.pid, "to": "p93a", "b": {"i": "01a2-…", "kind": "text", "body": "你好"}}
    head: dict[str, Any] = {"from": "lake.town", "to": "hill.town", "epoch": EPOCH, "first": 1}
    head["prev"] = beginning(EPOCH)
    body = canonical(head) + b"\n" + canonical(said)
    url = "https://hill.town/town/v1/line"
    return {
        "public keys": {"lake": LAKE.text, "hill": HILL.text},
        "hashes of keys": {"lake": LAKE.hash, "hill": HILL.hash},
        "key of lake, as it shows it": shown_key(LAKE, "lake.town"),
        "pid": amina.pid,
        "record": first,
        "record after a rotation": rotated,
        "beginning of the line": beginning(EPOCH),
        "chain after the dispatch": chain(beginning(EPOCH), said),
        "body": body.decode(),
        "content-digest": digest(body),
        "headers": sign_request(LAKE, url, body, CREATED, "lake.town#iojj3XQJ8ZX9Utst"),
        **spare_vectors(amina.pid),
    }


def spare_vectors(pid: str) -> dict[str, Any]:
    """Of a spare of Amina's, whose next key has 32 times the byte 13: salts and nonces are of bytes
    1, the data key of bytes 7.
    """
    seed, data_key, begin = bytes([13]) * 32, bytes([7]) * 32, spare_beginning(EPOCH)
    chunk, chained = chunk_of(data_key, pid, EPOCH, begin, b"\x03words")
    return {
        "printed code": CODE,
        "box of her next key": box_of(seed, pid, CODE, bytes([1]) * 16, bytes([1]) * 12),
        "exchange": exchange_of(seed),
        "beginning of the spare": begin.hex(),
        "chunk of 03 and `words`": chunk.hex(),
        "chain after the chunk": chained.hex(),
        "name of the file whose hash is 32 zeros": file_name(data_key, bytes(32)),
    }
