-- Projects take turns when trees are claimed. What waits, what a dead worker left, and what is held
-- are three questions with an index each; a tree that is settled is in none of them.
drop index stack_claimable;
create index stack_waiting on stack (project, claimable_from)
    where status = 'IN_PROGRESS' and holder is null;
create index stack_leased on stack (claimable_from)
    where status = 'IN_PROGRESS' and holder is not null;
create index stack_held on stack (holder, project)
    where status = 'IN_PROGRESS' and holder is not null;
