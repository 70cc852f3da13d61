-- Whether members of a provider's mapped groups may come in without an invitation is one switch of the provider, not one a group.
alter table access.provider_groups drop column creates;
alter table access.providers add column admits boolean not null default false;
