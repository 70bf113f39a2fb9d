-- The last entry of an account at a moment, and the balance after it; both 0 before the first. Entry numbers and times
-- grow together, so a search by halves finds it.
create or replace function wallet_at(p_account bigint, p_at timestamptz, out number bigint, out balance bigint)
language plpgsql stable set search_path = public, pg_temp as $$
declare
    highest bigint; middle bigint; entry record;
begin
    number := 0; balance := 0;
    select entries into highest from wallet_account where id = p_account;
    while number < highest loop
        middle := (number + highest + 1) / 2;
        select at, dr_balance as balance into entry from wallet_transfer where dr = p_account and dr_no = middle;
        if not found then
            select at, cr_balance as balance into entry from wallet_transfer where cr = p_account and cr_no = middle;
        end if;
        if entry.at <= p_at then number := middle; balance := entry.balance; else highest := middle - 1; end if;
    end loop;
end $$;

do $$
declare
    reader text;
begin
    for reader in select rolname from pg_roles where rolname in ('leapfrog_town', 'leapfrog_reader') loop
        execute format('grant execute on function wallet_at to %I', reader);
    end loop;
end $$;
