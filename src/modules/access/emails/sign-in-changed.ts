import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const signInChangedMail = template({
  name: 'access.sign-in-changed',
  summary: 'Tells an account that a way to sign in with it has changed',
  data: z.object({ name: z.string(), what: z.string(), link: z.url() }),
  sample: {
    name: 'Ada Example',
    what: 'An authenticator app was added as second factor.',
    link: 'https://guildhall.example.com/settings/account',
  },
  subject: 'How you sign in to {{ mail.organisation }} has changed',
  preview: '{{ what }}',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>this was just changed on your account at {{ mail.organisation }}: {{ what }}</mj-text>
    <mj-text>If this was you, there is nothing to do. If not, <a href="{{ link }}">look at your account now</a>, change your password and tell an owner of the organisation.</mj-text>`,
  text: `Hello {{ name }},

this was just changed on your account at {{ mail.organisation }}: {{ what }}

If this was you, there is nothing to do. If not, look at your account now, change your password and tell an owner of the organisation: {{ link }}`,
  why: 'You get this mail because you have an account here; it protects you, so it cannot be switched off.',
});
