-- lowest program version: 1
-- from where a post is; a line stays when its post was taken back, so that it does not return
create table post_archives_brought (
    post_id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    -- null: it came in a take-out
    import_id uuid,
    source text not null,
    url text not null
);
create index post_archives_brought_owner on post_archives_brought (owner_id, import_id);

-- what somebody did elsewhere beside showing posts
create table post_archives_trace (
    n bigint generated always as identity,
    owner_id uuid not null references identity_person on delete cascade,
    kind text not null
        check (kind in ('follow', 'like', 'save', 'block', 'mute', 'domain', 'list')),
    value text not null,
    text text not null,
    source text not null,
    at timestamptz,
    import_id uuid,
    -- a block, mute or domain of an archive that holds here because of it
    held boolean not null default false,
    primary key (owner_id, kind, value)
);
create index post_archives_trace_import on post_archives_trace (import_id);
create index post_archives_trace_away on post_archives_trace (lower(value))
    where kind in ('block', 'mute') and not held;
