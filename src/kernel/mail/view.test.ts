import { describe, expect, test } from 'vitest';
import { makeTestAccount } from '#tests/support/accounts.ts';
import { testHouse } from '#tests/support/house.ts';
import { keyMail, noteMail } from '#tests/support/mail-templates.ts';
import { queueMail } from './queue.ts';

const house = await testHouse();

describe('a mail shown in a frame', () => {
  test('comes as its receiver would see it, in a sandbox, to those who may read it', async () => {
    const about = { kind: 'test', id: '1' };
    const to = { address: 'ada@example.org', name: 'Ada' };
    const note = await house.transact((c) =>
      queueMail(c, noteMail, { to, about, data: { thing: '<script>alert(1)</script>' } }),
    );
    const key = await house.transact((c) => queueMail(c, keyMail, { to, about, data: { key: 'k3y' } }));
    const account = (role: 'owner' | 'manager') =>
      house.transact((c) => makeTestAccount(c, { role, program: null, name: role }));
    const [owner, manager] = [await account('owner'), await account('manager')];
    const get = (path: string, token?: string) =>
      house.request(path, token ? { headers: { authorization: `Bearer ${token}` } } : {});

    const frame = await get(`/mail/messages/${note}/frame`, manager.token);
    expect(frame.status).toBe(200);
    expect(frame.headers.get('content-security-policy')).toMatch(/^sandbox .*default-src 'none'/);
    expect(frame.headers.get('x-frame-options')).toBe('SAMEORIGIN');
    const html = await frame.text();
    expect(html).toContain('&#60;script&#62;');
    expect(html).not.toMatch(/<script/i);

    const file = await get(`/mail/messages/${note}/message.eml`, manager.token);
    expect(file.headers.get('content-disposition')).toContain(`${note}.eml`);
    expect(await file.text()).toMatch(/^Subject: A note about/m);

    expect(await (await get(`/mail/messages/${key}/frame`, manager.token)).text()).not.toContain('k3y');
    expect(await (await get(`/mail/messages/${key}/frame`, owner.token)).text()).toContain('k3y');
    for (const path of [
      `/mail/messages/${note}/frame`,
      `/mail/messages/${note}/message.eml`,
      '/mail/templates/mail.test/frame',
    ]) {
      const stranger = await get(path);
      expect(stranger.status).toBe(401);
      expect(await stranger.text()).not.toContain('ada@example.org');
    }
    expect((await get('/mail/templates/mail.test/frame', manager.token)).status).toBe(200);
    expect((await get('/mail/messages/nonsense/frame', manager.token)).status).toBe(400);
    expect((await get('/mail/templates/..%2f..%2fetc/frame', manager.token)).status).toBe(404);
  });
});
