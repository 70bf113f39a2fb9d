"""The divisions of China, from the province down to the village; written by
`tools/china_division.py`, of which each is read when somebody asks for it.
"""

from functools import cache
from pathlib import Path
from zipfile import ZipFile

import msgspec

from leapfrog.address_forms.errors import NoDivision

PROVINCES = "0"


class AddressDivision(msgspec.Struct, frozen=True, omit_defaults=True):
    """A province, city or county with the `code` under which what lies below it is found; or a
    township with the names of its villages, its `parts`.
    """

    name: str
    code: str = ""
    parts: list[str] = []


class AddressDivisions(msgspec.Struct, frozen=True):
    """What lies right below something."""

    divisions: list[AddressDivision]


@cache
def _kept() -> ZipFile:
    """Its list of contents is read once; a file of it is a few KB."""
    return ZipFile(Path(__file__).with_name("china.zip"))


def below(code: str) -> list[AddressDivision]:
    """What lies right below a division of China, by its code of GB/T 2260; "0": the provinces.
    Raises `NoDivision`.
    """
    try:
        found = _kept().read(code)
    except KeyError:
        raise NoDivision from None
    return msgspec.json.decode(found, type=AddressDivisions).divisions
