import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const de = translation<typeof en>()({
  'again.title': 'Wir sehen uns Ihre Bewerbung noch einmal an',
  'again.since': 'Seit {when}. Was wir vorher entschieden hatten, gilt nicht mehr, und unsere Frist hat neu begonnen.',
  'silence.title': 'Ohne Ihre Antwort endet die Bewerbung am {day}',
  'silence.words': 'Brauchen Sie mehr Zeit, schreiben Sie uns weiter unten.',
  'appeal.title': 'Einspruch erheben',
  'appeal.words':
    'Bis {when} können Sie uns einmal bitten, diese Entscheidung noch einmal anzusehen. Das tut jemand, der daran nicht beteiligt war, und antwortet Ihnen.',
  'appeal.label': 'Warum wir noch einmal hinsehen sollten',
  'appeal.hint': 'Sagen Sie, was wir übersehen haben oder was jetzt anders ist.',
  'appeal.button': 'Einspruch erheben',
  'appeal.asked': 'Sie haben Einspruch erhoben',
  'appeal.asked-words':
    'Am {when}. Jemand, der an der Entscheidung nicht beteiligt war, sieht sie sich an und antwortet Ihnen hier und per E-Mail.',
  'appeal.denied': 'Wir haben noch einmal hingesehen, und die Entscheidung bleibt',
  'appeal.denied-words': 'Beantwortet am {when} von jemandem, der an der Entscheidung nicht beteiligt war.',
});
