import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const changeAddressMail = template({
  name: 'programs.change-address',
  summary: 'Confirms a changed mail address',
  confidential: true,
  data: z.object({ number: z.string(), program: z.string(), confirmUrl: z.url(), hours: z.number() }),
  sample: {
    number: 'OSS-1042',
    program: 'Open Source program',
    confirmUrl: 'https://guildhall.example.com/a/address/key',
    hours: 48,
  },
  subject: 'Confirm the new mail address for {{ number }}',
  preview: 'The address changes when you confirm it.',
  mjml: `
    <mj-text>Somebody asked that mail about application {{ number }} to the {{ program }} goes to this address from now on.</mj-text>
    <mj-button href="{{ confirmUrl }}">Confirm the new address</mj-button>
    <mj-text>The link works for {{ hours | plural: one: "# hour", other: "# hours" }}. If it was not you, ignore this mail; nothing changes then.</mj-text>`,
  text: `Somebody asked that mail about application {{ number }} to the {{ program }} goes to this address from now on. Confirm it here:

    {{ confirmUrl }}

The link works for {{ hours | plural: one: "# hour", other: "# hours" }}. If it was not you, ignore this mail; nothing changes then.
`,
  why: 'You get this mail because somebody named this address on the status page of an application.',
  translations: {
    de: {
      subject: 'Neue E-Mail-Adresse für {{ number }} bestätigen',
      preview: 'Die Adresse ändert sich, sobald Sie sie bestätigen.',
      mjml: `
    <mj-text>Jemand hat darum gebeten, dass E-Mails zur Bewerbung {{ number }} ({{ program }}) künftig an diese Adresse gehen.</mj-text>
    <mj-button href="{{ confirmUrl }}">Neue Adresse bestätigen</mj-button>
    <mj-text>Der Link gilt {{ hours | plural: one: "# Stunde", other: "# Stunden" }}. Wenn Sie das nicht waren, beachten Sie diese E-Mail nicht; es ändert sich dann nichts.</mj-text>`,
      text: `Jemand hat darum gebeten, dass E-Mails zur Bewerbung {{ number }} ({{ program }}) künftig an diese Adresse gehen. Bestätigen Sie sie hier:

    {{ confirmUrl }}

Der Link gilt {{ hours | plural: one: "# Stunde", other: "# Stunden" }}. Wenn Sie das nicht waren, beachten Sie diese E-Mail nicht; es ändert sich dann nichts.
`,
      why: 'Sie erhalten diese E-Mail, weil jemand diese Adresse auf der Statusseite einer Bewerbung angegeben hat.',
    },
  },
});
