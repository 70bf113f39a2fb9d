-- lowest program version: 1
-- A shop whose owner was erased has no name any more.
do $$
begin
    if exists (select from pg_roles where rolname = 'leapfrog_town') then
        grant delete on wallet_owner_name to leapfrog_town;
    end if;
end $$;
