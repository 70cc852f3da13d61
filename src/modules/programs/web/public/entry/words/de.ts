import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const de = translation<typeof en>()({
  'said.by-invitation':
    'Dieses Programm nimmt Bewerbungen von denen an, die es eingeladen hat. Nutzen Sie den Link in der E-Mail mit Ihrer Einladung.',
  'said.invitation-used':
    'Diese Einladung wurde schon genutzt: Daraus ist eine Bewerbung entstanden. Deren Link steht in der E-Mail, die danach kam.',
  'said.invitation-withdrawn': 'Diese Einladung wurde zurückgezogen.',
  'said.invitation-expired': 'Diese Einladung ist zu alt. Bitten Sie die Person, die Sie eingeladen hat, um eine neue.',
  'said.takes-no-nominations': 'Dieses Programm nimmt keine Vorschläge an.',
  'entry.by-invitation': 'Auf Einladung',
  'entry.by-invitation-words':
    'Dieses Programm nimmt Bewerbungen von denen an, die es eingeladen hat. Wenn Sie dazugehören, öffnet der Link in der E-Mail mit Ihrer Einladung das Formular.',
  'entry.hello': 'Guten Tag {name}, Sie sind eingeladen',
  'entry.hello-words':
    'Das Formular ist für Sie geöffnet. Was wir von Ihnen wissen, ist eingetragen; ändern Sie es, wo es nicht stimmt.',
  'entry.over': 'Diese Einladung kann nicht mehr genutzt werden',
  'entry.over.used': 'Daraus ist eine Bewerbung entstanden. Deren privater Link steht in der E-Mail, die danach kam.',
  'entry.over.withdrawn':
    'Sie wurde zurückgezogen. Wenn Sie das überrascht, antworten Sie auf die E-Mail, mit der sie kam.',
  'entry.over.expired': 'Sie ist zu alt. Antworten Sie auf die E-Mail, mit der sie kam, und bitten Sie um eine neue.',
  'entry.over.unknown':
    'Der Link ist nicht vollständig, oder in einer neueren E-Mail steht ein anderer. Suchen Sie die neueste E-Mail mit Ihrer Einladung.',
  'entry.nominate': 'Jemanden vorschlagen',
  'nominate.title': 'Jemanden vorschlagen: {program}',
  'nominate.lead':
    'Wen sollen wir einladen? Eine Person aus dem Team liest, was Sie schreiben, und entscheidet. Vorher schreiben wir niemandem.',
  'nominate.them': 'Wen Sie vorschlagen',
  'nominate.their-name': 'Name der Person',
  'nominate.their-address': 'E-Mail-Adresse der Person',
  'nominate.why': 'Was sie für andere tut und warum sie teilnehmen sollte',
  'nominate.why-hint': 'Ein paar Sätze und Links zu dem, was sie gemacht hat.',
  'nominate.you': 'Sie selbst',
  'nominate.your-name': 'Ihr Name',
  'nominate.your-address': 'Ihre E-Mail-Adresse',
  'nominate.your-address-hint':
    'Für Rückfragen des Teams. Wen Sie vorschlagen, erfährt von uns nicht, dass Sie es waren.',
  'nominate.data':
    'Wir behalten beide Namen und Adressen, um über den Vorschlag zu entscheiden, und löschen sie {days, plural, one {# Tag} other {# Tage}} nach unserer Antwort.',
  'nominate.button': 'Vorschlag absenden',
  'nominate.sent': 'Danke: Der Vorschlag ist beim Team',
  'nominate.sent-words': 'Eine Person liest ihn. Sie müssen nichts weiter tun und können noch andere vorschlagen.',
});
