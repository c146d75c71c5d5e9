alter table stack add column target_halted boolean not null default false;
comment on column stack.target_halted is 'the target was given up: what is under way ends, and nothing begins';
