"""Who lives in the demo town. The faces are DiceBear's "Micah" by Micah Lanier (CC BY 4.0)."""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from leapfrog.identity import Language

PASSWORD = "leapfrog demo"
FACES = Path(__file__).parent / "faces"


class Character(msgspec.Struct, frozen=True):
    """A person of the demo's cast, with what their profile shows."""

    handle: str
    name: str
    about: str
    language: Language = "en"
    face: str = ""
    service: bool = False

    def picture(self) -> bytes | None:
        """The face, as an image file."""
        return (FACES / f"{self.face}.webp").read_bytes() if self.face else None


CAST: Mapping[str, Character] = {
    one.handle: one
    for one in (
        Character("amina", "Amina Diallo", "Nurse. Sunday football. Mangoes.", face="amina"),
        Character("mei", "林美 Lin Mei", "湖边面馆的老板娘", "zh-CN", face="mei"),
        Character(
            "tariq", "Tariq Haddad", "Runs the football. Late for everything else.", face="tariq"
        ),
        Character("fatou", "Fatou Diallo", "Amina's mum, and everybody's.", face="mum"),
        Character("kofi", "Kofi Mensah", "Bakes at four in the morning.", face="kofi"),
        Character("priya", "Priya Nair", "Architect. Draws the lake.", face="priya"),
        Character("omar", "Omar Said", "Teacher, chess, tea.", face="omar"),
        Character("zola", "Zola Ndlovu", "Photographs of the town, mostly at dusk.", face="zola"),
        Character("nuru", "Mama Nuru", "Mama Nuru's Kitchen, by the jetty.", service=True),
        Character("juma", "Juma Otieno", "Fruit, from the cart."),
        Character("jianguo", "王建国", "开了二十年出租车", "zh-CN"),
        Character("ana", "Ana Kowalska", "Tears the tickets at the Lux."),
    )
}
