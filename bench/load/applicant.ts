import { browserOf, chance, hidden, pause, type Stage } from './people.ts';

let last = 0;
const run = Date.now().toString(36);

/** Applies again and again, each time as another person with another project, until it is over. */
export async function applicant(stage: Stage): Promise<void> {
  while (!stage.over.aborted) {
    await oneLife(stage);
    // After a failure nobody hammers.
    await pause(stage, 2, 5);
  }
}

/** From the page of the program to the status page, and there until the person has had enough. */
async function oneLife(stage: Stage): Promise<void> {
  const browser = browserOf(stage);
  const n = `${run}-${++last}`;
  const address = `load-${n}@applicants.example`;
  if (!(await browser.open('program page', '/apply/open-source'))) return;
  if (!(await pause(stage, 10, 30))) return;
  const form = await browser.open('form', '/apply/open-source/form');
  if (!form || !(await pause(stage, 60, 180))) return;
  const statements = [...form.matchAll(/name="(statements\.[a-z-]+)"/g)].map(([, name = '']) => [name, 'yes']);
  const sent = await browser.send('send the form', '/apply/open-source/form', {
    idempotencyKey: hidden(form, 'idempotencyKey'),
    draft: '',
    website: '',
    action: 'send',
    applicantName: `Applicant ${n}`,
    address,
    country: 'DE',
    project: `Load ${n}`,
    namespaceUrl: `https://gitlab.com/load-${n}/main`,
    repositories: '',
    hosting: 'saas',
    purpose: 'We build a clock of marble and want to test it.',
    acceptsPrivacy: 'yes',
    ...Object.fromEntries(statements),
  });
  if (!sent) return;
  await browser.open('sent page', sent);
  const key = await stage.tally.count('long', 'mail with the link, from sending to arriving', async () => {
    const found = await stage.confirmationKey(address);
    if (found === null && !stage.over.aborted) throw new Error('it did not come within a minute');
    return found;
  });
  if (!key || !(await pause(stage, 10, 40))) return;
  const page = await browser.open('confirm page', `/a/confirm/${key}`);
  if (!page || !(await pause(stage, 2, 6))) return;
  const idempotencyKey = hidden(page, 'idempotencyKey');
  const status = await browser.send('confirm', `/a/confirm/${key}`, { idempotencyKey });
  if (status) await onStatusPage(stage, browser, status, n);
}

async function onStatusPage(
  stage: Stage,
  browser: ReturnType<typeof browserOf>,
  first: string,
  n: string,
): Promise<void> {
  const base = first.replace(/\?.*$/, '');
  for (let looks = 0; looks < 4; looks++) {
    const page = await browser.open('status page', looks === 0 ? first : base);
    if (!page || !(await pause(stage, 20, 60))) return;
    const idempotencyKey = hidden(page, 'idempotencyKey');
    if (page.includes('name="signedName"')) {
      const version = hidden(page, 'version');
      const signed = { idempotencyKey, version, signedName: `Applicant ${n}`, acceptsAgreement: 'yes' };
      await browser.send('accept the agreement', `${base}/agreement`, signed);
    } else if (page.includes('name="answer"')) {
      await browser.send('answer a question', `${base}/answer`, { idempotencyKey, answer: 'It is the first one.' });
    } else if (page.includes('name="message"') && chance(0.15)) {
      await browser.send('write to the team', `${base}/message`, { idempotencyKey, message: 'How is it going?' });
    }
  }
}
