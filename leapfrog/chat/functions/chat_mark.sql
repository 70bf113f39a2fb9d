-- Moves marks forward, never back, and not past what their person sees. Answers for each kind of mark of each person in
-- a conversation of theirs up to where it moved, null where it did not, and who hears of it: their own devices; where
-- both show marks, also the other one of two, or who said what was read in a group. `away`: one of two is elsewhere,
-- or a group is, which was announced (`chat.ReadInAnotherTown`). The rows are locked in order.
create or replace function chat_mark(
    p_conversations uuid[], p_people uuid[], p_seqs bigint[], p_reads boolean[], p_events uuid[], p_now timestamptz
) returns table (conversation_id uuid, person_id uuid, kind text, seq bigint, people uuid[], away boolean)
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
begin
    -- What comes after it begins when the rows are locked, so it sees what is committed by then.
    perform from unnest(p_conversations, p_people) g (c, who)
    join chat_member m on m.conversation_id = g.c and m.person_id = g.who
    order by m.conversation_id, m.person_id for update of m;

    return query with given as (
        select g.c, g.who, min(g.n) as n, max(g.seq) filter (where g.has_read) as to_read,
            max(g.seq) filter (where not g.has_read) as to_device
        from unnest(p_conversations, p_people, p_seqs, p_reads) with ordinality as g (c, who, seq, has_read, n)
        group by 1, 2
    ), place as materialized (
        select g.n, g.c, g.who, m.read_seq, m.delivered_seq, c.away,
            case g.who when c.one_id then c.other_id else c.one_id end as them,
            case when g.to_read > 0 then least(g.to_read, m.until_seq, c.last_seq) end as to_read,
            case when g.to_device > 0 then least(g.to_device, m.until_seq, c.last_seq) end as to_device
        from given g join chat_member m on m.conversation_id = g.c and m.person_id = g.who
        join chat_conversation c on c.id = g.c
    ), reached as materialized (
        select p.*, case when p.to_read > p.read_seq then chat_ord(p.c, p.to_read) end as read_ord,
            exists (select from chat_settings s where s.person_id = p.who and not s.read_marks) as hides,
            exists (select from chat_settings s where s.person_id = p.them and not s.read_marks) as they_hide
        from place p
    ), step as materialized (
        select r.*, r.read_ord is not null as reads, coalesce(r.to_device > greatest(
            r.delivered_seq, case when r.read_ord is null then r.read_seq else r.to_read end), false) as arrives
        from reached r
    ), moved as (
        update chat_member m set read_seq = case when s.reads then s.to_read else m.read_seq end,
            read_ord = case when s.reads then s.read_ord else m.read_ord end,
            delivered_seq = case when s.arrives then s.to_device else m.delivered_seq end,
            marked_unread = m.marked_unread and not s.reads, last_xid = pg_current_xact_id()
        from step s where m.conversation_id = s.c and m.person_id = s.who and (s.reads or s.arrives)
    ), announced as materialized (
        select s.c, s.who, case when s.away and not s.hides and (s.reads or s.arrives) then
            kernel_announce(p_events[s.n], 'chat.ReadInAnotherTown',
                jsonb_build_object('conversation_id', s.c, 'person_id', s.who), p_now) else false end as away
        from step s
    )
    select s.c, s.who, k.kind, k.seq, case when k.seq is null then null when s.hides then array[s.who]
            when s.them is not null then array[s.who] || case when s.they_hide then '{}' else array[s.them] end
            when k.kind = 'read' then s.who || chat_senders(s.c, greatest(s.read_seq, k.seq - 200), k.seq)
            else array[s.who] end, a.away
    from step s join announced a on a.c = s.c and a.who = s.who
    cross join lateral (values ('read', case when s.reads then s.to_read end),
        ('delivered', case when s.arrives then s.to_device end)) as k (kind, seq);
end
$$;
