import { sql } from 'kysely';
import { type Actor, type Context, respondNowhere } from '#kernel/context.ts';
import { explainInput } from '#kernel/contract/input.ts';
import { operationsOf } from '#kernel/contract/router.ts';
import type { House } from '#kernel/house.ts';
import { newId } from '#kernel/ids.ts';
import type { Run } from '#kernel/jobs/job.ts';
import { EVERY } from '#kernel/ledger/reaction.ts';

type Tx = Context['tx'];
type Waiting = { at: Temporal.Instant; task: string; payload: unknown };
/** A job that is not done as it is in the house; answers whether it took it. */
export type Instead = (run: Run, payload: unknown) => Promise<void>;

/** How long after they were asked for checks are through, in seconds: nothing looks anywhere. */
const CHECKS_TAKE = 150;

/**
 * The past, within one open transaction: operations and jobs are carried out as the house does it, at instants that the
 * caller names, each later than the one before. Whatever an operation queues is taken out of the queue in the same
 * transaction and done at its own instant, so no worker finds anything left to do.
 */
export type Past = {
  /** Carries an operation out as somebody at an instant, with all that follows at once. Throws what the operation throws. */
  perform: (at: Temporal.Instant, actor: Actor, operation: string, input: unknown) => Promise<unknown>;
  /** The same for what is no operation. */
  act: <T>(at: Temporal.Instant, actor: Actor, act: (c: Context) => Promise<T>) => Promise<T>;
  /** A recurring work of the house, as if it were due. */
  keep: (at: Temporal.Instant, timetable: string) => Promise<void>;
  /** A part of a recurring work of the house, as if it were due. */
  run: (at: Temporal.Instant, work: (run: Run) => Promise<void>) => Promise<void>;
  /** Does all that still waits, whenever it is due. */
  settle: () => Promise<void>;
};

export function openPast(present: House, tx: Tx, instead: ReadonlyMap<string, Instead>): Past {
  // What only happens in a story is told to nobody outside; the search takes it in at its end, all at once.
  const house: House = {
    ...present,
    reactions: new Map(
      [...present.reactions]
        .filter(([kind]) => kind !== EVERY)
        .map(([kind, list]) => [kind, list.filter((r) => !/^(notify|search)\./.test(r.name))]),
    ),
  };
  const operations = new Map(operationsOf(house).map((o) => [o.name, o]));
  const waiting: Waiting[] = [];
  let calls = 0;

  // An address of its own for each call: limits are for the present.
  const address = () => `2001:db8:${(++calls % 65_536).toString(16)}:${((Math.random() * 65_536) | 0).toString(16)}::1`;
  const contextOf = (at: Temporal.Instant, actor: Actor): Context => ({
    actor,
    tx,
    now: at,
    house,
    request: { id: newId(), address: address(), language: 'en' },
    respond: respondNowhere,
  });
  const runAt = (at: Temporal.Instant): Run => ({
    house: { ...house, clock: { now: () => at }, database: { ...house.database, kysely: tx } },
    log: house.log,
    attempt: 1,
    lastAttempt: true,
    signal: new AbortController().signal,
    transact: (name, act) => act(contextOf(at, { kind: 'system', name })),
    progress: { report: async () => {}, finish: async () => {} },
  });

  async function work(at: Temporal.Instant, task: string, payload: unknown): Promise<void> {
    const definition = house.jobs.get(task);
    if (!definition) throw new Error(`the past knows no job ${task}`);
    const told = instead.get(task);
    if (told) await told(runAt(at), definition.payload.parse(payload));
    else await definition.perform(runAt(at), definition.payload.parse(payload));
  }

  /** Takes out of the queue what this transaction put in; does at once what is due at once, and keeps the rest. */
  async function follow(at: Temporal.Instant): Promise<void> {
    for (;;) {
      const { rows } = await sql<{ task: string; payload: unknown; run_at: Temporal.Instant; at_once: boolean }>`
        with mine as (
          delete from graphile_worker._private_jobs j using graphile_worker._private_tasks t
          where t.id = j.task_id and j.xmin = pg_current_xact_id()::xid
          returning j.id, t.identifier task, j.payload, j.run_at, j.run_at = now() at_once)
        select task, payload, run_at, at_once from mine order by id`.execute(tx);
      if (rows.length === 0) return;
      for (const { task, payload, run_at, at_once } of rows) {
        if (instead.has(task)) waiting.push({ at: at.add({ seconds: CHECKS_TAKE }), task, payload });
        else if (at_once || Temporal.Instant.compare(run_at, at) <= 0) await work(at, task, payload);
        else waiting.push({ at: run_at, task, payload });
      }
    }
  }

  /** Does what is due until an instant (null: all), the earliest first; each may bring more. */
  async function catchUp(until: Temporal.Instant | null): Promise<void> {
    for (;;) {
      waiting.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
      const next = waiting[0];
      if (!next || (until && Temporal.Instant.compare(next.at, until) > 0)) return;
      waiting.shift();
      await work(next.at, next.task, next.payload);
      await follow(next.at);
    }
  }

  const act: Past['act'] = async (at, actor, what) => {
    await catchUp(at);
    const answer = await what(contextOf(at, actor));
    await follow(at);
    return answer;
  };
  return {
    act,
    perform: (at, actor, name, input) => {
      const operation = operations.get(name);
      if (!operation) throw new Error(`the past knows no operation ${name}`);
      return act(at, actor, (c) => operation.handler(c, explainInput(operation.procedure, input)));
    },
    keep: async (at, name) => {
      await catchUp(at);
      await house.timetables.get(name)?.perform(runAt(at), at);
      await follow(at);
    },
    run: async (at, work) => {
      await catchUp(at);
      await work(runAt(at));
      await follow(at);
    },
    settle: () => catchUp(null),
  };
}
