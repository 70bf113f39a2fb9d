-- Says one plain text, as `chat_say` does several, or says nothing. Most are said alone, and a step for each table
-- costs a quarter less than one statement for all of them, which opens each of them first.
create or replace function chat_say_one(
    p_conversation uuid, p_sender uuid, p_client uuid, p_body text, p_event uuid, p_now timestamptz
) returns table (number bigint, seq bigint, ord bigint, people uuid[], away boolean)
language plpgsql set plan_cache_mode = force_generic_plan set enable_seqscan = off as $$
#variable_conflict use_column
declare place record; them uuid;
begin
    select c.kind, c.one_id, c.other_id, c.away, c.last_seq + 1 as seq, c.last_ord + 1 as ord into place
    from chat_conversation c where c.id = p_conversation and c.kind in ('direct', 'group')
        and not (c.copy or c.by_note or c.away and c.kind = 'group') and coalesce(c.asked, 'accepted') = 'accepted'
    for no key update;
    if not found then return; end if;
    -- These begin after the lock is held, so they see whatever is committed.
    if place.kind = 'group' then
        perform from chat_member m join chat_conversation c on c.id = m.conversation_id
        where m.conversation_id = p_conversation and m.person_id = p_sender and m.until_seq is null
            and not (c.muted_all and m.role = 'member');
    else
        them := case p_sender when place.one_id then place.other_id else place.one_id end;
        perform from contacts_contact k join contacts_contact b on b.owner_id = them and b.person_id = p_sender
        where k.owner_id = p_sender and k.person_id = them and k.connected and not k.deleted
            and b.connected and not b.deleted
            and not exists (select from contacts_block b where (b.owner_id, b.person_id) = (p_sender, them))
            and not exists (select from contacts_block b where (b.owner_id, b.person_id) = (them, p_sender))
            and not exists (select from identity_person p where p.id = them and p.moved_to <> '');
    end if;
    if not found then return; end if;
    update chat_member m set read_seq = greatest(m.read_seq, place.seq), read_ord = greatest(m.read_ord, place.ord),
        marked_unread = false, last_xid = pg_current_xact_id()
    where m.conversation_id = p_conversation and m.person_id = p_sender;
    if not found then return; end if;
    insert into chat_message (conversation_id, seq, ord, client_id, sender_id, kind, body, created_at)
    values (p_conversation, place.seq, place.ord, p_client, p_sender, 'text', p_body, p_now);
    update chat_conversation c set last_seq = place.seq, last_ord = place.ord, shown_seq = place.seq, last_at = p_now,
        last_xid = pg_current_xact_id() where c.id = p_conversation;
    insert into chat_unread_queue values (array[p_conversation]);
    insert into chat_unindexed values (array[p_conversation]);
    number := 1; seq := place.seq; ord := place.ord; away := place.away;
    if away then perform kernel_announce(
        p_event, 'chat.SaidToAnotherTown', jsonb_build_object('conversation_id', p_conversation), p_now
    ); end if;
    if place.kind = 'direct' then people := array[place.one_id, place.other_id];
    else people := array(
        select m.person_id from chat_member m where m.conversation_id = p_conversation and m.until_seq is null
    ); end if;
    return next;
end
$$;
