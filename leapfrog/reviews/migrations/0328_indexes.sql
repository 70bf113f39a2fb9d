-- lowest program version: 1
-- What somebody answered for their shop is found when they take their data out, or leave.
create index reviews_review_answerer on reviews_review (answered_by) where answered_by is not null;
