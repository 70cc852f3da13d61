import { z } from 'zod';
import { template, type Wording } from '#kernel/mail/template.ts';

type Letter = {
  subject: string;
  preview: string;
  hello: string;
  words: string[];
  button: string;
  /** Holds <a>...</a> around the words that lead to the end of it. */
  stop: string;
  why: string;
};

/** Both forms from the same sentences; the question stands apart, above the button. */
function wordingOf({ subject, preview, hello, words, button, stop, why }: Letter): Wording {
  const [before = '', ...after] = words;
  return {
    ...{ subject, preview, why },
    mjml: [
      `<mj-text>${hello}</mj-text>`,
      `<mj-text>${before}</mj-text>`,
      '<mj-text padding-left="24px">{{ question }}</mj-text>',
      `<mj-button href="{{ url }}">${button}</mj-button>`,
      ...after.map((each) => `<mj-text>${each}</mj-text>`),
      `<mj-text>${stop.replace('<a>', '<a href="{{ stopUrl }}">')}</mj-text>`,
    ].join('\n'),
    text: `${[hello, before, '{{ question }}', `${button}: {{ url }}`, ...after, `${stop.replace(/<\/?a>/g, '')}: {{ stopUrl }}`].join('\n\n')}\n`,
  };
}

const ABOUT = {
  en: '{% if yearly %}you have been a member of the {{ program }} with {{ about }} for a whole year.{% else %}some days ago you heard from us about your application of {{ about }} to the {{ program }}.{% endif %} May we ask you one question?',
  de: '{% if yearly %}Sie sind mit {{ about }} seit einem ganzen Jahr Mitglied ({{ program }}).{% else %}vor einigen Tagen haben Sie von uns zu Ihrer Bewerbung für {{ about }} gehört ({{ program }}).{% endif %} Dürfen wir Sie eine Sache fragen?',
  es: '{% if yearly %}Ha cumplido un año entero como miembro con {{ about }} ({{ program }}).{% else %}Hace unos días le dimos respuesta sobre su solicitud para {{ about }} ({{ program }}).{% endif %} ¿Nos permite hacerle una sola pregunta?',
  fr: '{% if yearly %}Vous êtes membre depuis une année entière avec {{ about }} ({{ program }}).{% else %}Il y a quelques jours, vous avez reçu notre réponse à votre candidature pour {{ about }} ({{ program }}).{% endif %} Pouvons-nous vous poser une seule question ?',
  ja: '{% if yearly %}「{{ about }}」で「{{ program }}」の会員になられてから、まる一年が経ちました。{% else %}先日、「{{ program }}」への「{{ about }}」の申請について結果をお知らせしました。{% endif %}一つだけお尋ねしてもよろしいでしょうか。',
};

const english: Letter = {
  subject: 'One question about the {{ program }}',
  preview: 'A score from 1 to 5, and a comment if you like. It takes a minute.',
  hello: 'Hello {{ name }},',
  words: [
    ABOUT.en,
    'A score from 1 to 5 is enough, a comment is welcome, and you can also say that you would rather not answer. Your answer changes nothing about your application or membership.',
  ],
  button: 'Answer',
  stop: '<a>Do not ask me such questions any more</a>',
  why: 'You get this mail because you applied to the {{ program }} or are a member. We ask at most once in 90 days.',
};

/** The question about satisfaction: after a decision, or (`yearly`) after each year of a membership. */
export const satisfactionMail = template({
  name: 'programs.satisfaction',
  summary: 'Asks how satisfied somebody is, some days after the decision or after a year as a member',
  confidential: true,
  data: z.object({
    name: z.string(),
    program: z.string(),
    about: z.string(),
    question: z.string(),
    yearly: z.boolean(),
    url: z.url(),
    stopUrl: z.url(),
  }),
  sample: {
    ...{ name: 'Ada Example', program: 'Open Source program', about: 'Marble Clock', yearly: false },
    question: 'How satisfied are you with how we handled this?',
    url: 'https://guildhall.example.com/opinion/key',
    stopUrl: 'https://guildhall.example.com/opinion/key/stop',
  },
  ...wordingOf(english),
  translations: {
    de: wordingOf({
      subject: 'Eine Frage an Sie ({{ program }})',
      preview: 'Eine Note von 1 bis 5 und, wenn Sie mögen, ein Kommentar. Es dauert eine Minute.',
      hello: 'Guten Tag {{ name }},',
      words: [
        ABOUT.de,
        'Eine Zahl von 1 bis 5 genügt, ein Kommentar ist willkommen, und Sie können auch sagen, dass Sie lieber nicht antworten. An Ihrer Bewerbung oder Mitgliedschaft ändert Ihre Antwort nichts.',
      ],
      button: 'Antworten',
      stop: '<a>Mir keine solchen Fragen mehr stellen</a>',
      why: 'Sie erhalten diese E-Mail, weil Sie sich beworben haben oder Mitglied sind ({{ program }}). Wir fragen höchstens einmal in 90 Tagen.',
    }),
    es: wordingOf({
      subject: 'Una pregunta para usted ({{ program }})',
      preview: 'Una nota del 1 al 5 y, si lo desea, un comentario. Le llevará un minuto.',
      hello: 'Hola, {{ name }}:',
      words: [
        ABOUT.es,
        'Basta con una nota del 1 al 5; los comentarios son bienvenidos, y también puede indicar que prefiere no responder. Su respuesta no cambia nada en su solicitud ni en su membresía.',
      ],
      button: 'Responder',
      stop: '<a>No me envíen más preguntas de este tipo</a>',
      why: 'Recibe este correo porque presentó una solicitud o es miembro ({{ program }}). Preguntamos como máximo una vez cada 90 días.',
    }),
    fr: wordingOf({
      subject: 'Une question pour vous ({{ program }})',
      preview: 'Une note de 1 à 5 et, si vous le souhaitez, un commentaire. Cela prend une minute.',
      hello: 'Bonjour {{ name }},',
      words: [
        ABOUT.fr,
        'Une note de 1 à 5 suffit, un commentaire est bienvenu, et vous pouvez aussi indiquer que vous préférez ne pas répondre. Votre réponse ne change rien à votre candidature ni à votre adhésion.',
      ],
      button: 'Répondre',
      stop: '<a>Ne plus me poser de telles questions</a>',
      why: 'Vous recevez cet e-mail parce que vous avez déposé une candidature ou êtes membre ({{ program }}). Nous interrogeons au plus une fois tous les 90 jours.',
    }),
    ja: wordingOf({
      subject: '一つお尋ねします（{{ program }}）',
      preview: '1から5の評価と、よろしければご意見をお聞かせください。1分ほどで終わります。',
      hello: '{{ name }}様',
      words: [
        ABOUT.ja,
        '1から5の評価だけで十分です。ご意見も歓迎いたします。回答を控えることもできます。ご回答が申請や会員資格に影響することはありません。',
      ],
      button: '回答する',
      stop: '<a>今後このような質問を受け取らない</a>',
      why: 'このメールは、「{{ program }}」に申請された方、または会員の方にお送りしています。お尋ねするのは90日に一度までです。',
    }),
  },
});
