import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const invitationMail = template({
  name: 'access.invitation',
  summary: 'The link by which somebody invited makes an account',
  confidential: true,
  data: z.object({ name: z.string(), inviter: z.string(), role: z.string(), link: z.url(), days: z.number().int() }),
  sample: {
    name: 'Ada Example',
    inviter: 'Grace Example',
    role: 'Reviewer',
    link: 'https://guildhall.example.com/invitation?key=example',
    days: 7,
  },
  subject: '{{ inviter }} invites you to {{ mail.organisation }}',
  preview: 'Choose a name and a password; then your account is ready.',
  mjml: `
    <mj-text>Hello{% if name != '' %} {{ name }}{% endif %},</mj-text>
    <mj-text>{{ inviter }} invites you to work on Guildhall at {{ mail.organisation }}. Your role: {{ role }}.</mj-text>
    <mj-button href="{{ link }}">Accept the invitation</mj-button>
    <mj-text>The link works once, and for {{ days | plural: one: "# day", other: "# days" }}. If you did not expect it, do nothing: without you no account is made.</mj-text>`,
  text: `Hello{% if name != '' %} {{ name }}{% endif %},

{{ inviter }} invites you to work on Guildhall at {{ mail.organisation }}. Your role: {{ role }}.

Accept the invitation: {{ link }}

The link works once, and for {{ days | plural: one: "# day", other: "# days" }}. If you did not expect it, do nothing: without you no account is made.`,
  why: 'You get this mail because somebody at {{ mail.organisation }} wrote your address into an invitation.',
});
