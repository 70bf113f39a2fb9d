"""What an entity must have, as Mastodon.py knows it: each answer that it reads is compared."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from inspect import get_annotations
from typing import Any

import pytest
from mastodon.types_base import AttribAccessDict

# What came after the version that we say we are, or what Mastodon.py calls otherwise than Mastodon.
NOT_OURS: Mapping[str, frozenset[str]] = {
    "Account": frozenset(("show_media", "show_media_replies", "show_featured", "feature_approval")),
    "Filter": frozenset(("phrase", "irreversible", "whole_word")),
    "MediaAttachmentMetadataContainer": frozenset(("small",)),
    "Report": frozenset(("rules_ids",)),
    "Role": frozenset(("collection_limit",)),
    "SearchV2": frozenset(("collections",)),
    "Status": frozenset(("tagged_collections",)),
}


@contextmanager
def all_there() -> Iterator[set[str]]:
    """The names of the entities that were read; fails where one lacked something."""
    missing: set[str] = set()
    read: set[str] = set()
    as_it_is = AttribAccessDict.__init__

    def compared(self: Any, **given: Any) -> None:
        kind = type(self)
        names = getattr(kind, "_rename_map", {})
        if "error" not in given:
            read.add(kind.__name__)
            missing.update(
                f"{kind.__name__}.{name}"
                for name, wanted in get_annotations(kind).items()
                if "Optional" not in str(wanted)
                and name not in NOT_OURS.get(kind.__name__, ())
                and not {name, names.get(name, name)} & set(given)
            )
        as_it_is(self, **given)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AttribAccessDict, "__init__", compared)
        yield read
    assert not missing, sorted(missing)
