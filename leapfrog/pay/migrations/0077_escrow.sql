-- lowest program version: 1
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
    check (state not in ('released', 'closed_unpaid', 'refunded') or (paid - refunded - released = 0 and due_at is null)),
    check (state not in ('released', 'closed_unpaid', 'refunded') or refund in ('none', 'agreed', 'judged'))
);
create index pay_escrow_buyer on pay_escrow (buyer_id, created_at);
create index pay_escrow_seller on pay_escrow (seller_id, created_at);
