-- Who said something in (after, up to] of a conversation, but for those who do not show how far they have read.
create or replace function chat_senders(p_conversation uuid, p_after bigint, p_to bigint) returns uuid[]
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    return array(
        select distinct m.sender_id from chat_message m
        where m.conversation_id = p_conversation and m.seq > p_after and m.seq <= p_to
            and m.kind not in ('edit', 'recall', 'reaction', 'system')
            and not exists (select from chat_settings s where s.person_id = m.sender_id and not s.read_marks)
    );
end
$$;
