-- lowest program version: 1
-- A brand says that an item, or a shop, misuses its name. The shop answers, the town rules.
create table brands_complaint (
    id uuid primary key, -- made by who complains
    brand_id uuid not null references brands_brand,
    merchant_id uuid not null references market_front,
    item_id uuid references market_item,
    kind text not null check (kind in ('counterfeit', 'name', 'pictures')),
    words text not null,
    -- goods that may hurt somebody: the town need not wait for the answer
    danger boolean not null,
    by_id uuid references identity_person,
    at timestamptz not null,
    answer_by timestamptz not null,
    answer text not null default '',
    answered_at timestamptz,
    state text not null check (state in ('open', 'answered', 'upheld', 'rejected', 'false', 'withdrawn')),
    for_brand text not null default '',
    for_shop text not null default '',
    ruled_at timestamptz,
    ruled_by uuid references identity_person,
    check ((ruled_at is null) = (state in ('open', 'answered')))
);
create unique index brands_complaint_once on brands_complaint
    (brand_id, merchant_id, coalesce(item_id, '00000000-0000-0000-0000-000000000000'))
    where state in ('open', 'answered');
create index brands_complaint_waiting on brands_complaint (at, id) where state in ('open', 'answered');
create index brands_complaint_brand on brands_complaint (brand_id, at desc, id desc);
create index brands_complaint_shop on brands_complaint (merchant_id, at desc, id desc);
create index brands_complaint_item on brands_complaint (item_id) where item_id is not null;

-- Pictures that either side shows; files of their own, seen by both sides and the desk.
create table brands_evidence (
    id uuid primary key, -- made by who adds it
    complaint_id uuid not null references brands_complaint,
    side text not null check (side in ('brand', 'shop')),
    sha256 bytea not null,
    width integer not null,
    height integer not null,
    added_at timestamptz not null
);
create index brands_evidence_complaint on brands_evidence (complaint_id, added_at, id);
