import { z } from 'zod';
import { letterTemplate, memberData, memberSample } from './letter.ts';
import { inOwnWords } from './own-words.ts';

/** Before or after the end of a term: what ends when, and how it is renewed. */
const reminder = letterTemplate({
  name: 'programs.renewal-reminder',
  summary: 'The term of a membership ends, and how to renew it',
  data: z.object({ ...memberData, ends: z.string(), until: z.string(), url: z.url() }),
  sample: {
    ...memberSample,
    ends: '2026-06-30T12:00:00Z',
    until: '2026-07-30T12:00:00Z',
    url: 'https://guildhall.example.com/m/key',
  },
  letters: {
    en: {
      subject: 'The membership of {{ member }}: renew it for another term',
      preview: 'Renewal is a fresh look with your answers filled in already.',
      before: [
        'the term of {{ member }} in the {{ program }} ends on {{ ends | day }}.',
        'Nothing renews by itself. On your page you can ask for another term: your answers from last time are filled in already, so that you only correct what has changed.',
      ],
      button: 'Renew the membership',
      end: ['Until {{ until | day }} it stays the same membership; after that you would apply anew.'],
    },
    de: {
      subject: 'Mitgliedschaft von {{ member }}: jetzt verlängern',
      preview: 'Wir prüfen neu, und Ihre Angaben sind schon ausgefüllt.',
      before: [
        'die Laufzeit von {{ member }} endet am {{ ends | day }} ({{ program }}).',
        'Nichts verlängert sich von selbst. Auf Ihrer Seite können Sie um eine weitere Laufzeit bitten: Ihre Angaben vom letzten Mal sind schon eingetragen, Sie berichtigen nur, was sich geändert hat.',
      ],
      button: 'Mitgliedschaft verlängern',
      end: ['Bis zum {{ until | day }} bleibt es dieselbe Mitgliedschaft; danach bewerben Sie sich neu.'],
    },
    es: {
      subject: 'Membresía de {{ member }}: renuévela ahora',
      preview: 'La revisamos de nuevo, y sus respuestas ya están rellenadas.',
      before: [
        'El período de {{ member }} termina el {{ ends | day }} ({{ program }}).',
        'Nada se renueva por sí solo. En su página puede solicitar otro período: sus respuestas de la última vez ya están rellenadas, de modo que solo corrige lo que haya cambiado.',
      ],
      button: 'Renovar la membresía',
      end: [
        'Hasta el {{ until | day }} sigue siendo la misma membresía; después tendría que presentar una nueva solicitud.',
      ],
    },
    fr: {
      subject: 'Adhésion de {{ member }} : renouvelez-la dès maintenant',
      preview: 'Nous réexaminons le dossier, et vos réponses sont déjà remplies.',
      before: [
        'La période de {{ member }} prend fin le {{ ends | day }} ({{ program }}).',
        'Rien ne se renouvelle tout seul. Sur votre page, vous pouvez demander une nouvelle période : vos réponses de la dernière fois sont déjà remplies, vous ne corrigez que ce qui a changé.',
      ],
      button: 'Renouveler l’adhésion',
      end: [
        'Jusqu’au {{ until | day }}, il s’agit toujours de la même adhésion ; ensuite, il faudra déposer une nouvelle candidature.',
      ],
    },
    ja: {
      subject: '「{{ member }}」の会員資格の更新について',
      preview: '前回のご回答が入力済みの状態から更新できます。',
      before: [
        '「{{ program }}」における「{{ member }}」の会員期間は、{{ ends | day }}に終了します。',
        '自動では更新されません。会員ページから次の期間をお申し込みいただけます。前回のご回答はすでに入力されていますので、変わった点だけを直してください。',
      ],
      button: '会員資格を更新する',
      end: [
        '{{ until | day }}までは同じ会員資格として更新できます。それ以降は、あらためて申請していただくことになります。',
      ],
    },
  },
});

/** With room for the program's own words. */
export const renewalReminderMail = inOwnWords(reminder);

/** The term is over. */
const lapsed = letterTemplate({
  name: 'programs.lapsed',
  summary: 'The term of a membership is over, and until when it can still be renewed',
  data: z.object({ ...memberData, until: z.string(), url: z.url() }),
  sample: { ...memberSample, until: '2026-07-30T12:00:00Z', url: 'https://guildhall.example.com/m/key' },
  letters: {
    en: {
      subject: 'The membership of {{ member }} has ended',
      preview: 'You can still renew it for a while.',
      before: [
        'the term of {{ member }} in the {{ program }} is over, and it was not renewed.',
        'You can still renew it until {{ until | day }}. The new term then begins when you book it.',
      ],
      button: 'Open your page',
    },
    de: {
      subject: 'Die Mitgliedschaft von {{ member }} ist zu Ende',
      preview: 'Eine Weile können Sie sie noch verlängern.',
      before: [
        'die Laufzeit von {{ member }} ist vorbei und wurde nicht verlängert ({{ program }}).',
        'Bis zum {{ until | day }} können Sie sie noch verlängern. Die neue Laufzeit beginnt dann mit der Buchung.',
      ],
      button: 'Ihre Seite öffnen',
    },
    es: {
      subject: 'La membresía de {{ member }} ha terminado',
      preview: 'Todavía puede renovarla durante un tiempo.',
      before: [
        'El período de {{ member }} ha terminado y no se ha renovado ({{ program }}).',
        'Todavía puede renovarla hasta el {{ until | day }}. El nuevo período comenzará entonces cuando lo canjee.',
      ],
      button: 'Abrir su página',
    },
    fr: {
      subject: 'L’adhésion de {{ member }} a pris fin',
      preview: 'Vous pouvez encore la renouveler pendant quelque temps.',
      before: [
        'La période de {{ member }} est terminée et n’a pas été renouvelée ({{ program }}).',
        'Vous pouvez encore la renouveler jusqu’au {{ until | day }}. La nouvelle période commencera alors à la réservation.',
      ],
      button: 'Ouvrir votre page',
    },
    ja: {
      subject: '「{{ member }}」の会員期間が終了しました',
      preview: 'しばらくの間は、まだ更新できます。',
      before: [
        '「{{ program }}」における「{{ member }}」の会員期間は、更新されないまま終了しました。',
        '{{ until | day }}までは更新できます。その場合、新しい期間は引き換えの時点から始まります。',
      ],
      button: '会員ページを開く',
    },
  },
});
export const lapsedMail = inOwnWords(lapsed);
