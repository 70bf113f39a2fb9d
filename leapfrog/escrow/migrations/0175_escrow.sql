-- lowest program version: 1
-- Escrow anew: nothing had used it yet. The money lies on an account of the trade's own until both sides have what they
-- were promised.
drop table pay_escrow;

create table escrow_trade (
    id uuid primary key,
    of text not null, -- what it is for, as the module that made it names it: `orders:order:<id>`
    kind text not null check (kind in ('digital', 'pickup', 'local', 'parcel')),
    buyer_id uuid not null references identity_person,
    seller_id uuid not null, -- a person or a shop
    currency text not null,
    account bigint not null,
    buyer_account bigint not null,
    seller_account bigint not null,
    fee_account bigint,
    amount bigint not null check (amount > 0),
    fee_bp integer not null check (fee_bp between 0 and 10000), -- of what is released, in hundredths of a percent
    deposit bigint not null check (deposit >= 0 and deposit < amount), -- paid first; 0: all is paid at once
    balance_from timestamptz, -- the rest is paid between these
    balance_by timestamptz,
    deposit_lost boolean not null, -- when the rest is not
    -- how long each side has, see model.EscrowTimes
    pay_within interval not null,
    ship_within interval not null,
    confirm_within interval not null,
    settle interval not null,
    answer_within interval not null,
    return_within interval not null,
    check_within interval not null,
    appeal_within interval not null,
    after_sale interval not null,
    -- from here on all changes with each step
    paid bigint not null default 0,
    refunded bigint not null default 0 check (refunded >= 0),
    released bigint not null default 0 check (released >= 0), -- with the fee
    unsent bigint not null default 0, -- what of the rest is for goods that were not sent
    state text not null check (state in (
        'created', 'deposited', 'paid', 'shipped_part', 'shipped', 'received', 'released', 'closed_unpaid', 'refunded'
    )),
    refund text not null default 'none' check (refund in (
        'none', 'asked', 'agreed', 'return_wait', 'returned', 'refused', 'appealed', 'judged', 'owed'
    )),
    asked bigint not null default 0, -- how much the buyer wants back
    asked_unsent bigint not null default 0, -- of it for goods that were not sent
    returns boolean not null default false, -- against the goods
    sent_back boolean not null default false, -- which are on their way, or there
    appealed_at timestamptz,
    due_at timestamptz, -- what happens by itself happens then
    remaining interval not null default '0', -- what the state's own timer has when it goes on
    extended interval not null default '0', -- by which it was lengthened
    after_until timestamptz, -- until then a refund can be asked for after the release
    step integer not null default 0,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    check (buyer_id <> seller_id),
    check ((deposit > 0) = (balance_from is not null and balance_by is not null)),
    check (paid in (0, deposit, amount)),
    check (paid - refunded - released >= 0),
    check (unsent between 0 and paid - refunded - released),
    check (asked_unsent between 0 and asked),
    check (state not in ('released', 'closed_unpaid', 'refunded') or paid - refunded - released = 0),
    check ((refund = 'appealed') = (appealed_at is not null)),
    check (refund <> 'owed' or state = 'released'),
    -- at an end nothing happens by itself, unless something is still open
    check (
        (due_at is null)
        = (state in ('released', 'closed_unpaid', 'refunded') and refund in ('none', 'agreed', 'judged'))
    )
) with (fillfactor = 70);
create index escrow_trade_buyer on escrow_trade (buyer_id, created_at);
create index escrow_trade_seller on escrow_trade (seller_id, created_at);
create index escrow_trade_owed on escrow_trade (seller_account) where refund = 'owed';
create index escrow_trade_appealed on escrow_trade (appealed_at) where refund = 'appealed';

-- What was done about a trade, by whom, and what moved: its time line; rows are only added.
create table escrow_step (
    escrow_id uuid not null references escrow_trade,
    step integer not null,
    id uuid, -- made by who asked; null: the clock's
    act text not null,
    detail jsonb not null,
    party_id uuid, -- the buyer, or the seller; null: the town
    by_id uuid, -- the person who did it for them
    -- afterwards
    state text not null check (state in (
        'created', 'deposited', 'paid', 'shipped_part', 'shipped', 'received', 'released', 'closed_unpaid', 'refunded'
    )),
    refund text not null check (refund in (
        'none', 'asked', 'agreed', 'return_wait', 'returned', 'refused', 'appealed', 'judged', 'owed'
    )),
    paid bigint not null, -- what moved with it
    refunded bigint not null,
    released bigint not null, -- below 0: back from the seller
    at timestamptz not null,
    primary key (escrow_id, step)
);
create unique index escrow_step_id on escrow_step (escrow_id, id);
