-- Lists of every project's stacks, page by page, for those who run the installation: the orders
-- that a project's own list has.
create index stack_everywhere_by_age on stack (created_at, id);
create index stack_everywhere_living_by_age on stack (created_at, id) where deleted_at is null;
create index stack_everywhere_living_by_name on stack (name, id) where deleted_at is null;
create index stack_everywhere_living_by_status on stack (status, created_at, id)
    where deleted_at is null;
create index stack_everywhere_living_by_change on stack (coalesce(updated_at, '-infinity'), id)
    where deleted_at is null;
