"""What the owner does with an import: other options, let it in, undo it, discard it."""

from uuid import UUID

from leapfrog.imports import files, states, store
from leapfrog.imports.model import Import, ImportChange, ImportJob, ImportUpload
from leapfrog.imports.reading import locked, one
from leapfrog.imports.target import tell
from leapfrog.imports.targets import TARGETS
from leapfrog.kernel.db import Db
from leapfrog.kernel.http import Town
from leapfrog.kernel.jobs import enqueue

APPLY = "imports:apply"


async def change(town: Town, owner: UUID, import_id: UUID, given: ImportChange) -> Import:
    """Keeps other options, and reads the file again where they ask for that.

    Raises `NoImport`, `ImportBusy`, `ImportApplied`, `ImportUndone`, `Invalid` for a zone that is
    none, `UnreadableFile`.
    """
    async with town.database.transaction() as db:
        job = await locked(db, owner, import_id)
        states.after("change", job.state)
    target, options = TARGETS[job.target], given.options(job.options)
    found, anew = None, target.is_read_anew(job.options, options)
    if anew:
        async with files.file_of(town, job) as path:
            upload = ImportUpload(job.id, job.name, options)
            found = await target.read(town, owner, upload, path)
    async with town.database.transaction() as db:
        job = await locked(db, owner, import_id)
        states.after("change", job.state)
        await store.set_options(db, job.id, options)
        if anew:
            await store.note(db, job.id, await target.note(db, job, found))
        await target.choose(db, job, given)
        return await one(db, owner, import_id)


async def apply(db: Db, owner: UUID, import_id: UUID) -> Import:
    """Lets what was chosen of an import in, at once or by a job; answers the import. Again, nothing
    happens. Raises `NoImport`, `ImportUndone`, `Invalid` when nothing is to come in, `QuotaFull`,
    and what the target refuses.
    """
    job = await locked(db, owner, import_id)
    if states.after("apply", job.state) != job.state:
        done = await TARGETS[job.target].begin(db, job)
        if done is None:
            await store.begin(db, job.id)
            await enqueue(db, APPLY, {"id": str(job.id)}, key=f"{APPLY}:{job.id}")
        else:
            await store.finish(db, job.id, done)
            await files.let_go(db, job)
        tell(db, owner)
    return await one(db, owner, import_id)


async def undo(db: Db, owner: UUID, import_id: UUID) -> Import:
    """Takes away what it brought. Twice is one operation. What was here before it stays.

    Raises `NoImport`, `ImportBusy`, `ImportNotApplied`.
    """
    job = await locked(db, owner, import_id)
    if states.after("undo", job.state) != job.state:
        await TARGETS[job.target].take_away(db, job)
        await store.set_state(db, job.id, "undone")
        await files.let_go(db, job)
        tell(db, owner)
    return await one(db, owner, import_id)


async def discard(db: Db, owner: UUID, import_id: UUID) -> None:
    """Forgets a file that was only looked at, or what is known of one that was undone.

    Raises `NoImport`, `ImportBusy`, `ImportApplied`.
    """
    job = await locked(db, owner, import_id)
    states.after("discard", job.state)
    await forget(db, job)


async def forget(db: Db, job: ImportJob) -> None:
    """It is gone with its file and all that is known of it, whatever its state."""
    await TARGETS[job.target].forget(db, job)
    await files.let_go(db, job)
    await store.delete(db, job.id)
