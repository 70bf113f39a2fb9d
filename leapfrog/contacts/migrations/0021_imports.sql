-- lowest program version: 1
create table contacts_import (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    name text not null,
    -- of the file: the same id with the same file is the same deed
    sha256 bytea not null,
    format text not null,
    state text not null check (state in ('preview', 'applied', 'undone')),
    -- [{line, reason, kept}], what is to be said about the file
    problems jsonb not null default '[]',
    -- [{contact_id, name, reason}], what an undo had to leave in the book
    stayed jsonb not null default '[]',
    created_at timestamptz not null,
    applied_at timestamptz,
    -- of the transaction that applied it: what it added and that changed later has another one
    applied_xid xid8
);
create index contacts_import_owner on contacts_import (owner_id, created_at);

create table contacts_import_item (
    import_id uuid not null references contacts_import on delete cascade,
    n integer not null,
    name text not null,
    -- empty once it is applied
    card jsonb not null,
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
    matched_on text[] not null default '{}',
    -- the contact that it becomes, or became
    contact_id uuid,
    primary key (import_id, n)
);
create index contacts_import_item_digest on contacts_import_item (digest);

-- the contacts of before that an import changed: their card and tags, so that it can be undone
create table contacts_import_change (
    import_id uuid not null references contacts_import on delete cascade,
    contact_id uuid not null references contacts_contact on delete cascade,
    before jsonb not null,
    -- a fingerprint of what it was after that: another one means that it was edited since
    after text,
    primary key (import_id, contact_id)
);

create table contacts_merge (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    keep_id uuid not null references contacts_contact on delete cascade,
    absorbed_id uuid not null references contacts_contact on delete cascade,
    keep_before jsonb not null,
    absorbed_before jsonb not null,
    -- a fingerprint of the one that was kept, after that
    after text not null,
    created_at timestamptz not null,
    undone_at timestamptz
);
create index contacts_merge_owner on contacts_merge (owner_id, created_at);
