-- lowest program version: 3
-- Who comes to a queue in its first minute is in a list whose order is drawn, as that of a lottery;
-- who comes later stands behind them, in the order of arrival.
alter table drops_drop
    -- who takes part, of accounts that are old enough
    add levels text[] not null default '{}'
        check (levels <@ array['known', 'checked', 'member']),
    add giving_since timestamptz, -- rights go to whose turn it is
    add ended_as text check (ended_as in ('maker', 'shop_closed', 'no_seed'));
alter table drops_reservation
    add queued boolean not null default false; -- not in the list, but behind it

update drops_drop set ended_as = case ended_why
    when 'The shop has closed.' then 'shop_closed'
    when 'The maker showed none of the seeds.' then 'no_seed' else 'maker'
end where ended_why is not null;
update drops_drop set ended_why = null where ended_as in ('shop_closed', 'no_seed');

-- Queues of before have no list, and go on as they are.
update drops_drop set giving_since = opens_at, tickets = 0 where mode = 'queue';
update drops_reservation r set queued = true
from drops_drop d where d.id = r.drop_id and d.mode = 'queue';
update drops_place p set key = decode(repeat('ff', 32), 'hex') || p.key
from drops_drop d where d.id = p.drop_id and d.mode = 'queue';
update drops_drop set giving_since = closes_at
where mode = 'lottery' and state in ('buying', 'over');
