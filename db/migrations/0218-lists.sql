-- The lists that a team works from, whole and counted by an index: what waits, the first due first; a stage of one hosting, the newest first.
create index applications_waiting on programs.applications (waiting_for, coalesce(due_at, timestamptz '9999-12-31 00:00:00+00'), id)
  where waiting_for <> 'nobody';
create index applications_stage_hosting on programs.applications (stage, hosting, submitted_at desc, id desc);

-- memberships_identity_program begins like it.
drop index programs.memberships_identity;
