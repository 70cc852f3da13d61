import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

const common = {
  name: z.string(),
  number: z.string(),
  program: z.string(),
  project: z.string(),
  words: z.string(),
  statusUrl: z.url(),
};
const sample = {
  name: 'Ada Example',
  number: 'OSS-1042',
  program: 'Open Source program',
  project: 'Marble Clock',
  words: '',
  statusUrl: 'https://guildhall.example.com/a/key',
};
const why = 'You get this mail because you applied to the {{ program }} with the project {{ project }}.';

export const approvedMail = template({
  name: 'programs.approved',
  summary: 'The application is approved; the agreement is to be accepted',
  confidential: true,
  data: z.object({ ...common, agreement: z.string() }),
  sample: { ...sample, agreement: 'Open Source program agreement' },
  subject: '{{ project }} is approved ({{ number }}): one step left',
  preview: 'Accept the agreement, then the coupon is on its way.',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>your application of {{ project }} to the {{ program }} is approved.</mj-text>
    {% if words != "" %}<mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>{% endif %}
    <mj-text>One step is left: read and accept the {{ agreement }}. The coupon follows at once.</mj-text>
    <mj-button href="{{ statusUrl }}">Read the agreement</mj-button>`,
  text: `Hello {{ name }},

your application of {{ project }} to the {{ program }} is approved.
{% if words != "" %}
{{ words }}
{% endif %}
One step is left: read and accept the {{ agreement }}. The coupon follows at once.

    {{ statusUrl }}
`,
  why,
});

export const refusedMail = template({
  name: 'programs.refused',
  summary: 'The application is refused, with the reason and what can be done',
  confidential: true,
  data: z.object({ ...common, reason: z.string(), advice: z.string() }),
  sample: {
    ...sample,
    words: 'The repository "clock-assets" has no licence file.',
    reason: 'Not every repository is under an OSI-approved licence',
    advice: 'Add an OSI-approved licence to every repository, then apply again.',
  },
  subject: 'About your application {{ number }} ({{ project }})',
  preview: 'We cannot approve it as it is; this is why, and what you can do.',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>we cannot approve your application of {{ project }} to the {{ program }}.</mj-text>
    <mj-text><b>Why:</b> {{ reason }}</mj-text>
    <mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>
    <mj-text><b>What you can do:</b> {{ advice }}</mj-text>
    <mj-text>If you think that we are wrong, write to us on the status page; a person reads it.</mj-text>
    <mj-button href="{{ statusUrl }}">Open the status page</mj-button>`,
  text: `Hello {{ name }},

we cannot approve your application of {{ project }} to the {{ program }}.

Why: {{ reason }}

{{ words }}

What you can do: {{ advice }}

If you think that we are wrong, write to us on the status page; a person reads it: {{ statusUrl }}
`,
  why,
});

export const receivedMail = template({
  name: 'programs.received',
  summary: 'The mail address is confirmed: what happens next, by when, and the link to the status page',
  confidential: true,
  data: z.object({ ...common, days: z.number() }),
  sample: { ...sample, days: 5 },
  subject: 'We are looking at {{ number }} ({{ project }})',
  preview: 'This link shows at any time where your application stands.',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>your mail address is confirmed, and the checks of {{ project }} have begun. You hear from us within {{ days }} business days; the time in which we wait for you does not count.</mj-text>
    <mj-text>The status page shows at any time where it stands, and what we need from you: next, a token that you place in your project to show that you control it.</mj-text>
    <mj-button href="{{ statusUrl }}">Open the status page</mj-button>
    <mj-text>Keep this mail: whoever has this link can see and answer for the application.</mj-text>`,
  text: `Hello {{ name }},

your mail address is confirmed, and the checks of {{ project }} have begun. You hear from us within {{ days }} business
days; the time in which we wait for you does not count.

The status page shows at any time where it stands, and what we need from you: next, a token that you place in your project
to show that you control it.

    {{ statusUrl }}

Keep this mail: whoever has this link can see and answer for the application.
`,
  why,
});
