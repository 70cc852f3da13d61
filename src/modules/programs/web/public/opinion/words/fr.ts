import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const fr = translation<typeof en>()({
  'opinion.title': 'Qu’en avez-vous pensé ?',
  'opinion.score-5': '5 : très satisfait',
  'opinion.score-4': '4 : satisfait',
  'opinion.score-3': '3 : ni satisfait ni insatisfait',
  'opinion.score-2': '2 : insatisfait',
  'opinion.score-1': '1 : très insatisfait',
  'opinion.rather-not': 'Je préfère ne pas le dire',
  'opinion.comment': 'Que devrions-nous savoir ?',
  'opinion.comment-hint': 'Ce qui s’est bien passé, ce qui n’allait pas, ce qui vous a manqué.',
  'opinion.until': 'Vous pouvez répondre jusqu’au {when}, puis modifier votre réponse pendant 14 jours.',
  'opinion.change-until': 'Vous pouvez modifier votre réponse jusqu’au {when}.',
  'opinion.send': 'Envoyer la réponse',
  'opinion.change': 'Modifier la réponse',
  'opinion.thanks': 'Merci, votre réponse nous est parvenue',
  'opinion.stopped': 'Nous ne vous interrogerons plus',
  'opinion.resumed': 'Nous pouvons de nouveau vous interroger',
  'opinion.final': 'Vous avez répondu, merci. Le délai pour modifier votre réponse est écoulé.',
  'opinion.closed': 'Le délai pour répondre est écoulé.',
  'opinion.who-reads':
    'L’équipe du programme voit votre réponse avec votre nom. Elle ne change rien à votre candidature ni à votre adhésion. Ce que vous écrivez ici est supprimé au bout de deux ans ; la note est conservée sans votre nom.',
  'opinion.how-often': 'Nous posons une telle question au plus une fois tous les 90 jours.',
  'opinion.is-stopped': 'Vous nous avez dit ne plus vouloir de telles questions.',
  'opinion.stop': 'Ne plus m’interroger',
  'opinion.resume': 'M’interroger de nouveau',
  'opinion.stop-title': 'Questions sur votre satisfaction',
  'said.asking-erased': 'Ce qui était écrit ici a été effacé. Il n’est plus possible d’y répondre.',
  'said.asking-final': 'Le délai pour modifier votre réponse est écoulé.',
  'said.asking-closed': 'Le délai pour répondre est écoulé.',
});
