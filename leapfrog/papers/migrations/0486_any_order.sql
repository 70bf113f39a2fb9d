-- lowest program version: 1
-- Orders that are paid at the door have invoices of the same series. No two orders of either kind have one id.
alter table papers_invoice drop constraint papers_invoice_order_id_fkey;
