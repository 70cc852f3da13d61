import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';
import { inOwnWords } from './own-words.ts';
import { why } from './to-applicant.ts';

const usual = template({
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
  why: why.en,
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
      why: why.de,
    },
    es: {
      subject: 'Su cupón para {{ project }} ({{ number }})',
      preview: 'Canjéelo en la tienda; sirve una sola vez.',
      mjml: `
    <mj-text>Hola, {{ name }}:</mj-text>
    <mj-text>Este es el cupón de {{ project }} ({{ program }}): {{ benefit }}</mj-text>
    <mj-text font-size="20px" font-weight="600" font-family="monospace">{{ code }}</mj-text>
    <mj-button href="{{ checkoutUrl }}">Canjear el cupón</mj-button>
    <mj-text>El código sirve una sola vez. Cuando la tienda nos comunique que se ha canjeado, su membresía se activará y la página de estado mostrará su duración.</mj-text>
    <mj-text><a href="{{ statusUrl }}">Ver la página de estado</a></mj-text>`,
      text: `Hola, {{ name }}:

Este es el cupón de {{ project }} ({{ program }}): {{ benefit }}

    {{ code }}

Canjéelo aquí: {{ checkoutUrl }}

El código sirve una sola vez. Cuando la tienda nos comunique que se ha canjeado, su membresía se activará y la página de estado mostrará su duración.

La página de estado: {{ statusUrl }}
`,
      why: why.es,
    },
    fr: {
      subject: 'Votre coupon pour {{ project }} ({{ number }})',
      preview: 'Utilisez-le dans la boutique ; il ne sert qu’une fois.',
      mjml: `
    <mj-text>Bonjour {{ name }},</mj-text>
    <mj-text>Voici le coupon de {{ project }} ({{ program }}) : {{ benefit }}</mj-text>
    <mj-text font-size="20px" font-weight="600" font-family="monospace">{{ code }}</mj-text>
    <mj-button href="{{ checkoutUrl }}">Utiliser le coupon</mj-button>
    <mj-text>Le code ne sert qu’une fois. Lorsque la boutique nous signale qu’il a été utilisé, votre adhésion devient active, et la page de suivi en indique la durée.</mj-text>
    <mj-text><a href="{{ statusUrl }}">Voir la page de suivi</a></mj-text>`,
      text: `Bonjour {{ name }},

Voici le coupon de {{ project }} ({{ program }}) : {{ benefit }}

    {{ code }}

Utilisez-le ici : {{ checkoutUrl }}

Le code ne sert qu’une fois. Lorsque la boutique nous signale qu’il a été utilisé, votre adhésion devient active, et la page de suivi en indique la durée.

La page de suivi : {{ statusUrl }}
`,
      why: why.fr,
    },
    ja: {
      subject: '【{{ number }}】「{{ project }}」のクーポンをお送りします',
      preview: 'ショップで1回だけ利用できます。',
      mjml: `
    <mj-text>{{ name }}様</mj-text>
    <mj-text>「{{ project }}」のクーポンをお送りします（{{ program }}）。内容：{{ benefit }}</mj-text>
    <mj-text font-size="20px" font-weight="600" font-family="monospace">{{ code }}</mj-text>
    <mj-button href="{{ checkoutUrl }}">クーポンを利用する</mj-button>
    <mj-text>コードは1回だけ利用できます。利用されたことがショップから通知されると、会員資格が有効になり、申請状況ページに期間が表示されます。</mj-text>
    <mj-text><a href="{{ statusUrl }}">申請状況ページを見る</a></mj-text>`,
      text: `{{ name }}様

「{{ project }}」のクーポンをお送りします（{{ program }}）。内容：{{ benefit }}

    {{ code }}

次のページで利用してください：{{ checkoutUrl }}

コードは1回だけ利用できます。利用されたことがショップから通知されると、会員資格が有効になり、申請状況ページに期間が表示されます。

申請状況ページ：{{ statusUrl }}
`,
      why: why.ja,
    },
  },
});

export const couponMail = inOwnWords(usual);
