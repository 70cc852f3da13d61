import { translation } from '#kernel/language/catalogue.ts';
import type { en } from './en.ts';

export const ja = translation<typeof en>()({
  'said.licence-found': '見つかったライセンス：{licences}。',
  'said.licence-all-osi': '{licences}の全文がリポジトリにあり、見つかったライセンスはすべてOSIに承認されています。',
  'said.licence-none':
    'ライセンスファイル、マニフェストの項目、SPDXヘッダー、READMEのライセンスの節のいずれも見つかりませんでした。この場合、すべての権利が留保されます。',
  'said.licence-limits':
    '「{path}」は{licence}です。このライセンスは利用を制限しており、オープンソースではありません。',
  'said.licence-limits-alike':
    '「{path}」は{licence}です（一致率{percent}%）。このライセンスは利用を制限しており、オープンソースではありません。',
  'said.licence-not-osi': '「{path}」は{licence}です。このライセンスはOSIの承認リストにありません。',
  'said.licence-not-osi-alike':
    '「{path}」は{licence}です（一致率{percent}%）。このライセンスはOSIの承認リストにありません。',
  'said.licence-uncertain': '「{path}」は{licences}と読み取れますが、OSIの承認を受けているか確かではありません。',
  'said.licence-changed': '「{path}」は{licence}に近いものの（一致率{percent}%）、同じではありません：「{quote}」。',
  'said.licence-lacks':
    '「{path}」は{licence}に近いものの（一致率{percent}%）、同じではありません。不足している部分：「{quote}」。',
  'said.licence-also-names': '「{path}」では{licences}にも言及されています。',
  'said.licence-exceptions': '「{path}」には例外の記載があります（「except」、「unless otherwise noted」など）。',
  'said.licence-titled':
    '「{path}」の表題は「{quote}」です。このライセンスは利用を制限しており、オープンソースではありません。',
  'said.licence-says': '「{path}」に「{quote}」と記載されています。',
  'said.licence-also-says': '「{path}」に「{quote}」とも記載されています。',
  'said.licence-unknown': '「{path}」は既知のライセンスの文面ではありません。「{quote}」と記載されています。',
  'said.licence-empty': '「{path}」は空です。',
  'said.licence-states-closed': '「{path}」に「{quote}」と示されていますが、オープンソースではありません。',
  'said.licence-states-not-osi': '「{path}」に「{quote}」と示されていますが、OSIの承認リストにありません。',
  'said.licence-states-unknown': '「{path}」に「{quote}」と示されていますが、このライセンスは確認できませんでした。',
  'said.licence-part': 'プロジェクトの一部に独自のライセンスがあります：{said}',
  'said.licence-content':
    'このようなライセンスは、コードではなくコンテンツを対象とすることが多いため、担当者による判断が必要です。',
  'said.licence-others': 'リポジトリに含まれる第三者の著作物：{said}',
  'said.licence-disagree': '「{path}」では{licences}、ライセンスファイルでは{others}となっています。',
  'said.licence-text-missing':
    'ライセンスは示されていますが（{path}）、OSIに承認されたライセンスの全文がリポジトリの直下にありません。',
  'said.licence-more': '（ほか{n}件のファイルも同様です。）',
  'said.licence-readme': '「{path}」のライセンスの節に「{quote}」と記載されています。',
  'said.licence-head': '先頭に「{quote}」と記載されています。',
  'said.licence-public-domain':
    '先頭に「public domain」と記載されていますが、これはOSIのリストにあるライセンスではありません。',
  'said.licence-stopped': '{n}件のファイル、{ms}ミリ秒で終了しました。残りは確認していません。',
  'said.licence-left': 'ライセンスファイルが{n}件あります。そのうち{left}件は確認していません。',
  'said.licence-unreadable': '「{path}」を読み取れませんでした。',
  'said.licence-too-large': '「{path}」は存在しないか、サブモジュールであるか、大きすぎて読み取れません。',
  'said.licence-binary': '「{path}」はバイナリであるか、大きすぎるか、プレーンテキストではありません。',
  'said.licence-manifest': '「{path}」をマニフェストとして読み取れませんでした。',
});
