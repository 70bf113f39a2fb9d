-- lowest program version: 1
-- Invoices of orders. What an invoice says never changes; it is printed of this each time.
create table papers_invoice (
    order_id uuid primary key references orders_order,
    merchant_id uuid not null,
    year integer not null,
    -- without gaps, of each shop and year
    n integer not null check (n > 0),
    -- all that is on it, as it was then
    content jsonb not null,
    issued_at timestamptz not null,
    unique (merchant_id, year, n)
);

-- The last number of a shop and year; its row is locked until the invoice is written.
create table papers_series (
    merchant_id uuid not null,
    year integer not null,
    last integer not null,
    primary key (merchant_id, year)
);
