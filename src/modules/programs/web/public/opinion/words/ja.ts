import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const ja = translation<typeof en>()({
  'opinion.title': 'いかがでしたか',
  'opinion.score-5': '5：とても満足',
  'opinion.score-4': '4：満足',
  'opinion.score-3': '3：どちらともいえない',
  'opinion.score-2': '2：不満',
  'opinion.score-1': '1：とても不満',
  'opinion.rather-not': '回答を控える',
  'opinion.comment': 'お気づきの点をお聞かせください',
  'opinion.comment-hint': '良かった点、良くなかった点、足りなかった点など。',
  'opinion.until': '{when}まで回答できます。回答後14日間は変更できます。',
  'opinion.change-until': '{when}まで回答を変更できます。',
  'opinion.send': '回答を送る',
  'opinion.change': '回答を変更する',
  'opinion.thanks': 'ご回答ありがとうございました',
  'opinion.stopped': '今後はお尋ねしません',
  'opinion.resumed': '今後またお尋ねすることがあります',
  'opinion.final': 'ご回答ありがとうございました。変更できる期間は終了しました。',
  'opinion.closed': '回答できる期間は終了しました。',
  'opinion.who-reads':
    'ご回答は、お名前とともにプログラムの担当者が拝見します。申請や会員資格に影響することはありません。ここにお書きいただいた内容は2年後に削除され、評価はお名前なしで保存されます。',
  'opinion.how-often': 'このような質問をお送りするのは、90日に一度までです。',
  'opinion.is-stopped': 'このような質問を希望されないと伺っています。',
  'opinion.stop': '今後は尋ねない',
  'opinion.resume': 'また尋ねてもよい',
  'opinion.stop-title': '満足度についての質問',
  'said.asking-erased': 'ここに書かれていた内容は削除されました。回答することはできません。',
  'said.asking-final': '回答を変更できる期間は終了しました。',
  'said.asking-closed': '回答できる期間は終了しました。',
});
