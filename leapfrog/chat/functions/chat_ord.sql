-- How much was counted in a conversation up to this seq; null where nothing has it. Apart, so that a log in many parts
-- is opened only by who asks.
create or replace function chat_ord(p_conversation uuid, p_seq bigint) returns bigint
language plpgsql stable set plan_cache_mode = force_generic_plan as $$
begin
    return (select m.ord from chat_message m where m.conversation_id = p_conversation and m.seq = p_seq);
end
$$;
