-- lowest program version: 1
-- One table for all files that somebody brings, of contacts, chats or posts.
create table imports_job (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    target text not null check (target in ('contacts', 'chats', 'posts')),
    -- what else its file may be read as
    also text[] not null,
    name text not null,
    -- of the file: the same id with the same file is the same operation
    sha256 bytea not null,
    -- the file itself (kernel_file), while something is still to be read from it
    file_id uuid,
    format text not null,
    state text not null check (state in ('previewed', 'working', 'applied', 'failed', 'undone')),
    -- {zone, day_first, audience, kinds}
    options jsonb not null,
    -- records that were gone through so far
    done bigint not null default 0,
    -- records that could not be read
    skipped bigint not null default 0,
    -- [{kind, seen, brought, known, skipped: {reason: n}}]
    counts jsonb not null default '[]',
    -- [{place, reason, kept}], the first of what is to be said about the file
    problems jsonb not null default '[]',
    -- what its target notes of the file
    details jsonb not null default '{}',
    created_at timestamptz not null,
    applied_at timestamptz,
    -- of the transaction that applied it: a contact that it added and that changed later has another
    applied_xid xid8
);
create index imports_job_owner on imports_job (owner_id, created_at desc, id desc);

-- A conversation of a file. `conversation_id`: what it becomes, or, when `known`, what it is here already
create table imports_conversation (
    import_id uuid not null references imports_job on delete cascade,
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

-- Who speaks in the conversations of a file, and who that is here.
create table imports_person (
    import_id uuid not null references imports_job on delete cascade,
    key text not null,
    name text not null,
    entries bigint not null,
    decision text not null check (decision in ('me', 'contact', 'outsider')),
    contact_id uuid,
    primary key (import_id, key)
);

-- A card of a file.
create table imports_contact (
    import_id uuid not null references imports_job on delete cascade,
    n integer not null,
    name text not null,
    -- by which the very same card is known again in a later file
    digest bytea not null,
    -- bytes of the card, and its properties, all and those that are shown nowhere
    size integer not null,
    properties integer not null,
    unknown integer not null,
    decision text not null check (decision in ('add', 'merge', 'same', 'skip')),
    reason text not null,
    -- with whom it is one: a contact of the book, or what an item before it will become
    match_id uuid,
    -- words, with a space between; an array costs more to write than all the rest of the row
    matched_on text not null,
    -- the contact that it becomes, or became
    contact_id uuid,
    primary key (import_id, n)
);
create index imports_contact_digest on imports_contact (digest);
