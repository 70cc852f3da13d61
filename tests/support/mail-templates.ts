import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';
import type { Module } from '#kernel/module.ts';

/** Templates for tests: one of everyday words, one that carries a key. */
export const noteMail = template({
  name: 'tests.note',
  summary: 'A note',
  subject: 'A note about {{ thing }}',
  mjml: '<mj-text>Hello, this is about <b>{{ thing }}</b>.</mj-text>',
  why: 'You get this mail because a test runs.',
  data: z.object({ thing: z.string() }),
  sample: { thing: 'Ferry' },
});

export const keyMail = template({
  name: 'tests.key',
  summary: 'A mail that carries a key',
  subject: 'Your key',
  mjml: '<mj-text>The key is {{ key }}.</mj-text>',
  why: 'You get this mail because a test runs.',
  confidential: true,
  data: z.object({ key: z.string() }),
  sample: { key: 'abc' },
});

export const testTemplates: Module = { name: 'tests', contract: {}, handlers: {}, emails: [noteMail, keyMail] };
