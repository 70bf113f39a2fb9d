-- lowest program version: 1
create table contacts_contact (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    -- whom of this or another town it is; null for people who are on no server
    person_id uuid references identity_person on delete set null,
    -- both agreed to know each other
    connected boolean not null default false,
    -- the owner's own card: [[name, value, group, [[param, [values]]]], ...], nothing that came in is lost
    card jsonb not null,
    uid text not null,
    name text not null,
    sort text not null collate "C",
    org text not null default '',
    remark text not null default '',
    note text not null default '',
    tags text[] not null default '{}',
    starred boolean not null default false,
    -- for lists: how to reach them in one line, whether the card has a picture, what a search looks in
    reach text not null default '',
    photo boolean not null default false,
    search text not null default '',
    -- 'me', 'request', 'invitation', 'carddav', or 'import:<id>'
    source text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    -- a deleted contact stays as an empty tombstone, so that every device hears of it
    deleted boolean not null default false,
    last_xid xid8 not null default pg_current_xact_id()
);
-- What makes a card big is a picture in base64, which PostgreSQL would try in vain to press.
alter table contacts_contact alter card set storage external;
create unique index contacts_contact_uid on contacts_contact (owner_id, uid) where not deleted;
create unique index contacts_contact_person on contacts_contact (owner_id, person_id)
    where person_id is not null and not deleted;
create index contacts_contact_list on contacts_contact (owner_id, sort, id) where not deleted;
create index contacts_contact_delta on contacts_contact (owner_id, last_xid);
create index contacts_contact_of on contacts_contact (person_id) where person_id is not null;

-- By what a contact can be recognised: kind 'uid', 'phone' (E.164), 'email', 'name' (normalised), 'url'.
-- No foreign key: to check each of them costs more than to write it; contacts_forget takes those of a
-- deleted contact along.
create table contacts_identifier (
    contact_id uuid not null,
    owner_id uuid not null,
    kind text not null,
    value text not null,
    primary key (contact_id, kind, value)
);
create index contacts_identifier_value on contacts_identifier (owner_id, kind, value);

create table contacts_circle (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    name text not null,
    kind text not null check (kind in ('family', 'friends', 'colleagues', 'own')),
    position integer not null
);
create index contacts_circle_owner on contacts_circle (owner_id, position);
create unique index contacts_circle_first on contacts_circle (owner_id, kind) where kind <> 'own';

-- who was given the three first circles; whoever deletes them does not get them again
create table contacts_welcomed (
    owner_id uuid primary key references identity_person on delete cascade
);

-- the town itself, written from the settings at each start: how phone numbers are dialled here
create table contacts_town (
    only_one boolean primary key default true check (only_one),
    region text not null
);

create table contacts_circle_member (
    circle_id uuid not null references contacts_circle on delete cascade,
    contact_id uuid not null references contacts_contact on delete cascade,
    primary key (circle_id, contact_id)
);
create index contacts_circle_member_contact on contacts_circle_member (contact_id);

-- a person's own card; each field is shared with everyone who is a contact, or with circles
create table contacts_card_field (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    kind text not null,
    label text not null,
    value text not null,
    everyone boolean not null default false,
    position integer not null,
    updated_at timestamptz not null
);
create index contacts_card_field_owner on contacts_card_field (owner_id, position);

create table contacts_card_audience (
    field_id uuid not null references contacts_card_field on delete cascade,
    circle_id uuid not null references contacts_circle on delete cascade,
    primary key (field_id, circle_id)
);

create table contacts_request (
    id uuid primary key,
    from_id uuid not null references identity_person on delete cascade,
    to_id uuid not null references identity_person on delete cascade,
    greeting text not null,
    state text not null check (state in ('pending', 'accepted', 'declined')),
    created_at timestamptz not null,
    decided_at timestamptz
);
create unique index contacts_request_pending on contacts_request (from_id, to_id) where state = 'pending';
create index contacts_request_to on contacts_request (to_id, state);

create table contacts_block (
    owner_id uuid not null references identity_person on delete cascade,
    person_id uuid not null references identity_person on delete cascade,
    created_at timestamptz not null,
    primary key (owner_id, person_id)
);
create index contacts_block_person on contacts_block (person_id);

create table contacts_invitation (
    id uuid primary key,
    owner_id uuid not null references identity_person on delete cascade,
    contact_id uuid references contacts_contact on delete set null,
    -- kept as it is, so that its owner can be shown the link again; it opens no account
    token text not null unique,
    created_at timestamptz not null,
    expires_at timestamptz not null
);

-- The cards of a file that was looked at, and, of those to add, all that a contact needs, worked out when
-- it is read: applying an import only moves rows. Gone once it is applied. `batch_id` is the import's.
create table contacts_draft (
    batch_id uuid not null,
    n integer not null,
    card jsonb not null,
    -- the card's; null when it has none, or another of the file has the same
    uid text,
    sort text collate "C",
    org text,
    -- null when there are none
    tags text[],
    reach text,
    photo boolean,
    search text,
    -- by what it can be recognised: [[kind, value], ...]
    identifiers jsonb,
    name text not null,
    -- the contact that it becomes
    contact_id uuid,
    primary key (batch_id, n)
);
alter table contacts_draft alter card set storage external;

-- the contacts that an import changed: their card and tags before it, so that it can be undone
create table contacts_batch_change (
    batch_id uuid not null,
    contact_id uuid not null references contacts_contact on delete cascade,
    before jsonb not null,
    -- a fingerprint of what it was after that: another one means that it was edited since
    after text,
    primary key (batch_id, contact_id)
);

-- two contacts that were made one, and what both were before, so that it can be undone
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
