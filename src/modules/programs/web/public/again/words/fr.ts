import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const fr = translation<typeof en>()({
  'again.title': 'Nous réexaminons votre candidature',
  'again.since': 'Depuis le {when}. Notre décision précédente ne compte plus, et notre délai est reparti de zéro.',
  'silence.title': 'Sans réponse de votre part, la candidature prend fin le {day}',
  'silence.words': 'S’il vous faut plus de temps, écrivez-nous plus bas.',
  'appeal.title': 'Demander un réexamen',
  'appeal.words':
    'Vous pouvez nous demander une fois, jusqu’au {when}, de réexaminer cette décision. Une personne qui n’y a pas pris part le fera et vous répondra.',
  'appeal.label': 'Pourquoi nous devrions la réexaminer',
  'appeal.hint': 'Dites-nous ce qui nous a échappé, ou ce qui a changé depuis.',
  'appeal.button': 'Demander le réexamen',
  'appeal.asked': 'Vous nous avez demandé un réexamen',
  'appeal.asked-words':
    'Le {when}. Une personne qui n’a pas pris part à la décision la réexamine et vous répondra ici et par e-mail.',
  'appeal.denied': 'Après réexamen, la décision est maintenue',
  'appeal.denied-words': 'Réponse donnée le {when} par une personne qui n’avait pas pris part à la décision.',
});
