-- lowest program version: 1
-- Shops that were there before statements knew them by name.
insert into wallet_owner_name (owner_id, name) select id, name from pay_merchant;
