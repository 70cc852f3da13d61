import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const fr = translation<typeof en>()({
  'said.by-invitation':
    'Ce programme accepte les candidatures des personnes qu’il a invitées. Utilisez le lien de l’e-mail contenant votre invitation.',
  'said.invitation-used':
    'Cette invitation a déjà servi : une candidature en est issue, dont le lien figure dans l’e-mail qui a suivi.',
  'said.invitation-withdrawn': 'Cette invitation a été retirée.',
  'said.invitation-expired':
    'Cette invitation est trop ancienne. Demandez-en une nouvelle à la personne qui vous a invité.',
  'said.takes-no-nominations': 'Ce programme n’accepte pas de propositions de candidats.',
  'entry.by-invitation': 'Sur invitation',
  'entry.by-invitation-words':
    'Ce programme accepte les candidatures des personnes qu’il a invitées. Si vous en faites partie, le lien de l’e-mail contenant votre invitation ouvre le formulaire.',
  'entry.hello': 'Bonjour {name}, vous avez une invitation',
  'entry.hello-words':
    'Le formulaire est ouvert pour vous. Nous avons rempli ce que nous savons ; corrigez ce qui n’est pas exact.',
  'entry.over': 'Cette invitation ne peut plus servir',
  'entry.over.used': 'Une candidature en est issue. Son lien privé figure dans l’e-mail qui a suivi.',
  'entry.over.withdrawn': 'Elle a été retirée. Si cela vous surprend, répondez à l’e-mail qui la contenait.',
  'entry.over.expired': 'Elle est trop ancienne. Répondez à l’e-mail qui la contenait pour en demander une nouvelle.',
  'entry.over.unknown':
    'Le lien est incomplet, ou un e-mail plus récent en contient un autre. Cherchez le dernier e-mail contenant votre invitation.',
  'entry.nominate': 'Proposer quelqu’un',
  'nominate.title': 'Proposer quelqu’un : {program}',
  'nominate.lead':
    'Qui devrions-nous inviter ? Une personne de l’équipe lit ce que vous écrivez et décide. Nous n’écrivons à personne avant cela.',
  'nominate.them': 'La personne que vous proposez',
  'nominate.their-name': 'Son nom',
  'nominate.their-address': 'Son adresse e-mail',
  'nominate.why': 'Ce qu’elle fait pour les autres et pourquoi elle devrait participer',
  'nominate.why-hint': 'Quelques phrases, et des liens vers ce qu’elle a réalisé.',
  'nominate.you': 'Vous',
  'nominate.your-name': 'Votre nom',
  'nominate.your-address': 'Votre adresse e-mail',
  'nominate.your-address-hint':
    'Pour les questions de l’équipe. La personne proposée n’apprendra pas par nous que c’était vous.',
  'nominate.data':
    'Nous conservons les deux noms et adresses pour décider de la proposition et les supprimons {days, plural, one {# jour} many {# de jours} other {# jours}} après notre réponse.',
  'nominate.button': 'Envoyer la proposition',
  'nominate.sent': 'Merci : l’équipe a reçu la proposition',
  'nominate.sent-words':
    'Une personne la lira. Vous n’avez rien d’autre à faire et pouvez proposer d’autres personnes.',
});
