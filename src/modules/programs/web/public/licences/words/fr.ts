import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const fr = translation<typeof en>()({
  'said.licence-found': 'Licences trouvées : {licences}.',
  'said.licence-all-osi':
    'Le texte intégral de {licences} se trouve dans le dépôt, et chaque licence trouvée est approuvée par l’OSI.',
  'said.licence-none':
    'Aucun fichier de licence, champ de manifeste, en-tête SPDX ni section de licence d’un README n’a été trouvé : tous droits réservés.',
  'said.licence-limits': '{path} est sous {licence}, qui limite l’usage et n’est pas open source.',
  'said.licence-limits-alike':
    '{path} est sous {licence} (similaire à {percent} %), qui limite l’usage et n’est pas open source.',
  'said.licence-not-osi':
    '{path} est sous {licence}, qui ne figure pas sur la liste des licences approuvées par l’OSI.',
  'said.licence-not-osi-alike':
    '{path} est sous {licence} (similaire à {percent} %), qui ne figure pas sur la liste des licences approuvées par l’OSI.',
  'said.licence-uncertain': '{path} semble être {licences}, dont l’approbation par l’OSI n’est pas certaine.',
  'said.licence-changed':
    '{path} est proche de {licence} (similaire à {percent} %), mais n’est pas identique : « {quote} ».',
  'said.licence-lacks':
    '{path} est proche de {licence} (similaire à {percent} %), mais n’est pas identique ; il manque : « {quote} ».',
  'said.licence-also-names': '{path} mentionne aussi {licences}.',
  'said.licence-exceptions': '{path} énonce des exceptions (« except », « unless otherwise noted »…).',
  'said.licence-titled': '{path} est intitulé « {quote} », une licence qui limite l’usage et n’est pas open source.',
  'said.licence-says': '{path} indique « {quote} ».',
  'said.licence-also-says': '{path} indique aussi « {quote} ».',
  'said.licence-unknown': '{path} n’est pas un texte de licence connu ; on y lit « {quote} ».',
  'said.licence-empty': '{path} est vide.',
  'said.licence-states-closed': '{path} déclare « {quote} », qui n’est pas open source.',
  'said.licence-states-not-osi':
    '{path} déclare « {quote} », qui ne figure pas sur la liste des licences approuvées par l’OSI.',
  'said.licence-states-unknown': '{path} déclare « {quote} », une licence que nous ne connaissons pas.',
  'said.licence-part': 'Une partie du projet a sa propre licence : {said}',
  'said.licence-content': 'Souvent, une telle licence couvre des contenus et non du code ; une personne doit décider.',
  'said.licence-others': 'Œuvres d’autrui conservées dans le dépôt : {said}',
  'said.licence-disagree': '{path} indique {licences}, les fichiers de licence indiquent {others}.',
  'said.licence-text-missing':
    'Une licence est déclarée ({path}), mais la racine ne contient le texte intégral d’aucune licence approuvée par l’OSI.',
  'said.licence-more': '(Il en va de même pour {n} autres fichiers.)',
  'said.licence-readme': 'La section sur la licence de {path} indique « {quote} ».',
  'said.licence-head': 'son en-tête indique « {quote} ».',
  'said.licence-public-domain':
    'son en-tête indique « public domain », qui n’est pas une licence de la liste de l’OSI.',
  'said.licence-stopped': 'Lecture arrêtée après {n} fichiers et {ms} ms ; le reste n’a pas été examiné.',
  'said.licence-left': 'Il y a {n} fichiers de licence ; {left} n’ont pas été examinés.',
  'said.licence-unreadable': '{path} n’a pas pu être lu.',
  'said.licence-too-large': '{path} est absent, est un sous-module ou est trop volumineux pour être lu.',
  'said.licence-binary': '{path} est binaire, trop volumineux ou n’est pas du texte brut.',
  'said.licence-manifest': '{path} n’a pas pu être lu comme manifeste.',
});
