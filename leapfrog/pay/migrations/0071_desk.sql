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

-- Who did what at the desk, clerks and operators; rows are only added.
create table pay_desk_entry (
    id uuid primary key, -- made by the clerk's device, or from what it follows
    what text not null check (what in (
        'top_up', 'statement', 'matched', 'resolved', 'paid_out', 'payout_returned', 'payout_file',
        'clerk_added', 'clerk_removed', 'credit', 'looked', 'limits', 'frozen', 'unfrozen', 'books', 'packets'
    )),
    by_id uuid not null,
    person_id uuid references identity_person,
    amount bigint not null,
    note text not null,
    ref uuid, -- the bank line, the pay-out
    operation_id uuid, -- in the books
    at timestamptz not null
);
create index pay_desk_entry_at on pay_desk_entry (at, id);
create index pay_desk_entry_person on pay_desk_entry (person_id);

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
    operation_id uuid not null,
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
    operation_id uuid not null,
    made_at timestamptz not null,
    ended_at timestamptz
);
create index pay_payout_open on pay_payout (made_at) where state in ('asked', 'filed');
create index pay_payout_person on pay_payout (person_id);

-- Money that comes in by a licensed provider.
create table pay_charge (
    id uuid primary key, -- made by the person's device
    person_id uuid not null references identity_person,
    amount bigint not null check (amount > 0),
    currency text not null,
    provider_id text not null unique, -- the provider's own name for it
    checkout text not null, -- where the person pays
    state text not null check (state in ('open', 'captured', 'failed', 'refunded')),
    operation_id uuid,
    made_at timestamptz not null,
    ended_at timestamptz
);
create index pay_charge_person on pay_charge (person_id);

-- Money between a buyer and a seller, on an account of the trade's own until both have what they were promised.
create table pay_escrow (
    id uuid primary key,
    of text not null, -- what it is for, as the module that made it names it: `shops:order:<id>`
    kind text not null check (kind in ('digital', 'pickup', 'parcel')),
    buyer_id uuid not null references identity_person,
    seller_id uuid not null, -- a person or a merchant
    currency text not null,
    account bigint not null,
    buyer_account bigint not null,
    seller_account bigint not null,
    amount bigint not null check (amount > 0),
    fee_bp integer not null check (fee_bp between 0 and 10000), -- of what is released, in hundredths of a percent
    settle integer not null check (settle >= 0), -- seconds between received and released
    paid bigint not null default 0 check (paid in (0, amount)),
    refunded bigint not null default 0 check (refunded >= 0),
    released bigint not null default 0 check (released >= 0), -- with the fee
    state text not null check (state in (
        'created', 'paid', 'shipped_part', 'shipped', 'received', 'released', 'closed_unpaid', 'refunded'
    )),
    refund text not null default 'none' check (refund in (
        'none', 'asked', 'agreed', 'return_wait', 'returned', 'refused', 'judged'
    )),
    asked bigint not null default 0, -- how much the buyer wants back
    returns boolean not null default false, -- against the goods
    due_at timestamptz, -- what happens by itself happens then
    remaining integer not null default 0, -- seconds that the state's own timer has when it goes on
    extended integer not null default 0, -- seconds by which the seller has lengthened it
    step integer not null default 0,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    check (paid - refunded - released >= 0),
    check (
        state not in ('released', 'closed_unpaid', 'refunded') or (paid - refunded - released = 0 and due_at is null)
    ),
    check (state not in ('released', 'closed_unpaid', 'refunded') or refund in ('none', 'agreed', 'judged'))
);
create index pay_escrow_buyer on pay_escrow (buyer_id, created_at);
create index pay_escrow_seller on pay_escrow (seller_id, created_at);
