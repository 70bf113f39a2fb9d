-- lowest program version: 1
-- Whose money the town has, and how each person confirms that they pay. The money itself is the wallet's.
create table pay_town (
    only_one boolean primary key default true check (only_one),
    mode text not null check (mode in ('units', 'credit', 'provider')),
    currency text not null check (currency ~ '^[A-Z]{3}$'),
    exponent smallint not null,
    credit bigint not null check (credit >= 0), -- how far below zero a new purse may go
    key_id bytea not null, -- names the secret below in tokens
    secret bytea not null -- by which confirmations are signed
);

-- A purse is a wallet account; there is one for each currency that the town has had.
create table pay_purse (
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
    small_spent bigint not null default 0 -- on small_on
);

-- Wrong PINs are counted for each session, so that whoever guesses on one device locks no other.
create table pay_pin_try (
    session_id uuid primary key,
    person_id uuid not null references identity_person,
    wrong integer not null,
    next_at timestamptz not null
);
create index pay_pin_try_person on pay_pin_try (person_id);
