-- lowest program version: 1
create table pay_merchant (
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

create table pay_cashier (
    merchant_id uuid not null references pay_merchant,
    person_id uuid not null references identity_person,
    role text not null check (role in ('owner', 'manager', 'cashier')),
    since timestamptz not null,
    primary key (merchant_id, person_id)
);
create index pay_cashier_person on pay_cashier (person_id);
create unique index pay_cashier_owner on pay_cashier (merchant_id) where role = 'owner';

create table pay_close (
    id uuid primary key,
    merchant_id uuid not null references pay_merchant,
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

create table pay_intent (
    id uuid primary key,
    merchant_id uuid not null references pay_merchant,
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
    close_id uuid references pay_close,
    -- never more is given back than was paid; what is paid has a payer and a transfer
    check (refunded between 0 and amount),
    check ((transfer_id is null) = (paid_at is null)),
    check (state <> 'succeeded' or (transfer_id is not null and payer_id is not null)),
    check (refunded = 0 or transfer_id is not null)
) with (fillfactor = 70);
create index pay_intent_merchant on pay_intent (merchant_id, created_at desc, id desc);
create index pay_intent_payer on pay_intent (payer_id, paid_at) where payer_id is not null;
create index pay_intent_open on pay_intent (expires_at) where state in ('created', 'requires_action', 'processing');
create index pay_intent_day on pay_intent (merchant_id) where close_id is null and transfer_id is not null;

create table pay_refund (
    id uuid primary key,
    intent_id uuid not null references pay_intent,
    merchant_id uuid not null references pay_merchant,
    amount bigint not null check (amount > 0),
    why text not null,
    by_id uuid not null,
    at timestamptz not null,
    -- the day of the sale was closed already: it came from what was the shop's
    late boolean not null,
    close_id uuid references pay_close
);
create index pay_refund_intent on pay_refund (intent_id);
create index pay_refund_day on pay_refund (merchant_id) where close_id is null;
