-- lowest program version: 1
-- The books. Amounts are whole minor units of the account's currency, never fractions.
create type wallet_owner as enum ('person', 'merchant', 'system');
create type wallet_kind as enum (
    'person', 'merchant', 'escrow', 'packet', 'hold', 'fee', 'suspense', 'issuer', 'clearing'
);

create table wallet_currency (
    id smallint primary key generated always as identity,
    -- three letters for the town's own unit too: ISO 20022 knows no others
    code text not null unique check (code ~ '^[A-Z]{3}$'),
    exponent smallint not null check (exponent between 0 and 4),
    of_the_town boolean not null default false
);
insert into wallet_currency (code, exponent) values
    ('AED', 2), ('AUD', 2), ('BHD', 3), ('BRL', 2), ('CAD', 2), ('CHF', 2), ('CNY', 2), ('CZK', 2), ('DKK', 2),
    ('EUR', 2), ('GBP', 2), ('HKD', 2), ('HUF', 2), ('IDR', 2), ('INR', 2), ('ISK', 0), ('JPY', 0), ('KES', 2),
    ('KRW', 0), ('KWD', 3), ('MXN', 2), ('MYR', 2), ('NGN', 2), ('NOK', 2), ('NZD', 2), ('PHP', 2), ('PLN', 2),
    ('RON', 2), ('SEK', 2), ('SGD', 2), ('THB', 2), ('TND', 3), ('TRY', 2), ('TWD', 2), ('TZS', 2), ('UAH', 2),
    ('UGX', 0), ('USD', 2), ('VND', 0), ('ZAR', 2);

create table wallet_account (
    id bigint primary key generated always as identity,
    owner wallet_owner not null,
    owner_id uuid,
    kind wallet_kind not null,
    -- tells several of one owner and kind apart, such as the escrow of each order
    name text not null,
    currency smallint not null references wallet_currency,
    opened_at timestamptz not null,
    -- limits; null: none
    credit bigint default 0, -- how far below zero it may go
    most bigint, -- how much may lie on it
    most_once bigint, -- how much one payment may take from it
    most_daily bigint, -- how much a day (UTC) may take from it
    -- 1 frozen by its owner   2 nothing goes out   4 nothing comes in   8 closed
    flags smallint not null default 0,
    -- from here on all changes with each entry; no index holds any of it, so that updates stay HOT
    balance bigint not null default 0, -- what came in less what went out
    held bigint not null default 0, -- of it, promised to others
    incoming bigint not null default 0, -- promised by others
    entries bigint not null default 0, -- number of the last entry
    spent bigint not null default 0, -- on spent_on, counted against most_daily
    spent_on date not null default '-infinity',
    last_at timestamptz not null default '-infinity', -- time of the last entry
    last_xid xid8 not null default pg_current_xact_id(),
    constraint wallet_account_one unique nulls not distinct (owner_id, kind, currency, name),
    constraint wallet_account_owner check ((owner = 'system') = (owner_id is null)),
    constraint wallet_account_covered check (credit is null or balance - held >= -credit),
    constraint wallet_account_promises check (held >= 0 and incoming >= 0)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.2);

-- One row for each operation, never changed. It takes from one account (dr) and gives to another (cr), so the books
-- balance by construction. No foreign keys: wallet_post has both accounts locked when it writes.
create table wallet_transfer (
    id uuid not null, -- made from the payer and the client's UUIDv7, see wallet.model.stored_id
    batch bigint not null,
    dr bigint not null,
    cr bigint not null,
    amount bigint not null check (amount >= 0),
    dr_no bigint not null, -- number within the account, without holes
    cr_no bigint not null,
    dr_balance bigint not null, -- after this entry
    cr_balance bigint not null,
    at timestamptz not null,
    idx smallint not null, -- place in the batch
    code smallint not null, -- why; wallet.model.Reason
    kind smallint not null, -- 0 transfer   1 hold   2 post   3 void   4 refund
    ref uuid, -- post, void: the hold; refund: what is given back; else the thing it is for
    seconds integer, -- how long a hold lives; null: until it is resolved
    constraint wallet_transfer_pkey primary key (id),
    constraint wallet_transfer_two check (dr <> cr)
);
create unique index wallet_transfer_dr on wallet_transfer (dr, dr_no);
create unique index wallet_transfer_cr on wallet_transfer (cr, cr_no);
create unique index wallet_transfer_resolves on wallet_transfer (ref) where kind in (2, 3);
create index wallet_transfer_refunds on wallet_transfer (ref) where kind = 4;
-- Batches grow with the heap, so a coarse index is enough. Not autosummarize: it floods the log.
create index wallet_transfer_batch on wallet_transfer using brin (batch) with (pages_per_range = 32);

-- Open holds only; that they were is in wallet_transfer.
create table wallet_hold (
    id uuid primary key,
    dr bigint not null,
    cr bigint not null,
    amount bigint not null,
    expires timestamptz
);
create index wallet_hold_expires on wallet_hold (expires) where expires is not null;

-- The hash chain: one row for each batch. A writer takes the first chain ("lane") that is free, so none waits for
-- another.
create sequence wallet_batch_id;
create table wallet_batch (
    id bigint primary key,
    lane smallint not null,
    prev bigint not null,
    size integer not null,
    at timestamptz not null,
    hash bytea not null
);
create table wallet_lane (
    lane smallint primary key,
    batch bigint not null default 0,
    hash bytea not null default '\x00'
) with (fillfactor = 10);
insert into wallet_lane (lane) select generate_series(0, 63);

-- Who changed what an account may do, and why.
create table wallet_audit (
    id bigint primary key generated always as identity,
    account_id bigint not null,
    act text not null,
    by_id uuid, -- null: the town itself
    why text not null,
    detail jsonb not null,
    at timestamptz not null
);
create index wallet_audit_account on wallet_audit (account_id, id);

-- What the nightly look through the books found; `faults` is empty when all agreed.
create table wallet_reconciliation (
    id bigint primary key generated always as identity,
    at timestamptz not null,
    batch bigint not null, -- the last one that was there
    transfers bigint not null,
    heads bytea not null, -- SHA-256 over the ends of all chains: to print, to send, to keep elsewhere
    faults jsonb not null
);

-- What statements call owners who are nobody of the town's people, such as shops; told by the module that opened the
-- account.
create table wallet_owner_name (
    owner_id uuid primary key,
    name text not null
);

-- The classical two-sided journal: what each entry did to its account.
create view wallet_entry as
select
    dr as account_id, dr_no as no, at, id, kind, code, case when kind in (1, 3) then 0 else -amount end as amount,
    amount as volume, dr_balance as balance, cr as other_id, ref, batch
from wallet_transfer
union all
select
    cr, cr_no, at, id, kind, code, case when kind in (1, 3) then 0 else amount end,
    amount, cr_balance, dr, ref, batch
from wallet_transfer;

-- An account as the operations of a batch leave it, see wallet_decide. `payer` and `payee` of an operation are places
-- in the list of accounts of its batch. What is not limited is limited by 2^62.
create type wallet_standing as (
    id bigint,
    is_there boolean,
    currency smallint,
    flags smallint,
    balance bigint,
    held bigint,
    incoming bigint,
    entries bigint,
    lowest bigint, -- what balance less held may not fall below
    highest bigint, -- what balance and incoming may not exceed
    most_once bigint,
    most_daily bigint,
    spent bigint -- of today
);

-- What an operation resolves or gives back, and what it becomes for those after it.
create type wallet_subject as (
    state smallint, -- 0 unknown   1 open hold   2 resolved hold   3 expired hold   4 payment
    amount bigint,
    payer integer,
    payee integer,
    refunded bigint,
    is_of_today boolean
);

-- All that an operation looks at and changes.
create type wallet_step as (amount bigint, payer wallet_standing, payee wallet_standing, subject wallet_subject);

-- Roles for a database that several share: the town's own may read, and call functions, an operator's may read. Where
-- this login may not make roles there are none, and the triggers (wallet_refuse, wallet_refuse_others) stand alone.
do $$
declare role text;
begin
    foreach role in array array['leapfrog_town', 'leapfrog_reader'] loop
        begin
            execute format('create role %I nologin', role);
        exception
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then return;
        end;
        execute format('grant usage on schema public to %I', role);
        execute format(
            'grant select on wallet_currency, wallet_account, wallet_transfer, wallet_hold, wallet_batch, wallet_lane, '
            'wallet_audit, wallet_reconciliation, wallet_entry, wallet_owner_name to %I', role
        );
    end loop;
    grant insert, update, delete on wallet_owner_name to leapfrog_town;
end $$;
