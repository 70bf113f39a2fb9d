-- lowest program version: 1
-- Where somebody who moves here lived: whoever else comes from there finds them here.
alter table moves_arriving add column address text not null default '';
create index moves_arriving_address on moves_arriving (address) where address <> '';
