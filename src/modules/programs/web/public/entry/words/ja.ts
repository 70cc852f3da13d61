import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const ja = translation<typeof en>()({
  'said.by-invitation':
    'このプログラムは、招待された方からの申請のみを受け付けています。招待メールのリンクをご利用ください。',
  'said.invitation-used': 'この招待はすでに使用され、申請が行われています。申請のリンクは、その後のメールにあります。',
  'said.invitation-withdrawn': 'この招待は取り消されました。',
  'said.invitation-expired': 'この招待は有効期限が切れています。招待した方に新しい招待をお求めください。',
  'said.takes-no-nominations': 'このプログラムでは推薦を受け付けていません。',
  'entry.by-invitation': '招待制のプログラムです',
  'entry.by-invitation-words':
    'このプログラムは、招待された方からの申請のみを受け付けています。招待された方は、招待メールのリンクから申請フォームを開けます。',
  'entry.hello': '{name}様、ご招待しています',
  'entry.hello-words':
    '申請フォームをご利用いただけます。わかっている内容は入力済みです。違うところがあれば直してください。',
  'entry.over': 'この招待は使用できません',
  'entry.over.used': 'この招待から申請が行われています。申請の専用リンクは、その後のメールにあります。',
  'entry.over.withdrawn': '招待が取り消されました。お心当たりがない場合は、招待メールにご返信ください。',
  'entry.over.expired': '有効期限が切れています。招待メールにご返信のうえ、新しい招待をお求めください。',
  'entry.over.unknown':
    'リンクが途中で切れているか、新しいメールに別のリンクがあります。最新の招待メールをお探しください。',
  'entry.nominate': '推薦する',
  'nominate.title': '推薦：{program}',
  'nominate.lead':
    'どなたを招待すべきでしょうか。チームの担当者がお書きいただいた内容を読んで判断します。それまでは、どなたにもご連絡しません。',
  'nominate.them': '推薦する方',
  'nominate.their-name': '推薦する方のお名前',
  'nominate.their-address': '推薦する方のメールアドレス',
  'nominate.why': 'その方がほかの人のためにしていることと、推薦の理由',
  'nominate.why-hint': '数行の説明と、活動がわかるリンクをお書きください。',
  'nominate.you': 'あなたについて',
  'nominate.your-name': 'お名前',
  'nominate.your-address': 'メールアドレス',
  'nominate.your-address-hint':
    'チームからの質問のために使います。推薦された方に、推薦者がどなたかをお知らせすることはありません。',
  'nominate.data':
    'お二人のお名前とメールアドレスは、推薦について判断するために保存し、回答から{days, plural, other {#日}}後に削除します。',
  'nominate.button': '推薦を送る',
  'nominate.sent': 'ありがとうございます。推薦を受け取りました',
  'nominate.sent-words':
    '担当者が拝見します。ほかに必要なお手続きはありません。続けてほかの方を推薦することもできます。',
});
