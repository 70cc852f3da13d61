import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const confirmMailTemplate = template({
  name: 'programs.confirm-mail',
  summary: 'Asks an applicant to confirm the mail address; the clock starts then',
  confidential: true,
  data: z.object({
    name: z.string(),
    number: z.string(),
    program: z.string(),
    project: z.string(),
    confirmUrl: z.url(),
    days: z.number(),
  }),
  sample: {
    name: 'Ada Example',
    number: 'OSS-1042',
    program: 'Open Source program',
    project: 'Marble Clock',
    confirmUrl: 'https://guildhall.example.com/a/confirm/key',
    days: 14,
  },
  subject: 'Confirm your mail address for {{ number }}',
  preview: 'One step, then we look at your application.',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>we have your application {{ number }} of {{ project }} to the {{ program }}. Confirm that this is your mail address, then we look at it.</mj-text>
    <mj-button href="{{ confirmUrl }}">Confirm the mail address</mj-button>
    <mj-text>If you do not confirm it within {{ days | plural: one: "# day", other: "# days" }}, the application lapses. If you did not apply, ignore this mail; nothing happens then.</mj-text>`,
  text: `Hello {{ name }},

we have your application {{ number }} of {{ project }} to the {{ program }}. Confirm that this is your mail address, then we
look at it:

    {{ confirmUrl }}

If you do not confirm it within {{ days | plural: one: "# day", other: "# days" }}, the application lapses. If you did not apply, ignore this mail; nothing
happens then.
`,
  why: 'You get this mail because somebody gave this address in an application to the {{ program }}.',
  translations: {
    de: {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse für {{ number }}',
      preview: 'Ein Schritt, dann sehen wir uns Ihre Bewerbung an.',
      mjml: `
    <mj-text>Guten Tag {{ name }},</mj-text>
    <mj-text>Ihre Bewerbung {{ number }} für {{ project }} ist bei uns angekommen ({{ program }}). Bestätigen Sie, dass dies Ihre E-Mail-Adresse ist, dann sehen wir sie uns an.</mj-text>
    <mj-button href="{{ confirmUrl }}">E-Mail-Adresse bestätigen</mj-button>
    <mj-text>Wenn Sie sie nicht innerhalb von {{ days | plural: one: "# Tag", other: "# Tagen" }} bestätigen, verfällt die Bewerbung. Wenn Sie sich nicht beworben haben, beachten Sie diese E-Mail nicht; es geschieht dann nichts.</mj-text>`,
      text: `Guten Tag {{ name }},

Ihre Bewerbung {{ number }} für {{ project }} ist bei uns angekommen ({{ program }}). Bestätigen Sie, dass dies Ihre
E-Mail-Adresse ist, dann sehen wir sie uns an:

    {{ confirmUrl }}

Wenn Sie sie nicht innerhalb von {{ days | plural: one: "# Tag", other: "# Tagen" }} bestätigen, verfällt die Bewerbung. Wenn Sie sich
nicht beworben haben, beachten Sie diese E-Mail nicht; es geschieht dann nichts.
`,
      why: 'Sie erhalten diese E-Mail, weil jemand diese Adresse in einer Bewerbung angegeben hat ({{ program }}).',
    },
  },
});
