import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const passwordChangedMail = template({
  name: 'access.password-changed',
  summary: 'Tells an account that its password was changed',
  data: z.object({ name: z.string(), link: z.url() }),
  sample: { name: 'Ada Example', link: 'https://guildhall.example.com/forgotten-password' },
  subject: 'Your password was changed',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>the password of your account at {{ mail.organisation }} was just changed, and its other sessions have ended.</mj-text>
    <mj-text>If this was you, there is nothing to do. If not, <a href="{{ link }}">set a new password now</a> and tell an owner of the organisation.</mj-text>`,
  text: `Hello {{ name }},

the password of your account at {{ mail.organisation }} was just changed, and its other sessions have ended.

If this was you, there is nothing to do. If not, set a new password now and tell an owner of the organisation: {{ link }}`,
  why: 'You get this mail because you have an account here; it protects you, so it cannot be switched off.',
});
