-- lowest program version: 1
-- Who follows a shop; `news`: and wants to hear from it.
create table market_follow (
    person_id uuid not null references identity_person,
    merchant_id uuid not null references market_front,
    news boolean not null,
    at timestamptz not null,
    primary key (person_id, merchant_id)
);
create index market_follow_merchant on market_follow (merchant_id) where news;

-- What a shop tells those who want to hear from it.
create table market_news (
    id uuid primary key, -- made by who says it
    merchant_id uuid not null references market_front,
    by_id uuid not null references identity_person,
    text text not null,
    item_id uuid references market_item,
    at timestamptz not null
);
create index market_news_merchant on market_news (merchant_id, at desc, id desc);
create index market_news_by on market_news (by_id);

-- Who pays a shop's prices for members: who follows it for so many days, or got so many orders of it.
create table market_member_rule (
    merchant_id uuid primary key references market_front,
    kind text not null check (kind in ('followers', 'buyers')),
    least integer not null check (least between 0 and 365)
);
create table market_member_price (
    variant_id uuid primary key references market_variant,
    price bigint not null check (price between 1 and 1000000000)
);

-- What the price of a variant is made of, as its shop publishes it: [{"name", "amount"}].
create table market_costs (
    variant_id uuid primary key references market_variant,
    parts jsonb not null
);
