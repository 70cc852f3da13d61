import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';

export const couponMail = template({
  name: 'programs.coupon',
  summary: 'The coupon of an approved application',
  confidential: true,
  data: z.object({
    name: z.string(),
    number: z.string(),
    program: z.string(),
    project: z.string(),
    code: z.string(),
    checkoutUrl: z.url(),
    benefit: z.string(),
    statusUrl: z.url(),
  }),
  sample: {
    name: 'Ada Example',
    number: 'OSS-1042',
    program: 'Open Source program',
    project: 'Marble Clock',
    code: 'OSS-7F3K-99QA',
    checkoutUrl: 'https://shop.example.com/checkout/open-source',
    benefit: 'The top tier for one year.',
    statusUrl: 'https://guildhall.example.com/a/key',
  },
  subject: 'Your coupon for {{ project }} ({{ number }})',
  preview: 'Redeem it in the shop; it works once.',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>here is the coupon of {{ project }} for the {{ program }}: {{ benefit }}</mj-text>
    <mj-text font-size="20px" font-weight="600" font-family="monospace">{{ code }}</mj-text>
    <mj-button href="{{ checkoutUrl }}">Redeem the coupon</mj-button>
    <mj-text>The code works once. When the shop tells us that it was redeemed, your membership becomes active, and the status page shows its term.</mj-text>
    <mj-text><a href="{{ statusUrl }}">See the status page</a></mj-text>`,
  text: `Hello {{ name }},

here is the coupon of {{ project }} for the {{ program }}: {{ benefit }}

    {{ code }}

Redeem it here: {{ checkoutUrl }}

The code works once. When the shop tells us that it was redeemed, your membership becomes active, and the status page
shows its term: {{ statusUrl }}
`,
  why: 'You get this mail because you applied to the {{ program }} with the project {{ project }}.',
  translations: {
    de: {
      subject: 'Ihr Gutschein für {{ project }} ({{ number }})',
      preview: 'Lösen Sie ihn im Shop ein; er gilt einmal.',
      mjml: `
    <mj-text>Guten Tag {{ name }},</mj-text>
    <mj-text>hier ist der Gutschein für {{ project }} ({{ program }}): {{ benefit }}</mj-text>
    <mj-text font-size="20px" font-weight="600" font-family="monospace">{{ code }}</mj-text>
    <mj-button href="{{ checkoutUrl }}">Gutschein einlösen</mj-button>
    <mj-text>Der Code gilt einmal. Sobald der Shop uns meldet, dass er eingelöst wurde, wird Ihre Mitgliedschaft aktiv, und die Statusseite zeigt ihre Laufzeit.</mj-text>
    <mj-text><a href="{{ statusUrl }}">Zur Statusseite</a></mj-text>`,
      text: `Guten Tag {{ name }},

hier ist der Gutschein für {{ project }} ({{ program }}): {{ benefit }}

    {{ code }}

Hier lösen Sie ihn ein: {{ checkoutUrl }}

Der Code gilt einmal. Sobald der Shop uns meldet, dass er eingelöst wurde, wird Ihre Mitgliedschaft aktiv, und die
Statusseite zeigt ihre Laufzeit: {{ statusUrl }}
`,
      why: 'Sie erhalten diese E-Mail, weil Sie sich mit dem Projekt {{ project }} beworben haben ({{ program }}).',
    },
  },
});
