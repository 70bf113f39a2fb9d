-- lowest program version: 1
-- The desk, where money comes into the town and leaves it.
create table pay_clerk (
    person_id uuid primary key references identity_person,
    by_id uuid not null,
    at timestamptz not null
);

-- What somebody writes on a bank transfer to their wallet (ISO 11649).
create table pay_reference (
    person_id uuid primary key references identity_person,
    code text not null unique
);

-- Who did what at the desk; rows are only added.
create table pay_desk_deed (
    id uuid primary key, -- made by the clerk's device, or from what it follows
    what text not null check (what in (
        'top_up', 'statement', 'matched', 'resolved', 'paid_out', 'payout_returned', 'payout_file',
        'clerk_added', 'clerk_removed', 'credit'
    )),
    by_id uuid not null,
    person_id uuid references identity_person,
    amount bigint not null,
    note text not null,
    ref uuid, -- the bank line, the pay-out
    deed_id uuid, -- in the books
    at timestamptz not null
);
create index pay_desk_deed_at on pay_desk_deed (at, id);
create index pay_desk_deed_person on pay_desk_deed (person_id);

create table pay_bank_line (
    id uuid primary key, -- made from all that the bank says of it
    booked_on date not null,
    amount bigint not null check (amount > 0),
    currency text not null,
    name text not null,
    text text not null,
    bank_ref text not null,
    state text not null check (state in ('matched', 'suspense', 'resolved')),
    person_id uuid references identity_person,
    deed_id uuid not null,
    at timestamptz not null
);
create index pay_bank_line_suspense on pay_bank_line (at) where state = 'suspense';

create table pay_payout (
    id uuid primary key, -- made by the person's device
    person_id uuid not null references identity_person,
    amount bigint not null check (amount > 0),
    way text not null check (way in ('cash', 'bank')),
    iban text not null,
    name text not null,
    state text not null check (state in ('asked', 'filed', 'done', 'returned')),
    file_id uuid,
    deed_id uuid not null,
    made_at timestamptz not null,
    ended_at timestamptz
);
create index pay_payout_open on pay_payout (made_at) where state in ('asked', 'filed');
create index pay_payout_person on pay_payout (person_id);
