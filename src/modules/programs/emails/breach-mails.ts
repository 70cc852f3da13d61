import { z } from 'zod';
import { letterTemplate, memberData, memberSample } from './letter.ts';

const words = 'The repository "clock-assets" is private, and it is used for paid work.';

/** A member does not keep to the agreement: what it is, and until when to put it right. */
export const breachNoticeMail = letterTemplate({
  name: 'programs.breach-notice',
  summary: 'A breach of the agreement: what it is, and until when the member can put it right',
  data: z.object({ ...memberData, words: z.string(), until: z.string(), url: z.url() }),
  sample: { ...memberSample, words, until: '2026-07-30T12:00:00Z', url: 'https://guildhall.example.com/m/key' },
  letters: {
    en: {
      subject: 'Notice about the membership of {{ member }}: please put something right',
      preview: 'What it is about, until when, and how to answer.',
      before: ['we believe that {{ member }} does not keep to the agreement of the {{ program }}:'],
      quote: 'words',
      after: [
        'Please put it right by {{ until | day }}, and tell us on your page what you did. If you think that we are wrong, or want to talk about it, answer there, too; a person reads it.',
        'The membership goes on until then. If it is not put right, we have to end it.',
      ],
      button: 'Read and answer the notice',
    },
    de: {
      subject: 'Hinweis zur Mitgliedschaft von {{ member }}: bitte bringen Sie etwas in Ordnung',
      preview: 'Worum es geht, bis wann, und wie Sie antworten.',
      before: ['wir meinen, dass {{ member }} die Vereinbarung nicht einhält ({{ program }}):'],
      quote: 'words',
      after: [
        'Bitte bringen Sie das bis zum {{ until | day }} in Ordnung und sagen Sie uns auf Ihrer Seite, was Sie getan haben. Wenn Sie meinen, dass wir uns irren, oder darüber sprechen möchten, antworten Sie ebenfalls dort; ein Mensch liest es.',
        'Bis dahin läuft die Mitgliedschaft weiter. Wird es nicht in Ordnung gebracht, müssen wir sie beenden.',
      ],
      button: 'Hinweis lesen und beantworten',
    },
    es: {
      subject: 'Aviso sobre la membresía de {{ member }}: algo debe corregirse',
      preview: 'De qué se trata, hasta cuándo y cómo responder.',
      before: ['Creemos que {{ member }} no cumple el acuerdo ({{ program }}):'],
      quote: 'words',
      after: [
        'Le pedimos que lo corrija antes del {{ until | day }} y que nos cuente en su página lo que ha hecho. Si cree que nos equivocamos o desea hablarlo, responda también allí; lo lee una persona.',
        'Hasta entonces la membresía continúa. Si no se corrige, tendremos que ponerle fin.',
      ],
      button: 'Leer y responder al aviso',
    },
    fr: {
      subject: 'Avis concernant l’adhésion de {{ member }} : un point est à corriger',
      preview: 'De quoi il s’agit, jusqu’à quand, et comment répondre.',
      before: ['Nous pensons que {{ member }} ne respecte pas l’accord ({{ program }}) :'],
      quote: 'words',
      after: [
        'Merci de le corriger avant le {{ until | day }} et de nous dire sur votre page ce que vous avez fait. Si vous pensez que nous nous trompons ou souhaitez en parler, répondez-y également ; une personne vous lit.',
        'Jusque-là, l’adhésion continue. Sans correction, nous devrons y mettre fin.',
      ],
      button: 'Lire l’avis et y répondre',
    },
    ja: {
      subject: '「{{ member }}」の会員資格に関するお知らせ（ご対応のお願い）',
      preview: '内容、期限、ご回答の方法をお知らせします。',
      before: ['「{{ member }}」が「{{ program }}」の規約を守っていないと考えております。'],
      quote: 'words',
      after: [
        '{{ until | day }}までに是正し、行った内容を会員ページでお知らせください。誤りだと思われる場合や、ご相談になりたい場合も、同じページからご回答ください。担当者が拝読します。',
        'それまでの間、会員資格は継続します。是正されない場合は、終了せざるを得ません。',
      ],
      button: 'お知らせを読んで回答する',
    },
  },
});

/** A membership was revoked. */
export const revokedMail = letterTemplate({
  name: 'programs.revoked',
  summary: 'A membership was revoked, with the reason',
  data: z.object({ ...memberData, words: z.string(), url: z.url() }),
  sample: { ...memberSample, words, url: 'https://guildhall.example.com/m/key' },
  letters: {
    en: {
      subject: 'The membership of {{ member }} has been revoked',
      preview: 'Why, and how to reach us.',
      before: ['we have revoked the membership of {{ member }} in the {{ program }}, for this reason:'],
      quote: 'words',
      after: ['What the membership gave ends with it. Your page keeps what was said.'],
      button: 'Open your page',
    },
    de: {
      subject: 'Die Mitgliedschaft von {{ member }} wurde widerrufen',
      preview: 'Warum, und wie Sie uns erreichen.',
      before: ['wir haben die Mitgliedschaft von {{ member }} widerrufen ({{ program }}), und zwar aus diesem Grund:'],
      quote: 'words',
      after: ['Damit endet auch, was sie gewährt hat. Auf Ihrer Seite bleibt stehen, was gesagt wurde.'],
      button: 'Ihre Seite öffnen',
    },
    es: {
      subject: 'La membresía de {{ member }} ha sido revocada',
      preview: 'Por qué, y cómo ponerse en contacto con nosotros.',
      before: ['Hemos revocado la membresía de {{ member }} ({{ program }}) por el siguiente motivo:'],
      quote: 'words',
      after: ['Con ella termina lo que la membresía otorgaba. En su página queda constancia de lo que se dijo.'],
      button: 'Abrir su página',
    },
    fr: {
      subject: 'L’adhésion de {{ member }} a été révoquée',
      preview: 'Pourquoi, et comment nous joindre.',
      before: ['Nous avons révoqué l’adhésion de {{ member }} ({{ program }}) pour la raison suivante :'],
      quote: 'words',
      after: ['Ce que l’adhésion accordait prend fin avec elle. Votre page garde la trace de ce qui a été dit.'],
      button: 'Ouvrir votre page',
    },
    ja: {
      subject: '「{{ member }}」の会員資格を取り消しました',
      preview: '理由とお問い合わせ方法をお知らせします。',
      before: ['次の理由により、「{{ program }}」における「{{ member }}」の会員資格を取り消しました。'],
      quote: 'words',
      after: ['会員資格による特典も終了します。これまでのやり取りは会員ページに残ります。'],
      button: '会員ページを開く',
    },
  },
});
