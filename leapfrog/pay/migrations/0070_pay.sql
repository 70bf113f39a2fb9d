-- lowest program version: 1
-- Whose money the town has, and how each person confirms that they pay. The money itself is the wallet's.
create table pay_town (
    only_one boolean primary key default true check (only_one),
    mode text not null check (mode in ('units', 'credit', 'provider')),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    exponent smallint not null,
    credit bigint not null check (credit >= 0) -- how far below zero a new wallet account may go
);

-- The wallet account of a person: one for each currency that the town has had.
create table pay_wallet_account (
    person_id uuid not null references identity_person,
    currency text not null,
    account_id bigint not null unique,
    primary key (person_id, currency)
);

create table pay_safety (
    person_id uuid primary key references identity_person,
    pin text, -- argon2id; null: none yet
    step_up bigint check (step_up >= 0), -- above it a PIN is not enough; null: the town's own
    small_once bigint not null default 0 check (small_once >= 0), -- up to it nothing is asked
    small_daily bigint not null default 0 check (small_daily >= 0), -- in sum, a day (UTC)
    small_on date not null default '-infinity',
    small_spent bigint not null default 0, -- on small_on
    -- up to so much a payment code pays without asking, once and in sum a day; null: the town's own
    code_once bigint check (code_once >= 0),
    code_daily bigint check (code_daily >= 0)
);

-- Wrong PINs are counted for each session, so that whoever guesses on one device locks no other.
create table pay_pin_try (
    session_id uuid primary key,
    person_id uuid not null references identity_person,
    wrong integer not null,
    next_at timestamptz not null
);
create index pay_pin_try_person on pay_pin_try (person_id);

-- What a person confirmed by PIN or passkey: one payment each, until it is made, five minutes are
-- over, or the PIN is a new one.
create table pay_confirmation (
    token_hash bytea primary key,
    person_id uuid not null references identity_person,
    session_id uuid not null, -- the device that confirmed it, and no other
    use text not null, -- in which way it is paid
    id uuid not null, -- under which id
    payee text not null,
    amount bigint not null check (amount > 0),
    expires_at timestamptz not null
);
create index pay_confirmation_person on pay_confirmation (person_id);
create index pay_confirmation_over on pay_confirmation (expires_at);

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
    operation_id uuid not null, -- the wallet's: the hold while it waits, else the transfer
    payer bigint not null, -- the two accounts
    payee bigint not null,
    request_id uuid unique references pay_request,
    made_at timestamptz not null,
    expires_at timestamptz, -- null: it was paid at once
    ended_at timestamptz
);
create index pay_transfer_sender on pay_transfer (sender_id, made_at);
create index pay_transfer_receiver on pay_transfer (receiver_id, made_at);

-- With what the town signs receipts (Ed25519). A new key is added, an old one stays published.
create table pay_receipt_key (
    id text primary key, -- first half of the SHA-256 of the public key, in hex
    seed bytea not null,
    public bytea not null,
    made_at timestamptz not null
);
