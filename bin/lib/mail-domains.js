/**
 * Writes src/modules/programs/data/mail-domains.txt, domains of throw-away and of free mail addresses, from two npm packages (both MIT)
 * that were unpacked somewhere with `npm install --ignore-scripts mailchecker free-email-domains`:
 *
 *   node bin/lib/mail-domains.js path/to/node_modules 2026-11-21
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';

const [modules, day] = process.argv.slice(2);
if (!modules || !/^\d{4}-\d{2}-\d{2}$/.test(day ?? '')) {
  console.error(
    'Say where the packages lie and of which day they are: mail-domains.js path/to/node_modules 2026-11-21',
  );
  process.exit(2);
}
const of = createRequire(join(resolve(modules), 'x.js'));
const versionOf = (name) => JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8')).version;
const throwAway = new Set(of('mailchecker').blacklist());
/** Providers that neither list has: mailboxes, and relays that hide who writes. */
const MORE = [
  'tuta.com',
  'tuta.io',
  'tutanota.com',
  'tutanota.de',
  'keemail.me',
  'hey.com',
  'privaterelay.appleid.com',
];
/** Institutions that stand in a list by mistake. */
const NOT = new Set(['nus.edu.sg', 'unican.es', 'lsmu.com']);
const free = new Set([...of('free-email-domains'), ...MORE]);
const isDomain = (domain) => /^([a-z0-9_-]+\.)+[a-z0-9-]{2,}$/.test(domain) && !NOT.has(domain);
const sorted = (domains) =>
  [...domains]
    .map((domain) => domain.toLowerCase())
    .filter(isDomain)
    .sort();
const lines = [
  `# Domains of throw-away and of free mail addresses, as of ${day}. Made by bin/lib/mail-domains.js.`,
  `# mailchecker ${versionOf('mailchecker')} and free-email-domains ${versionOf('free-email-domains')} (both MIT, see mail-domains.LICENSE).`,
  '[throw-away]',
  ...sorted(throwAway),
  '[free]',
  ...sorted(free).filter((domain) => !throwAway.has(domain)),
];
const to = join(import.meta.dirname, '../../src/modules/programs/data/mail-domains.txt');
writeFileSync(to, `${lines.join('\n')}\n`);
console.log(`${lines.length - 4} domains: ${to}`);
