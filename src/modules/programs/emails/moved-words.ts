import type { Language } from '#kernel/language/languages.ts';

type Parts = { asks: string; signs: string; privacy: string; does: string };

/** What an applicant is told when the rules of the program changed while we looked at the application, and something is wanted of them. */
const WORDS: Record<Language, Parts> = {
  en: {
    asks: 'The rules of the program changed while we were looking at your application. We now ask for this, too; please fill it in on your status page:',
    signs: 'And please sign this there:',
    privacy: 'Our privacy notice has changed. Please read it on your status page, and tell us whether you agree.',
    does: 'The rules of the program changed while we were looking at your application. Please do this on your status page:',
  },
  de: {
    asks: 'Während wir Ihre Bewerbung prüfen, haben sich die Regeln des Programms geändert. Wir fragen jetzt auch nach Folgendem; bitte ergänzen Sie es auf Ihrer Statusseite:',
    signs: 'Und bitte bestätigen Sie dort:',
    privacy:
      'Unser Datenschutzhinweis hat sich geändert. Bitte lesen Sie ihn auf Ihrer Statusseite und sagen Sie uns, ob Sie einverstanden sind.',
    does: 'Während wir Ihre Bewerbung prüfen, haben sich die Regeln des Programms geändert. Bitte erledigen Sie Folgendes auf Ihrer Statusseite:',
  },
  es: {
    asks: 'Las reglas del programa han cambiado mientras revisamos su solicitud. Ahora también preguntamos lo siguiente; complételo, por favor, en su página de estado:',
    signs: 'Y firme allí, por favor, lo siguiente:',
    privacy:
      'Nuestro aviso de privacidad ha cambiado. Léalo, por favor, en su página de estado y díganos si está de acuerdo.',
    does: 'Las reglas del programa han cambiado mientras revisamos su solicitud. Haga, por favor, lo siguiente en su página de estado:',
  },
  fr: {
    asks: 'Les règles du programme ont changé pendant que nous examinons votre candidature. Nous demandons désormais aussi ce qui suit ; merci de le compléter sur votre page de suivi :',
    signs: 'Et merci d’y signer ceci :',
    privacy:
      'Notre avis de confidentialité a changé. Merci de le lire sur votre page de suivi et de nous dire si vous l’acceptez.',
    does: 'Les règles du programme ont changé pendant que nous examinons votre candidature. Merci de faire ceci sur votre page de suivi :',
  },
  ja: {
    asks: '申請の審査中に、プログラムの規定が変わりました。新たに次の項目を伺っています。申請状況ページでご記入ください。',
    signs: '同じページで、次の内容にもご署名ください。',
    privacy: 'プライバシー通知が変わりました。申請状況ページでお読みになり、同意されるかどうかをお知らせください。',
    does: '申請の審査中に、プログラムの規定が変わりました。申請状況ページで次の手続きをお願いします。',
  },
};

/** What is wanted, each in the words of the policy in the reader's language. */
export type Wanted = { fields: string[]; statements: string[]; privacy: boolean; toDo: string[] };

const listed = (lead: string, entries: readonly string[]) =>
  entries.length === 0 ? [] : [[lead, ...entries.map((entry) => `• ${entry}`)].join('\n')];

/** The same as one text, for the mail, the status page and the thread of messages. */
export function wantedInWords(language: Language, { fields, statements, privacy, toDo }: Wanted): string {
  const { asks, signs, privacy: notice, does } = WORDS[language];
  const [first = null] = [fields, statements].filter((each) => each.length > 0);
  return [
    ...listed(asks, first ?? []),
    ...(first === fields ? listed(signs, statements) : []),
    ...(privacy ? [notice] : []),
    ...listed(does, toDo),
  ].join('\n\n');
}
