import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { RealHouse } from '../support/real-house.ts';

const OUR_FAULT = ['INVALID', 'FORBIDDEN', 'UNAUTHENTICATED'];
const A_RULE = ['REFUSED', 'NOT_FOUND'];

/** For work on a house that is killed now and then: what got no answer is asked again, under the same key. */
export function insisting(house: RealHouse) {
  async function rows<R>(sql: string): Promise<R[]> {
    const client = new Client({ connectionString: house.databaseUrl() });
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(sql)).rows as R[];
    } finally {
      await client.end();
    }
  }

  /** Asks until there is an answer, or a rule's refusal, which is thrown. */
  async function demand<T>(ask: () => Promise<T>): Promise<T> {
    let last: unknown;
    for (let i = 0; i < 1200; i++) {
      try {
        return await ask();
      } catch (error) {
        const { code = '' } = error as { code?: string };
        if (OUR_FAULT.includes(code) || A_RULE.includes(code)) throw error;
        last = error;
        await sleep(100);
      }
    }
    throw new Error(`no answer in 1200 tries: ${String(last)}; the house said: ${house.said().slice(-1500)}`);
  }

  /** The same, where a rule may say no. */
  async function insist<T>(ask: () => Promise<T>): Promise<T | 'refused'> {
    try {
      return await demand(ask);
    } catch (error) {
      if (A_RULE.includes((error as { code?: string }).code ?? '')) return 'refused';
      throw error;
    }
  }

  /** Looks again while the database is away. */
  async function persist<T>(act: () => Promise<T>): Promise<T> {
    for (let i = 0; ; i++) {
      try {
        return await act();
      } catch (error) {
        if (i > 300) throw error;
        await sleep(100);
      }
    }
  }

  /** Jobs that failed with their database wait longer each time; nobody waits so long here. */
  const hurry = () =>
    persist(() =>
      rows('update graphile_worker._private_jobs set run_at = now() where locked_at is null and run_at > now()'),
    );

  /** Looks until there is something to see: what jobs bring about, however often they are cut off. */
  async function until<R>(what: string, sql: string): Promise<R[]> {
    for (let i = 0; i < 6000; i++) {
      if (i % 20 === 19) await hurry();
      const found = await persist(() => rows<R>(sql));
      if (found.length > 0) return found;
      await sleep(100);
    }
    throw new Error(`never seen: ${what}; the house said: ${house.said().slice(-1500)}`);
  }

  return { rows, demand, insist, persist, hurry, until };
}
export type Insisting = ReturnType<typeof insisting>;
