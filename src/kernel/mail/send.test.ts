import fc from 'fast-check';
import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { kernelHouse } from '#tests/support/kernel-house.ts';
import { mailServer } from '#tests/support/mail-server.ts';
import { keyMail, noteMail, testTemplates } from '#tests/support/mail-templates.ts';
import type { Run } from '../jobs/job.ts';
import { transactAs, workUntilIdle } from '../jobs/worker.ts';
import { mailModule } from './index.ts';
import { queueMail } from './queue.ts';
import { attemptMail, claimMail, noteHandOver, sweepMail, writeOutcome } from './send.ts';
import { keepSmtp } from './settings.ts';
import type { Outcome } from './smtp.ts';

const house = await kernelHouse([mailModule, testTemplates]);
const server = await mailServer();
const SMTP = {
  host: '127.0.0.1',
  port: server.port,
  security: 'none',
  user: null,
  password: null,
  fromAddress: 'guild@example.org',
  fromName: 'Guild',
  replyTo: null,
} as const;
const START = '2026-03-10T09:00:00Z';

type Row = {
  id: string;
  state: string;
  attempts: number;
  html: string | null;
  last_error: string | null;
  smtp_response: string | null;
  sent_at: Temporal.Instant | null;
  due_at: Temporal.Instant | null;
  from_address: string | null;
};
const row = async (id: string): Promise<Row> => {
  const found = await sql<Row>`select * from mail.messages where id = ${id}`.execute(house.database.kysely);
  return found.rows[0] as Row;
};
const queue = (more: { key?: string; notBefore?: Temporal.Instant } = {}) =>
  house.act((c) =>
    queueMail(c, noteMail, {
      to: { address: 'ada@example.org', name: 'Ada' },
      data: { thing: 'Ferry' },
      about: { kind: 'test', id: '1' },
      ...more,
    }),
  );
const patience = { connect: 500, answer: 600, whole: 1200 };
const run: Pick<Run, 'transact' | 'log'> = { log: house.log, transact: (name, act) => transactAs(house, name, act) };
const facts = async (kind: string, id: string) =>
  (await sql`select 1 from ledger.facts where kind = ${kind} and about_id = ${id}`.execute(house.database.kysely)).rows
    .length;

beforeEach(async () => {
  house.clock.set(START);
  server.taken.length = 0;
  server.faults = [];
  await sql`delete from mail.messages`.execute(house.database.kysely);
  await sql`delete from graphile_worker._private_jobs`.execute(house.database.kysely);
  await house.act((c) => keepSmtp(c, SMTP));
});

describe('a queued mail', () => {
  test('is sent by its job, once, with what was promised', async () => {
    const id = await queue();
    await workUntilIdle(house);
    await workUntilIdle(house);
    expect(server.taken).toHaveLength(1);
    expect(server.taken[0]).toMatchObject({ to: 'ada@example.org', from: 'guild@example.org' });
    const source = server.taken[0]?.source ?? '';
    expect(source).toContain(`Message-ID: <${id}@guildhall.test>`);
    expect(source).toMatch(/^Subject: A note about Ferry\r$/m);
    expect(source).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(await row(id)).toMatchObject({
      state: 'sent',
      attempts: 1,
      last_error: null,
      smtp_response: expect.stringContaining('250'),
    });
  });

  test('is not sent when its transaction does not stand', async () => {
    await expect(
      house.act(async (c) => {
        await queueMail(c, noteMail, {
          to: { address: 'ada@example.org' },
          data: { thing: 'x' },
          about: { kind: 'test', id: '1' },
        });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    await workUntilIdle(house);
    expect(server.taken).toHaveLength(0);
  });

  test('is one mail however often its key is queued, at once or one after the other', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => queue({ key: 'once' })));
    ids.push(await queue({ key: 'once' }));
    expect(new Set(ids).size).toBe(1);
    await workUntilIdle(house);
    expect(server.taken).toHaveLength(1);
  });

  test('waits for its time', async () => {
    const id = await queue({ notBefore: Temporal.Instant.from('2026-03-10T10:00:00Z') });
    await run.transact('t', (c) => claimMail(c, id)).then((claim) => expect(claim).toBeNull());
    house.clock.set('2026-03-10T10:00:00Z');
    await attemptMail(run, id, patience);
    expect(server.taken).toHaveLength(1);
  });

  test('loses its body once sent if it carries a key, and keeps it while it is not', async () => {
    const id = await house.act((c) =>
      queueMail(c, keyMail, {
        to: { address: 'ada@example.org' },
        data: { key: 'k3y' },
        about: { kind: 'test', id: '1' },
      }),
    );
    expect((await row(id)).html).toContain('k3y');
    await attemptMail(run, id, patience);
    expect(server.taken[0]?.source).toContain('k3y');
    expect(await row(id)).toMatchObject({ state: 'sent', html: null, text: null });
  });

  test('is held when the server was taken away meanwhile', async () => {
    const id = await queue();
    await house.act((c) => keepSmtp(c, null));
    await attemptMail(run, id, patience);
    expect((await row(id)).state).toBe('held');
  });
});

describe('trouble', () => {
  test('a greylisting server gets the mail at the next try', async () => {
    server.faults = [{ at: 'to', code: 451, words: 'come back later' }];
    const id = await queue();
    await attemptMail(run, id, patience);
    expect(await row(id)).toMatchObject({
      state: 'queued',
      attempts: 1,
      last_error: expect.stringContaining('come back later'),
    });
    expect((await row(id)).due_at?.toString()).toBe('2026-03-10T09:01:00Z');
    await attemptMail(run, id, patience);
    expect(server.taken).toHaveLength(0);
    house.clock.set('2026-03-10T09:01:00Z');
    await workUntilIdle(house);
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2, last_error: null });
    expect(server.taken).toHaveLength(1);
  });

  test('a refused receiver fails the mail, with words and a fact', async () => {
    server.faults = [{ at: 'to', code: 550, words: 'no such user' }];
    const id = await queue();
    await attemptMail(run, id, patience);
    expect(await row(id)).toMatchObject({ state: 'failed', last_error: expect.stringContaining('no such user') });
    expect(await facts('mail.failed', id)).toBe(1);
  });

  test('after three days of trying it fails', async () => {
    const id = await queue();
    let tries = 0;
    for (; (await row(id)).state === 'queued' && tries < 50; tries++) {
      server.faults = [{ at: 'data', code: 452, words: 'full' }];
      house.clock.set((await row(id)).due_at ?? START);
      await attemptMail(run, id, patience);
    }
    expect((await row(id)).state).toBe('failed');
    expect(tries).toBeGreaterThan(10);
    expect(tries).toBeLessThan(25);
    expect(Temporal.Instant.from(START).until(house.clock.now()).total('hours')).toBeGreaterThan(60);
  });

  test.each(['drop-after-data', 'drop-after-taking', 'silent-after-data'] as const)(
    '%s: uncertain, shown and never sent again',
    async (at) => {
      server.faults = [{ at }];
      const id = await queue();
      await attemptMail(run, id, patience);
      expect(await row(id)).toMatchObject({ state: 'uncertain', last_error: expect.any(String) });
      expect(await facts('mail.uncertain', id)).toBe(1);
      const after = server.taken.length;
      house.clock.advance({ hours: 30 });
      await house.act(sweepMail);
      await attemptMail(run, id, patience);
      await workUntilIdle(house);
      expect(server.taken).toHaveLength(after);
      expect((await row(id)).state).toBe('uncertain');
    },
  );
});

describe('a crash', () => {
  test('before the hand-over: tried again, by the job or by the sweep', async () => {
    const id = await queue();
    await house.act((c) => claimMail(c, id));
    expect((await row(id)).state).toBe('sending');
    await sql`delete from graphile_worker._private_jobs`.execute(house.database.kysely);
    house.clock.advance({ minutes: 16 });
    expect(await house.act(sweepMail)).toBe(1);
    await workUntilIdle(house);
    expect(await row(id)).toMatchObject({ state: 'sent', attempts: 2 });
    expect(server.taken).toHaveLength(1);
  });

  test('after the hand-over: uncertain, not sent again', async () => {
    const id = await queue();
    const claim = await house.act((c) => claimMail(c, id));
    await house.act((c) => noteHandOver(c, id, claim?.attempt ?? ''));
    await attemptMail(run, id, patience);
    expect((await row(id)).state).toBe('sending');
    house.clock.advance({ minutes: 16 });
    await house.act(sweepMail);
    expect((await row(id)).state).toBe('uncertain');
    await workUntilIdle(house);
    expect(server.taken).toHaveLength(0);
  });

  test('a queued mail whose job is gone is found', async () => {
    const id = await queue();
    await sql`delete from graphile_worker._private_jobs`.execute(house.database.kysely);
    house.clock.advance({ minutes: 6 });
    await house.act(sweepMail);
    await workUntilIdle(house);
    expect((await row(id)).state).toBe('sent');
  });

  test('an attempt that was thought dead cannot hand over any more', async () => {
    const id = await queue();
    const first = await house.act((c) => claimMail(c, id));
    const second = await house.act((c) => claimMail(c, id));
    await expect(house.act((c) => noteHandOver(c, id, first?.attempt ?? ''))).rejects.toThrow('another attempt');
    await house.act((c) => noteHandOver(c, id, second?.attempt ?? ''));
    await expect(house.act((c) => noteHandOver(c, id, second?.attempt ?? ''))).rejects.toThrow('another attempt');
  });

  test('an answer that comes late still settles it', async () => {
    const id = await queue();
    const claim = await house.act((c) => claimMail(c, id));
    await house.act((c) => noteHandOver(c, id, claim?.attempt ?? ''));
    house.clock.advance({ minutes: 16 });
    await house.act(sweepMail);
    const sent: Outcome = { kind: 'sent', response: '250 OK' };
    await house.act((c) => writeOutcome(c, id, claim?.attempt ?? '', sent));
    await house.act((c) => writeOutcome(c, id, claim?.attempt ?? '', { kind: 'refused', words: 'no', response: null }));
    expect(await row(id)).toMatchObject({ state: 'sent', smtp_response: '250 OK' });
  });
});

// Three workers take the steps of sending one mail in any order; each may die after any step, the server may take, refuse or
// put off, and may lose its answer. Whatever happens, the server takes the mail once at most; and it is not lost.
describe('any order of attempts, crashes and answers', () => {
  type Step = { does: 'go' | 'die' | 'sweep' | 'wait'; worker: number };
  const steps: fc.Arbitrary<Step[]> = fc.array(
    fc.oneof(
      {
        weight: 8,
        arbitrary: fc.record({
          worker: fc.constantFrom(0, 1, 2),
          does: fc.constant('go' as const),
        }),
      },
      {
        weight: 2,
        arbitrary: fc.record({
          worker: fc.constantFrom(0, 1, 2),
          does: fc.constant('die' as const),
        }),
      },
      { weight: 1, arbitrary: fc.constantFrom<Step>({ does: 'sweep', worker: 0 }, { does: 'wait', worker: 0 }) },
    ),
    { maxLength: 30 },
  );
  const answers = fc.array(fc.constantFrom('taken', 'taken', 'later', 'refused', 'taken-unknown', 'lost-unknown'), {
    minLength: 30,
    maxLength: 30,
  });

  test('sends it once at most, and loses none (property)', async () => {
    const numRuns = process.env.GUILDHALL_PROVE ? 2000 : 60;
    await fc.assert(
      fc.asyncProperty(steps, answers, async (path, replies) => {
        house.clock.set(START);
        await sql`delete from mail.messages`.execute(house.database.kysely);
        const id = await queue();
        const workers = [0, 1, 2].map(() => ({
          attempt: null as string | null,
          at: 'idle' as 'idle' | 'claimed' | 'handed',
          outcome: null as Outcome | null,
        }));
        let taken = 0;
        let reply = 0;
        const die = (worker: (typeof workers)[0]) =>
          Object.assign(worker, { attempt: null, at: 'idle', outcome: null });
        for (const step of path) {
          if (step.does === 'wait') house.clock.advance({ minutes: 20 });
          else if (step.does === 'sweep') await house.act(sweepMail);
          else {
            const worker = workers[step.worker] as (typeof workers)[0];
            if (step.does === 'die') die(worker);
            else if (worker.at === 'idle') {
              const claim = await house.act((c) => claimMail(c, id));
              if (claim) Object.assign(worker, { attempt: claim.attempt, at: 'claimed' });
            } else if (worker.at === 'claimed') {
              try {
                await house.act((c) => noteHandOver(c, id, worker.attempt ?? ''));
                const answer = replies[reply++];
                if (answer?.startsWith('taken')) taken += 1;
                const kind =
                  answer === 'taken' ? 'sent' : answer === 'later' || answer === 'refused' ? answer : 'unknown';
                const outcome: Outcome =
                  kind === 'sent' ? { kind, response: '250' } : { kind, words: kind, response: null };
                Object.assign(worker, { at: 'handed', outcome });
              } catch {
                die(worker);
              }
            } else {
              await house.act((c) => writeOutcome(c, id, worker.attempt ?? '', worker.outcome as Outcome));
              die(worker);
            }
          }
          expect(taken).toBeLessThanOrEqual(1);
        }
        const { state } = await row(id);
        if (state === 'sent') expect(taken).toBe(1);
        if (state === 'queued' || state === 'failed') expect(taken).toBe(0);
        // Nobody answers any more: what is left goes out or is shown to people.
        house.clock.advance({ hours: 13 });
        await house.act(sweepMail);
        const claim = await house.act((c) => claimMail(c, id));
        if (claim) {
          expect(taken).toBe(0);
          await house.act((c) => noteHandOver(c, id, claim.attempt));
          await house.act((c) => writeOutcome(c, id, claim.attempt, { kind: 'sent', response: '250' }));
        }
        expect(['sent', 'failed', 'uncertain']).toContain((await row(id)).state);
      }),
      { numRuns, endOnFailure: true },
    );
  }, 600_000);
});
