import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';
import { inOwnWords } from './own-words.ts';
import { common, sample, why } from './to-applicant.ts';

const usual = template({
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
  why: why.en,
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
      why: why.de,
    },
    es: {
      subject: '{{ project }}: solicitud aprobada ({{ number }}), falta un paso',
      preview: 'Acepte el acuerdo y el cupón irá de camino.',
      mjml: `
    <mj-text>Hola, {{ name }}:</mj-text>
    <mj-text>Su solicitud para {{ project }} ha sido aprobada ({{ program }}).</mj-text>
    {% if words != "" %}<mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>{% endif %}
    <mj-text>Falta un paso: lea el acuerdo ({{ agreement }}) y acéptelo. El cupón llegará de inmediato.</mj-text>
    <mj-button href="{{ statusUrl }}">Leer el acuerdo</mj-button>`,
      text: `Hola, {{ name }}:

Su solicitud para {{ project }} ha sido aprobada ({{ program }}).
{% if words != "" %}
{{ words }}
{% endif %}
Falta un paso: lea el acuerdo ({{ agreement }}) y acéptelo. El cupón llegará de inmediato.

    {{ statusUrl }}
`,
      why: why.es,
    },
    fr: {
      subject: '{{ project }} : candidature approuvée ({{ number }}), plus qu’une étape',
      preview: 'Acceptez l’accord, et le coupon sera en route.',
      mjml: `
    <mj-text>Bonjour {{ name }},</mj-text>
    <mj-text>Votre candidature pour {{ project }} est approuvée ({{ program }}).</mj-text>
    {% if words != "" %}<mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>{% endif %}
    <mj-text>Il reste une étape : lisez l’accord ({{ agreement }}) et acceptez-le. Le coupon suit aussitôt.</mj-text>
    <mj-button href="{{ statusUrl }}">Lire l’accord</mj-button>`,
      text: `Bonjour {{ name }},

Votre candidature pour {{ project }} est approuvée ({{ program }}).
{% if words != "" %}
{{ words }}
{% endif %}
Il reste une étape : lisez l’accord ({{ agreement }}) et acceptez-le. Le coupon suit aussitôt.

    {{ statusUrl }}
`,
      why: why.fr,
    },
    ja: {
      subject: '【{{ number }}】「{{ project }}」の申請が承認されました。残りの手続きは1つです',
      preview: '契約に同意していただくと、クーポンをお送りします。',
      mjml: `
    <mj-text>{{ name }}様</mj-text>
    <mj-text>「{{ program }}」への「{{ project }}」の申請が承認されました。</mj-text>
    {% if words != "" %}<mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>{% endif %}
    <mj-text>残りの手続きは1つです。契約（{{ agreement }}）を読み、同意してください。その後すぐにクーポンをお送りします。</mj-text>
    <mj-button href="{{ statusUrl }}">契約を読む</mj-button>`,
      text: `{{ name }}様

「{{ program }}」への「{{ project }}」の申請が承認されました。
{% if words != "" %}
{{ words }}
{% endif %}
残りの手続きは1つです。契約（{{ agreement }}）を読み、同意してください。その後すぐにクーポンをお送りします。

    {{ statusUrl }}
`,
      why: why.ja,
    },
  },
});

export const approvedMail = inOwnWords(usual);
