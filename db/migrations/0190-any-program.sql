-- Programs of every kind: not each asks for repositories, not each lets people choose a hosting, and a benefit can have tiers.
alter table programs.applications
  alter column namespace_key drop not null,
  alter column namespace_url drop not null,
  alter column hosting drop not null,
  alter column found_by set expression as (lower(regexp_replace(normalize(
    ' ' || project || ' ' || coalesce(namespace_key, '') || ' ' || coalesce(applicant_name, '') || ' ' || coalesce(address, ''), NFKD),
    '[\u0300-\u036f]+', '', 'g')));

-- the tier of the benefit that was approved; null where the program has none
alter table programs.decisions add column tier text check (verdict = 'approved' or tier is null);
