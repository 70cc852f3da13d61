import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const ja = translation<typeof en>()({
  'again.title': '申請を再審査しています',
  'again.since': '{when}から再審査しています。以前の判断は無効となり、回答期限までの日数も改めて計算しています。',
  'silence.title': 'ご返答がない場合、申請は{day}に終了します',
  'silence.words': 'さらにお時間が必要な場合は、下のフォームからお知らせください。',
  'appeal.title': '異議申し立て',
  'appeal.words':
    '{when}まで、1回に限り、この判断の見直しを求めることができます。判断に関わっていない担当者が確認し、回答します。',
  'appeal.label': '見直しを求める理由',
  'appeal.hint': '見落とされていた点や、その後変わった点をお書きください。',
  'appeal.button': '見直しを求める',
  'appeal.asked': '見直しのご依頼を受け付けています',
  'appeal.asked-words': '{when}に受け付けました。判断に関わっていない担当者が確認し、このページとメールで回答します。',
  'appeal.denied': '改めて確認しましたが、判断は変わりませんでした',
  'appeal.denied-words': '{when}、判断に関わっていない担当者が回答しました。',
});
