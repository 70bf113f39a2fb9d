-- Whether this database is another one than that of which the epoch is: a dump was put into it. Then
-- transaction ids begin anew, so no cursor of before may count, and each synchronised row gets an id
-- that this database has given.
create or replace function kernel_adopt() returns boolean language plpgsql as $$
declare
    here record;
    known record;
    synchronised regclass;
begin
    select c.system_identifier, d.oid as database_oid into here
    from pg_control_system() c, pg_database d where d.datname = current_database();
    select e.system_identifier, e.database_oid into known from kernel_epoch e for update;
    if (known.system_identifier, known.database_oid) = (here.system_identifier, here.database_oid) then
        return false;
    end if;
    update kernel_epoch set system_identifier = here.system_identifier, database_oid = here.database_oid;
    if known.system_identifier is null then
        return false;
    end if;
    update kernel_epoch set id = gen_random_uuid();
    for synchronised in
        select a.attrelid from pg_attribute a join pg_class t on t.oid = a.attrelid
        where a.attname = 'last_xid' and t.relkind in ('r', 'p') and not t.relispartition
            and t.relnamespace = 'public'::regnamespace
    loop
        -- Nothing but the id changes, so no trigger has a say: money is moved by `wallet_post` alone.
        execute format('alter table %s disable trigger user', synchronised);
        execute format('update %s set last_xid = pg_current_xact_id()', synchronised);
        execute format('alter table %s enable trigger user', synchronised);
    end loop;
    return true;
end;
$$;
