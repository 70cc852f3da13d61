import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { readSettings } from '#kernel/config/settings.ts';
import { httpApp } from '#kernel/http/app.ts';
import { keyring, secretKey } from '#kernel/secrets/seal.ts';
import { openHouse } from '../../app/house.ts';
import { renderPage } from '../../app/public.tsx';

const house = openHouse({
  settings: readSettings({ GUILDHALL_URL: 'https://guildhall.test' }),
  databaseUrl: 'postgresql://nobody@127.0.0.1:9/nowhere',
  secrets: keyring(secretKey(Buffer.alloc(32, 7))),
  log: pino({ level: 'silent' }),
});
afterAll(() => house.close());
const app = httpApp(house, {
  web: null,
  publicAssets: null,
  render: renderPage,
  version: 'x',
  health: async () => ({ ok: false, checks: {} }),
});

test.each(['/apply', '/apply/open-source/form', '/nothing'])(
  'without the database %s is a page that says so',
  async (path) => {
    const answer = await app.fetch(new Request(`https://guildhall.test${path}`, { headers: { accept: 'text/html' } }));
    const html = await answer.text();
    expect(html).toContain('</html>');
    if (path === '/nothing') {
      expect(answer.status).toBe(404);
      return;
    }
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect(html).toContain('Nothing was changed; try again in a moment.');
  },
);
