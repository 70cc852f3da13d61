-- What a long list writes costs less. A pattern with a bounded repetition takes twenty times as long as one with a length beside it.
alter table community.identities
  drop constraint identities_platform_check,
  drop constraint identities_kind_check,
  add constraint identities_platform_check check (platform ~ '^[a-z0-9][a-z0-9.-]*$' and length(platform) <= 100),
  add constraint identities_kind_check check (kind ~ '^[a-z][a-z-]*$' and length(kind) <= 40);
alter table community.identity_attributes
  drop constraint identity_attributes_source_check,
  add constraint identity_attributes_source_check check (source ~ '^[a-z0-9][a-z0-9.:-]*$' and length(source) <= 100);

-- A text of ASCII alone has no marks to take away.
alter table programs.memberships alter column found_by set expression as (lower(case
  when octet_length(name || coalesce(namespace_key, '') || coalesce(owner_name, '') || coalesce(owner_address, ''))
    = length(name || coalesce(namespace_key, '') || coalesce(owner_name, '') || coalesce(owner_address, ''))
  then ' ' || name || ' ' || coalesce(namespace_key, '') || ' ' || coalesce(owner_name, '') || ' ' || coalesce(owner_address, '')
  else regexp_replace(normalize(
    ' ' || name || ' ' || coalesce(namespace_key, '') || ' ' || coalesce(owner_name, '') || ' ' || coalesce(owner_address, ''), NFKD),
    '[\u0300-\u036f]+', '', 'g') end));

-- entitlements_term_membership_fkey says it already: the term is a term of the membership.
alter table programs.entitlements
  drop constraint entitlements_membership_fkey,
  drop constraint entitlements_replaced_by_key;
create unique index entitlements_replaced_by on programs.entitlements (replaced_by) where replaced_by is not null;

-- One index for when terms began, with what is read beside it, instead of two.
drop index programs.terms_time;
drop index programs.terms_began;
create index terms_began on programs.terms (starts_at, id) include (ends_at, membership) where starts_at is not null;
