import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import pg from 'pg';
import { surviveLoss } from '#kernel/database/connect.ts';
import { newId } from '#kernel/ids.ts';
import type { BenchHouse } from './house.ts';
import type { Form } from './submit.ts';

type Sample = {
  program: string;
  policy: string;
  statements: unknown;
  version: string;
  subject: string;
  html: string;
  text: string;
  template_version: string;
};

/**
 * Writes what the submit command writes, row by row the same tables, and does nothing else: no rules, no rendering, nothing
 * read. One transaction of prepared statements, one a table. Clients come from a pool of their own.
 */
export async function bareSubmit({ house, call }: BenchHouse, newForm: () => Form) {
  await call('programs.submitApplication', newForm());
  const { rows } = await sql<Sample>`
    select a.program, a.policy, a.statements, pol.policy -> 'privacy' ->> 'version' version, m.subject, m.html, m.text, m.template_version
    from programs.applications a join programs.policies pol on pol.id = a.policy
    join mail.messages m on m.about_kind = 'application' and m.about_id = a.id::text
    order by a.submitted_at desc limit 1`.execute(house.database.kysely);
  const sample = rows[0] as Sample;
  const pool = new pg.Pool({ connectionString: house.database.url, max: 10 });
  surviveLoss(pool, () => {});
  const act = async () => {
    const client = await pool.connect();
    try {
      await write(client, sample, newForm());
    } finally {
      client.release();
    }
  };
  return { act, close: () => pool.end() };
}

const CHECKS = [
  'mail-confirmed',
  'control-proved',
  'repositories-public',
  'osi-licences',
  'country-allowed',
  'not-duplicate',
];

async function write(client: pg.PoolClient, sample: Sample, form: Form): Promise<void> {
  const now = new Date();
  const [application, identity, namespace, organisation, message] = [newId(), newId(), newId(), newId(), newId()];
  const path = form.namespaceUrl.replace('https://', '');
  const urls = [form.namespaceUrl, ...form.repositories];
  const run = (name: string, text: string, values: unknown[]) => client.query({ name, text, values });
  await client.query('begin');
  await run(
    'identity',
    `insert into community.identities (id, platform, kind, folded, written, name, named_at, found_by, first_seen_at) values ($1, 'email', 'address', $2, $2, $3, $4, $5, $4)`,
    [identity, form.address, form.applicantName, now, `${form.applicantName.toLowerCase()} ${form.address}`],
  );
  await run(
    'attribute',
    `insert into community.identity_attributes (identity, name, value, folded, since, source) values ($1, 'display-name', $2, $3, $4, 'application')`,
    [identity, form.applicantName, form.applicantName.toLowerCase(), now],
  );
  await run(
    'namespace',
    `insert into community.identities (id, platform, kind, folded, written, found_by, first_seen_at) values ($1, 'gitlab.com', 'namespace', $2, $2, $2, $3)`,
    [namespace, path, now],
  );
  await run(
    'organisation',
    `insert into community.organisations (id, name, folded, found_by, made_at) values ($1, $2, $3, $3, $4)`,
    [organisation, form.project, form.project.toLowerCase(), now],
  );
  await run(
    'application',
    `insert into programs.applications (id, program, policy, kind, identity, namespace, organisation, applicant_name, address, country, project,
      namespace_key, namespace_url, hosting, answers, statements, proof_token, language, submitted_at, stage, stage_since, waiting_for)
    values ($1, $2, $3, 'new', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'en', $17, 'confirming', $17, 'them')`,
    [
      application,
      sample.program,
      sample.policy,
      identity,
      namespace,
      organisation,
      form.applicantName,
      form.address,
      form.country,
      form.project,
      path,
      form.namespaceUrl,
      form.hosting,
      JSON.stringify({ purpose: form.purpose }),
      JSON.stringify(sample.statements),
      `guildhall-${randomBytes(32).toString('base64url')}`,
      now,
    ],
  );
  await run(
    'repositories',
    `insert into programs.repositories (application, position, key, url) values ($1, 1, $2, $3), ($1, 2, $4, $5), ($1, 3, $6, $7)`,
    [application, ...urls.flatMap((url) => [url.replace('https://', ''), url])],
  );
  await run('wait', `insert into programs.waits (application, cause, since) values ($1, 'mail', $2)`, [
    application,
    now,
  ]);
  await run(
    'consents',
    `insert into programs.consents (application, purpose, text_version, given_at) values ($1, 'privacy-notice', $2, $3), ($1, 'news', $2, $3)`,
    [application, sample.version, now],
  );
  await run(
    'checks',
    `insert into programs.checks (application, name, state, words, asked_at) values
      ($1, $3, 'waiting', '', $2), ($1, $4, 'waiting', '', $2), ($1, $5, 'waiting', '', $2), ($1, $6, 'waiting', '', $2), ($1, $7, 'waiting', '', $2), ($1, $8, 'waiting', '', $2)`,
    [application, now, ...CHECKS],
  );
  await run(
    'fact',
    `insert into ledger.facts (id, kind, happened_at, actor_kind, about_kind, about_id, program, identity, data, request)
    values ($1, 'application.submitted', $2, 'stranger', 'application', $3, $4, $5, $6, $7)`,
    [
      newId(),
      now,
      application,
      sample.program,
      identity,
      JSON.stringify({ policy: sample.policy, kind: 'new' }),
      newId(),
    ],
  );
  await run(
    'link',
    `insert into programs.links (key_hash, application, purpose, made_at, expires_at) values ($1, $2, 'confirm-mail', $3, $3::timestamptz + interval '14 days')`,
    [randomBytes(32), application, now],
  );
  await run(
    'mail',
    `insert into mail.messages (id, template, template_version, language, confidential, about_kind, about_id, program, to_address, to_name, subject, html, text,
      message_id, state, queued_at, due_at)
    values ($1, 'programs.confirm-mail', $2, 'en', true, 'application', $3, $4, $5, $6, $7, $8, $9, $10, 'queued', $11, $11)`,
    [
      message,
      sample.template_version,
      application,
      sample.program,
      form.address,
      form.applicantName,
      sample.subject,
      sample.html,
      sample.text,
      `<${message}@guildhall.example>`,
      now,
    ],
  );
  await run('job', `select graphile_worker.add_job('mail.send', $1, run_at => $2, max_attempts => 12, job_key => $3)`, [
    JSON.stringify({ message }),
    now,
    `mail.send:${message}`,
  ]);
  await client.query('commit');
}
