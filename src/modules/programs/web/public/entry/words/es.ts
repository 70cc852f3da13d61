import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const es = translation<typeof en>()({
  'said.by-invitation':
    'Este programa admite solicitudes de quienes ha invitado. Use el enlace del correo con su invitación.',
  'said.invitation-used':
    'Esta invitación ya se ha usado: de ella ha salido una solicitud, cuyo enlace está en el correo que llegó después.',
  'said.invitation-withdrawn': 'Esta invitación se ha retirado.',
  'said.invitation-expired': 'Esta invitación es demasiado antigua. Pida una nueva a quien le invitó.',
  'said.takes-no-nominations': 'Este programa no admite propuestas de candidatos.',
  'entry.by-invitation': 'Por invitación',
  'entry.by-invitation-words':
    'Este programa admite solicitudes de quienes ha invitado. Si es su caso, el enlace del correo con su invitación abre el formulario.',
  'entry.hello': 'Hola, {name}: tiene una invitación',
  'entry.hello-words':
    'El formulario está abierto para usted. Hemos rellenado lo que sabemos; corrija lo que no sea correcto.',
  'entry.over': 'Esta invitación ya no se puede usar',
  'entry.over.used': 'De ella ha salido una solicitud. Su enlace privado está en el correo que llegó después.',
  'entry.over.withdrawn': 'Se ha retirado. Si le sorprende, responda al correo con el que llegó.',
  'entry.over.expired': 'Es demasiado antigua. Responda al correo con el que llegó y pida una nueva.',
  'entry.over.unknown':
    'El enlace no está completo, o un correo más reciente contiene otro. Busque el correo más reciente con su invitación.',
  'entry.nominate': 'Proponer a alguien',
  'nominate.title': 'Proponer a alguien: {program}',
  'nominate.lead':
    '¿A quién deberíamos invitar? Una persona del equipo lee lo que escriba y decide. Antes de eso no escribimos a nadie.',
  'nominate.them': 'La persona que propone',
  'nominate.their-name': 'Nombre y apellidos de esa persona',
  'nominate.their-address': 'Dirección de correo de esa persona',
  'nominate.why': 'Qué hace por los demás y por qué debería participar',
  'nominate.why-hint': 'Unas frases y enlaces a lo que ha hecho.',
  'nominate.you': 'Usted',
  'nominate.your-name': 'Su propio nombre',
  'nominate.your-address': 'Su propia dirección de correo',
  'nominate.your-address-hint':
    'Para preguntas del equipo. La persona propuesta no sabrá por nosotros que ha sido usted.',
  'nominate.data':
    'Conservamos los dos nombres y direcciones para decidir sobre la propuesta y los eliminamos {days, plural, one {# día} many {# de días} other {# días}} después de responderla.',
  'nominate.button': 'Enviar la propuesta',
  'nominate.sent': 'Gracias: el equipo tiene la propuesta',
  'nominate.sent-words': 'Una persona la leerá. No tiene que hacer nada más y puede proponer a más personas.',
});
