import { sql } from 'kysely';
import type { BusinessCalendar } from '#kernel/calendar/business-calendar.ts';
import { loadCalendar } from '#kernel/calendar/store.ts';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import { erasedAddresses, identifyMany, identifyOrganisations } from '#modules/community';
import { newProofToken } from '#modules/connectors';
import type { Policy } from '../policy.ts';
import { slaOf } from '../standing.ts';
import { addressOf, instantOf, nameOf, oneOf, RowFault, textOf } from './cells.ts';
import { hostingOf, type Place, placeOf } from './member-rows.ts';
import type { Bringing, ListRow, Planned, Taker } from './taker.ts';

type ApplicationRow = {
  number: string;
  project: string;
  applicantName: string | null;
  address: string | null;
  country: string | null;
  place: Place | null;
  hosting: string | null;
  submittedAt: Temporal.Instant;
  outcome: 'approved' | 'refused' | 'withdrawn';
  endedAt: Temporal.Instant;
  /** Also of what was approved before. */
  withdrawnAt: Temporal.Instant | null;
  reason: string | null;
  words: string;
  purpose: string | null;
};
type Plan = { row: ApplicationRow };

/** Applications that came to their end elsewhere, with their own dates. One that is here is not changed: what was decided stays as it was decided. */
export const applicationTaker: Taker<Plan> = {
  keyOf: ({ cell }) => (cell('externalNumber') === '' ? null : cell('externalNumber').toLowerCase()),
  plan,
  write,
  undo: async (c, rows) => {
    const ids = rows.map(({ record }) => record);
    const { rows: gone } = await sql<{ id: string }>`
      delete from programs.applications a where a.id = any(${ids}::uuid[]) and a.imported_at is not null and a.reopened_at is null
        and not exists (select from programs.messages x where x.application = a.id)
        and not exists (select from programs.appeals x where x.application = a.id)
        and not exists (select from programs.askings x where x.application = a.id)
        and not exists (select from programs.links x where x.application = a.id)
        and not exists (select from programs.terms x where x.application = a.id)
        and not exists (select from programs.forge_proofs x where x.application = a.id)
        and (select count(*) from programs.decisions d where d.application = a.id) <= 1
        and not exists (select from mail.messages x where x.about_kind = 'application' and x.about_id = a.id::text)
        and not exists (select from work.notes x where x.about_kind = 'application' and x.about_id = a.id)
        and not exists (select from work.todos x where x.about_kind = 'application' and x.about_id = a.id) returning id`.execute(
      c.tx,
    );
    const done = new Set(gone.map(({ id }) => id));
    return rows.filter(({ record }) => done.has(record)).map(({ line }) => line);
  },
};

const OUTCOMES: Record<string, 'approved' | 'refused' | 'withdrawn'> = {
  ...{ approved: 'approved', accepted: 'approved', active: 'approved', qualified: 'approved', member: 'approved' },
  ...{ refused: 'refused', rejected: 'refused', declined: 'refused', denied: 'refused' },
  ...{ withdrawn: 'withdrawn', cancelled: 'withdrawn', expired: 'withdrawn' },
};
const OPEN = 'It has not come to its end. Only past applications are brought; open ones are applied for here.';

function applicationRow(
  { cell }: ListRow,
  { reading }: Bringing,
  policy: Policy,
  allowHosts: readonly string[],
): ApplicationRow {
  const number = textOf(cell('externalNumber'), 'Number elsewhere', 200) as string;
  const project = nameOf(cell('project'), 'Project');
  if (project === null) throw new RowFault('Project: it is empty.');
  const submittedAt = instantOf(cell('submittedOn'), 'Sent', reading.dates);
  if (submittedAt === null) throw new RowFault('Sent: it is empty.');
  const said = cell('outcome') === '' ? cell('stage') : cell('outcome');
  if (said === '' || ['confirming', 'proving', 'checking', 'review', 'needs-info'].includes(said))
    throw new RowFault(OPEN);
  const outcome = oneOf(said, 'Outcome', OUTCOMES) as ApplicationRow['outcome'];
  const decidedAt = instantOf(cell('decidedOn'), 'Decided', reading.dates);
  if (decidedAt === null && outcome !== 'withdrawn') throw new RowFault('Decided: it is empty.');
  const withdrawnOn = instantOf(cell('withdrawnOn'), 'Withdrawn', reading.dates);
  if (withdrawnOn !== null && outcome === 'refused')
    throw new RowFault('Withdrawn: it was refused. What was refused is not withdrawn.');
  const endedAt = (outcome === 'withdrawn' ? (withdrawnOn ?? decidedAt) : decidedAt) ?? submittedAt;
  if (Temporal.Instant.compare(endedAt, submittedAt) < 0) throw new RowFault('Decided: it is before it was sent.');
  const withdrawnAt = outcome === 'withdrawn' ? endedAt : withdrawnOn;
  if (withdrawnAt !== null && Temporal.Instant.compare(withdrawnAt, endedAt) < 0)
    throw new RowFault('Withdrawn: it is before it was decided.');
  const country = textOf(cell('country').toUpperCase(), 'Country', 2);
  if (country !== null && !/^[A-Z]{2}$/.test(country)) throw new RowFault('Country: two letters, such as DE.');
  const address = addressOf(cell('address'), 'Mail address');
  const place = placeOf(cell('namespace'), allowHosts);
  if (address === null && place === null)
    throw new RowFault('It has neither a mail address nor the address of a project: nobody could say whose it was.');
  const reason = textOf(cell('reason'), 'Reason', 500);
  const known = policy.reasons.find(({ code, label }) => code === reason || label === reason)?.code;
  return {
    ...{ number, project, submittedAt, outcome, endedAt, withdrawnAt, country, address, place },
    applicantName: nameOf(cell('applicantName'), 'Applicant'),
    hosting: hostingOf(cell('hosting')),
    reason: outcome === 'refused' ? (known ?? policy.reasons.at(-1)?.code ?? 'other') : null,
    words: textOf(cell('words'), 'What was said', 20_000) ?? (outcome === 'refused' && !known ? (reason ?? '') : ''),
    purpose: textOf(cell('purpose'), 'Purpose', 4000),
  };
}

/**
 * What may be meant by a number. One that was brought has got a number of this house, too, by which another house may call something
 * else: by it, it is found only where it was sent at the very same moment.
 */
type Known = { id: string; external: string | null; number: number; submitted: Temporal.Instant };

async function plan(c: Context, rows: readonly ListRow[], bringing: Bringing): Promise<Planned<Plan>[]> {
  const { program } = bringing;
  const numbers = rows.map(({ cell }) => cell('externalNumber'));
  const own = numbers.map((number) => Number(new RegExp(`^${program.prefix}-(\\d{1,12})$`).exec(number)?.[1] ?? -1));
  const { rows: known } = await sql<Known>`
    select a.id, a.external_number external, a.number, a.submitted_at submitted from programs.applications a
    where a.program = ${program.id} and (a.external_number = any(${numbers}::text[]) or a.number = any(${own}::bigint[]))`.execute(
    c.tx,
  );
  const byExternal = new Map(
    known.flatMap((each) => (each.external === null ? [] : [[each.external, each.id] as const])),
  );
  const byNumber = new Map(known.map((each) => [Number(each.number), each]));
  const erased = await erasedAddresses(
    c,
    rows.map(({ cell }) => cell('address').toLowerCase()).filter((address) => address !== ''),
  );
  const { allowPrivateHosts } = c.house.settings;
  return rows.map((row, n): Planned<Plan> => {
    const { line } = row;
    try {
      const external = byExternal.get(numbers[n] ?? '');
      if (external) return { line, outcome: 'same', record: external };
      const ours = byNumber.get(own[n] ?? -1);
      if (ours?.external === null) return { line, outcome: 'same', record: ours.id };
      const read = applicationRow(row, bringing, program.policy, allowPrivateHosts);
      if (ours?.submitted.equals(read.submittedAt)) return { line, outcome: 'same', record: ours.id };
      if (read.address !== null && erased.has(read.address))
        throw new RowFault('This person had their data erased here. A list does not bring them back.');
      return { line, outcome: 'added', record: newId(), plan: { row: read } };
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      return { line, outcome: 'refused', why: error.message };
    }
  });
}

async function write(
  c: Context,
  planned: readonly { record: string; plan: Plan }[],
  bringing: Bringing,
): Promise<void> {
  const { program, by } = bringing;
  const rows = planned.map(({ plan: { row } }) => row);
  const people = rows.map((row) => ({
    platform: 'email',
    kind: 'address' as const,
    value: row.address ?? '',
    displayName: row.applicantName,
  }));
  const owners = await identifyMany(c, people, 'import');
  const places = await identifyMany(
    c,
    rows.map(({ place }) => ({
      platform: place?.platform ?? 'x',
      kind: 'namespace' as const,
      value: place?.key ?? '',
    })),
    'import',
  );
  const names = rows.map(({ project }) => project);
  const organisations =
    program.policy.form.subject === 'person' ? rows.map(() => null) : await identifyOrganisations(c, names);
  const calendar = await loadCalendar(c, program.calendar);
  const list = planned.map(({ record, plan: { row } }, n) => ({
    ...{
      id: record,
      decision: newId(),
      external: row.number,
      identity: owners[n] ?? places[n],
      namespace: places[n],
      organisation: organisations[n],
    },
    ...{
      name: row.applicantName,
      address: row.address,
      country: row.country,
      project: row.project,
      hosting: row.hosting,
    },
    ...{ place: row.place?.key ?? null, url: row.place?.url ?? null, token: newProofToken() },
    ...{
      submitted: row.submittedAt.toString(),
      ended: row.endedAt.toString(),
      outcome: row.outcome,
      withdrawn: row.withdrawnAt?.toString() ?? null,
      reason: row.reason,
      words: row.words,
    },
    answers: row.purpose === null ? {} : { purpose: row.purpose },
    ...{
      stage: row.withdrawnAt ? 'withdrawn' : row.outcome === 'approved' ? 'active' : row.outcome,
      ...measured(calendar, row, program.policy),
    },
  }));
  const given = sql`jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as l(id uuid, decision uuid, external text, identity uuid, namespace uuid, organisation uuid,
    name text, address text, country text, project text, hosting text, place text, url text, token text, submitted timestamptz, ended timestamptz, withdrawn timestamptz, outcome text,
    reason text, words text, answers jsonb, stage text, days int, kept boolean)`;
  await sql`
    insert into programs.applications (id, program, policy, kind, identity, namespace, organisation, applicant_name, address, country, project, namespace_key,
      namespace_url, hosting, answers, statements, proof_token, submitted_at, mail_confirmed_at, stage, stage_since, waiting_for, decided_at, external_number, imported_at)
    select id, ${program.id}, ${bringing.policy}, 'new', identity, namespace, organisation, name, address, country, project, place, url, hosting, answers, '[]', token,
      submitted, submitted, stage, coalesce(withdrawn, ended), 'nobody', case when outcome <> 'withdrawn' then ended end, external, ${c.now} from ${given}`.execute(
    c.tx,
  );
  await sql`
    insert into programs.decisions (id, application, verdict, reason, words, decided_by, policy, evidence, decided_at, final_at, settled_at, program,
      business_days_without_waiting, business_days_with_waiting, kept)
    select decision, id, outcome, reason, words, ${by}, ${bringing.policy}, '{"checks":[],"statements":[]}', ended, ended, ended, ${program.id}, days, days, kept
    from ${given} where outcome <> 'withdrawn'`.execute(c.tx);
  await sql`insert into programs.withdrawals (application, withdrawn_at, cause) select id, withdrawn, 'applicant' from ${given} where withdrawn is not null`.execute(
    c.tx,
  );
}

/** How long it took by the program's calendar, and whether that kept today's promise; without what nobody knows of waiting. */
function measured(calendar: BusinessCalendar, row: ApplicationRow, policy: Policy) {
  const parts = {
    mailConfirmedAt: row.submittedAt,
    submittedAt: row.submittedAt,
    reopenedAt: null,
    policy,
    pauses: [],
  };
  const clock = slaOf({ ...parts, decision: { decidedAt: row.endedAt } }, calendar, row.endedAt);
  return { days: clock?.withoutWaiting.businessDays ?? 0, kept: clock?.kept === true };
}
