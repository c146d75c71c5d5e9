-- Plans that are kept, whoever made them: a change set is one with a name. What waited was worked out
-- by a version that wrote plans in another way, and could never be found equal again.
drop table change_set;
create table plan (
    id uuid primary key,
    project text not null,
    stack_id uuid not null,
    stack_name text not null,
    name text,
    kind text not null check (kind in ('CREATE', 'UPDATE', 'PATCH', 'ROLLBACK', 'DELETE')),
    base bigint,
    source_hash bytea references source,
    document text not null,
    author text not null,
    created_at timestamptz not null,
    expires_at timestamptz,
    traversal bigint,
    unique (stack_id, name)
);
comment on table plan is 'what was worked out and waits until somebody wants it';
comment on column plan.stack_id is 'of its stack, or the one the stack will have';
comment on column plan.name is 'what its stack calls it; null when its id has to do';
comment on column plan.base is 'the revision it was worked out against; null for a stack to be';
comment on column plan.source_hash is 'what the revision is made of; null for a delete';
comment on column plan.document is 'the plan, and what the revision says besides its texts; sealed';
comment on column plan.traversal is 'of the operation that came of it';
create index plan_by_age on plan (project, created_at, id);
create index plan_of_stack on plan (stack_id, created_at, id);
create index plan_by_source on plan (source_hash) where source_hash is not null;
create index plan_by_end on plan (expires_at) where expires_at is not null;
create index plan_review on plan (project, created_at)
    where base is null and traversal is null and name is not null;

-- That something was begun, and by whom. What became of it stands in the stack's own events.
create table operation (
    stack_id uuid not null references stack on delete cascade,
    traversal bigint not null,
    project text not null,
    sequence bigint not null,
    kind text not null,
    revision bigint,
    user_name text not null,
    trace text,
    plan uuid,
    steps integer,
    begun_at timestamptz not null,
    cancelled_at timestamptz,
    primary key (stack_id, traversal)
);
comment on table operation is 'what was begun with a stack';
comment on column operation.sequence is 'of the event that it began with';
comment on column operation.plan is 'that was carried out; it may be gone';
comment on column operation.steps is 'how many it takes, when that was worked out before';
create index operation_by_age on operation (project, begun_at, stack_id, traversal);
create unique index operation_by_event on operation (stack_id, sequence);

-- What requests came to that their senders may repeat.
create table receipt (
    scope text not null,
    key text not null,
    request bytea not null,
    attempt uuid not null,
    begun_at timestamptz not null default clock_timestamp(),
    held_until timestamptz not null,
    made text,
    answer text,
    primary key (scope, key)
);
comment on column receipt.request is 'a keyed hash of method, path and body';
comment on column receipt.attempt is 'that holds the key: no other may make anything under it';
comment on column receipt.made is 'what came of it, noted in the transaction that made it';
comment on column receipt.answer is 'what was answered; sealed';
create index receipt_by_age on receipt (begun_at);

create or replace function forget_what_is_said_of_a_stack() returns trigger language plpgsql as $$
begin
    delete from stack_setting where stack_id = old.id;
    return null;
end
$$;
