import { BlockList, isIP } from 'node:net';
import type { Answer, Dns } from './dns.ts';
import { type Line, line } from './line.ts';
import { ASKING, isSpf, type SpfTerm, spfTerms } from './spf-terms.ts';

const TITLE = 'SPF: who may send';
/** RFC 7208, 4.6.4: more make receivers ignore the record. */
const MOST_LOOKUPS = 10;
const MOST_VOID = 2;
/** Where we stop counting. */
const ENOUGH = 40;

/** What reading a record with all that it includes brought to light. */
type Reading = {
  lookups: number;
  voids: number;
  /** Why receivers cannot use it. */
  faults: string[];
  /** Names for which no DNS server answered. */
  silent: string[];
  /** Somewhere a macro or `exists` decides by the sender's address, which cannot be known beforehand. */
  depends: boolean;
  ptr: boolean;
  allowed: BlockList;
};

/**
 * May the mail server send for the domain, as far as the DNS tells? Follows include, redirect, a and mx and counts the questions that
 * a receiver asks at most. `server` is the host of the settings; providers often send from other addresses than the one they take
 * mail at, so its absence alone proves nothing.
 */
export async function checkSpf(dns: Dns, domain: string, server: string): Promise<Line> {
  const found = await dns.txt(domain);
  if (found.is === 'silent') return line('mail.spf', TITLE, null).silent(domain, found.why);
  const records = found.is === 'found' ? found.records.filter(isSpf) : [];
  const say = line('mail.spf', TITLE, records.join('\n') || null);
  const [record] = records;
  if (record === undefined)
    return say.broken(
      `${domain} has no SPF record, so receivers cannot tell who may send for it.`,
      'Publish the TXT record that your mail provider shows, such as: v=spf1 include:PROVIDER -all',
    );
  if (records.length > 1)
    return say.broken(`${domain} has ${records.length} SPF records, so receivers use none.`, 'Put them into one.');
  const reading: Reading = {
    ...{ lookups: 0, voids: 0, faults: [], silent: [], depends: false, ptr: false },
    allowed: new BlockList(),
  };
  const end = await read(dns, domain, record, reading, [domain]);
  if (end === '+')
    return say.broken(
      'The record lets the whole world send for this domain (+all, here or in what it includes).',
      'End it with -all, or with ~all while you look whether everything is listed.',
    );
  if (reading.faults.length > 0)
    return say.broken(`${reading.faults.join(' ')} Receivers ignore such a record.`, 'Correct the record.');
  if (reading.lookups > MOST_LOOKUPS)
    return say.broken(
      `The record needs ${reading.lookups > ENOUGH ? `more than ${ENOUGH}` : reading.lookups} DNS lookups; receivers stop after ${MOST_LOOKUPS} and ignore it.`,
      'Remove what no longer sends for you, or write the addresses themselves (ip4:, ip6:).',
    );
  if (reading.voids > MOST_VOID)
    return say.broken(
      `${reading.voids} names in the record do not exist; receivers stop after ${MOST_VOID}.`,
      'Remove them from the record.',
    );
  const [silent] = reading.silent;
  if (silent !== undefined) return say.silent(silent, 'no answer');
  const count = `${reading.lookups} of ${MOST_LOOKUPS} lookups.`;
  if (end === null || end === '?')
    return say.look(
      `The record says nothing of senders that are not in it (${end === null ? 'no all' : '?all'}). ${count}`,
      'End it with -all, or with ~all while you look whether everything is listed.',
    );
  if (reading.ptr)
    return say.look(`The record uses ptr, which many receivers pass over. ${count}`, 'Name addresses instead of ptr.');
  const at = isIP(server) ? ({ is: 'found', records: [server] } as const) : await dns.addresses(server);
  const allowed = at.is === 'found' ? at.records.filter((ip) => allows(reading, ip)) : [];
  if (allowed.length > 0) return say.well(`${server} may send for ${domain}. ${count}`);
  return say.look(
    at.is === 'found'
      ? `The addresses of ${server} (${at.records.join(', ')}) are not in the record${reading.depends ? ', as far as can be told' : ''}. ${count}`
      : `${server} has no address that could be looked up. ${count}`,
    'Compare with what your mail provider asks for. If it sends from other addresses, which its include: names, all is well.',
  );
}

const allows = ({ allowed }: Reading, ip: string): boolean => allowed.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4');

/** Reads a record into `reading`; answers what it says of everybody else: its `all`, or that of its redirect. */
async function read(
  dns: Dns,
  domain: string,
  record: string,
  reading: Reading,
  path: readonly string[],
): Promise<SpfTerm['qualifier'] | null> {
  const { terms, strays } = spfTerms(record);
  if (strays.length > 0) reading.faults.push(`"${strays.join(' ')}" in the record of ${domain} is no SPF term.`);
  let end: SpfTerm['qualifier'] | null = null;
  for (const term of terms) {
    if (reading.lookups > ENOUGH) return end;
    if (ASKING.has(term.name)) reading.lookups += 1;
    if (term.name === 'all') end = term.qualifier;
    else if (term.name === 'ptr') reading.ptr = true;
    else if (term.name === 'exists' || term.value?.includes('%{')) reading.depends = true;
    else if (term.name === 'include' || term.name === 'redirect') {
      const theirs = await follow(dns, term, reading, path);
      if (theirs === '+' && term.qualifier === '+') return '+';
      if (term.name === 'redirect') end = theirs;
    } else if (term.qualifier === '+') {
      const world = await allow(dns, term, term.value ?? domain, reading);
      if (world) return '+';
    }
  }
  return end;
}

async function follow(dns: Dns, term: SpfTerm, reading: Reading, path: readonly string[]) {
  const name = (term.value ?? '').toLowerCase().replace(/\.$/, '');
  if (path.includes(name)) {
    reading.faults.push(`The record of ${name} includes itself.`);
    return null;
  }
  const found = await dns.txt(name);
  if (found.is === 'silent') {
    reading.silent.push(name);
    return null;
  }
  if (found.is === 'none') reading.voids += 1;
  const records = found.is === 'found' ? found.records.filter(isSpf) : [];
  const [record] = records;
  if (record === undefined || records.length > 1) {
    reading.faults.push(
      record === undefined
        ? `${name}, which it names, has no SPF record.`
        : `${name} has ${records.length} SPF records.`,
    );
    return null;
  }
  return read(dns, name, record, reading, [...path, name]);
}

/** Adds what a mechanism with addresses lets through; true: that is everybody. */
async function allow(dns: Dns, term: SpfTerm, name: string, reading: Reading): Promise<boolean> {
  if (term.name === 'ip4' || term.name === 'ip6') {
    if (isIP(name) !== (term.name === 'ip4' ? 4 : 6)) {
      reading.faults.push(`"${term.name}:${name}" is no address.`);
      return false;
    }
    add(reading, [name], term);
    return (term.name === 'ip4' ? term.cidr.v4 : term.cidr.v6) === 0;
  }
  if (term.name === 'a') add(reading, noted(reading, name, await dns.addresses(name)), term);
  else {
    const servers = noted(reading, name, await dns.mx(name)).slice(0, 10);
    for (const { exchange } of servers) {
      const at = await dns.addresses(exchange);
      if (at.is === 'found') add(reading, at.records, term);
    }
  }
  return false;
}

function noted<T>(reading: Reading, name: string, answer: Answer<T>): T[] {
  if (answer.is === 'none') reading.voids += 1;
  if (answer.is === 'silent') reading.silent.push(name);
  return answer.is === 'found' ? answer.records : [];
}

function add({ allowed }: Reading, ips: readonly string[], { cidr }: SpfTerm): void {
  for (const ip of ips) {
    const six = isIP(ip) === 6;
    allowed.addSubnet(ip, six ? cidr.v6 : cidr.v4, six ? 'ipv6' : 'ipv4');
  }
}
