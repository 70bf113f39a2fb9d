-- A currency that the list of migration 0042 lacks, or the town's own unit; false when there is one of that code with
-- another exponent.
create or replace function wallet_unit(p_code text, p_exponent smallint, p_of_the_town boolean)
returns boolean language sql security definer set search_path = public, pg_temp set wallet.writer = 'on' as $$
    insert into wallet_currency (code, exponent, of_the_town) values (p_code, p_exponent, p_of_the_town)
    on conflict (code) do nothing;
    select exponent = p_exponent and of_the_town = p_of_the_town from wallet_currency where code = p_code;
$$;

revoke execute on function wallet_unit from public;
do $$
begin
    if exists (select from pg_roles where rolname = 'leapfrog_town') then
        grant execute on function wallet_unit to leapfrog_town;
    end if;
end $$;
