"""Benchmarks are run rarely: that they begin at all is looked at each time."""

import subprocess
import sys

from tests.tidy.sources import ROOT

MODULES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for path in sorted((ROOT / "bench").rglob("*.py"))
]
# Files for the peers' own environments, which this one has not.
FOREIGN = {
    "bench.hordak_transfers",
    "bench.peer_networkx",
    "bench.oscar_orders",
    "bench.pretix_carts",
    "bench.posts.django_square",
}


def test_every_module_of_a_benchmark_can_be_imported() -> None:
    names = [name for name in MODULES if name not in FOREIGN]
    assert len(names) > 30
    program = f"import importlib; [importlib.import_module(name) for name in {names!r}]"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
