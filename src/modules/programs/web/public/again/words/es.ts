import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const es = translation<typeof en>()({
  'again.title': 'Volvemos a revisar su solicitud',
  'again.since': 'Desde el {when}. Lo que decidimos antes ya no cuenta, y nuestro plazo ha empezado de nuevo.',
  'silence.title': 'Sin su respuesta, la solicitud termina el {day}',
  'silence.words': 'Si necesita más tiempo, escríbanos más abajo.',
  'appeal.title': 'Pedir que lo revisemos',
  'appeal.words':
    'Puede pedirnos una vez, hasta el {when}, que revisemos esta decisión. Lo hará una persona que no participó en ella y que le responderá.',
  'appeal.label': 'Por qué deberíamos revisarla',
  'appeal.hint': 'Díganos qué pasamos por alto o qué ha cambiado.',
  'appeal.button': 'Pedir la revisión',
  'appeal.asked': 'Nos pidió que lo revisáramos',
  'appeal.asked-words':
    'El {when}. Una persona que no participó en la decisión la revisa y le responderá aquí y por correo electrónico.',
  'appeal.denied': 'La hemos revisado y la decisión se mantiene',
  'appeal.denied-words': 'Respondido el {when} por una persona que no participó en la decisión.',
});
