/** Where in a repository a file lies, as far as licences care. */
export type Place = 'root' | 'reuse' | 'own' | 'third-party' | 'content' | 'sample';

const thirdParty = new Set(
  'vendor vendors vendored _vendor node_modules bower_components third_party third-party thirdparty 3rdparty 3rd_party 3rd-party external externals extern deps dependencies contrib-libs subprojects godeps pods carthage jspm_packages submodules third_party_licenses'.split(
    ' ',
  ),
);
const content = new Set(
  'doc docs documentation assets images img media fonts font icons artwork art website site www logo logos static branding data music sounds'.split(
    ' ',
  ),
);
const sample = new Set(
  'test tests testdata test-data test_data fixtures fixture __fixtures__ testing spec specs e2e samples corpus templates template'.split(
    ' ',
  ),
);

/** Which kind of place a path lies in; the first telling folder decides. */
export const placeOf = (path: string): Place => {
  const folders = path.split('/').slice(0, -1);
  if (folders.length === 0) return 'root';
  if (folders.length === 1 && folders[0] === 'LICENSES') return 'reuse';
  if (folders.length === 1 && folders[0] === '.reuse') return 'root';
  for (const folder of folders) if (thirdParty.has(folder.toLowerCase())) return 'third-party';
  for (const folder of folders) if (sample.has(folder.toLowerCase())) return 'sample';
  for (const folder of folders) if (content.has(folder.toLowerCase())) return 'content';
  return 'own';
};

const licenceStem =
  /^(?:un|mit[-_.]?|gpl[-_.]?|bsd[-_.]?|apache[-_.]?|the[-_.]?)?(?:licen[cs](?:es?|ing)|copying|copyleft|eula|legal)(?:[-_. ].{0,60})?$/;
const textEnding = /\.(?:txt|md|markdown|rst|html?|adoc|asciidoc|org|rtf|tex|pdf|docx?|odt)$/;
const programEnding =
  /\.(?:[cm]?[jt]sx?|py|rb|go|rs|java|kt|c|cc|cpp|h|hpp|cs|php|sh|pl|swift|scala|ex|exs|lua|ya?ml|json|xml|toml|svg|png|jpe?g|gif|css|scss|vue|snap|tmpl|erb|po|properties|csv|lock|ini|cfg|gradle|in|sql|proto|spec|golden|bat|ps1|cmake)$/;

/** Whether a file's name says that it holds a licence (LICENSE, LICENCE-MIT, COPYING.LESSER, UNLICENSE, copyright ...). */
export const isLicenceFile = (path: string): boolean => {
  if (path.startsWith('LICENSES/') && path.indexOf('/', 9) < 0) return true;
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (name.length > 90 || programEnding.test(name)) return false;
  if (/^(?:copyright|licen[cs]e|copying)$/.test(name)) return true;
  if (/^(?:copyright|notice-licen[cs]e)(?:\.txt|\.md|\.rst)?$/.test(name)) return true;
  if (licenceStem.test(name)) return true;
  return /[-_.](?:licen[cs]e|copying)$/.test(name.replace(textEnding, ''));
};

/** A file that lists other people's licences (NOTICE, THIRD-PARTY-LICENSES ...): evidence, never a decision. */
export const isNoticeFile = (path: string): boolean =>
  /(?:third[-_ ]?part|3rd[-_ ]?part|dependenc|acknowledg|vendor|attribution|bundled|external)/i.test(
    path.slice(path.lastIndexOf('/') + 1),
  );

export const depthOf = (path: string): number => {
  let depth = 0;
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) depth += 1;
  return depth;
};
