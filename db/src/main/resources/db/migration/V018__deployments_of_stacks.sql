-- Deployments that stacks make stand beside those that clients keep by hand, for whoever asks what
-- a server is to run. They go with their stack, should it not have taken them along itself.
alter table software_deployment add stack_id uuid, add path text;
comment on column software_deployment.stack_id is 'the tree of the resource that it is; null for one of a client''s';
comment on column software_deployment.path is 'of that resource';
create index software_deployment_of_stack on software_deployment (stack_id) where stack_id is not null;

create or replace function forget_what_is_said_of_a_stack() returns trigger language plpgsql as $$
begin
    delete from stack_setting where stack_id = old.id;
    delete from software_config c using software_deployment d
        where d.stack_id = old.id and c.project = d.project and c.id = d.config_id;
    delete from software_deployment where stack_id = old.id;
    return null;
end
$$;
