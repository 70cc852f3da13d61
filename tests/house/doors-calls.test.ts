import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT } from './documents.ts';

/** Where the server speaks to others or starts programs without the gate of src/kernel/outgoing, and why a stranger steers none of it. */
const BESIDE_THE_GATE: Record<string, string> = {
  'src/app/command-line.ts fetch': 'the command line asks the house that its user names',
  'src/app/doctor.ts node:net': 'the doctor knocks at the port that the operator set',
  'src/app/doctor.ts fetch': 'the doctor asks the address that the operator set',
  'src/kernel/calendar/holidays.ts node:child_process': 'a process of ours that reads our own tables',
  'src/kernel/database/embedded/account.ts node:child_process': 'PostgreSQL of the data folder',
  'src/kernel/database/embedded/cluster.ts node:child_process': 'PostgreSQL of the data folder',
  'src/kernel/database/embedded/postmaster.ts node:child_process': 'PostgreSQL of the data folder',
  'src/kernel/mail/eml.ts nodemailer': 'writes a mail, with reading of files and addresses off',
  'src/kernel/mail/inbound/imap.ts imapflow': 'mailboxes, at addresses that the gate has checked',
  'src/kernel/mail/smtp.ts nodemailer': 'the mail server that an owner set up',
  'src/kernel/mail/health/dns.ts node:dns/promises': 'asks the name service about the domain that an owner set up',
  'src/kernel/mail/mjml.ts node:child_process': 'a process of ours that compiles our own templates',
  'src/modules/programs/licences/verdict-apart.ts node:child_process': 'a process of ours, bounded in time and memory',
};
/** Where words become part of a statement, and where they come from. */
const AS_IT_IS: Record<string, string> = {
  'src/kernel/database/prepared.ts': 'a mark of ours',
  'src/kernel/contract/paging.ts': 'a sign of comparison, and the type of a column that the caller names',
  'src/kernel/secrets/forget.ts': 'names from the catalogue of the database, as it quotes them',
  'src/modules/programs/figures/business-days.ts': 'the share of a figure, a number of ours',
  'src/modules/programs/queries/list-applications.ts': 'a direction of order, one of two',
  'src/modules/programs/figures/over-rows.ts': 'the share of a figure, a number of ours',
  'src/modules/programs/queries/application-history.ts': 'a column of ours',
  'src/modules/programs/queries/forecast-pool.ts': 'a column of ours',
  'src/modules/programs/queries/get-member.ts': 'a column of ours',
  'src/modules/programs/renewals.ts': 'an alias of ours',
};
/** The gate itself. */
const GATE = /^src\/kernel\/outgoing\//;
const REACHING =
  /^(node:)?(http|https|http2|net|tls|dgram|dns|dns\/promises|child_process|vm|inspector)$|^undici$|^imapflow$|^nodemailer/;
/** What is only read of such a module: shapes of addresses. */
const HARMLESS = new Set(['isIP', 'BlockList']);

/** Modules that a source can reach others by, and calls of the global fetch. */
function reachesOf(source: string): string[] {
  const bare = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const found = new Set<string>();
  for (const [, type, names = '', from = ''] of bare.matchAll(/^import (type )?([^;]*?) from '([^']+)';/gm)) {
    if (type || !REACHING.test(from)) continue;
    const taken = names
      .replace(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && !name.startsWith('type '));
    if (taken.every((name) => HARMLESS.has(name))) continue;
    found.add(from.startsWith('nodemailer') ? 'nodemailer' : from);
  }
  for (const [, from = ''] of bare.matchAll(/\b(?:import|require)\(\s*'([^']+)'\s*\)/g))
    if (REACHING.test(from)) found.add(from);
  if (/(^|[^.\w])(globalThis\.)?fetch\(/m.test(bare.replace(/\b(async )?fetch\(\w+(\?)?:/g, ''))) found.add('fetch');
  return [...found];
}

const sourcesOf = (pattern: string) => globSync(pattern, { cwd: ROOT }).filter((path) => !/\.test\.tsx?$/.test(path));
const SERVER = sourcesOf('src/{kernel,modules,app}/**/*.ts').filter((path) => !/\/web\/|\/sample\//.test(path));

describe('ways out of the server', () => {
  test('lead through the gate, or to where no stranger points', () => {
    expect(SERVER.length).toBeGreaterThan(300);
    const found = SERVER.filter((path) => !GATE.test(path)).flatMap((path) =>
      reachesOf(readFileSync(join(ROOT, path), 'utf8')).map((what) => `${path} ${what}`),
    );
    expect(found.filter((each) => !(each in BESIDE_THE_GATE))).toEqual([]);
    expect(Object.keys(BESIDE_THE_GATE).filter((each) => !found.includes(each))).toEqual([]);
  });

  test('no program is started by way of a shell, no text is run as a program', () => {
    const run = SERVER.filter((path) =>
      /shell:\s*true|(?<!\.)\b(execSync|exec)\(\s*[`'"]|\beval\(|new Function\(|from '(node:)?vm'/.test(
        readFileSync(join(ROOT, path), 'utf8'),
      ),
    );
    expect(run).toEqual([]);
  });

  test('what is put into a statement as it is, and not as a value, is written by us', () => {
    const found = SERVER.filter((path) => /\bsql\.(raw|lit|id)\(/.test(readFileSync(join(ROOT, path), 'utf8')));
    expect(found.toSorted()).toEqual(Object.keys(AS_IT_IS).toSorted());
  });

  test.each([
    ["import { request } from 'node:https';", ['node:https']],
    ["import net, { isIP } from 'node:net';", ['node:net']],
    ["const { get } = await import('node:http');", ['node:http']],
    ['const answer = await fetch(address);', ['fetch']],
    ["import { Agent } from 'undici';", ['undici']],
    ["import { isIP } from 'node:net';", []],
    ["import type { Server } from 'node:http';", []],
    ['const answer = await net.fetch(address);', []],
  ])('%s is read as %j', (source, reaches) => expect(reachesOf(source)).toEqual(reaches));
});

describe('pages of the staff', () => {
  const PAGES = sourcesOf('src/**/*.{ts,tsx}').filter((path) => /\/web\/|^src\/web\/|\.tsx$/.test(path));
  const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');

  test('put no text into a page as markup, and run none', () => {
    expect(PAGES.length).toBeGreaterThan(200);
    const risky =
      /dangerouslySetInnerHTML|\.(inner|outer)HTML\b|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function\(|srcDoc=|postMessage\(/;
    // What the server made of a policy, in a frame that may do nothing: no script, no form, no way out.
    const framed = 'src/modules/programs/web/policy/FormPreview.tsx';
    expect(PAGES.filter((path) => risky.test(text(path)))).toEqual([framed]);
    expect(text(framed)).toContain('sandbox="allow-same-origin"');
  });

  test('keep how somebody likes the pages in the browser, and nothing of what is in them', () => {
    const kept = PAGES.filter((path) =>
      /\b(local|session)Storage\b|\bindexedDB\b|document\.cookie|\bcaches\./.test(text(path)),
    );
    expect(kept).toEqual(['src/web/kit/keys.ts', 'src/app/web/own/settings.ts'].filter((path) => kept.includes(path)));
    expect(kept.length).toBeGreaterThan(0);
  });
});
