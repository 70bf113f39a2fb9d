"""How addresses are written in each country, and what lies below what in China."""

from collections.abc import Iterator

import msgspec
import pytest

from leapfrog.address_forms import below, form_of
from leapfrog.address_forms.errors import NoDivision
from leapfrog.kernel.settings import Settings
from tests.contacts.conftest import Join
from tests.http import Enter
from tests.orders.acts import code, ok


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """The town is in China."""
    return msgspec.structs.replace(settings, region="CN")


def named(code: str, *way: str) -> list[str]:
    """What lies below that, and below these one after the other, by their names."""
    found = below(code)
    for name in way:
        [one] = [each for each in found if each.name == name]
        if not one.code:
            return one.parts
        found = below(one.code)
    return [one.name for one in found]


def test_china_is_known_from_the_province_down_to_the_village() -> None:
    assert len(named("0")) == 31
    assert "昆明市" in named("0", "云南省")
    assert "五华区" in named("0", "云南省", "昆明市")
    assert "华山街道" in named("0", "云南省", "昆明市", "五华区")
    assert "翠湖社区" in named("0", "云南省", "昆明市", "五华区", "华山街道")


def every(code: str = "0") -> Iterator[tuple[str, list[str]]]:
    """Each township of China with its villages."""
    for one in below(code):
        if one.code:
            yield from every(one.code)
        else:
            yield one.name, one.parts


def test_every_division_leads_on_and_no_village_is_a_committee() -> None:
    towns = list(every())
    villages = [name for _, parts in towns for name in parts]
    assert (len(towns), len(villages)) == (41_352, 620_573)
    assert [name for name in villages if name.endswith(("村委会", "居委会"))] == ["居委会"]
    assert all(villages)


@pytest.mark.parametrize(
    ("country", "lines", "required"),
    [
        ("DE", ["%Z %C"], "ZC"),
        ("US", ["%C, %S %Z"], "CSZ"),
        ("GB", ["%C", "%Z"], "CZ"),
        ("IN", ["%C %Z", "%S"], "CZS"),
        ("KE", ["%C", "%Z"], "C"),
    ],
)
def test_each_country_has_its_lines(country: str, lines: list[str], required: str) -> None:
    form = form_of(country)
    assert (form.lines, form.divided) == (lines, False)
    assert "".join(one.token for one in form.parts if one.required) == required
    called = {one.token: one for one in form.parts}
    if country == "US":
        assert (called["S"].called, called["Z"].called) == ("state", "zip")
        assert [one.label for one in called["S"].choices if one.value == "VT"] == ["Vermont"]


def test_a_country_that_is_not_known_has_a_city() -> None:
    assert [one.called for one in form_of("ZZ").parts] == ["city"]


def test_what_is_not_there_is_said() -> None:
    for wrong in ("99", "LICENSE"):
        with pytest.raises((NoDivision, msgspec.DecodeError)):
            below(wrong)


async def test_the_town_decides_and_only_members_ask(join: Join, client: Enter) -> None:
    amina = await join("amina")
    assert ok(await amina.get("/address-forms"))["country"] == "CN"
    assert ok(await amina.get("/address-forms"))["divided"]
    assert ok(await amina.get("/address-forms", params={"country": "FI"}))["lines"] == ["FI-%Z %C"]
    assert code(await amina.get("/address-forms", params={"country": "fi"})) == "malformed"
    answer = await amina.get("/address-forms/china/1101")
    assert answer.headers["cache-control"].startswith("private, max-age")
    assert ok(answer)["divisions"][0] == {"name": "东城区", "code": "110101"}
    assert code(await amina.get("/address-forms/china/99")) == "no_division"
    assert code(await amina.get("/address-forms/china/LICENSE")) == "malformed"
    for path in ("/address-forms", "/address-forms/china/0"):
        assert (await client().get(path)).status_code == 401
