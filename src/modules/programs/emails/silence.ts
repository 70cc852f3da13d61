import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';
import { inOwnWords } from './own-words.ts';
import { letter, TEAM_WORDS } from './sentences.ts';
import { common, sample, why } from './to-applicant.ts';

/** `cause`: what we wait for. `words`: the question, where there is one. `endsAt`: empty where it does not end. */
const cause = z.enum(['proof', 'answer']);

const notice = template({
  name: 'programs.silence-notice',
  summary: 'We still wait for the applicant, and the application ends on a day unless they answer',
  confidential: true,
  data: z.object({ ...common, cause, endsAt: z.iso.datetime().or(z.literal('')) }),
  sample: { ...sample, words: 'Which licence is "assets" under?', cause: 'answer', endsAt: '2026-12-01T09:00:00Z' },
  subject: 'We still wait for you: {{ number }} ({{ project }})',
  preview: '{% if endsAt != "" %}Without your answer the application ends on {{ endsAt | day }}.{% endif %}',
  ...letter({
    hello: 'Hello {{ name }},',
    words: [
      '{% if cause == "answer" %}we asked you something about your application of {{ project }} to the {{ program }}, and have not heard from you:{% else %}your application of {{ project }} to the {{ program }} waits for you to show that you control the project. The status page says how.{% endif %}',
      TEAM_WORDS,
      '{% if endsAt != "" %}If nothing comes until {{ endsAt | day }}, the application ends by itself. If you need more time, write to us on the status page.{% endif %}',
    ],
    button: '{% if cause == "answer" %}Answer{% else %}Open the status page{% endif %}',
  }),
  why: why.en,
  translations: {
    de: {
      subject: 'Wir warten noch auf Sie: {{ number }} ({{ project }})',
      preview: '{% if endsAt != "" %}Ohne Ihre Antwort endet die Bewerbung am {{ endsAt | day }}.{% endif %}',
      ...letter({
        hello: 'Guten Tag {{ name }},',
        words: [
          '{% if cause == "answer" %}zu Ihrer Bewerbung für {{ project }} ({{ program }}) haben wir Sie etwas gefragt und noch nichts gehört:{% else %}für Ihre Bewerbung für {{ project }} ({{ program }}) fehlt noch, dass Sie zeigen, dass Sie über das Projekt verfügen. Wie das geht, steht auf der Statusseite.{% endif %}',
          TEAM_WORDS,
          '{% if endsAt != "" %}Wenn bis zum {{ endsAt | day }} nichts kommt, endet die Bewerbung von selbst. Brauchen Sie mehr Zeit, schreiben Sie uns auf der Statusseite.{% endif %}',
        ],
        button: '{% if cause == "answer" %}Antworten{% else %}Statusseite öffnen{% endif %}',
      }),
      why: why.de,
    },
    es: {
      subject: 'Seguimos a la espera de usted: {{ number }} ({{ project }})',
      preview: '{% if endsAt != "" %}Sin su respuesta, la solicitud termina el {{ endsAt | day }}.{% endif %}',
      ...letter({
        hello: 'Hola, {{ name }}:',
        words: [
          '{% if cause == "answer" %}Le hicimos una pregunta sobre su solicitud para {{ project }} ({{ program }}) y no hemos tenido respuesta:{% else %}En su solicitud para {{ project }} ({{ program }}) falta que demuestre que controla el proyecto. La página de estado explica cómo.{% endif %}',
          TEAM_WORDS,
          '{% if endsAt != "" %}Si no recibimos nada hasta el {{ endsAt | day }}, la solicitud terminará por sí sola. Si necesita más tiempo, escríbanos en la página de estado.{% endif %}',
        ],
        button: '{% if cause == "answer" %}Responder{% else %}Abrir la página de estado{% endif %}',
      }),
      why: why.es,
    },
    fr: {
      subject: 'Nous attendons votre réponse : {{ number }} ({{ project }})',
      preview:
        '{% if endsAt != "" %}Sans réponse de votre part, la candidature prend fin le {{ endsAt | day }}.{% endif %}',
      ...letter({
        hello: 'Bonjour {{ name }},',
        words: [
          '{% if cause == "answer" %}Nous vous avons posé une question sur votre candidature pour {{ project }} ({{ program }}) et sommes sans nouvelles :{% else %}Pour votre candidature pour {{ project }} ({{ program }}), il reste à montrer que vous contrôlez le projet. La page de suivi explique comment.{% endif %}',
          TEAM_WORDS,
          '{% if endsAt != "" %}Si rien ne nous parvient d’ici au {{ endsAt | day }}, la candidature prendra fin d’elle-même. S’il vous faut plus de temps, écrivez-nous sur la page de suivi.{% endif %}',
        ],
        button: '{% if cause == "answer" %}Répondre{% else %}Ouvrir la page de suivi{% endif %}',
      }),
      why: why.fr,
    },
    ja: {
      subject: '【{{ number }}】ご対応をお待ちしています（{{ project }}）',
      preview: '{% if endsAt != "" %}ご返答がない場合、申請は{{ endsAt | day }}に終了します。{% endif %}',
      ...letter({
        hello: '{{ name }}様',
        words: [
          '{% if cause == "answer" %}「{{ program }}」への「{{ project }}」の申請について質問をお送りしましたが、まだご回答をいただいておりません。{% else %}「{{ program }}」への「{{ project }}」の申請について、プロジェクトの管理者であることの証明をお待ちしています。方法は申請状況ページをご覧ください。{% endif %}',
          TEAM_WORDS,
          '{% if endsAt != "" %}{{ endsAt | day }}までにご返答がない場合、申請は自動的に終了します。さらにお時間が必要な場合は、申請状況ページからお知らせください。{% endif %}',
        ],
        button: '{% if cause == "answer" %}回答する{% else %}申請状況ページを開く{% endif %}',
      }),
      why: why.ja,
    },
  },
});
export const silenceNoticeMail = inOwnWords(notice);

export const endedBySilenceMail = template({
  name: 'programs.ended-by-silence',
  summary: 'The application ended because nothing was heard; the applicant can write or apply again',
  confidential: true,
  data: z.object(common),
  sample,
  subject: 'Your application {{ number }} ({{ project }}) has ended',
  preview: 'We did not hear from you in time. You can apply again at any time.',
  ...letter({
    hello: 'Hello {{ name }},',
    words: [
      'we waited for you to go on with your application of {{ project }} to the {{ program }} and did not hear from you, so it has ended.',
      'You can apply again at any time. If something kept you from answering, write to us on the status page: we can take the application up again.',
    ],
    button: 'Open the status page',
  }),
  why: why.en,
  translations: {
    de: {
      subject: 'Ihre Bewerbung {{ number }} ({{ project }}) ist beendet',
      preview: 'Wir haben nicht rechtzeitig von Ihnen gehört. Sie können sich jederzeit erneut bewerben.',
      ...letter({
        hello: 'Guten Tag {{ name }},',
        words: [
          'wir haben bei Ihrer Bewerbung für {{ project }} ({{ program }}) auf Sie gewartet und nichts gehört; deshalb ist sie nun beendet.',
          'Sie können sich jederzeit erneut bewerben. Wenn Sie etwas daran gehindert hat zu antworten, schreiben Sie uns auf der Statusseite: Wir können die Bewerbung wieder aufnehmen.',
        ],
        button: 'Statusseite öffnen',
      }),
      why: why.de,
    },
    es: {
      subject: 'Su solicitud {{ number }} ({{ project }}) ha terminado',
      preview: 'No hemos tenido noticias suyas a tiempo. Puede volver a presentarla cuando quiera.',
      ...letter({
        hello: 'Hola, {{ name }}:',
        words: [
          'Esperábamos noticias suyas sobre su solicitud para {{ project }} ({{ program }}) y no las hemos recibido, así que ha terminado.',
          'Puede presentar otra cuando quiera. Si algo le impidió responder, escríbanos en la página de estado: podemos retomar la solicitud.',
        ],
        button: 'Abrir la página de estado',
      }),
      why: why.es,
    },
    fr: {
      subject: 'Votre candidature {{ number }} ({{ project }}) a pris fin',
      preview: 'Nous n’avons pas eu de vos nouvelles à temps. Vous pouvez en déposer une autre à tout moment.',
      ...letter({
        hello: 'Bonjour {{ name }},',
        words: [
          'Nous attendions votre réponse pour votre candidature pour {{ project }} ({{ program }}) et n’avons pas eu de vos nouvelles ; elle a donc pris fin.',
          'Vous pouvez en déposer une nouvelle à tout moment. Si quelque chose vous a empêché de répondre, écrivez-nous sur la page de suivi : nous pouvons reprendre la candidature.',
        ],
        button: 'Ouvrir la page de suivi',
      }),
      why: why.fr,
    },
    ja: {
      subject: '【{{ number }}】申請は終了しました（{{ project }}）',
      preview: '期限内にご返答がありませんでした。いつでも改めて申請できます。',
      ...letter({
        hello: '{{ name }}様',
        words: [
          '「{{ program }}」への「{{ project }}」の申請について、ご返答をお待ちしておりましたが、期限内にいただけなかったため、申請は終了しました。',
          'いつでも改めて申請していただけます。ご返答いただけないご事情がありました場合は、申請状況ページからお知らせください。申請を再開することができます。',
        ],
        button: '申請状況ページを開く',
      }),
      why: why.ja,
    },
  },
});
