"""What is known of imports, as their owner sees it."""

from collections.abc import Sequence
from uuid import UUID

from leapfrog.imports import store
from leapfrog.imports.errors import NoImport
from leapfrog.imports.model import Import, ImportJob, InFile
from leapfrog.imports.targets import TARGETS
from leapfrog.kernel.db import Db


async def mine(db: Db, owner: UUID) -> list[Import]:
    """All of a person, the newest first."""
    return await shown(db, await store.jobs(db, owner))


async def one(db: Db, owner: UUID, import_id: UUID) -> Import:
    """Raises `NoImport`, for somebody else's too."""
    job = await store.job(db, owner, import_id)
    if job is None:
        raise NoImport
    return (await shown(db, [job]))[0]


async def locked(db: Db, owner: UUID, import_id: UUID) -> ImportJob:
    """To be changed in this transaction. Raises `NoImport`, for somebody else's too."""
    job = await store.lock(db, owner, import_id)
    if job is None:
        raise NoImport
    return job


async def shown(db: Db, jobs: Sequence[ImportJob]) -> list[Import]:
    """These with what their targets say of them."""
    found: dict[UUID, InFile] = {}
    for name, target in TARGETS.items():
        if own := [job for job in jobs if job.target == name]:
            found |= await target.in_file(db, own)
    return [_import(job, found[job.id]) for job in jobs]


def _import(job: ImportJob, found: InFile) -> Import:
    return Import(
        id=job.id,
        target=job.target,
        also=job.also,
        name=job.name,
        format=job.format,
        state=job.state,
        options=job.options,
        done=job.done,
        skipped=job.skipped,
        counts=job.counts,
        problems=job.problems,
        created_at=job.created_at,
        applied_at=job.applied_at,
        chats=found.chats,
        posts=found.posts,
        contacts=found.contacts,
        goods=found.goods,
    )
