"""Letting an import in: a job that may be killed and begun anew at any time, since all that it
makes has the same ids each time.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from leapfrog.imports import files, states, store
from leapfrog.imports.changing import APPLY
from leapfrog.imports.model import ImportJob, ImportRemark, Noted
from leapfrog.imports.target import ImportRun, tell
from leapfrog.imports.targets import TARGETS
from leapfrog.kernel.db import TRANSIENT
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import Work
from leapfrog.kernel.storage import DiskFull, QuotaFull, StorageFull

FULL = frozenset((QuotaFull.code, DiskFull.code))


def works(town: Town) -> Mapping[str, Work]:
    """The jobs of imports, by name: bringing in what was chosen."""
    return {APPLY: partial(work, town)}


async def work(town: Town, payload: Any) -> None:
    """The job of an import: brings what was chosen into its target, or marks the import as failed.
    `payload`: the `id` of the import. Opens transactions of its own; raises what shall be tried
    again.
    """
    import_id = UUID(payload["id"])
    async with town.database.reading() as db:
        job = await store.working(db, import_id)
    if job is None:
        return
    target, run = TARGETS[job.target], ImportRun(town, job)
    try:
        async with files.file_of(town, job) as path:
            await _finish(run, await target.bring(run, path))
    except TRANSIENT:
        # The job is run again.
        raise
    except Exception as cause:
        if await _fail(run, cause) and not isinstance(cause, StorageFull):
            raise
    finally:
        await target.tidy(run)


async def _finish(run: ImportRun, done: Noted) -> None:
    """All of it is in, unless another run of the same job was faster, or it was ended."""
    async with run.town.database.transaction() as db:
        job = await store.lock(db, run.job.owner_id, run.job.id)
        if job is None or states.after("finish", job.state) is None:
            return
        await TARGETS[job.target].finish(db, job)
        problems = without_full(done.problems)
        await store.finish(db, job.id, Noted(done.counts, problems, done.skipped))
        await files.let_go(db, job)
        tell(db, job.owner_id)


async def _fail(run: ImportRun, cause: Exception) -> bool:
    """Notes that it did not come in, and why where there was no room for it. False when another
    run of the same job was faster, or the owner is gone.
    """
    async with run.town.database.transaction() as db:
        job = await store.lock(db, run.job.owner_id, run.job.id)
        if job is None or states.after("fail", job.state) is None:
            return False
        await store.set_state(db, job.id, "failed")
        await store.remark(db, job.id, _problems(job, cause))
        tell(db, job.owner_id)
    return True


def _problems(job: ImportJob, cause: Exception) -> list[ImportRemark]:
    """What is wrong with the file, after that there is no room for it."""
    full = [ImportRemark("", cause.code)] if isinstance(cause, StorageFull) else []
    return full + without_full(job.problems)


def without_full(problems: Sequence[ImportRemark]) -> list[ImportRemark]:
    """What is wrong with the file, not with the town."""
    return [one for one in problems if one.reason not in FULL]
