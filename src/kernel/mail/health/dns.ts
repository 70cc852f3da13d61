import type { MxRecord } from 'node:dns';
import { Resolver } from 'node:dns/promises';

/**
 * What the DNS says. `none`: the name or record is surely not there. `silent`: no server gave an answer in time, so nothing is
 * known; `why` is the code of node:dns (ETIMEOUT, ESERVFAIL, ECONNREFUSED).
 */
export type Answer<T> = { is: 'found'; records: T[] } | { is: 'none' } | { is: 'silent'; why: string };

/** The questions that mail health asks. Names in ASCII. */
export type Dns = {
  /** Each record's strings put together, as RFC 7208 (3.3) and RFC 6376 (3.6.2.2) read them. */
  txt: (name: string) => Promise<Answer<string>>;
  mx: (name: string) => Promise<Answer<MxRecord>>;
  /** IPv4 and IPv6 addresses. */
  addresses: (name: string) => Promise<Answer<string>>;
};

/** Milliseconds for one try at one server; every server is tried twice. */
const PATIENCE = 2000;
/** Milliseconds for all questions together; whatever is asked later gets no answer. */
const ALL_PATIENCE = 10_000;
const NOT_THERE = new Set(['ENOTFOUND', 'ENODATA']);

/** The DNS by these servers (`192.0.2.1`, `192.0.2.1:5353`, `[2001:db8::1]:53`); none: those of the operating system. */
export function dnsOf(servers: readonly string[]): Dns {
  const resolver = new Resolver({ timeout: PATIENCE, tries: 2 });
  if (servers.length > 0) resolver.setServers(servers);
  const late = performance.now() + ALL_PATIENCE;
  const ask = <T>(question: () => Promise<T[]>): Promise<Answer<T>> =>
    performance.now() > late ? Promise.resolve({ is: 'silent', why: 'ETIMEOUT' }) : answerOf(question);
  const txt = (name: string) => ask(async () => (await resolver.resolveTxt(name)).map((strings) => strings.join('')));
  const mx = (name: string) => ask(() => resolver.resolveMx(name));
  const addresses = async (name: string): Promise<Answer<string>> => {
    const both = await Promise.all([ask(() => resolver.resolve4(name)), ask(() => resolver.resolve6(name))]);
    const records = both.flatMap((answer) => (answer.is === 'found' ? answer.records : []));
    if (records.length > 0) return { is: 'found', records };
    return both.find((answer) => answer.is === 'silent') ?? { is: 'none' };
  };
  return { txt, mx, addresses };
}

async function answerOf<T>(question: () => Promise<T[]>): Promise<Answer<T>> {
  try {
    const records = await question();
    return records.length > 0 ? { is: 'found', records } : { is: 'none' };
  } catch (error) {
    const why = String((error as NodeJS.ErrnoException).code ?? error);
    return NOT_THERE.has(why) ? { is: 'none' } : { is: 'silent', why };
  }
}
