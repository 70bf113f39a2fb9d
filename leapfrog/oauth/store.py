"""SQL of client apps, codes and tokens."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.oauth.model import Access, AuthorizationCode, ClientApp, Token

ADD_APP = """
insert into oauth_app (id, client_id, secret_hash, name, website, redirect_uris, scopes, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
APP = """
select id, client_id, secret_hash, name, website, redirect_uris, scopes from oauth_app
where client_id = $1
"""
APP_BY_ID = """
select id, client_id, secret_hash, name, website, redirect_uris, scopes from oauth_app
where id = $1
"""
ADD_CODE = """
insert into oauth_code (hash, app_id, person_id, redirect_uri, scopes, challenge, expires_at)
values ($1, $2, $3, $4, $5, $6, $7)
"""
TAKE_CODE = """
update oauth_code set used = true where hash = $1 and not used and expires_at > $2
returning app_id, person_id, redirect_uri, scopes, challenge
"""
GAVE = "update oauth_code set token_id = $2 where hash = $1"
# A token that goes is forgotten by the code that gave it. Whoever brings a code again holds the
# code's row, or waits for it; so all take the code first and then the token.
DROP_GIVEN = """
delete from oauth_token where id = (
    select token_id from oauth_code where hash = $1 for no key update
)
returning person_id, id
"""
HOLD_CODE = "select from oauth_code where token_id = $1 for no key update"
ADD_TOKEN = """
insert into oauth_token (id, hash, app_id, person_id, scopes, made_at, last_used_at)
values ($1, $2, $3, $4, $5, $6, $6)
"""
TOKEN = """
select t.id, t.app_id, a.name as app_name, a.website, t.person_id, t.scopes, t.last_used_at
from oauth_token t join oauth_app a on a.id = t.app_id where t.hash = $1
"""
TOKEN_BY_ID = """
select t.id, t.app_id, a.name as app_name, a.website, t.person_id, t.scopes, t.last_used_at
from oauth_token t join oauth_app a on a.id = t.app_id where t.id = $1
"""
TOKENS_OF = "select person_id, id from oauth_token where person_id = any($1::uuid[])"
USED = "update oauth_token set last_used_at = $2 where id = $1"
DROP_TOKEN = "delete from oauth_token where id = $1 and app_id = $2"
MINE = """
select t.id, a.name, a.website, t.scopes, t.made_at, t.last_used_at
from oauth_token t join oauth_app a on a.id = t.app_id
where t.person_id = $1 order by t.last_used_at desc, t.id
"""
END = "delete from oauth_token where id = $1 and person_id = $2"
END_ALL = "delete from oauth_token where person_id = $1 and made_at <= $2 returning id"
DROP_CODES = "delete from oauth_code where person_id = $1 and expires_at <= $2"
DROP_EXPIRED = """
with codes as (delete from oauth_code where expires_at <= $1)
delete from oauth_app a where a.made_at <= $2
    and not exists (select from oauth_token t where t.app_id = a.id)
    and not exists (select from oauth_code c where c.app_id = a.id)
"""


async def add_app(db: Db, app: ClientApp) -> None:
    words = (app.name, app.website, app.redirect_uris, app.scopes)
    await db.run(ADD_APP, app.id, app.client_id, app.secret_hash, *words, db.now)


async def app(db: Db, client_id: str) -> ClientApp | None:
    return await db.one_as(ClientApp, APP, client_id)


async def app_by_id(db: Db, app_id: UUID) -> ClientApp | None:
    return await db.one_as(ClientApp, APP_BY_ID, app_id)


async def add_code(db: Db, digest: bytes, code: AuthorizationCode, expires_at: datetime) -> None:
    what = (code.redirect_uri, code.scopes, code.challenge)
    await db.run(ADD_CODE, digest, code.app_id, code.person_id, *what, expires_at)


async def take_code(db: Db, digest: bytes) -> AuthorizationCode | None:
    """The code, which is used up by that."""
    return await db.one_as(AuthorizationCode, TAKE_CODE, digest, db.now)


async def gave(db: Db, digest: bytes, token_id: UUID) -> None:
    """The code gave this token."""
    await db.run(GAVE, digest, token_id)


async def drop_given(db: Db, digest: bytes) -> tuple[UUID, UUID] | None:
    """Ends the token that a code gave; answers whose it was and its id."""
    row = await db.row(DROP_GIVEN, digest)
    return (row[0], row[1]) if row else None


async def add_token(
    db: Db, token_id: UUID, digest: bytes, app_id: UUID, person_id: UUID | None, scopes: list[str]
) -> None:
    await db.run(ADD_TOKEN, token_id, digest, app_id, person_id, scopes, db.now)


async def token(db: Db, digest: bytes) -> Token | None:
    return await db.one_as(Token, TOKEN, digest)


async def token_by_id(db: Db, token_id: UUID) -> Token | None:
    return await db.one_as(Token, TOKEN_BY_ID, token_id)


async def tokens_of(db: Db, people: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """(person, token)."""
    return [(row[0], row[1]) for row in await db.rows(TOKENS_OF, list(people))]


async def used(db: Db, token_id: UUID) -> None:
    await db.run(USED, token_id, db.now)


async def drop_token(db: Db, token_id: UUID, app_id: UUID) -> bool:
    await db.run(HOLD_CODE, token_id)
    return await db.run(DROP_TOKEN, token_id, app_id) == 1


async def mine(db: Db, person_id: UUID) -> list[Access]:
    """The last used first."""
    return await db.all_as(Access, MINE, person_id)


async def end(db: Db, person_id: UUID, token_id: UUID) -> bool:
    await db.run(HOLD_CODE, token_id)
    return await db.run(END, token_id, person_id) == 1


async def end_all(db: Db, person_id: UUID, before: datetime) -> list[UUID]:
    """The tokens that end by that: those that were made until then."""
    return [row[0] for row in await db.rows(END_ALL, person_id, before)]


async def drop_codes(db: Db, person_id: UUID, until: datetime) -> None:
    """Those that end by then."""
    await db.run(DROP_CODES, person_id, until)


async def drop_expired(db: Db, apps_before: datetime) -> None:
    await db.run(DROP_EXPIRED, db.now, apps_before)
