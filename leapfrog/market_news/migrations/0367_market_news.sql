-- lowest program version: 1
-- What shops tell is a module of its own, which writes this table alone; what is in it stays.
create temporary table kept_news on commit drop as select * from market_news;
drop table market_news;

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
insert into market_news select * from kept_news;
