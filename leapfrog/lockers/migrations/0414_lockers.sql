-- lowest program version: 3
-- Lockers: machines whose compartments keep parcels. Each is a machine of `vending` and a point of `parcels`.
create table lockers_locker (
    id uuid primary key references vending_machine,
    merchant_id uuid not null,
    -- out of service since then: nothing new comes
    resting_at timestamptz,
    made_at timestamptz not null
);
create index lockers_locker_merchant on lockers_locker (merchant_id);

create table lockers_door (
    id uuid primary key,
    locker_id uuid not null references lockers_locker,
    label text not null,
    size text not null check (size in ('S', 'M', 'L')),
    state text not null default 'free' check (state in ('free', 'reserved', 'filled', 'opened', 'unknown')),
    -- for which it is reserved, which lies in it, or which nobody knows
    parcel_id uuid,
    -- by which it is open, or was opened last
    opening_id uuid,
    -- why nothing new is put in there
    fault text not null default '' check (
        fault in ('', 'did_not_open', 'stands_open', 'silent', 'occupied', 'forced', 'not_as_told', 'by_owner')
    ),
    until timestamptz, -- how long it is reserved
    changed_at timestamptz not null,
    unique (locker_id, label),
    check (state <> 'free' or parcel_id is null),
    check (state not in ('reserved', 'filled') or parcel_id is not null),
    check ((state = 'reserved') = (until is not null)),
    check (state <> 'opened' or opening_id is not null)
);
-- No parcel lies in two compartments; that no compartment holds two, its row says.
create unique index lockers_door_parcel on lockers_door (parcel_id) where parcel_id is not null;

-- A command to open a compartment, and what became of it; the id is its serial.
create table lockers_opening (
    id uuid primary key,
    locker_id uuid not null references lockers_locker,
    door_id uuid not null references lockers_door,
    parcel_id uuid,
    purpose text not null check (purpose in ('fill', 'fetch', 'collect', 'drop', 'look')),
    by_id uuid references identity_person, -- null: somebody typed a code
    before text not null, -- the state of the compartment until then
    state text not null check (state in ('asked', 'open', 'done', 'failed', 'unknown')),
    at timestamptz not null,
    until timestamptz not null,
    opened_at timestamptz,
    closed_at timestamptz,
    inside boolean, -- when it was closed; null: the machine cannot see that
    doubt text not null default '' check (doubt in ('', 'small', 'occupied', 'empty')),
    found text not null default '', -- the number of a parcel that lay there
    decided_at timestamptz
);
create index lockers_opening_door on lockers_opening (door_id, at desc);
create index lockers_opening_asked on lockers_opening (locker_id) where state in ('asked', 'unknown');
create index lockers_opening_parcel on lockers_opening (parcel_id, at desc);
create index lockers_opening_by on lockers_opening (by_id, at);
create index lockers_opening_doubt on lockers_opening (at) where doubt in ('occupied', 'empty') and decided_at is null;

-- A buyer may lay goods that go back into a locker, by this code.
create table lockers_return (
    id uuid primary key, -- made by the buyer
    case_id uuid not null, -- the question about the order
    order_id uuid not null,
    merchant_id uuid not null,
    person_id uuid not null references identity_person,
    locker_id uuid not null references lockers_locker,
    size text not null check (size in ('S', 'M', 'L')),
    code text not null check (code ~ '^[0-9]{6}$'),
    state text not null default 'asked' check (state in ('asked', 'dropped', 'lapsed')),
    at timestamptz not null,
    until timestamptz not null,
    dropped_at timestamptz
);
create index lockers_return_person on lockers_return (person_id, at);
create unique index lockers_return_case on lockers_return (case_id) where state <> 'lapsed';
create unique index lockers_return_code on lockers_return (locker_id, code) where state = 'asked';
