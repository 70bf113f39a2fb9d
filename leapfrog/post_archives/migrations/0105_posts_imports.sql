-- lowest program version: 1
-- archives of posts that somebody brings from elsewhere
create table posts_import (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    name text not null,
    sha256 bytea not null,
    file_id uuid,
    source text not null,
    -- whose archive it says it is
    account text not null,
    state text not null check (state in ('preview', 'working', 'applied', 'failed', 'undone')),
    -- for whom its posts are at most
    audience text not null
        check (audience in ('public', 'unlisted', 'followers', 'contacts', 'me')),
    -- how many of each kind there are, and which of them come in
    kinds jsonb not null,
    chosen text[] not null,
    traces jsonb not null,
    files int not null,
    missing int not null,
    first_at timestamptz,
    last_at timestamptz,
    done int not null default 0,
    added int not null default 0,
    skipped int not null,
    problems jsonb not null,
    created_at timestamptz not null,
    applied_at timestamptz
);
create index posts_import_owner on posts_import (owner_id, created_at desc, id desc);

-- from where a post is; a line stays when its post was taken back, so that it does not return
create table posts_brought (
    post_id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    -- null: it came in a take-out
    import_id uuid,
    source text not null,
    url text not null
);
create index posts_brought_owner on posts_brought (owner_id, import_id);

-- what somebody did elsewhere beside showing posts
create table posts_trace (
    n bigint generated always as identity,
    owner_id uuid not null references identity_person on delete cascade,
    kind text not null
        check (kind in ('follow', 'like', 'save', 'block', 'mute', 'domain', 'list')),
    value text not null,
    text text not null,
    source text not null,
    at timestamptz,
    import_id uuid,
    primary key (owner_id, kind, value)
);
create index posts_trace_import on posts_trace (import_id);
