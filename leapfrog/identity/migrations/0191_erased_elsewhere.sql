-- lowest program version: 1
-- Whoever was erased in another town came with conversations as a person called `erased-<id>`.
update identity_person set kind = 'erased', display_name = '', last_xid = pg_current_xact_id()
where kind = 'remote'
    and handle ~ '^erased-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
    and not exists (select from fediverse_actor a where a.person_id = identity_person.id);
