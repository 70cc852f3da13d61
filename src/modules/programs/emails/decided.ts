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
const whyInGerman =
  'Sie erhalten diese E-Mail, weil Sie sich mit dem Projekt {{ project }} beworben haben ({{ program }}).';
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
  translations: {
    de: {
      subject: '{{ project }} ist bewilligt ({{ number }}): noch ein Schritt',
      preview: 'Nehmen Sie die Vereinbarung an, dann ist der Gutschein unterwegs.',
      mjml: `
    <mj-text>Guten Tag {{ name }},</mj-text>
    <mj-text>Ihre Bewerbung für {{ project }} ist bewilligt ({{ program }}).</mj-text>
    {% if words != "" %}<mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>{% endif %}
    <mj-text>Ein Schritt fehlt noch: Lesen Sie die Vereinbarung ({{ agreement }}) und nehmen Sie sie an. Der Gutschein folgt sofort.</mj-text>
    <mj-button href="{{ statusUrl }}">Vereinbarung lesen</mj-button>`,
      text: `Guten Tag {{ name }},

Ihre Bewerbung für {{ project }} ist bewilligt ({{ program }}).
{% if words != "" %}
{{ words }}
{% endif %}
Ein Schritt fehlt noch: Lesen Sie die Vereinbarung ({{ agreement }}) und nehmen Sie sie an. Der Gutschein folgt sofort.

    {{ statusUrl }}
`,
      why: whyInGerman,
    },
  },
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
  translations: {
    de: {
      subject: 'Zu Ihrer Bewerbung {{ number }} ({{ project }})',
      preview: 'So können wir sie nicht bewilligen: warum, und was Sie tun können.',
      mjml: `
    <mj-text>Guten Tag {{ name }},</mj-text>
    <mj-text>Ihre Bewerbung für {{ project }} können wir nicht bewilligen ({{ program }}).</mj-text>
    <mj-text><b>Warum:</b> {{ reason }}</mj-text>
    <mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>
    <mj-text><b>Was Sie tun können:</b> {{ advice }}</mj-text>
    <mj-text>Wenn Sie meinen, dass wir uns irren, schreiben Sie uns auf der Statusseite; ein Mensch liest es.</mj-text>
    <mj-button href="{{ statusUrl }}">Statusseite öffnen</mj-button>`,
      text: `Guten Tag {{ name }},

Ihre Bewerbung für {{ project }} können wir nicht bewilligen ({{ program }}).

Warum: {{ reason }}

{{ words }}

Was Sie tun können: {{ advice }}

Wenn Sie meinen, dass wir uns irren, schreiben Sie uns auf der Statusseite; ein Mensch liest es: {{ statusUrl }}
`,
      why: whyInGerman,
    },
  },
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
    <mj-text>your mail address is confirmed, and the checks of {{ project }} have begun. You hear from us within {{ days | plural: one: "# business day", other: "# business days" }}; the time in which we wait for you does not count.</mj-text>
    <mj-text>The status page shows at any time where it stands, and what we need from you: next, a token that you place in your project to show that you control it.</mj-text>
    <mj-button href="{{ statusUrl }}">Open the status page</mj-button>
    <mj-text>Keep this mail: whoever has this link can see and answer for the application.</mj-text>`,
  text: `Hello {{ name }},

your mail address is confirmed, and the checks of {{ project }} have begun. You hear from us within {{ days | plural: one: "# business day", other: "# business days" }}; the time in which we wait for you does not count.

The status page shows at any time where it stands, and what we need from you: next, a token that you place in your project
to show that you control it.

    {{ statusUrl }}

Keep this mail: whoever has this link can see and answer for the application.
`,
  why,
  translations: {
    de: {
      subject: 'Wir sehen uns {{ number }} an ({{ project }})',
      preview: 'Dieser Link zeigt jederzeit, wo Ihre Bewerbung steht.',
      mjml: `
    <mj-text>Guten Tag {{ name }},</mj-text>
    <mj-text>Ihre E-Mail-Adresse ist bestätigt, und die Prüfungen für {{ project }} haben begonnen. Sie hören innerhalb von {{ days | plural: one: "# Arbeitstag", other: "# Arbeitstagen" }} von uns; die Zeit, in der wir auf Sie warten, zählt nicht.</mj-text>
    <mj-text>Die Statusseite zeigt jederzeit, wo die Bewerbung steht und was wir von Ihnen brauchen: als Nächstes ein Kennzeichen, das Sie in Ihrem Projekt ablegen, um zu zeigen, dass Sie darüber verfügen.</mj-text>
    <mj-button href="{{ statusUrl }}">Statusseite öffnen</mj-button>
    <mj-text>Heben Sie diese E-Mail auf: Wer diesen Link hat, kann die Bewerbung einsehen und für sie antworten.</mj-text>`,
      text: `Guten Tag {{ name }},

Ihre E-Mail-Adresse ist bestätigt, und die Prüfungen für {{ project }} haben begonnen. Sie hören innerhalb von {{ days | plural: one: "# Arbeitstag", other: "# Arbeitstagen" }} von uns; die Zeit, in der wir auf Sie warten, zählt nicht.

Die Statusseite zeigt jederzeit, wo die Bewerbung steht und was wir von Ihnen brauchen: als Nächstes ein Kennzeichen, das
Sie in Ihrem Projekt ablegen, um zu zeigen, dass Sie darüber verfügen.

    {{ statusUrl }}

Heben Sie diese E-Mail auf: Wer diesen Link hat, kann die Bewerbung einsehen und für sie antworten.
`,
      why: whyInGerman,
    },
  },
});
