import { LANGUAGES, type Language, spoken } from '../language/languages.ts';

/** The one sentence that every mail says, by language; a template in another language says it in English. */
const PRIVACY: Readonly<Record<Language, string>> = {
  en: 'How we handle your data',
  de: 'Wie wir mit Ihren Daten umgehen',
  es: 'Cómo tratamos sus datos',
  fr: 'Comment nous traitons vos données',
  ja: '個人情報の取り扱い',
};

const FONT = "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
/** Fonts with Japanese letters come first: a mail program without them in its first font may take those of Chinese. */
const FONTS: Readonly<Partial<Record<string, string>>> = {
  ja: `-apple-system, BlinkMacSystemFont, 'Hiragino Sans', 'Noto Sans JP', 'Noto Sans CJK JP', 'BIZ UDPGothic', Meiryo, sans-serif`,
};

/**
 * The frame around every mail: MJML, 600 px wide, readable in light and dark. `body` is MJML for inside a column, or
 * whole sections; `preview`, `why` and the language are Liquid. No font, image or style is fetched from anywhere.
 */
export function layout(parts: { body: string; preview: string; why: string; title: string; language: string }): string {
  const sections = /^\s*<mj-(section|wrapper)\b/.test(parts.body)
    ? parts.body
    : `<mj-section css-class="paper" background-color="#ffffff" padding="28px 12px 20px"><mj-column>${parts.body}</mj-column></mj-section>`;
  return `<mjml lang="${parts.language}" dir="auto">
  <mj-head>
    <mj-title>${parts.title}</mj-title>
    <mj-attributes>
      <mj-all font-family="${FONTS[parts.language] ?? FONT}" />
      <mj-text font-size="16px" line-height="1.55" color="#1f2430" padding="6px 20px" />
      <mj-button font-size="16px" font-weight="600" background-color="#2f5d8a" color="#ffffff" border-radius="6px" inner-padding="12px 22px" padding="14px 20px" align="left" />
      <mj-table font-size="15px" line-height="1.5" color="#1f2430" padding="6px 20px" />
      <mj-divider border-width="1px" border-color="#dfe3ea" padding="12px 20px" />
      <mj-class name="quiet" font-size="13px" color="#5a6272" />
    </mj-attributes>
    <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
    <mj-style>
      a { color: #2f5d8a; }
      div:lang(ja) { line-break: strict; overflow-wrap: anywhere; text-wrap: pretty; }
      @media (prefers-color-scheme: dark) {
        .page, .page > div { background-color: #16181d !important; }
        .paper, .paper > table, .paper td { background-color: #1f232b !important; }
        .paper div, .paper td, .paper th, .paper p, .foot div { color: #e6e9ef !important; }
        .foot div { color: #a4acba !important; }
        .paper td a, .foot a { color: #9cc3ea !important; }
        .paper td[bgcolor] { background-color: #3d75ab !important; }
        .paper td[bgcolor] a { background-color: #3d75ab !important; color: #ffffff !important; }
      }
    </mj-style>
  </mj-head>
  <mj-body width="600px" background-color="#f3f4f7" css-class="page">
    <mj-raw><div class="preheader" style="display:none;font-size:1px;line-height:1px;max-height:0;max-width:0;opacity:0;overflow:hidden;">${parts.preview}</div></mj-raw>
    <mj-section css-class="foot head" padding="18px 12px 6px"><mj-column><mj-text mj-class="quiet" font-weight="600" padding="0 20px">{{ mail.organisation }}</mj-text></mj-column></mj-section>
    ${sections}
    <mj-section css-class="foot" padding="10px 12px 28px"><mj-column>
      <mj-text mj-class="quiet" padding="4px 20px">${parts.why}</mj-text>
      <mj-text mj-class="quiet" padding="4px 20px">{{ mail.organisation }} · <a href="{{ mail.privacy }}">${PRIVACY[spoken(parts.language) ?? LANGUAGES[0]]}</a></mj-text>
    </mj-column></mj-section>
  </mj-body>
</mjml>`;
}

/** The same frame around the plain-text twin. */
export function textLayout(parts: { body: string; why: string }): string {
  return `${parts.body.trim()}\n\n-- \n${parts.why}\n{{ mail.organisation }} - {{ mail.privacy }}\n`;
}
