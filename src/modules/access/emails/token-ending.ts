import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const tokenEndingMail = template({
  name: 'access.token-ending',
  summary: 'Tells the holder of an API token a week before it ends',
  data: z.object({ name: z.string(), token: z.string(), day: z.string(), used: z.boolean(), link: z.url() }),
  sample: {
    name: 'Ada Example',
    token: 'Nightly report',
    day: '12 March 2026',
    used: true,
    link: 'https://guildhall.example.com/settings/account',
  },
  subject: 'Your API token “{{ token }}” ends on {{ day }}',
  preview: 'What uses it will stop working then.',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>your API token “{{ token }}” at {{ mail.organisation }} ends on {{ day }}. {% if used %}It is in use: what works with it will stop working then.{% else %}It was never used.{% endif %}</mj-text>
    <mj-text>If it is still needed, <a href="{{ link }}">make a new one on your account page</a>, put it in the place of the old one, and end the old one. If not, there is nothing to do.</mj-text>`,
  text: `Hello {{ name }},

your API token “{{ token }}” at {{ mail.organisation }} ends on {{ day }}. {% if used %}It is in use: what works with it will stop working then.{% else %}It was never used.{% endif %}

If it is still needed, make a new one on your account page, put it in the place of the old one, and end the old one: {{ link }} If not, there is nothing to do.`,
  why: 'You get this mail because you made this token.',
});
