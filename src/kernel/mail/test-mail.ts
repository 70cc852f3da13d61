import { z } from 'zod';
import type { Context } from '../context.ts';
import type { Input } from '../contract/handlers.ts';
import { newId } from '../ids.ts';
import type { mailContract } from './contract.ts';
import { composeMail } from './eml.ts';
import { renderFor } from './queue.ts';
import { withPassword } from './settings.ts';
import { deliver, TEST_PATIENCE, tryConnection } from './smtp.ts';
import { template } from './template.ts';

export const testMail = template({
  name: 'mail.test',
  summary: 'Shows that the mail settings work',
  subject: 'Mail from {{ mail.organisation }} works',
  preview: 'The settings you tried send mail.',
  mjml: `<mj-text>Hello,</mj-text>
    <mj-text>you tried the mail settings of {{ mail.organisation }} on {{ at | day_and_time }}. This mail came through <b>{{ server }}</b>, so they work.</mj-text>`,
  why: 'You get this mail because somebody who manages the mail settings sent a test to this address.',
  data: z.object({ server: z.string(), at: z.string() }),
  sample: { server: 'mail.example.org:587', at: '2026-11-21T09:00:00Z' },
});

/** Tries settings that need not be kept yet: connects, signs in, and sends one mail. Answers in words, in 40 s at most. */
export async function testSettings(c: Context, { to, password, ...given }: Input<typeof mailContract.testSettings>) {
  const smtp = await withPassword(c, given, password);
  const trouble = await tryConnection(smtp, TEST_PATIENCE);
  if (trouble) return { ok: false, words: trouble };
  const id = newId();
  const data = { server: `${smtp.host}:${smtp.port}`, at: c.now.toString() };
  const rendered = await renderFor(c, testMail, data, { address: to, name: '' }, c.request.language);
  const from = { address: smtp.fromAddress, name: smtp.fromName };
  const message = await composeMail({
    ...{ id, from, to: { address: to, name: '' }, replyTo: smtp.replyTo, headers: {}, queuedAt: c.now },
    ...{ subject: rendered.subject, html: rendered.html, text: rendered.text },
    messageId: `<${id}@guildhall.invalid>`,
  });
  const outcome = await deliver(smtp, { from: from.address, to, message, handOver: async () => {} }, TEST_PATIENCE);
  if (outcome.kind !== 'sent') return { ok: false, words: outcome.words };
  return {
    ok: true,
    words: `The server took the mail for ${to}. Look whether it arrives; if not, look in the spam folder.`,
  };
}
