import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const providerChangedMail = template({
  name: 'access.provider-changed',
  summary: 'Tells the owners that a sign-in provider was added, changed or removed',
  data: z.object({ name: z.string(), what: z.string(), link: z.url() }),
  sample: {
    name: 'Ada Example',
    what: 'Grace Example added the sign-in provider “Company GitLab” (https://gitlab.example.com).',
    link: 'https://guildhall.example.com/settings/providers',
  },
  subject: 'Who may sign in to {{ mail.organisation }} has changed',
  preview: '{{ what }}',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>this was just changed at {{ mail.organisation }}: {{ what }}</mj-text>
    <mj-text>A sign-in provider decides who comes in. If you did not expect this, <a href="{{ link }}">look at the sign-in providers now</a> and talk to the other owners.</mj-text>`,
  text: `Hello {{ name }},

this was just changed at {{ mail.organisation }}: {{ what }}

A sign-in provider decides who comes in. If you did not expect this, look at the sign-in providers now and talk to the other owners: {{ link }}`,
  why: 'You get this mail because you are an owner here; it protects the organisation, so it cannot be switched off.',
});
