import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const es = translation<typeof en>()({
  'opinion.title': '¿Qué le ha parecido?',
  'opinion.score-5': '5: con mucha satisfacción',
  'opinion.score-4': '4: con satisfacción',
  'opinion.score-3': '3: ni con satisfacción ni con insatisfacción',
  'opinion.score-2': '2: con insatisfacción',
  'opinion.score-1': '1: con mucha insatisfacción',
  'opinion.rather-not': 'Prefiero no decirlo',
  'opinion.comment': '¿Qué deberíamos saber?',
  'opinion.comment-hint': 'Lo que fue bien, lo que no, lo que echó en falta.',
  'opinion.until': 'Puede responder hasta el {when} y cambiar su respuesta durante los 14 días siguientes.',
  'opinion.change-until': 'Puede cambiar su respuesta hasta el {when}.',
  'opinion.send': 'Enviar respuesta',
  'opinion.change': 'Cambiar respuesta',
  'opinion.thanks': 'Gracias, hemos recibido su respuesta',
  'opinion.stopped': 'No le preguntaremos más',
  'opinion.resumed': 'Podemos volver a preguntarle',
  'opinion.final': 'Ya ha respondido, gracias. El plazo para cambiar la respuesta ha terminado.',
  'opinion.closed': 'El plazo para responder ha terminado.',
  'opinion.who-reads':
    'El equipo del programa ve su respuesta con su nombre. No cambia nada en su solicitud ni en su membresía. Lo que escriba aquí se elimina a los dos años; la nota se conserva sin su nombre.',
  'opinion.how-often': 'Hacemos una pregunta así como máximo una vez cada 90 días.',
  'opinion.is-stopped': 'Nos dijo que no quiere recibir estas preguntas.',
  'opinion.stop': 'No preguntarme más',
  'opinion.resume': 'Volver a preguntarme',
  'opinion.stop-title': 'Preguntas sobre su satisfacción',
  'said.asking-erased': 'Lo que estaba escrito aquí se ha eliminado. Ya no se puede responder.',
  'said.asking-final': 'El plazo para cambiar su respuesta ha terminado.',
  'said.asking-closed': 'El plazo para responder ha terminado.',
});
