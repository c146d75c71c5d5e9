alter table revision
    add column origin text not null default 'REQUEST'
        check (origin in ('REQUEST', 'ROLLBACK', 'RESTORE', 'ADOPT')),
    add column taken_from bigint,
    add column outcome text check (outcome in ('COMPLETE', 'FAILED')),
    add column settled_at timestamptz;
comment on column revision.taken_from is 'the revision that this one repeats';
comment on column revision.outcome is 'how the way to it ended; empty when something else came first';
-- What the stack's own row says of those that were there before.
update revision set outcome = 'COMPLETE'
from stack where stack.id = revision.stack_id and stack.good_revision = revision.number;
