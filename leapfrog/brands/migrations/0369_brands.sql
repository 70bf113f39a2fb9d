-- lowest program version: 1
-- Brands that shops say they are, what the town found, and until when that holds. One row for each time a shop asks.
create table brands_brand (
    id uuid primary key, -- made by who asks
    merchant_id uuid not null references market_front,
    name text not null,
    -- the name as it is compared: what looks the same is the same
    alike text not null,
    claim text not null check (claim in ('owner', 'licensee', 'dealer')),
    -- where the trade mark is registered, and its number
    register text not null,
    words text not null,
    state text not null check (state in ('draft', 'asked', 'verified', 'refused', 'appealed', 'ended')),
    by_id uuid references identity_person,
    made_at timestamptz not null,
    asked_at timestamptz,
    -- what was checked, or why not; and why not the first time
    reason text not null default '',
    first_reason text not null default '',
    decided_at timestamptz,
    decided_by uuid references identity_person,
    until timestamptz,
    appeal text,
    appealed_at timestamptz,
    ended_at timestamptz,
    ended_why text check (ended_why in ('lapsed', 'given_up', 'withdrawn', 'renewed')),
    -- when its documents are erased
    forget_at timestamptz,
    check (state <> 'verified' or until is not null),
    check ((state = 'ended') = (ended_at is not null))
);
create index brands_brand_shop on brands_brand (merchant_id, made_at desc);
create index brands_brand_alike on brands_brand (alike) where state = 'verified';
create index brands_brand_waiting on brands_brand (asked_at, id) where state in ('asked', 'appealed');
create unique index brands_brand_under_way on brands_brand (merchant_id) where state in ('draft', 'asked', 'appealed');
create unique index brands_brand_verified on brands_brand (merchant_id) where state = 'verified';

-- What shows that the shop may use the name; the file is one of the row above, seen by the desk alone.
create table brands_document (
    id uuid primary key, -- made by who adds it
    brand_id uuid not null references brands_brand,
    name text not null,
    media_type text not null,
    size bigint not null,
    sha256 bytea not null,
    added_at timestamptz not null
);
create index brands_document_brand on brands_document (brand_id, added_at, id);
-- Who of the desk has looked at which, and when.
create table brands_view (
    document_id uuid not null references brands_document on delete cascade,
    by_id uuid not null references identity_person,
    at timestamptz not null
);
create index brands_view_document on brands_view (document_id, at desc);
create index brands_view_by on brands_view (by_id);

-- The page of a brand: its head, and its shelves in order: [{"title", "titles", "items"}].
create table brands_page (
    merchant_id uuid primary key references market_front,
    words text not null,
    shelves jsonb not null,
    head bytea,
    head_width integer not null default 0,
    head_height integer not null default 0,
    head_alt text not null default '',
    changed_at timestamptz not null
);
