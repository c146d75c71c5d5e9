alter table revision add column renames text[] not null default '{}';
comment on column revision.renames is 'pairs of names, one after the other: what was called so is called so by now';
