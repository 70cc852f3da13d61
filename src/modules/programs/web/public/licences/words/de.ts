import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const de = translation<typeof en>()({
  'said.licence-found': 'Gefundene Lizenzen: {licences}.',
  'said.licence-all-osi':
    'Der volle Text von {licences} liegt im Repository, und jede gefundene Lizenz ist von der OSI anerkannt.',
  'said.licence-none':
    'Es wurde keine Lizenzdatei, kein Manifest-Feld, kein SPDX-Kopf und kein Lizenzabschnitt einer README gefunden: Alle Rechte sind vorbehalten.',
  'said.licence-limits': '{path} ist {licence}; diese Lizenz schränkt die Nutzung ein und ist nicht Open Source.',
  'said.licence-limits-alike':
    '{path} ist {licence} (zu {percent} % gleich); diese Lizenz schränkt die Nutzung ein und ist nicht Open Source.',
  'said.licence-not-osi': '{path} ist {licence}; diese Lizenz steht nicht auf der Liste der von der OSI anerkannten.',
  'said.licence-not-osi-alike':
    '{path} ist {licence} (zu {percent} % gleich); diese Lizenz steht nicht auf der Liste der von der OSI anerkannten.',
  'said.licence-uncertain': '{path} liest sich wie {licences}; ob die OSI das anerkennt, ist nicht sicher.',
  'said.licence-changed': '{path} ähnelt {licence} (zu {percent} % gleich), ist aber nicht dasselbe: „{quote}“.',
  'said.licence-lacks':
    '{path} ähnelt {licence} (zu {percent} % gleich), ist aber nicht dasselbe; es fehlt: „{quote}“.',
  'said.licence-also-names': '{path} nennt auch {licences}.',
  'said.licence-exceptions': '{path} macht in Worten Ausnahmen („except“, „unless otherwise noted“ …).',
  'said.licence-titled':
    '{path} trägt den Titel „{quote}“; diese Lizenz schränkt die Nutzung ein und ist nicht Open Source.',
  'said.licence-says': 'In {path} steht „{quote}“.',
  'said.licence-also-says': 'In {path} steht auch „{quote}“.',
  'said.licence-unknown': '{path} ist kein bekannter Lizenztext; dort steht „{quote}“.',
  'said.licence-empty': '{path} ist leer.',
  'said.licence-states-closed': '{path} nennt „{quote}“; das ist nicht Open Source.',
  'said.licence-states-not-osi':
    '{path} nennt „{quote}“; das steht nicht auf der Liste der von der OSI anerkannten Lizenzen.',
  'said.licence-states-unknown': '{path} nennt „{quote}“; diese Lizenz kennen wir nicht.',
  'said.licence-part': 'Ein Teil des Projekts hat eine eigene Lizenz: {said}',
  'said.licence-content': 'Oft gilt eine solche Lizenz für Inhalte, nicht für Code; bitte entscheiden Sie.',
  'said.licence-others': 'Werke anderer, die im Repository liegen: {said}',
  'said.licence-disagree': '{path} nennt {licences}, die Lizenzdateien nennen {others}.',
  'said.licence-text-missing':
    'Eine Lizenz ist angegeben ({path}), aber in der obersten Ebene liegt kein voller Text einer von der OSI anerkannten Lizenz.',
  'said.licence-more': '(Ebenso {n} weitere Dateien.)',
  'said.licence-readme': 'Im Lizenzabschnitt von {path} steht „{quote}“.',
  'said.licence-head': 'im Kopf steht „{quote}“.',
  'said.licence-public-domain': 'im Kopf steht „public domain“; das ist keine Lizenz auf der Liste der OSI.',
  'said.licence-stopped': 'Nach {n} Dateien und {ms} ms aufgehört; der Rest wurde nicht angesehen.',
  'said.licence-left': 'Es gibt {n} Lizenzdateien; {left} wurden nicht angesehen.',
  'said.licence-unreadable': '{path} ließ sich nicht lesen.',
  'said.licence-too-large': '{path} fehlt, ist ein Submodul oder zu groß zum Lesen.',
  'said.licence-binary': '{path} ist binär, zu groß oder kein reiner Text.',
  'said.licence-manifest': '{path} ließ sich nicht als Manifest lesen.',
});
