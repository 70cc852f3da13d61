import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const es = translation<typeof en>()({
  'said.licence-found': 'Licencias encontradas: {licences}.',
  'said.licence-all-osi':
    'El texto completo de {licences} está en el repositorio, y todas las licencias encontradas están aprobadas por la OSI.',
  'said.licence-none':
    'No se ha encontrado ningún archivo de licencia, campo de manifiesto, cabecera SPDX ni sección de licencia de un README: todos los derechos están reservados.',
  'said.licence-limits': '{path} es {licence}, que limita el uso y no es de código abierto.',
  'said.licence-limits-alike':
    '{path} es {licence} (coincidencia del {percent} %), que limita el uso y no es de código abierto.',
  'said.licence-not-osi': '{path} es {licence}, que no figura en la lista de licencias aprobadas por la OSI.',
  'said.licence-not-osi-alike':
    '{path} es {licence} (coincidencia del {percent} %), que no figura en la lista de licencias aprobadas por la OSI.',
  'said.licence-uncertain': '{path} parece ser {licences}, cuya aprobación por la OSI no es segura.',
  'said.licence-changed': '{path} se parece a {licence} (coincidencia del {percent} %), pero no es igual: «{quote}».',
  'said.licence-lacks':
    '{path} se parece a {licence} (coincidencia del {percent} %), pero no es igual; falta: «{quote}».',
  'said.licence-also-names': '{path} menciona también {licences}.',
  'said.licence-exceptions': '{path} hace excepciones con palabras («except», «unless otherwise noted»…).',
  'said.licence-titled': '{path} lleva el título «{quote}», una licencia que limita el uso y no es de código abierto.',
  'said.licence-says': '{path} dice «{quote}».',
  'said.licence-also-says': '{path} dice también «{quote}».',
  'said.licence-unknown': '{path} no es un texto de licencia conocido; dice «{quote}».',
  'said.licence-empty': '{path} está vacío.',
  'said.licence-states-closed': '{path} indica «{quote}», que no es de código abierto.',
  'said.licence-states-not-osi':
    '{path} indica «{quote}», que no figura en la lista de licencias aprobadas por la OSI.',
  'said.licence-states-unknown': '{path} indica «{quote}», una licencia que no conocemos.',
  'said.licence-part': 'Una parte del proyecto tiene su propia licencia: {said}',
  'said.licence-content': 'A menudo, una licencia así cubre contenidos y no código; debe decidirlo una persona.',
  'said.licence-others': 'Obra de otras personas conservada en el repositorio: {said}',
  'said.licence-disagree': '{path} dice {licences}, los archivos de licencia dicen {others}.',
  'said.licence-text-missing':
    'Se declara una licencia ({path}), pero en la raíz no está el texto completo de ninguna licencia aprobada por la OSI.',
  'said.licence-more': '(Lo mismo ocurre con {n} archivos más.)',
  'said.licence-readme': 'La sección de licencia de {path} dice «{quote}».',
  'said.licence-head': 'su cabecera dice «{quote}».',
  'said.licence-public-domain': 'su cabecera dice «public domain», que no es una licencia de la lista de la OSI.',
  'said.licence-stopped': 'La lectura se detuvo tras {n} archivos y {ms} ms; el resto no se ha examinado.',
  'said.licence-left': 'Hay {n} archivos de licencia; {left} no se han examinado.',
  'said.licence-unreadable': '{path} no se ha podido leer.',
  'said.licence-too-large': '{path} falta, es un submódulo o es demasiado grande para leerlo.',
  'said.licence-binary': '{path} es binario, es demasiado grande o no es texto sin formato.',
  'said.licence-manifest': '{path} no se ha podido leer como manifiesto.',
});
