"""Heron is a brand: the town has seen its papers, its page has two shelves."""

import io
from datetime import timedelta
from math import pi, sin
from uuid import UUID

from PIL import Image, ImageDraw, ImageFilter

from leapfrog import brands
from leapfrog.brands import BrandDecision, BrandDocument, BrandPage, BrandShelf, BrandWishes
from leapfrog.demo.shops import HERON, Stall, chosen, one, sells
from leapfrog.demo.stage import Stage
from leapfrog.demo.wares import Ware
from leapfrog.kernel.ids import new_id
from leapfrog.kernel.images import whole_webp
from leapfrog.market import NewItem

LIGHTING = "home/lighting"
PAPER = (246, 241, 228)
INK = (52, 60, 72)
WORDS = """Brass, glass and patience. Every lamp is numbered under the foot.
每盏灯底部都有编号。"""


def wares() -> list[Stall]:
    """What lies beside the rowing lamp."""
    stern = NewItem(
        "Stern lamp",
        one(5_900),
        "White, all round, for the stern. Clips on without tools.",
        LIGHTING,
        brand=HERON,
        kind="made",
        texts={"zh": {"title": "船尾灯", "body": "白光环照，免工具安装。"}},
    )
    lantern = NewItem(
        "Jetty lantern",
        [],
        "To be left on the jetty, so that you find it again.",
        LIGHTING,
        brand=HERON,
        kind="made",
        texts={"zh": {"title": "码头灯笼", "body": "留在码头，回来时一眼看见。"}},
    )
    oil = NewItem(
        "Brass polish",
        one(900, contents={"n": 100, "unit": "ml"}),
        "Twice a year is enough.",
        "home/cleaning",
        brand=HERON,
        texts={"zh": {"title": "黄铜护理油", "body": "一年两次就够。"}},
    )
    return [
        Stall(stern, Ware("jar", (176, 132, 48), (250, 240, 200)), 18),
        Stall(
            chosen(lantern, "Size", small=3_900, large=5_200),
            Ware("jar", (60, 84, 96), (250, 214, 120)),
            9,
        ),
        Stall(oil, Ware("jar", (220, 208, 176), (176, 132, 48)), 40),
    ]


async def brand(stage: Stage, lamp: UUID) -> None:
    """Zola shows the certificate, the town looks and says until when that holds; `lamp`: the item
    that she sells already.
    """
    zola, shop = stage.ids["zola"], stage.shops[HERON]
    made = {}
    for stall in wares():
        made[stall.item.title] = await sells(stage, "zola", HERON, stall)
        stage.later(5)
    brand_id, paper = new_id(), await whole_webp(certificate(), 1600, 1600)
    async with stage.town.database.transaction() as db:
        wishes = BrandWishes(HERON, "owner", "EU trade mark 018 302 118")
        await brands.put(db, zola, brand_id, shop, wishes)
        document = BrandDocument(
            new_id(), brand_id, "Certificate", "image/webp", len(paper), b"", added_at=db.now
        )
        await brands.add_document(db, stage.town, zola, document, paper)
        await brands.hand_in(db, zola, brand_id)
    stage.later(90)
    async with stage.town.database.transaction() as db:
        checked = "The certificate names the shop's owner; the register says the same."
        decision = BrandDecision(checked, db.now + timedelta(days=365))
        await brands.decide(db, stage.ids["priya"], brand_id, decision)
    async with stage.town.database.transaction() as db:
        shelves = [
            BrandShelf("On the water", [lamp, made["Stern lamp"]], {"zh": "水上"}),
            BrandShelf(
                "On the jetty", [made["Jetty lantern"], made["Brass polish"]], {"zh": "岸上"}
            ),
        ]
        page = BrandPage(shop, WORDS, shelves, db.now)
        await brands.put_page(db, zola, shop, None, page)
    head = await whole_webp(lake(), 1600, 900)
    async with stage.town.database.transaction() as db:
        alt = "A lamp on the bow of a boat, before sunrise"
        await brands.put_head(db, stage.town, zola, shop, head, alt)


def certificate() -> bytes:
    """A page that looks like one of a register, with nothing on it that can be read."""
    page = Image.new("RGB", (900, 1270), PAPER)
    pen = ImageDraw.Draw(page)
    pen.rectangle((50, 50, 850, 1220), outline=INK, width=4)
    for n in range(14):
        width = 640 if n % 4 else 420
        pen.rectangle((130, 260 + n * 56, 130 + width, 272 + n * 56), fill=(150, 152, 150))
    pen.ellipse((620, 1010, 760, 1150), outline=(150, 40, 40), width=6)
    return _png(page)


def lake() -> bytes:
    """A boat with a lamp on a lake before sunrise."""
    wide, high = 1200, 520
    picture = Image.new("RGB", (wide, high))
    pen = ImageDraw.Draw(picture)
    for y in range(high):
        part = y / high
        sky = (int(20 + 70 * part), int(34 + 60 * part), int(62 + 40 * part))
        pen.line((0, y, wide, y), fill=sky)
    for x in range(wide):
        shore = 190 + int(16 * sin(x / wide * 5 * pi))
        pen.line((x, shore, x, 210), fill=(18, 30, 46))
    pen.rectangle((0, 210, wide, high), fill=(30, 48, 74))
    glow = Image.new("RGB", (wide, high))
    shine = ImageDraw.Draw(glow)
    shine.ellipse((690, 210, 990, 510), fill=(120, 90, 30))
    shine.ellipse((790, 300, 890, 400), fill=(250, 214, 120))
    picture = Image.blend(picture, glow.filter(ImageFilter.GaussianBlur(50)), 0.4)
    pen = ImageDraw.Draw(picture)
    pen.polygon([(420, 380), (850, 380), (810, 430), (470, 430)], fill=(20, 16, 18))
    pen.rectangle((832, 340, 846, 380), fill=(196, 148, 52))
    pen.ellipse((826, 326, 852, 352), fill=(255, 236, 170))
    return _png(picture.filter(ImageFilter.SMOOTH))


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
