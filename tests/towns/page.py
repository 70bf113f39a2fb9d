"""The test vectors of docs/between-towns.md, made by the stranger."""

import hashlib
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
    money = of_money(amina.pid)
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
        "group": group(amina),
        "headers": sign_request(LAKE, url, body, CREATED, "lake.town#iojj3XQJ8ZX9Utst"),
        **money,
        **spare_vectors(amina.pid),
    }


def of_money(payer: str) -> dict[str, Any]:
    """Amina of Lake pays somebody of Hill 7.00: what both sign of it, and the sums of a day."""
    payee = Person(key(21), key(22)).pid
    said: dict[str, Any] = {"id": "01a221c0-7059-753c-abcc-5f64b099c317", "amount": 700}
    said |= {"currency": "EUR", "from": "lake.town", "to": "hill.town"}
    said |= {"payer": payer, "payee": payee}
    take = HILL.sign({**said, "kind": "leapfrog.pay.take"})
    receipt = {**said, "kind": "leapfrog.pay.receipt", "take": take["sig"]}
    terms: dict[str, Any] = {"a": "hill.town", "b": "lake.town", "currency": "EUR", "v": 1}
    terms |= {"exponent": 2, "a_may_owe": 5000, "b_may_owe": 9000, "once": 3000, "daily": 20000}
    terms |= {"netting_day": 28, "a_iban": "DE89370400440532013000", "a_name": "Hill Town"}
    terms |= {"b_iban": "DE02120300000000202051", "b_name": "Lake Town"}
    one, other = said["id"], "01a221c0-8000-7000-8000-000000000000"
    day = f"{one} 700\n{other} 250\n"
    return {
        "pay.terms, by hill": HILL.sign({"kind": "leapfrog.pay.terms", "terms": terms}),
        "take, by hill": take,
        "receipt, by lake": LAKE.sign({**receipt, "at": "2026-11-27T15:00:00+00:00"}),
        "sums of a day": {"payments": [[other, 250], [one, 700]], "head": sha256(day)},
    }


def sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


GROUP = "01a221c0-7059-753c-abcc-5f64b099c300"


def group(tariq: Person) -> dict[str, Any]:
    """A row of a group that lives in Lake Town, said by somebody of Hill Town, and the claim of who
    carries the group on there.
    """
    say: dict[str, Any] = {"group": GROUP, "by": tariq.pid, "kind": "text", "body": "你好"}
    say |= {"i": "01a221c0-7059-753c-abcc-5f64b099c317", "at": "2026-11-27T15:00:00Z"}
    text = canonical(say).decode()
    sig = HILL.sign({"kind": "leapfrog.group-say", "text": text})["sig"]
    row: dict[str, Any] = {"seq": 1, "by": tariq.pid, "i": say["i"], "at": say["at"]}
    row["said"] = {"text": text, "key": shown_key(HILL, "hill.town")["id"], "sig": sig}
    written = canonical(row).decode()
    first = hashlib.sha256(f"leapfrog.group:{GROUP}".encode()).digest()
    head = hashlib.sha256(first + hashlib.sha256(written.encode()).digest()).hexdigest()
    added = {"group": GROUP, "by": tariq.pid, "at": "2026-11-27T15:30:00Z", "people": ["p93a"]}
    add = canonical(added).decode()
    by_hill = HILL.sign({"kind": "leapfrog.group-add", "text": add})["sig"]
    claim = {"kind": "leapfrog.group-home", "group": GROUP, "term": 1, "home": "hill.town"}
    claim |= {"by": tariq.pid, "seq": 1, "head": head}
    return {
        "id": GROUP,
        "beginning": first.hex(),
        "row": written,
        "head after the row": head,
        # Whom that person adds.
        "signed of an add": {"text": add, "key": row["said"]["key"], "sig": by_hill},
        "claim": tariq.key.sign(claim),
        # Hill was refused by Lake, and tells a third town that followed it.
        "g.back": canonical(
            {
                "id": "01a221c0-7059-753c-abcc-5f64b099c318",
                "k": "g.back",
                "at": "2026-11-27T16:00:00Z",
                "from": "",
                "to": "",
                "b": {"group": GROUP, "term": 1},
            }
        ).decode(),
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
