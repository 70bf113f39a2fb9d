"""The jobs of all modules, by their names."""

from collections.abc import Mapping

from leapfrog import (
    chat_files,
    driver_days,
    fediverse,
    imports,
    mastodon,
    mirrors,
    moves,
    parcels,
    places,
    portability,
    posts,
    private_notes,
    push,
    town_groups,
    towns,
    webhooks,
)
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work
from leapfrog.reactions import COMPOSERS


def works_of(town: Town) -> Mapping[str, Work]:
    """What the jobs of an open town are done by."""
    return {
        **chat_files.works(town),
        **driver_days.works(town),
        **imports.works(town),
        **posts.works(town),
        **fediverse.works(town),
        **towns.works(town),
        **town_groups.works(town),
        **private_notes.works(town),
        **mastodon.works(town),
        **parcels.works(town),
        **places.works(town),
        **portability.works(town),
        **moves.works(town),
        **mirrors.works(town),
        **webhooks.works(town),
        **push.works(town, COMPOSERS),
    }
