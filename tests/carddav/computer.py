"""The real vdirsyncer on a computer of its own."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

from leapfrog.kernel.ids import new_id
from tests.callers import caller
from tests.http import PASSWORD

VDIRSYNCER = Path(sys.executable).parent / "vdirsyncer"
CONFIG = """
[general]
status_path = "{folder}/status"

[pair book]
a = "computer"
b = "town"
collections = ["from b"]
{more}

[storage computer]
type = "filesystem"
path = "{folder}/cards"
fileext = ".vcf"

[storage town]
type = "carddav"
url = "{origin}/"
username = "{handle}"
password = "{password}"
"""


class Owner(Protocol):
    """Whose book it is; `password` is one for programs."""

    @property
    def handle(self) -> str: ...

    @property
    def password(self) -> str: ...


class Web:
    """The owner at a browser."""

    def __init__(self, origin: str, handle: str) -> None:
        self.handle = handle
        self.client = caller(f"{origin}/api/v1", headers={"X-Leapfrog": "1"}, timeout=60)
        joined = self.client.post(
            "/people",
            json={
                "id": str(new_id()),
                "handle": handle,
                "display_name": handle.capitalize(),
                "language": "en",
                "password": PASSWORD,
            },
        )
        assert joined.status_code == 201, joined.text
        made = self.client.put(f"/app-passwords/{new_id()}", json={"name": "Computer"})
        self.password: str = made.json()["password"]

    def contacts(self) -> dict[str, str]:
        """Name to id."""
        found = self.client.get("/contacts", params={"limit": 500}).json()["contacts"]
        return {row["name"]: row["id"] for row in found}

    def save(self, name: str, phone: str, contact_id: str = "") -> None:
        fields = [{"kind": "phone", "label": "mobile", "value": phone}]
        path = f"/contacts/{contact_id or new_id()}"
        saved = self.client.put(path, json={"name": name, "fields": fields})
        assert saved.status_code in (200, 201), saved.text

    def phone_of(self, name: str) -> str:
        page: dict[str, Any] = self.client.get(f"/contacts/{self.contacts()[name]}").json()
        return str(page["fields"][0]["value"])

    def delete(self, name: str) -> None:
        assert self.client.delete(f"/contacts/{self.contacts()[name]}").status_code < 300


class Computer:
    """A folder of cards that vdirsyncer keeps in step with the town. `more` goes into the pair."""

    def __init__(self, folder: Path, origin: str, owner: Owner, more: str = "") -> None:
        folder.mkdir()
        self.folder, self.cards = folder, folder / "cards" / "contacts"
        text = CONFIG.format(
            folder=folder,
            origin=origin,
            handle=owner.handle,
            password=owner.password,
            more=more,
        )
        (folder / "config").write_text(text)
        self.run("discover", asked="y\n" * 8)

    def run(self, *words: str, asked: str = "", code: int = 0) -> str:
        command = [str(VDIRSYNCER), "-c", str(self.folder / "config"), *words]
        done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=300)
        told = done.stdout + done.stderr
        assert done.returncode == code, told
        return told

    def sync(self, code: int = 0) -> list[str]:
        """What had to be done."""
        told = self.run("sync", code=code)
        return [line for line in told.splitlines() if line.startswith(("Copying", "Deleting"))]

    def save(self, uid: str, name: str, phone: str) -> None:
        """Writes a card the way programs do."""
        lines = ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", f"N:{name};;;;")
        text = "\r\n".join([*lines, f"TEL;TYPE=CELL:{phone}", "END:VCARD", ""])
        path = self.file_of(name) or self.cards / f"{uid}.vcf"
        path.write_bytes(text.encode())

    def file_of(self, name: str) -> Path | None:
        found = (path for path in self.cards.glob("*.vcf") if f"FN:{name}" in path.read_text())
        return next(found, None)

    def delete(self, name: str) -> None:
        path = self.file_of(name)
        assert path
        path.unlink()

    def names(self) -> set[str]:
        lines = (line for path in self.cards.glob("*.vcf") for line in path.read_text().split("\n"))
        return {line[3:].strip() for line in lines if line.startswith("FN:")}
