-- A program's promises are counted by its own business calendar; without one, by the default.
alter table programs.programs add column calendar uuid references calendars.business_calendars (id) on delete restrict;
