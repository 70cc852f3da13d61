import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const de = translation<typeof en>()({
  'opinion.title': 'Wie war es?',
  'opinion.score-5': '5: sehr zufrieden',
  'opinion.score-4': '4: zufrieden',
  'opinion.score-3': '3: weder zufrieden noch unzufrieden',
  'opinion.score-2': '2: unzufrieden',
  'opinion.score-1': '1: sehr unzufrieden',
  'opinion.rather-not': 'Das möchte ich lieber nicht sagen',
  'opinion.comment': 'Was sollten wir wissen?',
  'opinion.comment-hint': 'Was gut war, was nicht, was Ihnen gefehlt hat.',
  'opinion.until': 'Sie können bis {when} antworten und Ihre Antwort danach 14 Tage lang ändern.',
  'opinion.change-until': 'Sie können Ihre Antwort bis {when} ändern.',
  'opinion.send': 'Antwort senden',
  'opinion.change': 'Antwort ändern',
  'opinion.thanks': 'Danke, Ihre Antwort ist angekommen',
  'opinion.stopped': 'Wir fragen Sie nicht mehr',
  'opinion.resumed': 'Wir dürfen Sie wieder fragen',
  'opinion.final': 'Sie haben geantwortet, danke. Ihre Antwort lässt sich jetzt nicht mehr ändern.',
  'opinion.closed': 'Die Zeit, in der Sie antworten konnten, ist vorbei.',
  'opinion.who-reads':
    'Das Team des Programms sieht Ihre Antwort mit Ihrem Namen. An Ihrer Bewerbung oder Mitgliedschaft ändert sie nichts. Was Sie hier schreiben, wird nach zwei Jahren gelöscht; die Zahl bleibt ohne Ihren Namen.',
  'opinion.how-often': 'Wir stellen eine solche Frage höchstens einmal in 90 Tagen.',
  'opinion.is-stopped': 'Sie haben gesagt, dass Sie solche Fragen nicht möchten.',
  'opinion.stop': 'Mich nicht mehr fragen',
  'opinion.resume': 'Mich wieder fragen',
  'opinion.stop-title': 'Fragen nach Ihrer Zufriedenheit',
  'said.asking-erased': 'Was hier stand, wurde gelöscht. Darauf kann nicht mehr geantwortet werden.',
  'said.asking-final': 'Die Zeit, in der Sie Ihre Antwort ändern konnten, ist vorbei.',
  'said.asking-closed': 'Die Zeit, in der Sie antworten konnten, ist vorbei.',
});
