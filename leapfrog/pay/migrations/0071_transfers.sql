-- lowest program version: 1
-- Money from person to person. What is said here about the money, the wallet's books prove.
create table pay_request (
    id uuid primary key, -- made by the asker's device
    asker_id uuid not null references identity_person,
    payer_id uuid not null references identity_person,
    amount bigint not null check (amount > 0),
    currency text not null,
    note text not null,
    state text not null check (state in ('waiting', 'paid', 'declined', 'cancelled')),
    made_at timestamptz not null,
    ended_at timestamptz
);
create index pay_request_asker on pay_request (asker_id, made_at);
create index pay_request_payer on pay_request (payer_id, made_at);

create table pay_transfer (
    id uuid primary key, -- made by the sender's device
    sender_id uuid not null references identity_person,
    receiver_id uuid not null references identity_person,
    amount bigint not null check (amount > 0),
    currency text not null,
    note text not null,
    state text not null check (state in ('waiting', 'accepted', 'declined', 'cancelled', 'returned')),
    deed_id uuid not null, -- the wallet's: the hold while it waits, else the transfer
    payer bigint not null, -- the two accounts
    payee bigint not null,
    request_id uuid unique references pay_request,
    made_at timestamptz not null,
    expires_at timestamptz, -- null: it was paid at once
    ended_at timestamptz
);
create index pay_transfer_sender on pay_transfer (sender_id, made_at);
create index pay_transfer_receiver on pay_transfer (receiver_id, made_at);
