"""Made-up people for address books: names in several scripts, and what phones know of them."""

import io
import random
from base64 import b64encode
from functools import lru_cache

import msgspec
from PIL import Image

_NAMES = (
    ("Müller", "Jürgen"),
    ("O'Neill", "Zoë"),
    ("García Márquez", "José"),
    ("Nguyễn", "Thị Hạnh"),
    ("Smith", "Anna-Lena"),
    ("Øster", "Søren"),
    ("王", "小明"),
    ("张", "三丰"),
    ("欧阳", "娜娜"),
    ("陳", "美玲"),
    ("العلي", "فاطمة"),
    ("حسن", "محمد"),
    ("Иванова", "Ольга"),
    ("山田", "太郎"),
    ("Party", "🎉 Team"),
    ("Doe", "Jane; the, second"),
)
_FIRMS = ("Müller & Söhne GmbH", "东风茶馆", "Harbour Café, Ltd.", "شركة النور", "Bäckerei 🥐")
_ROLES = ("Chef de cuisine", "工程师", "Driver", "Head; of everything")
_STREETS = ("12 Harbour St, Apt 4", "Hauptstraße 5", "中山路 88号", "شارع النيل 7")
_CITIES = ("Springfield", "Köln", "上海", "القاهرة")
_NOTES = (
    "Met at the fair.\nLikes tea; hates coffee, really.",
    "第一行\n第二行：带逗号，和分号；",
    'Path C:\\temp\\new and "quotes" \\ slash',
    "A long note that goes on and on so that every writer has to fold it somewhere: "
    "ÄÖÜ äöü ß 你好 🎈 and then some more words until it is really long enough.",
    "equals = and percent % and colon: x=3D",
)


class Person(msgspec.Struct, frozen=True):
    """One made-up person; empty texts are things nobody noted. `photo`: JPEG bytes or empty."""

    family: str
    given: str
    org: str
    department: str
    title: str
    mobile: str
    home: str
    work: str
    email: str
    email2: str
    street: str
    city: str
    code: str
    country: str
    birthday: str
    url: str
    note: str
    nickname: str
    label: str
    tags: tuple[str, ...]
    uid: str
    photo: bytes

    @property
    def shown(self) -> str:
        """The name as one says it."""
        if self.family[0] >= "\u4e00":
            return self.family + self.given
        return f"{self.given} {self.family}"


@lru_cache(maxsize=8)
def jpeg(shade: int) -> bytes:
    """A tiny real picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), (shade * 30 % 256, 120, 200)).save(out, "JPEG", quality=40)
    return out.getvalue()


def jpeg_text(data: bytes) -> str:
    """A picture in base64."""
    return b64encode(data).decode()


def people(count: int, seed: int) -> list[Person]:
    """That many people, always the same ones for a seed."""
    dice = random.Random(seed)
    return [_person(dice, number) for number in range(count)]


def _person(dice: random.Random, number: int) -> Person:
    family, given = _NAMES[number % len(_NAMES)]

    def perhaps(text: str, chance: float = 0.6) -> str:
        return text if dice.random() < chance else ""

    place = dice.randrange(len(_CITIES))
    day = f"{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"
    year = perhaps(f"{dice.randint(1940, 2015)}", 0.7)
    return Person(
        family,
        given if number < len(_NAMES) else f"{given}{number}",
        org=perhaps(dice.choice(_FIRMS)),
        department=perhaps("R&D", 0.2),
        title=perhaps(dice.choice(_ROLES)),
        mobile=f"+86 138 {dice.randrange(10_000):04d} {number % 10_000:04d}",
        home=perhaps(f"+49 221 {dice.randrange(1_000_000):06d}"),
        work=perhaps(f"(0221) {dice.randrange(1_000_000):06d}", 0.4),
        email=perhaps(f"Person{number}@example.org"),
        email2=perhaps(f"p{number}@work.example", 0.3),
        street=_STREETS[place],
        city=_CITIES[place],
        code=f"{dice.randrange(100_000):05d}",
        country=perhaps("China", 0.5),
        birthday=perhaps(f"{year}-{day}" if year else f"--{day}", 0.5),
        url=perhaps(f"https://example.org/~p{number}?a=1,2;b", 0.3),
        note=perhaps(dice.choice(_NOTES)),
        nickname=perhaps("Bär", 0.2),
        label=perhaps("Grandma's kitchen", 0.2),
        tags=("Friends", "Tennis") if dice.random() < 0.3 else (),
        uid=f"{dice.getrandbits(64):016x}",
        photo=jpeg(number % 8) if dice.random() < 0.3 else b"",
    )
