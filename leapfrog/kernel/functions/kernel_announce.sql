-- Puts an event into the queue, as `events.announce` does, for statements that commit by themselves. Answers true.
create or replace function kernel_announce(p_id uuid, p_type text, p_body jsonb, p_at timestamptz) returns boolean
language sql as $$
    insert into kernel_event (id, type, body, at) values (p_id, p_type, p_body, p_at) returning true
$$;
