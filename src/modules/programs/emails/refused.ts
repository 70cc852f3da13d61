import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';
import { inOwnWords } from './own-words.ts';
import { common, sample, why } from './to-applicant.ts';

const usual = template({
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
  why: why.en,
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
      why: why.de,
    },
    es: {
      subject: 'Sobre su solicitud {{ number }} ({{ project }})',
      preview: 'No podemos aprobarla tal como está: por qué, y qué puede hacer.',
      mjml: `
    <mj-text>Hola, {{ name }}:</mj-text>
    <mj-text>No podemos aprobar su solicitud para {{ project }} ({{ program }}).</mj-text>
    <mj-text><b>Por qué:</b> {{ reason }}</mj-text>
    <mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>
    <mj-text><b>Qué puede hacer:</b> {{ advice }}</mj-text>
    <mj-text>Si cree que nos equivocamos, escríbanos en la página de estado; lo leerá una persona.</mj-text>
    <mj-button href="{{ statusUrl }}">Abrir la página de estado</mj-button>`,
      text: `Hola, {{ name }}:

No podemos aprobar su solicitud para {{ project }} ({{ program }}).

Por qué: {{ reason }}

{{ words }}

Qué puede hacer: {{ advice }}

Si cree que nos equivocamos, escríbanos en la página de estado; lo leerá una persona: {{ statusUrl }}
`,
      why: why.es,
    },
    fr: {
      subject: 'Au sujet de votre candidature {{ number }} ({{ project }})',
      preview: 'Nous ne pouvons pas l’approuver en l’état : pourquoi, et ce que vous pouvez faire.',
      mjml: `
    <mj-text>Bonjour {{ name }},</mj-text>
    <mj-text>Nous ne pouvons pas approuver votre candidature pour {{ project }} ({{ program }}).</mj-text>
    <mj-text><b>Pourquoi :</b> {{ reason }}</mj-text>
    <mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>
    <mj-text><b>Ce que vous pouvez faire :</b> {{ advice }}</mj-text>
    <mj-text>Si vous pensez que nous nous trompons, écrivez-nous sur la page de suivi ; une personne vous lira.</mj-text>
    <mj-button href="{{ statusUrl }}">Ouvrir la page de suivi</mj-button>`,
      text: `Bonjour {{ name }},

Nous ne pouvons pas approuver votre candidature pour {{ project }} ({{ program }}).

Pourquoi : {{ reason }}

{{ words }}

Ce que vous pouvez faire : {{ advice }}

Si vous pensez que nous nous trompons, écrivez-nous sur la page de suivi ; une personne vous lira : {{ statusUrl }}
`,
      why: why.fr,
    },
    ja: {
      subject: '【{{ number }}】申請の審査結果（{{ project }}）',
      preview: '承認できなかった理由と、今後できることをお知らせします。',
      mjml: `
    <mj-text>{{ name }}様</mj-text>
    <mj-text>申し訳ございませんが、「{{ program }}」への「{{ project }}」の申請を承認することができません。</mj-text>
    <mj-text><b>理由：</b>{{ reason }}</mj-text>
    <mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>
    <mj-text><b>今後できること：</b>{{ advice }}</mj-text>
    <mj-text>判断に誤りがあると思われる場合は、申請状況ページからご連絡ください。担当者が拝見します。</mj-text>
    <mj-button href="{{ statusUrl }}">申請状況ページを開く</mj-button>`,
      text: `{{ name }}様

申し訳ございませんが、「{{ program }}」への「{{ project }}」の申請を承認することができません。

理由：{{ reason }}

{{ words }}

今後できること：{{ advice }}

判断に誤りがあると思われる場合は、申請状況ページからご連絡ください。担当者が拝見します：{{ statusUrl }}
`,
      why: why.ja,
    },
  },
});

export const refusedMail = inOwnWords(usual);
