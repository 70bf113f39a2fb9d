-- lowest program version: 1
-- Money that comes in by a licensed provider.
create table pay_charge (
    id uuid primary key, -- made by the person's device
    person_id uuid not null references identity_person,
    amount bigint not null check (amount > 0),
    currency text not null,
    provider_id text not null unique, -- the provider's own name for it
    checkout text not null, -- where the person pays
    state text not null check (state in ('open', 'captured', 'failed', 'refunded')),
    deed_id uuid,
    made_at timestamptz not null,
    ended_at timestamptz
);
create index pay_charge_person on pay_charge (person_id);
