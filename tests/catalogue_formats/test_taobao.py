"""The table of Taobao's assistant."""

from decimal import Decimal

import pytest

from leapfrog.catalogue_formats import CatalogueOptions
from tests.catalogue_formats.reading import packed, told, variants
from tests.catalogue_formats.samples import TAOBAO

YUAN = CatalogueOptions("CNY", 2)


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_goods_with_their_pictures_beside_the_table(encoding: str) -> None:
    files = {
        "店铺.csv": TAOBAO.encode(encoding),
        "店铺/a1b2.tbi": b"x",
        "店铺/c3d4.tbi": b"y",
    }
    name, [shirt, lamp], skips = told(packed(files), "shop.zip", YUAN)
    assert (name, skips) == ("taobao", [])
    assert (shirt.key, shirt.title, shirt.body) == ("520001", "湖边 T恤", "纯棉，透气。\n\n第二行")
    assert [(one.name, one.values) for one in shirt.options] == [
        ("颜色", ("红色", "湖蓝")),
        ("尺码", ("S",)),
    ]
    assert variants(shirt) == [("红色 S", "A1", 7_000, 20), ("湖蓝 S", "A2", 7_550, 25)]
    assert [one.path for one in shirt.pictures] == ["店铺/a1b2.tbi", "店铺/c3d4.tbi"]
    assert [v.picture for v in shirt.variants] == [1, None]
    assert (shirt.attributes, shirt.kind, shirt.is_live) == ({"品牌": "苍鹭"}, "new", True)
    assert (lamp.key, lamp.kind, lamp.is_live) == ("LAMP", "used", False)
    assert (variants(lamp), lamp.variants[0].gtin) == ([("", "LAMP", 1_200, 1)], "6901234567892")


def test_another_money_asks_for_a_rate() -> None:
    _, items, skips = told(TAOBAO.encode("gb18030"))
    assert items == []
    assert {reason for _, reason in skips} == {"currency"}
    rate = CatalogueOptions("EUR", 2, Decimal("0.13"))
    _, [shirt, _], skips = told(TAOBAO.encode("gb18030"), options=rate)
    assert ([v.price for v in shirt.variants], skips) == ([910, 982], [])


def test_what_has_no_name_is_said() -> None:
    bare = TAOBAO.replace("1627207:-1001:湖蓝;", "")
    _, [shirt, _], skips = told(bare.encode("utf-16"), options=YUAN)
    assert shirt.options[0].values == ("红色", "-1001")
    assert [reason for _, reason in skips] == ["option_unnamed"]
