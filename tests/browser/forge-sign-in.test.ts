import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { afterAll, expect, test } from 'vitest';
import { openBrowser } from '#tests/support/browser.ts';
import { forgeSignIn } from '#tests/support/forge-sign-in.ts';
import { forges } from '#tests/support/forges.ts';
import { testHouse } from '#tests/support/house.ts';
import { expectSound } from '#tests/support/look.ts';
import { apply, openProgram } from '#tests/support/program.ts';

const BUILT = join(import.meta.dirname, '../../dist/public');
const app = new Hono()
  .get('/public.css', serveStatic({ root: BUILT }))
  .get('/public/*', serveStatic({ root: BUILT, rewriteRequestPath: (path) => path.replace('/public/', '/') }))
  .all('*', (http) => house.app.fetch(http.req.raw));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' });
afterAll(() => void server.close());
await once(server, 'listening');
// Another site than the forge, so that cookies and the page's policy are put to the test.
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
const lab = await forges();
afterAll(() => lab.close());
const atLab = forgeSignIn(lab, [`${origin}/auth/proof`]);
const house = await testHouse({ url: origin, allowPrivateHosts: lab.host, now: Temporal.Now.instant().toString() });
const browser = await openBrowser();

test('an applicant signs in at the forge and comes back to a status page that says control is proved', async () => {
  await openProgram(house);
  const owner = await house.as('owner');
  await owner.access.addProvider({
    ...{ preset: 'gitlab', name: 'GitLab', issuer: lab.origin, clientId: atLab.client.id, secret: atLab.client.secret },
    ...{ scopes: 'openid', groupsClaim: '', forStaff: false, forProof: true, trustsFactor: false, admits: false },
    groups: [],
  });
  const applied = await apply(house, 'marble', { namespaceUrl: `${lab.origin}/marble/clock` });
  const mail = (await house.mailbox(applied.address)).at(-1)?.text ?? '';
  const confirming = /\/a\/confirm\/([\w-]+)/.exec(mail)?.[1] ?? '';
  const { key } = await house.stranger.programs.confirmMail({ key: confirming });
  await house.work();
  for (const [id, level] of [
    [7, 30],
    [8, 40],
  ] as const)
    atLab.people.set(level === 40 ? 'ada' : 'dev', { id, rights: new Map([['projects/marble/clock', level]]) });

  const page = await (await browser.newContext({ javaScriptEnabled: false, locale: 'de-DE' })).newPage();
  const goAs = async (who: string, looks: boolean) => {
    await page.goto(`${origin}/a/${key}`);
    await page.getByRole('button', { name: 'Bei GitLab anmelden' }).click();
    await page.getByRole('heading', { name: 'Bei GitLab anmelden' }).waitFor();
    if (looks) await looked('forge-sign-in');
    await page.getByRole('link', { name: 'Weiter zu GitLab' }).click();
    await page.getByRole('link', { name: `Go on as ${who}` }).click();
    await page.waitForURL(/\/a\/[\w-]+\?done=looking/);
    await house.work();
    await page.goto(`${origin}/a/${key}`);
  };
  /** The page as it stands in a browser that runs scripts, which axe needs. */
  const looked = async (name: string) => {
    const seen = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await seen.goto(`${origin}/apply`);
    await seen.setContent(await page.content());
    await expectSound(seen, name);
    await seen.close();
  };
  await goAs('dev', true);
  await page
    .getByText(/dev hat sich bei .* angemeldet; dort heißt es zu marble\/clock: developer\. Nur Maintainer/)
    .first()
    .waitFor();
  await looked('forge-too-few-rights');
  await goAs('ada', false);
  await page.getByText('Die Verfügung über das Projekt ist nachgewiesen').first().waitFor();
  expect(atLab.tokens.size).toBe(0);
  await page.context().close();
});
