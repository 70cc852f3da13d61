import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const passwordResetMail = template({
  name: 'access.password-reset',
  summary: 'The link that sets a new password',
  confidential: true,
  data: z.object({ name: z.string(), link: z.url(), hours: z.number().int() }),
  sample: { name: 'Ada Example', link: 'https://guildhall.example.com/new-password?key=example', hours: 1 },
  subject: 'Set a new password for {{ mail.organisation }}',
  preview: 'The link works once.',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>somebody, we hope you, asked for a new password for your account.</mj-text>
    <mj-button href="{{ link }}">Set a new password</mj-button>
    <mj-text>The link works once, and for {{ hours }} {% if hours == 1 %}hour{% else %}hours{% endif %}. If it was not you, do nothing: your password stays as it is.</mj-text>`,
  text: `Hello {{ name }},

somebody, we hope you, asked for a new password for your account.

Set a new password: {{ link }}

The link works once, and for {{ hours }} {% if hours == 1 %}hour{% else %}hours{% endif %}. If it was not you, do nothing: your password stays as it is.`,
  why: 'You get this mail because you have an account here and a new password was asked for.',
});
