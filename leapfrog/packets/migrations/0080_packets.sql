-- lowest program version: 1
-- Red packets. Their money lies on a wallet account of their own, their shares are a pool of the stock (same id).
create table packets_packet (
    id uuid primary key, -- made by the sender's device; the transfer that filled it has the same
    conversation_id uuid not null,
    direct boolean not null,
    sender_id uuid not null references identity_person,
    sharing text not null check (sharing in ('even', 'lucky')),
    for_id uuid references identity_person, -- the only one who may open it
    phrase text, -- what must be said
    greeting text not null,
    currency text not null,
    account bigint not null, -- where its money lies
    payer bigint not null, -- where it came from, and goes back to
    amount bigint not null check (amount >= shares),
    shares integer not null check (shares > 0),
    opened integer not null default 0 check (opened between 0 and shares),
    taken bigint not null default 0 check (taken between 0 and amount),
    seed bytea not null check (length(seed) = 32), -- secret until it is closed
    state text not null default 'open' check (state in ('open', 'empty', 'expired')),
    created_at timestamptz not null,
    ends_at timestamptz not null,
    closed_at timestamptz,
    check ((state = 'empty') = (opened = shares)),
    check ((state = 'empty') <= (taken = amount)),
    check ((state = 'open') = (closed_at is null))
);
create index packets_packet_sender on packets_packet (sender_id, created_at);

create table packets_share (
    packet_id uuid not null references packets_packet,
    n integer not null, -- which of the shares, from 0
    person_id uuid not null references identity_person,
    amount bigint not null check (amount > 0),
    claim_id uuid not null,
    thanks text not null default '',
    at timestamptz not null,
    primary key (packet_id, n),
    unique (packet_id, person_id)
);
create index packets_share_person on packets_share (person_id, at);

-- How red packets may be sent, as an operator said it. No row: as the settings say.
create table packets_rules (
    only_one boolean primary key default true check (only_one),
    allowed boolean not null,
    most bigint not null check (most > 0),
    daily bigint not null check (daily > 0),
    shares int not null check (shares between 1 and 500)
);
