-- lowest program version: 1
-- The front of a shop of `till`, whose accounts and staff it has.
create table market_front (
    merchant_id uuid primary key,
    sign text not null,
    about text not null,
    hours text not null,
    -- where it stands: a place of the map by its id, and the point
    place_id text,
    lat double precision,
    lon double precision,
    state text not null check (state in ('draft', 'open', 'resting', 'limited', 'closed')),
    ships_within integer not null check (ships_within between 1 and 2160),
    returns_days integer not null check (returns_days between 0 and 365),
    return_payer text not null check (return_payer in ('buyer', 'shop')),
    trader boolean not null,
    pickup boolean not null,
    -- who a trader is: what the law asks to be shown
    legal jsonb not null,
    currency text not null,
    created_at timestamptz not null,
    opened_at timestamptz,
    check ((lat is null) = (lon is null))
);

create table market_item (
    id uuid primary key,
    merchant_id uuid not null references market_front,
    title text not null,
    body text not null,
    category text not null,
    brand text not null,
    kind text not null check (kind in ('new', 'used', 'made', 'digital', 'service')),
    tax_class text not null check (
        tax_class in ('standard', 'reduced', 'reduced2', 'zero', 'exempt')
    ),
    state text not null check (state in ('draft', 'live', 'off', 'taken_down', 'erased')),
    -- [{"name", "values"}], at most three
    options jsonb not null,
    -- {name: value}
    attributes jsonb not null,
    -- {language: {"title", "body"}}, as the shop says it in other languages
    texts jsonb not null,
    -- what a catalogue calls it, and what it said that we have no column for
    handle text not null,
    source jsonb not null,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    published_at timestamptz
);
create unique index market_item_handle on market_item (merchant_id, handle) where handle <> '';
create index market_item_merchant on market_item (merchant_id, created_at desc, id desc);
create index market_item_live on market_item (id) where state = 'live';

create table market_picture (
    id uuid primary key,
    item_id uuid not null references market_item,
    place smallint not null,
    sha256 bytea not null,
    small bytea not null,
    width integer not null,
    height integer not null,
    alt text not null
);
create index market_picture_item on market_picture (item_id, place);

create table market_variant (
    id uuid primary key,
    item_id uuid not null references market_item,
    place smallint not null,
    options text[] not null,
    sku text not null,
    -- GTIN of 14 digits
    gtin text not null,
    -- gross, in minor units of the shop's currency
    price bigint not null check (price between 1 and 1000000000),
    -- the maker's recommended price
    list_price bigint check (list_price between 1 and 1000000000),
    -- what it costs the shop
    cost bigint check (cost between 0 and 1000000000),
    -- how much is in it: {"n", "unit"}
    contents jsonb,
    no_withdrawal boolean not null,
    weight_g integer check (weight_g >= 0),
    picture uuid,
    purchase_limit integer check (purchase_limit > 0),
    active boolean not null
);
create unique index market_variant_options on market_variant (item_id, options) where active;
create index market_variant_item on market_variant (item_id, place);
create index market_variant_sku on market_variant (sku) where sku <> '';
create index market_variant_gtin on market_variant (gtin) where gtin <> '';

-- Each price that ever was asked, from when on; nobody changes it.
create table market_price (
    variant_id uuid not null references market_variant,
    at timestamptz not null,
    price bigint not null,
    why text not null check (why in ('base', 'campaign', 'import')),
    primary key (variant_id, at)
);

create table market_warehouse (
    id uuid primary key,
    merchant_id uuid not null references market_front,
    place smallint not null,
    name text not null,
    lat double precision,
    lon double precision,
    check ((lat is null) = (lon is null))
);
create index market_warehouse_merchant on market_warehouse (merchant_id, place);

-- Which pool of `stock` counts what lies of a variant in a warehouse.
create table market_stocked (
    variant_id uuid not null references market_variant,
    warehouse_id uuid not null references market_warehouse,
    pool_id uuid not null unique,
    primary key (variant_id, warehouse_id)
);

-- What is for sale, as it is searched; written with the item in one transaction.
create table market_search (
    item_id uuid primary key references market_item,
    merchant_id uuid not null,
    category text not null,
    kind text not null,
    pieces integer[] not null,
    words text not null,
    min_price bigint not null,
    in_stock boolean not null,
    -- Mercator's metres of the shop
    at point,
    since timestamptz not null
);
create index market_search_pieces on market_search using gin (pieces);
create index market_search_words on market_search using gin (words gin_trgm_ops);
create index market_search_since on market_search (since desc, item_id);
create index market_search_merchant on market_search (merchant_id);
