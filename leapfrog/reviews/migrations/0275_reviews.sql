-- lowest program version: 1
-- What buyers say of what they bought and received: one for each order and item.
create table reviews_review (
    id uuid primary key, -- made by who writes it
    order_id uuid not null,
    item_id uuid not null,
    merchant_id uuid not null,
    author_id uuid not null references identity_person,
    options text[] not null, -- what was bought of it, as it was called
    stars smallint not null check (stars between 1 and 5),
    text text not null,
    anonymous boolean not null,
    -- said once, some time after
    later text,
    later_at timestamptz,
    -- of the shop
    answer text,
    answered_by uuid references identity_person,
    answered_at timestamptz,
    helpful integer not null default 0 check (helpful >= 0),
    -- the logarithm of what it is sorted by: helpful, and half as much a year later
    rank double precision not null,
    taken_down boolean not null default false,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    unique (order_id, item_id),
    check ((later is null) = (later_at is null)),
    check ((answer is null) = (answered_at is null))
);
create index reviews_review_item on reviews_review (item_id, rank desc, id);
create index reviews_review_merchant on reviews_review (merchant_id, created_at desc, id);
create index reviews_review_author on reviews_review (author_id, created_at desc);
create index reviews_review_new on reviews_review (created_at desc);

-- What a review said before it was changed.
create table reviews_edit (
    review_id uuid not null references reviews_review,
    at timestamptz not null,
    stars smallint not null,
    text text not null,
    primary key (review_id, at)
);

create table reviews_picture (
    id uuid primary key,
    review_id uuid not null references reviews_review,
    place smallint not null,
    sha256 bytea not null,
    small bytea not null,
    width integer not null,
    height integer not null
);
create index reviews_picture_review on reviews_picture (review_id, place);

create table reviews_vote (
    review_id uuid not null references reviews_review,
    person_id uuid not null references identity_person,
    at timestamptz not null,
    primary key (review_id, person_id)
);
create index reviews_vote_person on reviews_vote (person_id);

-- What people brought along that they said in another town: theirs to read, and counted nowhere.
create table reviews_brought (
    person_id uuid not null references identity_person,
    id uuid not null,
    shop text not null,
    title text not null,
    stars smallint not null check (stars between 1 and 5),
    text text not null,
    later text not null,
    created_at timestamptz not null,
    primary key (person_id, id)
);
