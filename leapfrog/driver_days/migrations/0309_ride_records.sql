-- lowest program version: 1
-- What other towns have signed about how somebody drove there.
create table driver_days_record (
    id uuid primary key,
    person_id uuid not null references identity_person,
    town text not null,
    -- of whom the town says it
    address text not null,
    -- as it was brought, byte for byte
    statement text not null,
    -- 'waiting': the signature is right, and the town is yet to be asked whether the key is its own
    state text not null check (state in ('waiting', 'verified', 'refused')),
    reason text not null default '',
    at timestamptz not null,
    unique (person_id, town)
);
-- Nobody else goes by it here.
create unique index driver_days_record_once on driver_days_record (town, address)
where state <> 'refused';
