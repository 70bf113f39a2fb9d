-- lowest program version: 1
create table till_merchant (
    id uuid primary key,
    name text not null,
    -- the name in letters of ASCII, as printed codes want it
    latin text not null,
    about text not null,
    category text not null,
    picture bytea,
    currency text not null,
    -- accounts of the wallet: takings of the day, and what is the shop's after its close
    pending bigint not null,
    available bigint not null,
    -- whether the day's takings go on to the owner's wallet account when the day is closed
    pays_out boolean not null default true,
    created_at timestamptz not null,
    closed_at timestamptz
);

create table till_cashier (
    merchant_id uuid not null references till_merchant,
    person_id uuid not null references identity_person,
    role text not null check (role in ('owner', 'manager', 'cashier')),
    since timestamptz not null,
    primary key (merchant_id, person_id)
);
create index till_cashier_person on till_cashier (person_id);
create unique index till_cashier_owner on till_cashier (merchant_id) where role = 'owner';

create table till_close (
    id uuid primary key,
    merchant_id uuid not null references till_merchant,
    number integer not null,
    by_id uuid not null,
    at timestamptz not null,
    sales integer not null,
    sold bigint not null,
    refunds integer not null,
    refunded bigint not null,
    -- what went from the takings to the shop, and on to the owner's wallet account
    moved bigint not null check (moved >= 0),
    paid_out bigint not null check (paid_out >= 0),
    unique (merchant_id, number)
);

create table till_intent (
    id uuid primary key,
    merchant_id uuid not null references till_merchant,
    channel text not null check (channel in ('static', 'dynamic', 'presented')),
    amount bigint not null check (amount > 0),
    note text not null,
    state text not null check (
        state in ('created', 'requires_action', 'processing', 'succeeded', 'cancelled', 'expired')
    ),
    -- the cashier; none where the payer typed the amount
    by_id uuid,
    payer_id uuid,
    -- the transfer's id in the wallet
    transfer_id uuid,
    -- why the last try was refused
    problem text,
    refunded bigint not null default 0,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    paid_at timestamptz,
    close_id uuid references till_close,
    -- never more is given back than was paid; what is paid has a payer and a transfer
    check (refunded between 0 and amount),
    check ((transfer_id is null) = (paid_at is null)),
    check (state <> 'succeeded' or (transfer_id is not null and payer_id is not null)),
    check (refunded = 0 or transfer_id is not null)
) with (fillfactor = 70);
create index till_intent_merchant on till_intent (merchant_id, created_at desc, id desc);
create index till_intent_payer on till_intent (payer_id, paid_at) where payer_id is not null;
create index till_intent_open on till_intent (expires_at) where state in ('created', 'requires_action', 'processing');
create index till_intent_day on till_intent (merchant_id) where close_id is null and transfer_id is not null;

create table till_refund (
    id uuid primary key,
    intent_id uuid not null references till_intent,
    merchant_id uuid not null references till_merchant,
    amount bigint not null check (amount > 0),
    why text not null,
    by_id uuid not null,
    at timestamptz not null,
    -- the day of the sale was closed already: it came from what was the shop's
    late boolean not null,
    close_id uuid references till_close
);
create index till_refund_intent on till_refund (intent_id);
create index till_refund_day on till_refund (merchant_id) where close_id is null;
