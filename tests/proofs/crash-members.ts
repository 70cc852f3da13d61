import { newId } from '#kernel/ids.ts';
import { openSourcePreset } from '../../src/modules/programs/presets/open-source.ts';
import { memberPolicy } from '../support/members.ts';
import { formOf } from '../support/program.ts';
import type { RealHouse } from '../support/real-house.ts';
import { type Amount, neverOf } from './crash-promises.ts';
import type { Insisting } from './insist.ts';

type Way = { n: number; name: string; address: string; id: string; key: string };
type InForce = { entitlement: string; coupon: string; membership: string };
const WEEK = 7 * 24 * 3_600_000;
const day = (at: number) => new Date(at).toISOString().slice(0, 10);

/**
 * What people do with members while the house is killed: approve and ask many at once, take another code or another hosting, ask for
 * renewal and get it, bring lists, hold a version of a policy against the past. `strike` kills the house in the middle of a long job.
 */
export async function memberWork(
  house: RealHouse,
  { demand, insist, until, rows, persist }: Insisting,
  token: string,
  { batches, size, members, past }: Amount,
  strike: () => Promise<void>,
) {
  /** A person of the team, under a new key: asked again, it is the same request. */
  const team = () => house.client({ authorization: `Bearer ${token}`, 'idempotency-key': newId() }).programs;
  const outside = (n: number) =>
    house.client({ 'x-forwarded-for': `198.51.101.${n % 250}, 203.1.${n % 200}.7`, 'idempotency-key': newId() })
      .programs;
  const policy = {
    ...openSourcePreset.policy,
    ...memberPolicy({ undoMinutes: 0 }),
    benefit: { ...openSourcePreset.policy.benefit, termMonths: 1 },
  };
  const { id: program } = await team().makeProgram({
    name: 'Crash members',
    slug: 'crash-members',
    prefix: 'CRM',
    from: { preset: 'open-source' },
  });
  await team().publishPolicy({ program, policy, basedOn: 1 });
  await team().openProgram({ program });
  const { id: lists } = await team().makeProgram({
    name: 'Crash lists',
    slug: 'crash-lists',
    prefix: 'CRL',
    from: { program },
  });
  await team().publishPolicy({
    program: lists,
    policy: { ...policy, promiseDays: 1, embargo: [...policy.embargo, 'FR'] },
    basedOn: 1,
  });
  for (const sku of ['OSS-SAAS-1Y', 'OSS-SM-1Y'])
    await team().addCoupons({
      program,
      sku,
      name: sku,
      csv: Array.from({ length: 5 * batches * size }, (_, n) => `CRASH-${sku}-${n}-END`).join('\n'),
    });

  let strikes = 0;
  const strikeOnce = async () => {
    strikes++;
    await strike();
  };

  async function begin(n: number): Promise<Way> {
    const form = formOf(`member-${n}`, { program: 'crash-members' });
    const [apply, open] = [outside(n), outside(n)];
    await demand(() => apply.submitApplication(form));
    const [mail] = await until<{ text: string; id: string }>(
      `the mail to ${form.address}`,
      `select m.text, a.id from mail.messages m join programs.applications a on a.address = m.to_address
       where m.to_address = '${form.address}' and m.template = 'programs.confirm-mail'`,
    );
    const { text, id } = mail as { text: string; id: string };
    const key = /\/a\/confirm\/([\w-]{43})/.exec(text)?.[1] as string;
    const { key: status } = await demand(() => open.confirmMail({ key }));
    return { n, name: form.project, address: form.address, id, key: status };
  }

  /** Looks at the preview and then acts; asked again after a kill, the answer is that all were done, as if there had been none. */
  async function onAll(act: 'ask' | 'approve', ids: string[]): Promise<void> {
    const [look, go] = [team(), team()];
    await demand(() => look.previewAct({ act, ids }));
    for (let i = 0; ; i++) {
      const { rows: done } = await demand(() => go.actOnApplications({ act, ids, words: 'All of you.' }));
      const not = done.filter((row) => !row.done);
      if (not.length === 0) return;
      // The database went away under some of them: they are asked for once more, under the same key.
      if (i > 100 || not.some((row) => row.objection?.rule !== 'house.failed')) throw new Error(JSON.stringify(not));
    }
  }

  /** The agreement is accepted, and the code comes; another one where it got lost, another hosting where it was wrong; then it is booked. */
  async function agree(way: Way, application: string, key: string, round: string): Promise<InForce> {
    const agreeing = outside(way.n);
    await until(
      'the approval',
      `select 1 from programs.decisions where application = '${application}' and settled_at is not null`,
    );
    await insist(() => agreeing.acceptAgreement({ key, version: '2026-1', signedName: way.name }));
    const inForce = async () =>
      (
        await until<InForce>(
          `the code of ${application}`,
          `select e.id entitlement, i.coupon, e.membership from programs.terms t join programs.entitlements e on e.term = t.id and e.replaced_at is null
           join programs.coupon_issues i on i.entitlement = e.id and i.superseded_at is null where t.application = '${application}'`,
        )
      )[0] as InForce;
    let now = await inForce();
    if (way.n % 2 === 0) {
      const [other, beside] = [team(), team()];
      const lost = { id: now.entitlement, why: 'lost' as const, words: 'It never came.', coupon: now.coupon };
      // Two of the team at once: one of them is told that it was done.
      await Promise.all([insist(() => other.replaceCoupon(lost)), insist(() => beside.replaceCoupon(lost))]);
      now = await inForce();
    }
    if (way.n % 3 === 0) {
      const [other, of] = [team(), now.entitlement];
      await demand(() => other.replaceEntitlement({ id: of, hosting: 'self-managed', words: 'The wrong one.' }));
      now = await inForce();
    }
    const [booking, of] = [team(), now.entitlement];
    await demand(() => booking.confirmEntitlement({ id: of, reference: `crash-${way.n}-${round}` }));
    return now;
  }

  async function renew(way: Way): Promise<string> {
    const draft = (await demand(() => outside(way.n).startRenewal({ key: way.key }))).draft;
    const send = outside(way.n);
    await demand(() => send.submitApplication(formOf(`member-${way.n}`, { program: 'crash-members', draft })));
    const [row] = await until<{ id: string }>(
      `the renewal of ${way.address}`,
      `select id from programs.applications where address = '${way.address}' and kind = 'renewal'`,
    );
    return (row as { id: string }).id;
  }

  async function batch(b: number): Promise<void> {
    const ways = await Promise.all(Array.from({ length: size }, (_, i) => begin(b * size + i)));
    await onAll(
      'ask',
      ways.filter(({ n }) => n % 4 === 0).map(({ id }) => id),
    );
    await onAll(
      'approve',
      ways.map(({ id }) => id),
    );
    await Promise.all(ways.map((way) => agree(way, way.id, way.key, 'first')));
    const renewals = await Promise.all(ways.map(renew));
    await onAll('approve', renewals);
    await Promise.all(
      ways.map(async (way, at) => {
        const id = renewals[at] as string;
        const [mail] = await until<{ text: string }>(
          `the mail about ${id}`,
          `select text from mail.messages where template = 'programs.received' and about_id = '${id}'`,
        );
        await agree(way, id, /\/a\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] as string, 'renewed');
      }),
    );
  }

  /** A list is brought, and the house is killed between two of its batches. */
  async function bring(kind: 'members' | 'applications', csv: string, total: number): Promise<void> {
    const [upload, start] = [team(), team()];
    const content = Buffer.from(csv).toString('base64');
    const { id } = await demand(() => upload.uploadImport({ program: lists, kind, name: 'list.csv', content }));
    const { reading, faults } = await demand(() => team().previewImport({ id }));
    if (faults.length > 0) throw new Error(faults.join(' '));
    await demand(() => start.startImport({ id, reading, ...(kind === 'applications' ? { policyVersion: 1 } : {}) }));
    await until('the first batch', `select 1 from programs.imports where id = '${id}' and done_line > 0`);
    const [open] = await persist(() =>
      rows(`select 1 from programs.imports where id = '${id}' and finished_at is null`),
    );
    // In the short form one list is enough.
    if (open && (kind === 'members' || past > 10_000)) await strikeOnce();
    await until(
      'the end of the list',
      `select 1 from programs.imports where id = '${id}' and finished_at is not null and added = ${total}`,
    );
  }

  const now = Date.now();
  const memberRows = Array.from({ length: members }, (_, n) =>
    [
      `X-${n}`,
      `Brought ${n}`,
      `https://gitlab.com/brought-${n}/main`,
      `Owner ${n}`,
      `brought-${n}@example.org`,
      day(now - 20 * WEEK),
      day(now + 20 * WEEK),
      'OSS-SAAS-1Y',
      'saas',
    ].join(','),
  );
  const pastRows = Array.from({ length: past }, (_, n) =>
    [
      `P-${n}`,
      `Past ${n}`,
      `past-${n}@example.org`,
      n % 5 ? 'DE' : 'FR',
      day(now - 60 * WEEK),
      n % 3 ? 'approved' : 'refused',
      day(now - 60 * WEEK + (n % 2 ? 4 : 0) * 86_400_000),
    ].join(','),
  );

  const preview = async () => {
    const asking = team();
    return (await demand(() => asking.previewPolicy({ program: lists, version: 2 }))).id;
  };
  const ended = (id: string) =>
    until<{ totals: Record<string, number>; looked: number; of_all: number; kept: number }>(
      'the end of the preview',
      `select totals, looked, of_all, (select count(*)::int from programs.policy_preview_rows r where r.preview = p.id) kept
       from programs.policy_previews p where id = '${id}' and finished_at is not null`,
    );
  let struck = '';

  async function longJobs(): Promise<void> {
    await bring(
      'members',
      ['external id,member,namespace,owner,email,start,end,sku,hosting', ...memberRows].join('\n'),
      members,
    );
    await bring(
      'applications',
      ['external number,project,email,country,submitted on,outcome,decided on', ...pastRows].join('\n'),
      past,
    );
    struck = await preview();
    await until(
      'the first part of the preview',
      `select 1 from programs.policy_previews where id = '${struck}' and looked > 0`,
    );
    const [open] = await persist(() =>
      rows(`select 1 from programs.policy_previews where id = '${struck}' and finished_at is null`),
    );
    if (open) await strikeOnce();
    await ended(struck);
  }

  /** What a preview that was killed says, and one that was not. */
  async function previews() {
    const [one] = await ended(struck);
    const [other] = await ended(await preview());
    return { one, other };
  }

  return {
    walkers: [...Array(batches).keys()].map((b) => () => batch(b)),
    longJobs,
    never: neverOf({ program, lists }, { batches, size, members, past }),
    previews,
    strikes: () => strikes,
  };
}
