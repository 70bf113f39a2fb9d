-- lowest program version: 1
-- Credit notes of invoices, with a series of their own.
alter table papers_series add kind text not null default '380' check (kind in ('380', '381')); -- UNTDID 1001
alter table papers_series drop constraint papers_series_pkey, add primary key (merchant_id, year, kind);

-- What a credit note says never changes.
create table papers_credit (
    order_id uuid not null references papers_invoice,
    no smallint not null check (no > 0), -- of the order
    merchant_id uuid not null,
    year integer not null,
    -- without gaps, of each shop and year
    n integer not null check (n > 0),
    content jsonb not null,
    issued_at timestamptz not null,
    primary key (order_id, no),
    unique (merchant_id, year, n)
);
