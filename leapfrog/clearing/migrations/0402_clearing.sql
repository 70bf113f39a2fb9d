-- lowest program version: 1
-- Towns with which this one settles money between people. `mine`, `theirs`: what each side signed last, as canonical
-- JSON; `terms`: what both signed, by which payments go. What may lie on the account at most is what we may owe.
create table clearing_partner (
    domain text primary key,
    mine text,
    mine_sig text,
    theirs text,
    theirs_sig text,
    terms text,
    account_id bigint unique,
    -- why payments between the two stop; null: they go
    stopped text check (stopped in ('desk', 'books_differ', 'unpaid')),
    -- the last day (UTC) of which the sums were told
    told_on date,
    changed_at timestamptz not null
);

-- Payments between somebody here and somebody of another town. `id`: of this town; `wire_id`: as both towns call it.
create table clearing_payment (
    id uuid primary key,
    wire_id uuid not null,
    domain text not null references clearing_partner,
    direction text not null check (direction in ('out', 'in')),
    person_id uuid not null references identity_person, -- who pays or is paid here
    other_id uuid not null references identity_person, -- who there
    amount bigint not null check (amount > 0),
    currency text not null,
    note text not null,
    at_once boolean not null, -- nobody has to accept it
    state text not null check (state in (
        'held', 'paid', 'refused', 'shown', 'taken', 'received', 'declined', 'returned'
    )),
    code text, -- why it was refused
    of_id uuid references clearing_payment, -- it gives this one back
    request_id uuid,
    hold_id uuid not null, -- the wallet's: what is promised
    operation_id uuid, -- and what moved in the end
    payer bigint not null, -- the two accounts
    payee bigint not null,
    take text, -- the signature of the town that takes it
    receipt text, -- what the town that pays signed, as canonical JSON
    decided_at timestamptz, -- when it was paid, by the clock of the town that pays
    until timestamptz not null,
    made_at timestamptz not null,
    ended_at timestamptz,
    unique (domain, direction, wire_id)
);
create index clearing_payment_person on clearing_payment (person_id, made_at);
create index clearing_payment_other on clearing_payment (other_id);
create index clearing_payment_open on clearing_payment (domain, until) where state in ('held', 'shown', 'taken');
create index clearing_payment_decided on clearing_payment (domain, direction, decided_at) where decided_at is not null;
create index clearing_payment_made on clearing_payment (domain, direction, made_at);
create index clearing_payment_of on clearing_payment (of_id) where of_id is not null;
