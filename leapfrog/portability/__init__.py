"""Portability: anyone can arrive with everything and leave with everything."""

from leapfrog.portability.arrivals import apply, brought, preview, rehearse
from leapfrog.portability.bundle import RECORD_SETS, BundleWriter, manifest_of, named_blobs
from leapfrog.portability.erasure import check_leaving, erase_all_but, erase_sets
from leapfrog.portability.jobs import TIMERS, works
from leapfrog.portability.model import MANIFEST, About, ArrivalSet, SetCount, Takeout
from leapfrog.portability.reading import Reader
from leapfrog.portability.sweeping import SWEEP
from leapfrog.portability.takeouts import ask, build
from leapfrog.portability.takeouts import file as takeout_file
from leapfrog.portability.takeouts import one as takeout
from leapfrog.portability.verifying import Verified, verified

__all__ = [
    "MANIFEST",
    "RECORD_SETS",
    "SWEEP",
    "TIMERS",
    "About",
    "ArrivalSet",
    "BundleWriter",
    "Reader",
    "SetCount",
    "Takeout",
    "Verified",
    "apply",
    "ask",
    "brought",
    "build",
    "check_leaving",
    "erase_all_but",
    "erase_sets",
    "manifest_of",
    "named_blobs",
    "preview",
    "rehearse",
    "takeout",
    "takeout_file",
    "verified",
    "works",
]
