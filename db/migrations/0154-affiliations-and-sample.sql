-- Somebody is with an organisation once, as far as one source knows, for as long as nobody says that it ended.
create unique index affiliations_open on community.affiliations (identity, organisation, source) where until is null;
-- Who is with an organisation under which name: for merge suggestions.
create index attributes_names on community.identity_attributes (folded, identity) where name = 'display-name' and until is null;

-- Those who applied before this was noted.
insert into community.affiliations (identity, organisation, since, source, noted_at)
select a.identity, a.organisation, min(a.submitted_at), 'application', min(a.submitted_at)
from programs.applications a join community.identities i on i.id = a.identity
where a.organisation is not null and a.erased_at is null and i.erased_at is null
group by a.identity, a.organisation
on conflict do nothing;

-- The program of the sample organisation: invented, and said to be so wherever it is shown.
alter table programs.programs add column sample boolean not null default false;
update programs.programs set sample = true where id = (select program from house.sample);
