-- lowest program version: 1
create table contacts_import (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    name text not null,
    format text not null,
    state text not null check (state in ('preview', 'applied', 'undone')),
    problems jsonb not null default '[]',
    created_at timestamptz not null,
    applied_at timestamptz
);
create index contacts_import_owner on contacts_import (owner_id, created_at);

create table contacts_import_item (
    import_id uuid not null references contacts_import on delete cascade,
    n integer not null,
    name text not null,
    card jsonb not null,
    decision text not null check (decision in ('add', 'merge', 'same', 'skip')),
    reason text not null default '',
    match_id uuid references contacts_contact on delete set null,
    matched_on text[] not null default '{}',
    -- the contact it became, and what that was before, so that it can be undone
    result_id uuid,
    before jsonb,
    primary key (import_id, n)
);

create table contacts_merge (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    keep_id uuid not null references contacts_contact on delete cascade,
    absorbed_id uuid not null references contacts_contact on delete cascade,
    keep_before jsonb not null,
    absorbed_before jsonb not null,
    created_at timestamptz not null,
    undone_at timestamptz
);
create index contacts_merge_owner on contacts_merge (owner_id, created_at);
