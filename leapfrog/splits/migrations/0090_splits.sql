-- lowest program version: 1
-- Bills that people of a conversation share. Money goes straight from who owes to whom it is owed; nothing lies in
-- between, but where a merchant is paid together: there each share is a hold until all are.
create table splits_split (
    id uuid primary key, -- made by the device of who asks for it
    conversation_id uuid not null,
    by_id uuid not null references identity_person,
    title text not null,
    mode text not null check (mode in ('even', 'weights', 'items', 'exact', 'netting')),
    currency text not null,
    total bigint not null check (total >= 0),
    asked jsonb not null, -- as it was asked for: people, weights, lines, payers
    payee_id uuid, -- paid together: a merchant, or a person
    payee_account bigint,
    payee_name text not null default '',
    ends_at timestamptz, -- when what was promised together is free again
    state text not null default 'open' check (state in ('open', 'done', 'cancelled', 'released')),
    quiet boolean not null default false, -- nobody is reminded any more
    reminded integer not null default 0,
    reminded_at timestamptz,
    created_at timestamptz not null,
    closed_at timestamptz,
    check ((payee_id is null) = (payee_account is null) and (payee_id is null) = (ends_at is null)),
    check ((state = 'open') = (closed_at is null))
);
create index splits_split_place on splits_split (conversation_id, created_at);
create index splits_split_by on splits_split (by_id, created_at);

-- What each one's part is, and what each one has laid out.
create table splits_share (
    split_id uuid not null references splits_split,
    person_id uuid not null references identity_person,
    owed bigint not null check (owed >= 0),
    paid bigint not null check (paid >= 0),
    extra boolean not null, -- they got one of the cents that could not be divided
    primary key (split_id, person_id)
);
create index splits_share_person on splits_share (person_id);

create table splits_debt (
    split_id uuid not null references splits_split,
    n integer not null,
    from_id uuid not null references identity_person,
    to_id uuid not null, -- a person; together: the payee
    amount bigint not null check (amount > 0),
    state text not null default 'open' check (state in ('open', 'held', 'paid', 'cash', 'netted', 'dropped')),
    tries integer not null default 0, -- holds that were taken back
    payer bigint, -- held: whose account
    at timestamptz,
    netted_by uuid references splits_split,
    primary key (split_id, n),
    check (from_id <> to_id),
    check ((state = 'netted') = (netted_by is not null)),
    check (state <> 'held' or payer is not null)
);
create index splits_debt_from on splits_debt (from_id) where state in ('open', 'held');
create index splits_debt_to on splits_debt (to_id) where state in ('open', 'held');
