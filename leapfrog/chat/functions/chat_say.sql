-- Says plain texts: all of them, or none, where one is not simply fine; then `chat.append` finds out why. Ids are
-- distinct, bodies are checked. One call is one transaction, so nobody waits for what a process has yet to send.
-- Answers for each text, by its number from 1, its places in the log; with the first of each conversation who hears it,
-- and whether it is `away`: one of two is elsewhere, which is announced (`chat.SaidToAnotherTown`).
-- What is simply fine: the sender is in a group of this town alone and may speak there, or may talk to the other one
-- (as `contacts.may_talk` says), and no request waits. What was said before is a unique violation: to look for it would
-- cost more than all the rest, in a log of 16 parts.
create or replace function chat_say(
    p_conversations uuid[], p_senders uuid[], p_clients uuid[], p_bodies text[], p_events uuid[], p_now timestamptz
) returns table (number bigint, seq bigint, ord bigint, people uuid[], away boolean)
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off set jit = off as $$
#variable_conflict use_column
declare locked bigint;
begin
    -- In the order of their ids, so that two writers never wait in a ring.
    select count(*) into locked from (
        select from chat_conversation c where c.id = any(p_conversations) and c.kind in ('direct', 'group')
            and not (c.copy or c.by_note or c.away and c.kind = 'group') and coalesce(c.asked, 'accepted') = 'accepted'
        order by c.id for no key update
    ) c;
    if locked < (select count(distinct g.c) from unnest(p_conversations) as g (c)) then return; end if;
    -- This begins after the locks are held, so it sees whatever is committed. With a limit each is looked up by
    -- itself, whatever the statistics are; with `between` and not `=` each row that is changed, too.
    return query with given as materialized (
        select g.*, c.kind, c.one_id, c.other_id, c.last_seq, c.last_ord, c.away,
            row_number() over (partition by g.c order by g.n) as nth
        from unnest(p_conversations, p_senders, p_clients, p_bodies) with ordinality as g (c, sender, client, body, n)
        cross join lateral (select * from chat_conversation where id = g.c limit 1) c
        cross join lateral (select * from chat_member where conversation_id = g.c and person_id = g.sender limit 1) m
        cross join lateral (select case g.sender when c.one_id then c.other_id else c.one_id end as them) t
        where case when c.kind = 'group' then m.until_seq is null and not (c.muted_all and m.role = 'member')
            else (select true from contacts_contact k where k.owner_id = g.sender and k.person_id = t.them
                    and k.connected and not k.deleted limit 1)
                and (select true from contacts_contact k where k.owner_id = t.them and k.person_id = g.sender
                    and k.connected and not k.deleted limit 1)
                and (select true from contacts_block where owner_id = g.sender and person_id = t.them limit 1) is null
                and (select true from contacts_block where owner_id = t.them and person_id = g.sender limit 1) is null
                and (select true from identity_person p where p.id = t.them and p.moved_to <> '' limit 1) is null
            end
    ), told as materialized (
        select t.*, t.last_seq + t.nth as seq, t.last_ord + t.nth as ord from given t
        where (select count(*) from given) = cardinality(p_conversations)
    ), added as (
        insert into chat_message (conversation_id, seq, ord, client_id, sender_id, kind, body, created_at)
        select t.c, t.seq, t.ord, t.client, t.sender, 'text', t.body, p_now from told t
    ), moved as (
        update chat_conversation c set last_seq = k.seq, last_ord = k.ord, shown_seq = k.seq, last_at = p_now,
            last_xid = pg_current_xact_id()
        from (select t.c, max(t.seq) as seq, max(t.ord) as ord from told t group by 1) k where c.id between k.c and k.c
    ), read as (
        update chat_member m set read_seq = greatest(m.read_seq, k.seq), read_ord = greatest(m.read_ord, k.ord),
            marked_unread = false, last_xid = pg_current_xact_id()
        from (select t.c, t.sender, max(t.seq) as seq, max(t.ord) as ord from told t group by 1, 2) k
        where m.conversation_id between k.c and k.c and m.person_id between k.sender and k.sender
    ), news as (
        insert into chat_unread_queue select array_agg(distinct t.c) from told t having count(*) > 0
    ), unindexed as (
        insert into chat_unindexed select array_agg(distinct t.c) from told t having count(*) > 0
    )
    select t.n, t.seq, t.ord, case when t.nth > 1 then null when t.kind = 'direct' then array[t.one_id, t.other_id]
        else array(select m.person_id from chat_member m where m.conversation_id = t.c and m.until_seq is null) end,
        case when t.away and t.nth = 1 then kernel_announce(p_events[t.n], 'chat.SaidToAnotherTown',
            jsonb_build_object('conversation_id', t.c), p_now) else false end
    from told t order by t.n;
end
$$;
