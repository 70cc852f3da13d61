import { sql } from 'kysely';
import type { Context } from '#kernel/context.ts';
import { newId } from '#kernel/ids.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { record } from '#kernel/ledger/record.ts';
import { queueMail } from '#kernel/mail/queue.ts';
import { isUnreachable } from '#kernel/mail/reachable.ts';
import { newToken, tokenHash } from '#kernel/secrets/token.ts';
import { identitiesOfPerson } from '#modules/community';
import { satisfactionMail } from '../emails/satisfaction.ts';
import { mailedAddress } from '../links.ts';
import { questionFor } from '../policy/satisfaction-question.ts';
import { keptPrograms, type ProgramInForce } from '../program-of.ts';
import { AFTER_DECISION, AFTER_YEAR_DAYS, type Askable, mayAsk } from '../satisfaction.ts';
import { satisfactionAsked } from '../satisfaction-facts.ts';

const CHUNK = 100;
const days = (now: Temporal.Instant, count: number) => now.subtract({ hours: 24 * count });

/** What somebody is asked about; `key`: of the mail, so that it is sent once. */
type Occasion = {
  program: ProgramInForce;
  occasion: 'decision' | 'yearly';
  application: string | null;
  decision: string | null;
  membership: string | null;
  turn: number | null;
  identity: string;
  address: string | null;
  name: string | null;
  about: string;
  language: string;
  key: string;
} & Pick<Askable, 'erased' | 'withdrawn' | 'appealing'>;

/**
 * Asks by mail whoever is to be asked now: some days after a decision took effect, and members each year. Everybody in a transaction
 * of their own, in which everything is looked at again: it can be broken off at any point and begun anew, and nobody is asked twice.
 * `only`: of this program.
 */
export async function askSatisfaction(run: Run, only: string | null = null): Promise<void> {
  const programs = await run.transact('programs', (c) => keptPrograms(c, only));
  for (const program of programs) {
    const { satisfaction } = program.policy;
    if (satisfaction?.afterDecision) await each(run, program, decided, decisionOf);
    if (satisfaction?.yearly) await each(run, program, yearOver, yearOf);
  }
}

type Find = (c: Context, program: ProgramInForce, after: string) => Promise<string[]>;
type Read = (c: Context, program: ProgramInForce, id: string) => Promise<Occasion | null>;

async function each(run: Run, program: ProgramInForce, find: Find, read: Read): Promise<void> {
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const ids = await run.transact('satisfaction', (c) => find(c, program, after));
    for (const id of ids) {
      run.signal.throwIfAborted();
      await run.transact('satisfaction', async (c) => {
        // One at a time: two askings of one person, from two programs, would each not see the other.
        await sql`select pg_advisory_xact_lock(hashtext('programs.askings'))`.execute(c.tx);
        const occasion = await read(c, program, id);
        if (occasion) await ask(c, occasion);
      });
    }
    if (ids.length < CHUNK) return;
    after = ids.at(-1) as string;
  }
}

const idsOf = ({ rows }: { rows: { id: string }[] }) => rows.map(({ id }) => id);

/** Decisions in force that took effect some days ago and were not asked about. */
const decided: Find = async (c, program, after) =>
  idsOf(
    await sql<{ id: string }>`
      select d.id from programs.decisions d
      where d.program = ${program.id} and d.settled_at <= ${days(c.now, AFTER_DECISION.fromDays)} and d.settled_at > ${days(c.now, AFTER_DECISION.beforeDays)}
        and d.undone_at is null and d.reopened_at is null and d.id > ${after}
        and not exists (select from programs.askings s where s.decision = d.id)
        and not exists (select from programs.applications a where a.id = d.application and a.imported_at is not null)
      order by d.id limit ${CHUNK}`.execute(c.tx),
  );

type Decided = {
  application: string;
  identity: string;
  address: string | null;
  name: string | null;
  number: string;
  project: string;
  language: string;
  erased: boolean;
  withdrawn: boolean;
  appealing: boolean;
};

const decisionOf: Read = async (c, program, decision) => {
  const { rows } = await sql<Decided>`
    select a.id application, a.identity, a.address, a.applicant_name name, a.project, a.language, a.erased_at is not null erased,
      exists (select from programs.withdrawals w where w.application = a.id and w.reopened_at is null) withdrawn,
      exists (select from programs.appeals e where e.decision = d.id and e.answered_at is null) appealing
    from programs.decisions d join programs.applications a on a.id = d.application
    where d.id = ${decision} and d.undone_at is null and d.reopened_at is null for update of a`.execute(c.tx);
  const row = rows[0];
  if (!row) return null;
  const { project, ...rest } = row;
  return {
    ...rest,
    ...{ program, occasion: 'decision', decision, membership: null, turn: null },
    ...{ about: project, key: `satisfaction:${decision}` },
  };
};

/** How many years of a membership `m` are over, by the calendar of UTC; and whether the last ended not long ago. */
const turn = (now: Temporal.Instant) =>
  sql<number>`extract(year from age(${now}::timestamptz at time zone 'UTC', m.starts_at at time zone 'UTC'))::int`;
const isFresh = (
  now: Temporal.Instant,
) => sql<boolean>`(m.starts_at at time zone 'UTC') + make_interval(years => ${turn(now)})
  > (${days(now, AFTER_YEAR_DAYS)}::timestamptz at time zone 'UTC')`;
const MEMBER = sql<boolean>`m.state in ('active', 'renewal-due')`;

const yearOver: Find = async (c, program, after) =>
  idsOf(
    await sql<{ id: string }>`
      select m.id from programs.memberships m
      where m.program = ${program.id} and ${MEMBER} and m.id > ${after} and m.ends_at > ${c.now} and m.owner_address is not null
        and ${turn(c.now)} >= 1 and ${isFresh(c.now)}
        and not exists (select from programs.askings s where s.membership = m.id and s.turn = ${turn(c.now)})
        and (m.imported_at is null or m.imported_at + make_interval(days => ${AFTER_YEAR_DAYS}::int) <= ${c.now})
      order by m.id limit ${CHUNK}`.execute(c.tx),
  );

type Year = {
  identity: string;
  address: string | null;
  name: string | null;
  about: string;
  language: string;
  turn: number;
};

const yearOf: Read = async (c, program, membership) => {
  const { rows } = await sql<Year>`
    select m.identity, m.owner_address address, m.owner_name name, m.name about, m.language, ${turn(c.now)} turn
    from programs.memberships m where m.id = ${membership} and ${MEMBER} and m.ends_at > ${c.now} for update`.execute(
    c.tx,
  );
  const row = rows[0];
  if (!row) return null;
  return {
    ...row,
    ...{ program, occasion: 'yearly', application: null, decision: null, membership },
    ...{ erased: row.address === null, withdrawn: false, appealing: false },
    key: `satisfaction:${membership}:${row.turn}`,
  };
};

async function ask(c: Context, given: Occasion): Promise<void> {
  const { program, occasion, application, decision, membership, identity, address, language } = given;
  const person = await identitiesOfPerson(c, identity);
  if (mayAsk({ ...given, ...(await known(c, [...person, identity], address)) }, c.now) !== null || address === null)
    return;
  const { text: question, translated } = questionFor(program.policy, language);
  const [id, key] = [newId(), newToken()];
  const { rows } = await sql`
    insert into programs.askings (id, program, occasion, application, decision, membership, turn, identity, language, question, translated, key_hash, asked_at)
    values (${id}, ${program.id}, ${occasion}, ${application}, ${decision}, ${membership}, ${given.turn}, ${identity}, ${language}, ${question},
      ${translated}, ${tokenHash(key)}, ${c.now}) on conflict do nothing returning 1`.execute(c.tx);
  if (rows.length === 0) return;
  const page = `/opinion/${key}`;
  const about = { kind: application ? 'application' : 'membership', id: (application ?? membership) as string };
  const mail = await queueMail(c, satisfactionMail, {
    to: { address, name: given.name ?? '' },
    ...{ about, program: program.id, language, key: given.key },
    data: {
      ...{ name: given.name ?? '', program: program.name, about: given.about, question, yearly: occasion === 'yearly' },
      url: mailedAddress(c, page, language),
      stopUrl: mailedAddress(c, `${page}/stop`, language),
    },
    // One press in the mail program ends it (RFC 8058).
    headers: {
      'List-Unsubscribe': `<${c.house.settings.publicUrl}${page}/stop>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  });
  await sql`update programs.askings set mail = ${mail} where id = ${id}`.execute(c.tx);
  await record(c, satisfactionAsked, { about, program: program.id, identity, data: { asking: id, occasion } });
}

/** What keeps us from asking this person, whichever program it was about. */
async function known(
  c: Context,
  identities: readonly string[],
  address: string | null,
): Promise<Pick<Askable, 'stopped' | 'lastAsked' | 'unreachable'>> {
  const { rows } = await sql<{ stopped: boolean; last: Temporal.Instant | null }>`
    select exists (select from programs.asking_stops s where s.identity = any(${identities}::uuid[]) and s.resumed_at is null) stopped,
      (select max(s.asked_at) from programs.askings s where s.identity = any(${identities}::uuid[])) last`.execute(
    c.tx,
  );
  const row = rows[0];
  return {
    stopped: row?.stopped ?? false,
    lastAsked: row?.last ?? null,
    unreachable: address !== null && (await isUnreachable(c, address)),
  };
}
