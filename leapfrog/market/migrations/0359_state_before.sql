-- lowest program version: 1
-- What an item or a shop was before the town took it down, and is again when that is undone.
alter table market_item add column state_before text check (state_before in ('draft', 'live', 'off'));
alter table market_front add column state_before text check (state_before in ('draft', 'open', 'resting'));
-- Who follows a shop, when it tells something.
create index market_follow_shop on market_follow (merchant_id);
