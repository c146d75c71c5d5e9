create table stack_setting (
    stack_id uuid primary key,
    termination_protection boolean not null,
    policy text,
    facts text not null
);
comment on table stack_setting is 'what is said of a stack besides its revisions; there before its stack is';
comment on column stack_setting.facts is 'what clients of CloudFormation''s API said; sealed';

create table change_set (
    id uuid primary key,
    project text not null,
    stack_id uuid not null,
    stack_name text not null,
    name text not null,
    base bigint,
    executed bigint,
    document text not null,
    created_at timestamptz not null,
    unique (stack_id, name)
);
comment on table change_set is 'an update that was worked out and waits until somebody wants it';
comment on column change_set.stack_id is 'of its stack, or the one the stack will have';
comment on column change_set.base is 'the revision it was worked out against; null for a stack to be';
comment on column change_set.executed is 'the revision that came of it';
comment on column change_set.document is 'what the revision is made of and what it changes; sealed';
create index change_set_review on change_set (project, created_at) where base is null and executed is null;

-- Neither can point to its stack, which may not be there yet; both go with it.
create function forget_what_is_said_of_a_stack() returns trigger language plpgsql as $$
begin
    delete from stack_setting where stack_id = old.id;
    delete from change_set where stack_id = old.id;
    return null;
end
$$;
create trigger stack_is_gone after delete on stack
    for each row execute function forget_what_is_said_of_a_stack();
