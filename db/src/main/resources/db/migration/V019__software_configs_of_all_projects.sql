-- The list of every project's software configs, page by page.
create index software_config_everywhere_by_age on software_config (created_at, id);
create index software_config_everywhere_by_id on software_config (id);
