-- lowest program version: 3
-- Shops that opened before shops had pins on the map get theirs.
insert into kernel_timer (id, kind, ref, due_at)
values (gen_random_uuid(), 'market.pin', 'all', now()) on conflict do nothing;
