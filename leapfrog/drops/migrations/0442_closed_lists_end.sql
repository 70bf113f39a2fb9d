-- lowest program version: 3
-- A list that was closed before seeds had a day waits a week from now: nothing else would ever end it.
insert into kernel_timer (id, kind, ref, due_at)
select gen_random_uuid(), 'drops.close', id::text, greatest(closes_at, now()) + interval '7 days'
from drops_drop where mode = 'lottery' and state = 'closed' and giving_since is null
on conflict (kind, ref) do nothing;
