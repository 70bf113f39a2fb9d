-- What the hash chain covers of a batch: the columns of its rows, in the order of wallet_write. One array_send for each
-- column costs a fifth of one record_send for each row.
create or replace function wallet_bytes(
    uuid[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint[], bigint[], smallint[], smallint[], uuid[],
    integer[], timestamptz
) returns bytea language sql immutable as $$
    select array_send($1) || array_send($2) || array_send($3) || array_send($4) || array_send($5) || array_send($6)
        || array_send($7) || array_send($8) || array_send($9) || array_send($10) || array_send($11) || array_send($12)
        || timestamptz_send($13)
$$;
