"""Asking before one quotes (FEP-044f): who wants to quote somebody of this town is answered as that
person's settings say; what others answer ours is kept and told.
"""

from leapfrog import posts
from leapfrog.fediverse import reading, sending, store_post
from leapfrog.fediverse.addresses import same_host
from leapfrog.fediverse.errors import NotHeard
from leapfrog.fediverse.receiving_notes import ReceivedNote
from leapfrog.kernel.db import Db


async def quote_asked(db: Db, come: ReceivedNote) -> None:
    """May they? The answer names the consent, which anybody can look up."""
    found = come.site.local(come.object_id)
    quote = reading.ident(come.activity.get("instrument"))
    if found is None or found[0] == "people" or not same_host(quote, come.actor.uri):
        raise NotHeard("asks to quote what is not here")
    post = await posts.post_for(db, come.actor.person_id, found[1])
    may = await posts.may_quote(db, come.actor.person_id, found[1])
    consent = None
    if may:
        consent = await store_post.add_quote(db, found[1], quote, come.actor.person_id)
    await sending.answer_quote(db, post.author.id, come.actor, come.activity, consent)


async def quote_answered(db: Db, come: ReceivedNote) -> None:
    """They may: our post names the consent from now on, when it is that of who is quoted."""
    quote = come.site.local(reading.ident(come.object.get("instrument")))
    consent = reading.ident(come.activity.get("result"))
    if quote is None or quote[0] == "people" or not same_host(consent, come.actor.uri):
        raise NotHeard("answers what was not asked")
    kept = await posts.place_of(db, quote[1])
    if kept is None:
        return
    post = await posts.post_for(db, kept.author_id, quote[1])
    if post.of is None or post.of.author.id != come.actor.person_id:
        raise NotHeard("answers for who is not quoted")
    await store_post.put_consent(db, quote[1], consent)
    await sending.post_changed(db, quote[1], kept.author_id)
