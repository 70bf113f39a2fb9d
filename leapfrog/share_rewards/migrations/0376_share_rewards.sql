-- lowest program version: 1
-- A shop pays who shares an item when somebody bought it through their link. The budget lies on an
-- account of its own from the beginning: what is promised is there.
create table share_rewards_offer (
    id uuid primary key, -- made by who leads the shop
    merchant_id uuid not null, -- of `market`, as is the item
    item_id uuid not null,
    title text not null, -- as it was called then
    by_id uuid not null references identity_person,
    reward bigint not null check (reward > 0), -- minor units, for each order
    budget bigint not null check (budget >= reward and budget <= 1000000000),
    promised bigint not null default 0 check (promised >= 0),
    paid bigint not null default 0 check (paid >= 0),
    returned bigint not null default 0 check (returned >= 0), -- to the shop
    cap integer not null check (cap between 1 and 100), -- rewards for one who shares
    currency text not null,
    account bigint not null, -- of the wallet: the budget
    shop_account bigint not null, -- from where it came
    ends_at timestamptz not null,
    over boolean not null default false,
    created_at timestamptz not null,
    check (promised + paid + returned <= budget)
);
create unique index share_rewards_offer_item on share_rewards_offer (item_id) where not over;
create index share_rewards_offer_merchant on share_rewards_offer (merchant_id, created_at desc, id desc);

-- Somebody's own link to it.
create table share_rewards_link (
    id uuid primary key,
    offer_id uuid not null references share_rewards_offer,
    person_id uuid not null references identity_person,
    code text not null unique,
    at timestamptz not null,
    unique (offer_id, person_id)
);
create index share_rewards_link_person on share_rewards_link (person_id, at desc, id desc);

-- Who opened one and was told of the reward: the last one counts for what they buy soon.
create table share_rewards_opened (
    offer_id uuid not null references share_rewards_offer,
    person_id uuid not null references identity_person,
    link_id uuid not null references share_rewards_link on delete cascade,
    at timestamptz not null,
    primary key (offer_id, person_id)
);
create index share_rewards_opened_person on share_rewards_opened (person_id, at desc);
create index share_rewards_opened_link on share_rewards_opened (link_id);

create table share_rewards_reward (
    id uuid primary key,
    offer_id uuid not null references share_rewards_offer,
    order_id uuid not null, -- of `orders`
    sharer_id uuid references identity_person, -- null: erased
    amount bigint not null check (amount > 0),
    state text not null check (state in ('promised', 'paid', 'void')),
    why text check (why in ('returned', 'gone', 'blocked', 'not_taken')),
    due_at timestamptz, -- when it is paid, once that is known
    at timestamptz not null,
    ended_at timestamptz,
    unique (offer_id, order_id)
);
create index share_rewards_reward_sharer on share_rewards_reward (sharer_id, at desc, id desc);
create index share_rewards_reward_order on share_rewards_reward (order_id);
