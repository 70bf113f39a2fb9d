-- lowest program version: 1
-- Sums of a day as the other town told them, of what its people paid here; `agrees`: null until they were compared.
create table clearing_day (
    domain text not null references clearing_partner,
    day date not null,
    count bigint not null,
    total bigint not null,
    head text not null,
    agrees boolean,
    at timestamptz not null,
    primary key (domain, day)
);

-- What one town pays the other by bank, so that nothing is owed. `owing`: this town is the one that pays.
create table clearing_settlement (
    id uuid primary key, -- the first half of the hash of what was proposed; the reference at the bank
    domain text not null references clearing_partner,
    owing boolean not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    state text not null check (state in ('proposed', 'agreed', 'filed', 'paid', 'refused', 'unpaid')),
    due_at timestamptz,
    operation_id uuid, -- in the books
    made_at timestamptz not null,
    ended_at timestamptz
);
create index clearing_settlement_domain on clearing_settlement (domain, made_at);
-- one at a time
create unique index clearing_settlement_open on clearing_settlement (domain)
    where state in ('proposed', 'agreed', 'filed', 'unpaid');
