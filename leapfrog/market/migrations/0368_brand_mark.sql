-- lowest program version: 1
-- The brand that the town verified this shop to be, and until when; nobody sees it after that moment.
alter table market_front add column brand text not null default '';
alter table market_front add column brand_until timestamptz;
create index market_front_brand on market_front (brand_until) where brand_until is not null;
