-- lowest program version: 1
-- What cannot be sold in the town: words, categories and barcodes, and why.
create table market_ban (
    id uuid primary key,
    words text[] not null,
    categories text[] not null,
    gtins text[] not null,
    reason text not null,
    -- {language: reason}
    reasons jsonb not null,
    by_id uuid,
    at timestamptz not null,
    ended_at timestamptz,
    check (cardinality(words) + cardinality(categories) + cardinality(gtins) > 0)
);
-- What a ban is not about, as the town decided.
create table market_ban_exception (
    ban_id uuid not null references market_ban,
    item_id uuid not null references market_item,
    by_id uuid,
    at timestamptz not null,
    primary key (ban_id, item_id)
);
create index market_ban_exception_item on market_ban_exception (item_id);

-- What the town takes of what is sold, in hundredths of a percent; each table from its day on.
create table market_fee (
    id uuid primary key,
    from_at timestamptz not null unique,
    base_bp integer not null check (base_bp between 0 and 1000),
    -- {category: hundredths of a percent}
    rates jsonb not null,
    by_id uuid,
    at timestamptz not null
);

-- How the town lets shops in.
create table market_rules (
    one boolean primary key default true check (one),
    looked_at_first boolean not null
);
-- A shop that waits for a look, that was let in, and what was said to one that was not.
alter table market_front add column asked_at timestamptz;
alter table market_front add column let_in_at timestamptz;
alter table market_front add column look_reason text not null default '';
create index market_front_asked on market_front (asked_at) where asked_at is not null;
