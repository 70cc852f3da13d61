import { z } from 'zod';
import { template } from '#kernel/mail/template.ts';
import { letter, TEAM_WORDS } from './sentences.ts';
import { common, sample, why } from './to-applicant.ts';

export const reopenedMail = template({
  name: 'programs.reopened',
  summary: 'The application is taken up again, by itself or because an appeal was upheld',
  confidential: true,
  data: z.object({ ...common, appealed: z.boolean() }),
  sample: { ...sample, words: 'The licence was there all along; we looked in the wrong folder.', appealed: true },
  subject: 'We are looking at {{ number }} ({{ project }}) again',
  preview: 'Our clock begins anew; there is nothing you need to do now.',
  ...letter({
    hello: 'Hello {{ name }},',
    words: [
      '{% if appealed %}you were right to ask: we{% else %}we{% endif %} are looking at your application of {{ project }} to the {{ program }} again.',
      TEAM_WORDS,
      'What we decided before does not count any more. The status page shows by when you hear from us.',
    ],
    button: 'Open the status page',
  }),
  why: why.en,
  translations: {
    de: {
      subject: 'Wir sehen uns {{ number }} ({{ project }}) noch einmal an',
      preview: 'Unsere Frist beginnt neu; Sie müssen jetzt nichts tun.',
      ...letter({
        hello: 'Guten Tag {{ name }},',
        words: [
          '{% if appealed %}Ihr Einspruch war berechtigt: Wir{% else %}wir{% endif %} sehen uns Ihre Bewerbung für {{ project }} noch einmal an ({{ program }}).',
          TEAM_WORDS,
          'Was wir vorher entschieden hatten, gilt nicht mehr. Die Statusseite zeigt, bis wann Sie von uns hören.',
        ],
        button: 'Statusseite öffnen',
      }),
      why: why.de,
    },
    es: {
      subject: 'Volvemos a revisar {{ number }} ({{ project }})',
      preview: 'Nuestro plazo empieza de nuevo; ahora no tiene que hacer nada.',
      ...letter({
        hello: 'Hola, {{ name }}:',
        words: [
          '{% if appealed %}Tenía razón al pedirlo: volvemos{% else %}Volvemos{% endif %} a revisar su solicitud para {{ project }} ({{ program }}).',
          TEAM_WORDS,
          'Lo que decidimos antes ya no cuenta. La página de estado muestra hasta cuándo tendrá nuestra respuesta.',
        ],
        button: 'Abrir la página de estado',
      }),
      why: why.es,
    },
    fr: {
      subject: 'Nous réexaminons {{ number }} ({{ project }})',
      preview: 'Notre délai repart de zéro ; vous n’avez rien à faire pour le moment.',
      ...letter({
        hello: 'Bonjour {{ name }},',
        words: [
          '{% if appealed %}Vous avez eu raison de le demander : nous{% else %}Nous{% endif %} réexaminons votre candidature pour {{ project }} ({{ program }}).',
          TEAM_WORDS,
          'Notre décision précédente ne compte plus. La page de suivi indique à quelle date vous aurez notre réponse.',
        ],
        button: 'Ouvrir la page de suivi',
      }),
      why: why.fr,
    },
    ja: {
      subject: '【{{ number }}】申請を再審査いたします（{{ project }}）',
      preview: '回答期限までの日数を改めて計算します。今、必要なお手続きはありません。',
      ...letter({
        hello: '{{ name }}様',
        words: [
          '{% if appealed %}異議申し立てを認め、{% endif %}「{{ program }}」への「{{ project }}」の申請を再審査いたします。',
          TEAM_WORDS,
          '以前の判断は無効となりました。回答の期限は申請状況ページに表示されます。',
        ],
        button: '申請状況ページを開く',
      }),
      why: why.ja,
    },
  },
});

export const appealDeniedMail = template({
  name: 'programs.appeal-denied',
  summary: 'Somebody else looked at the refusal again, and it stands; with the reason',
  confidential: true,
  data: z.object(common),
  sample: { ...sample, words: 'The folder "assets" is still under a licence that forbids commercial use.' },
  subject: 'Your appeal: {{ number }} ({{ project }})',
  preview: 'Another person looked at it again; the decision stands, and this is why.',
  ...letter({
    hello: 'Hello {{ name }},',
    words: [
      'you asked us to look at our decision about {{ project }} again. A person who had no part in it did so, and the decision stands. This is why:',
      TEAM_WORDS,
      'When the reason no longer holds, you can apply to the {{ program }} again.',
    ],
    button: 'Open the status page',
  }),
  why: why.en,
  translations: {
    de: {
      subject: 'Ihr Einspruch: {{ number }} ({{ project }})',
      preview: 'Jemand anderes hat noch einmal hingesehen; die Entscheidung bleibt, und das ist der Grund.',
      ...letter({
        hello: 'Guten Tag {{ name }},',
        words: [
          'Sie haben uns gebeten, unsere Entscheidung über {{ project }} noch einmal anzusehen. Das hat jemand getan, der daran nicht beteiligt war, und die Entscheidung bleibt. Der Grund:',
          TEAM_WORDS,
          'Wenn der Grund nicht mehr besteht, können Sie sich erneut bewerben ({{ program }}).',
        ],
        button: 'Statusseite öffnen',
      }),
      why: why.de,
    },
    es: {
      subject: 'Su recurso: {{ number }} ({{ project }})',
      preview: 'Otra persona lo ha revisado; la decisión se mantiene, y este es el motivo.',
      ...letter({
        hello: 'Hola, {{ name }}:',
        words: [
          'Nos pidió que revisáramos nuestra decisión sobre {{ project }}. Lo ha hecho una persona que no participó en ella, y la decisión se mantiene. El motivo:',
          TEAM_WORDS,
          'Cuando el motivo ya no exista, puede volver a presentar una solicitud ({{ program }}).',
        ],
        button: 'Abrir la página de estado',
      }),
      why: why.es,
    },
    fr: {
      subject: 'Votre recours : {{ number }} ({{ project }})',
      preview: 'Une autre personne a réexaminé la décision ; elle est maintenue, et voici pourquoi.',
      ...letter({
        hello: 'Bonjour {{ name }},',
        words: [
          'Vous nous avez demandé de réexaminer notre décision concernant {{ project }}. Une personne qui n’y avait pas pris part l’a fait, et la décision est maintenue. Voici pourquoi :',
          TEAM_WORDS,
          'Lorsque ce motif n’existera plus, vous pourrez déposer une nouvelle candidature ({{ program }}).',
        ],
        button: 'Ouvrir la page de suivi',
      }),
      why: why.fr,
    },
    ja: {
      subject: '【{{ number }}】異議申し立ての結果（{{ project }}）',
      preview: '別の担当者が確認した結果、判断は変わりませんでした。理由をお知らせします。',
      ...letter({
        hello: '{{ name }}様',
        words: [
          '「{{ project }}」についての判断の見直しをご希望いただきました。判断に関わっていない担当者が改めて確認しましたが、結果は変わりませんでした。理由は次のとおりです。',
          TEAM_WORDS,
          '理由が解消されましたら、「{{ program }}」に改めて申請していただけます。',
        ],
        button: '申請状況ページを開く',
      }),
      why: why.ja,
    },
  },
});
