import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';
import { why } from './to-applicant.ts';

export const teamMessageMail = template({
  name: 'programs.team-message',
  summary: 'A message or question of the team to an applicant',
  confidential: true,
  data: z.object({
    name: z.string(),
    number: z.string(),
    program: z.string(),
    project: z.string(),
    body: z.string(),
    asks: z.boolean(),
    statusUrl: z.url(),
  }),
  sample: {
    name: 'Ada Example',
    number: 'OSS-1042',
    program: 'Open Source program',
    project: 'Marble Clock',
    body: 'Which licence is the folder "assets" under?',
    asks: true,
    statusUrl: 'https://guildhall.example.com/a/key',
  },
  subject: '{% if asks %}We need your answer about {{ number }}{% else %}A message about {{ number }}{% endif %}',
  preview: '{{ project }}, {{ program }}',
  mjml: `
    <mj-text>Hello {{ name }},</mj-text>
    <mj-text>{% if asks %}before we can decide about {{ project }} we need to know:{% else %}a message about {{ project }}:{% endif %}</mj-text>
    <mj-text padding-left="24px">{{ body | newline_to_br }}</mj-text>
    <mj-button href="{{ statusUrl }}">{% if asks %}Answer{% else %}Open the status page{% endif %}</mj-button>
    {% if asks %}<mj-text>Our clock stands still until you answer.</mj-text>{% endif %}`,
  text: `Hello {{ name }},

{% if asks %}before we can decide about {{ project }} we need to know:{% else %}a message about {{ project }}:{% endif %}

{{ body }}

{% if asks %}Answer here (our clock stands still until you do):{% else %}The status page:{% endif %} {{ statusUrl }}
`,
  why: why.en,
  translations: {
    de: {
      subject:
        '{% if asks %}Wir brauchen Ihre Antwort zu {{ number }}{% else %}Eine Nachricht zu {{ number }}{% endif %}',
      preview: '{{ project }}, {{ program }}',
      mjml: `
    <mj-text>Guten Tag {{ name }},</mj-text>
    <mj-text>{% if asks %}bevor wir über {{ project }} entscheiden können, müssen wir wissen:{% else %}eine Nachricht zu {{ project }}:{% endif %}</mj-text>
    <mj-text padding-left="24px">{{ body | newline_to_br }}</mj-text>
    <mj-button href="{{ statusUrl }}">{% if asks %}Antworten{% else %}Statusseite öffnen{% endif %}</mj-button>
    {% if asks %}<mj-text>Bis Sie antworten, steht unsere Frist still.</mj-text>{% endif %}`,
      text: `Guten Tag {{ name }},

{% if asks %}bevor wir über {{ project }} entscheiden können, müssen wir wissen:{% else %}eine Nachricht zu {{ project }}:{% endif %}

{{ body }}

{% if asks %}Antworten Sie hier (bis dahin steht unsere Frist still):{% else %}Die Statusseite:{% endif %} {{ statusUrl }}
`,
      why: why.de,
    },
    es: {
      subject:
        '{% if asks %}Necesitamos su respuesta sobre {{ number }}{% else %}Un mensaje sobre {{ number }}{% endif %}',
      preview: '{{ project }}, {{ program }}',
      mjml: `
    <mj-text>Hola, {{ name }}:</mj-text>
    <mj-text>{% if asks %}Antes de poder decidir sobre {{ project }}, necesitamos saber lo siguiente:{% else %}Un mensaje sobre {{ project }}:{% endif %}</mj-text>
    <mj-text padding-left="24px">{{ body | newline_to_br }}</mj-text>
    <mj-button href="{{ statusUrl }}">{% if asks %}Responder{% else %}Abrir la página de estado{% endif %}</mj-button>
    {% if asks %}<mj-text>Hasta que responda, nuestro plazo queda en suspenso.</mj-text>{% endif %}`,
      text: `Hola, {{ name }}:

{% if asks %}Antes de poder decidir sobre {{ project }}, necesitamos saber lo siguiente:{% else %}Un mensaje sobre {{ project }}:{% endif %}

{{ body }}

{% if asks %}Responda aquí (hasta entonces, nuestro plazo queda en suspenso): {% else %}La página de estado: {% endif %}{{ statusUrl }}
`,
      why: why.es,
    },
    fr: {
      subject:
        '{% if asks %}Nous avons besoin de votre réponse au sujet de {{ number }}{% else %}Un message au sujet de {{ number }}{% endif %}',
      preview: '{{ project }}, {{ program }}',
      mjml: `
    <mj-text>Bonjour {{ name }},</mj-text>
    <mj-text>{% if asks %}Avant de pouvoir décider au sujet de {{ project }}, nous avons besoin de savoir :{% else %}Un message au sujet de {{ project }} :{% endif %}</mj-text>
    <mj-text padding-left="24px">{{ body | newline_to_br }}</mj-text>
    <mj-button href="{{ statusUrl }}">{% if asks %}Répondre{% else %}Ouvrir la page de suivi{% endif %}</mj-button>
    {% if asks %}<mj-text>Notre délai est suspendu jusqu’à votre réponse.</mj-text>{% endif %}`,
      text: `Bonjour {{ name }},

{% if asks %}Avant de pouvoir décider au sujet de {{ project }}, nous avons besoin de savoir :{% else %}Un message au sujet de {{ project }} :{% endif %}

{{ body }}

{% if asks %}Répondez ici (notre délai est suspendu d’ici là) : {% else %}La page de suivi : {% endif %}{{ statusUrl }}
`,
      why: why.fr,
    },
    ja: {
      subject:
        '{% if asks %}【{{ number }}】質問への回答をお願いします{% else %}【{{ number }}】メッセージをお送りします{% endif %}',
      preview: '{{ project }}、{{ program }}',
      mjml: `
    <mj-text>{{ name }}様</mj-text>
    <mj-text>{% if asks %}「{{ project }}」の審査のため、次の点をお知らせください。{% else %}「{{ project }}」についてのメッセージです。{% endif %}</mj-text>
    <mj-text padding-left="24px">{{ body | newline_to_br }}</mj-text>
    <mj-button href="{{ statusUrl }}">{% if asks %}回答する{% else %}申請状況ページを開く{% endif %}</mj-button>
    {% if asks %}<mj-text>ご回答いただくまで、回答期限までの日数の計算は止まります。</mj-text>{% endif %}`,
      text: `{{ name }}様

{% if asks %}「{{ project }}」の審査のため、次の点をお知らせください。{% else %}「{{ project }}」についてのメッセージです。{% endif %}

{{ body }}

{% if asks %}次のページでご回答ください（それまで、回答期限までの日数の計算は止まります）：{% else %}申請状況ページ：{% endif %}{{ statusUrl }}
`,
      why: why.ja,
    },
  },
});
