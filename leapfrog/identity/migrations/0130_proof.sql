-- lowest program version: 1
-- when whoever holds the session last showed that it is them; null on a computer a phone vouched for
alter table identity_session add column proved_at timestamptz;
update identity_session set proved_at = created_at where kind <> 'linked';
