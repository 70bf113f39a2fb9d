"""Groups as another server would have them, written from docs/between-towns.md."""

import hashlib
import json
from typing import Any
from uuid import uuid4

from tests.towns.stranger import Key, Person, b64, canonical

Said = dict[str, Any]
AT = "2026-11-24T09:00:00Z"


def beginning(group: str) -> str:
    """The head of a group before its first row, in hex."""
    return hashlib.sha256(f"leapfrog.group:{group}".encode()).hexdigest()


def head(before: str, row: str) -> str:
    """The head after a row."""
    one = hashlib.sha256(row.encode()).digest()
    return hashlib.sha256(bytes.fromhex(before) + one).hexdigest()


def signed(key: Key, text: str) -> Said:
    """What a town vouches for of one of its people."""
    sig = key.sign({"kind": "leapfrog.group-say", "text": text})["sig"]
    return {"text": text, "key": b64(key.public)[:16], "sig": sig}


def adds(key: Key, group: str, by: str, *people: str, at: str = AT) -> Said:
    """That somebody adds others to a group, as their town vouches for it."""
    text = canonical({"group": group, "by": by, "at": at, "people": list(people)}).decode()
    sig = key.sign({"kind": "leapfrog.group-add", "text": text})["sig"]
    return {"text": text, "key": b64(key.public)[:16], "sig": sig}


def said(group: str, by: str, i: str, body: str, **more: Any) -> str:
    """A message of somebody, as their town writes it."""
    whole = {"group": group, "by": by, "i": i, "at": AT, "kind": "text", "body": body}
    return canonical(whole | more).decode()


class Home:
    """A group that lives in Hill, as Hill tells it."""

    def __init__(self, group: str | None = None) -> None:
        self.id = group or str(uuid4())
        self.seq, self.head = 0, beginning(self.id)

    def begun(self, members: list[Said], added: list[Said]) -> Said:
        about: Said = {"name": "Boats", "announcement": "", "joining": "closed", "adding": "all"}
        where: Said = {"seq": 0, "ord": 0, "head": self.head, "upto": 1, "term": 0}
        about |= {"group": self.id, "muted_all": False, "members": members, "added": added}
        return about | where

    def row(
        self,
        by: str,
        *,
        seq: int = 0,
        who: list[Said] | None = None,
        sign: Key | None = None,
        **more: Any,
    ) -> Said:
        """The next row, or one that says that it is another: it does not count then. `sign`: by
        which key what is said is signed.
        """
        whole: Said = {"seq": seq or self.seq + 1, "by": by, "i": str(uuid4()), "at": AT} | more
        if sign:
            kind = {"kind": whole.pop("kind", "text")}
            about = {name: whole.pop(name) for name in ("meta", "ref") if name in whole}
            text = said(self.id, by, whole["i"], whole.pop("body", ""), **kind, **about)
            whole["said"] = signed(sign, text)
        text = json.dumps(whole)
        told = {"group": self.id, "term": 0, "prev": self.head, "who": who or [], "row": text}
        if not seq:
            self.seq, self.head = self.seq + 1, head(self.head, text)
        return told


def face(person: Person, address: str, **more: Any) -> Said:
    name, _, _ = address.partition("@")
    return {"pid": person.pid, "address": address, "name": name, **more}
