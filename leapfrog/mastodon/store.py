"""SQL of client apps, codes and tokens."""

from datetime import datetime
from uuid import UUID

from leapfrog.kernel.db import Db
from leapfrog.mastodon.model import Access, App, AuthorizationCode, Token

ADD_APP = """
insert into mastodon_app (id, client_id, secret_hash, name, website, redirect_uris, scopes, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
"""
APP = """
select id, client_id, secret_hash, name, website, redirect_uris, scopes from mastodon_app
where client_id = $1
"""
APP_BY_ID = """
select id, client_id, secret_hash, name, website, redirect_uris, scopes from mastodon_app
where id = $1
"""
ADD_CODE = """
insert into mastodon_code (hash, app_id, person_id, redirect_uri, scopes, challenge, expires_at)
values ($1, $2, $3, $4, $5, $6, $7)
"""
TAKE_CODE = """
update mastodon_code set used = true where hash = $1 and not used and expires_at > $2
returning app_id, person_id, redirect_uri, scopes, challenge
"""
GAVE = "update mastodon_code set token_id = $2 where hash = $1"
DROP_GIVEN = """
delete from mastodon_token where id = (select token_id from mastodon_code where hash = $1)
returning person_id, id
"""
ADD_TOKEN = """
insert into mastodon_token (id, hash, app_id, person_id, scopes, made_at, last_used_at)
values ($1, $2, $3, $4, $5, $6, $6)
"""
TOKEN = """
select t.id, t.app_id, a.name as app_name, a.website, t.person_id, t.scopes, t.last_used_at
from mastodon_token t join mastodon_app a on a.id = t.app_id where t.hash = $1
"""
USED = "update mastodon_token set last_used_at = $2 where id = $1"
DROP_TOKEN = "delete from mastodon_token where hash = $1 and app_id = $2"
MINE = """
select t.id, a.name, a.website, t.scopes, t.made_at, t.last_used_at,
    split_part(p.endpoint, '/', 3) as told_by
from mastodon_token t join mastodon_app a on a.id = t.app_id
left join mastodon_push p on p.token_id = t.id
where t.person_id = $1 order by t.last_used_at desc, t.id
"""
END = "delete from mastodon_token where id = $1 and person_id = $2"
END_ALL = "delete from mastodon_token where person_id = $1 and made_at <= $2 returning id"
DROP_CODES = "delete from mastodon_code where person_id = $1 and expires_at <= $2"
ONCE = """
insert into mastodon_once as o (token_id, key, status_id, at) values ($1, $2, $3, $4)
on conflict (token_id, key) do update set key = excluded.key returning status_id
"""
DROP_EXPIRED = """
with codes as (delete from mastodon_code where expires_at <= $1),
once as (delete from mastodon_once where at <= $2)
delete from mastodon_app a where a.made_at <= $3
    and not exists (select from mastodon_token t where t.app_id = a.id)
    and not exists (select from mastodon_code c where c.app_id = a.id)
"""
SECRET = "select secret from mastodon_secret"


async def add_app(db: Db, app: App) -> None:
    words = (app.name, app.website, app.redirect_uris, app.scopes)
    await db.run(ADD_APP, app.id, app.client_id, app.secret_hash, *words, db.now)


async def app(db: Db, client_id: str) -> App | None:
    return await db.one_as(App, APP, client_id)


async def app_by_id(db: Db, app_id: UUID) -> App | None:
    return await db.one_as(App, APP_BY_ID, app_id)


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


async def used(db: Db, token_id: UUID) -> None:
    await db.run(USED, token_id, db.now)


async def drop_token(db: Db, digest: bytes, app_id: UUID) -> bool:
    return await db.run(DROP_TOKEN, digest, app_id) == 1


async def mine(db: Db, person_id: UUID) -> list[Access]:
    """The last used first."""
    return await db.all_as(Access, MINE, person_id)


async def end(db: Db, person_id: UUID, token_id: UUID) -> bool:
    return await db.run(END, token_id, person_id) == 1


async def end_all(db: Db, person_id: UUID, before: datetime) -> list[UUID]:
    """The tokens that end by that: those that were made until then."""
    return [row[0] for row in await db.rows(END_ALL, person_id, before)]


async def drop_codes(db: Db, person_id: UUID, until: datetime) -> None:
    """Those that end by then."""
    await db.run(DROP_CODES, person_id, until)


async def once(db: Db, token_id: UUID, key: str, status_id: UUID) -> UUID:
    """The id that was made under this key first; whoever comes second waits for the first."""
    found: UUID = await db.value(ONCE, token_id, key, status_id, db.now)
    return found


async def drop_expired(db: Db, once_before: datetime, apps_before: datetime) -> None:
    await db.run(DROP_EXPIRED, db.now, once_before, apps_before)


async def secret(db: Db) -> bytes:
    """With what addresses of files are signed."""
    found: bytes = await db.value(SECRET)
    return found
