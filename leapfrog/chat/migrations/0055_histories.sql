-- lowest program version: 1
-- A history that somebody brings: looked at first, then made an archive of its own for each thread.
create table chat_import (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    name text not null,
    sha256 bytea not null,
    -- the file itself (kernel_file), until nothing more is to be read from it
    file_id uuid,
    format text not null,
    zone text not null,
    day_first boolean,
    ambiguous boolean not null,
    state text not null check (state in ('preview', 'working', 'applied', 'failed', 'undone')),
    -- entries that were written so far
    done bigint not null default 0,
    skipped bigint not null,
    problems jsonb not null,
    created_at timestamptz not null,
    applied_at timestamptz
);
create index chat_import_owner on chat_import (owner_id);

-- `conversation_id`: what the thread becomes, or, when `known`, what it is here already
create table chat_import_thread (
    import_id uuid not null references chat_import on delete cascade,
    n integer not null,
    title text not null,
    source text not null,
    is_group boolean not null,
    entries bigint not null,
    files bigint not null,
    missing bigint not null,
    first_at timestamptz,
    last_at timestamptz,
    digest bytea not null,
    chosen boolean not null,
    known boolean not null,
    conversation_id uuid not null,
    primary key (import_id, n)
);

create table chat_import_person (
    import_id uuid not null references chat_import on delete cascade,
    key text not null,
    name text not null,
    entries bigint not null,
    decision text not null check (decision in ('me', 'contact', 'outsider')),
    contact_id uuid,
    primary key (import_id, key)
);

-- A conversation of kind 'archive': one that was spoken elsewhere, and is one person's alone.
create table chat_archive (
    conversation_id uuid primary key references chat_conversation on delete cascade,
    owner_id uuid not null references identity_person on delete cascade,
    title text not null,
    source text not null,
    app text not null,
    external_id text not null,
    is_group boolean not null,
    -- of all that was said: the same history is not taken twice
    digest bytea not null
);
create index chat_archive_owner on chat_archive (owner_id, digest);

-- Who speaks in an archive. `id` is the sender of their messages; the owner's own have the owner.
create table chat_speaker (
    conversation_id uuid not null references chat_archive on delete cascade,
    id uuid not null,
    key text not null,
    -- what they were called there, and what the owner calls them
    name text not null,
    shown text not null,
    contact_id uuid,
    person_id uuid,
    primary key (conversation_id, id)
);

-- What a message of an archive was where it was said, as the program's JSON of an entry.
create table chat_archive_entry (
    conversation_id uuid not null references chat_archive on delete cascade,
    seq bigint not null,
    external_id text not null,
    entry text not null,
    primary key (conversation_id, seq)
);
create index chat_archive_entry_external on chat_archive_entry (conversation_id, external_id)
    where external_id <> '';
