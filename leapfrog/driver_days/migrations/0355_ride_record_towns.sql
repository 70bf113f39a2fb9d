-- lowest program version: 1
-- Records that no town can have signed so: their keys came from elsewhere, or nobody can read their stars.
delete from driver_days_record r
where r.town !~ '^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)*(:[0-9]+)?$' or exists (
    select from jsonb_each(r.statement::jsonb -> 'ratings') y
    where y.key !~ '^[0-9]{4}$' or exists (select from jsonb_object_keys(y.value) s where s !~ '^[1-5]$')
);
