-- lowest program version: 1
-- What statements call owners who are nobody of the town's people, such as shops; told by the module that opened the account.
create table wallet_owner_name (
    owner_id uuid primary key,
    name text not null
);

do $$
declare role text;
begin
    for role in select rolname from pg_roles where rolname in ('leapfrog_town', 'leapfrog_reader') loop
        execute format('grant select on wallet_owner_name to %I', role);
        if role = 'leapfrog_town' then
            execute format('grant insert, update on wallet_owner_name to %I', role);
        end if;
    end loop;
end $$;
