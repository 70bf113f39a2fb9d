-- lowest program version: 1
-- History is only added to, and only by the functions above: for everybody, the owner of the database included.
create function wallet_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the books are never changed: % on %', tg_op, tg_table_name using errcode = 'WL001';
end $$;

create function wallet_refuse_others() returns trigger language plpgsql as $$
begin
    if current_setting('wallet.writer', true) is distinct from 'on' then
        raise exception 'money moves by wallet_post alone: % on %', tg_op, tg_table_name using errcode = 'WL001';
    end if;
    return null;
end $$;

do $$
declare name text;
begin
    foreach name in array array['wallet_transfer', 'wallet_batch', 'wallet_reconciliation'] loop
        execute format('create trigger kept before update or delete or truncate on %I execute function wallet_refuse()', name);
        execute format('create trigger guarded before insert on %I execute function wallet_refuse_others()', name);
    end loop;
    foreach name in array array['wallet_account', 'wallet_hold', 'wallet_lane', 'wallet_audit', 'wallet_currency'] loop
        execute format(
            'create trigger guarded before insert or update or delete or truncate on %I execute function wallet_refuse_others()',
            name
        );
    end loop;
end $$;

-- Roles for a database that several share: the town's own may read and call, an operator's may read. Where this login may not
-- make roles there are none, and the triggers above stand alone.
do $$
declare role text;
begin
    foreach role in array array['leapfrog_town', 'leapfrog_reader'] loop
        begin
            execute format('create role %I nologin', role);
        exception
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then return;
        end;
        execute format('grant usage on schema public to %I', role);
        execute format(
            'grant select on wallet_currency, wallet_account, wallet_transfer, wallet_hold, wallet_batch, wallet_lane, '
            'wallet_audit, wallet_reconciliation, wallet_entry to %I', role
        );
        execute format(
            'grant execute on function wallet_at(bigint, timestamptz), wallet_verify(bigint) to %I', role
        );
    end loop;
end $$;

do $$
declare writer regprocedure; may_grant boolean := exists (select from pg_roles where rolname = 'leapfrog_town');
begin
    for writer in
        select oid::regprocedure from pg_proc
        where proname in (
            'wallet_post', 'wallet_decide', 'wallet_write', 'wallet_open', 'wallet_note', 'wallet_flag', 'wallet_close',
            'wallet_limit', 'wallet_forget', 'wallet_unit', 'wallet_reconciled'
        ) and pronamespace = 'public'::regnamespace
    loop
        execute format('revoke execute on function %s from public', writer);
        if may_grant and writer::text !~ '^wallet_(decide|write|note)' then
            execute format('grant execute on function %s to leapfrog_town', writer);
        end if;
    end loop;
end $$;
