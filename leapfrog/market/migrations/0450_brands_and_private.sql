-- lowest program version: 1
-- Of which brand something is, as its shop says, to be counted and chosen by. Programs of before write none.
alter table market_search add column brand text not null default '';
update market_search s set brand = i.brand from market_item i where i.id = s.item_id and i.brand <> '';
-- When a shop that sells often said last that it is a private person's.
alter table market_front add column private_at timestamptz;
