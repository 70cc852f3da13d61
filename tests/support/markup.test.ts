import { describe, expect, test } from 'vitest';
import { markupOf } from './markup.ts';

const faults = (html: string) => markupOf(html, 'zq').faults;

describe('what is not ours in a page', () => {
  test.each([
    '<p><zq-x>a</zq-x></p>',
    '<p zq=1>a</p>',
    '<img src=x onerror=zq()>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" java&#10;script:alert(1)">a</a>',
    '<a href="data:text/html,x">a</a>',
    '<a href="//evil.example">a</a>',
    '<form action="vbscript:x"></form>',
    '<button formaction="javascript:x">a</button>',
    '<svg><a xlink:href="javascript:x">a</a></svg>',
    '<script>let a</script>',
    '<script src="https://evil.example/a.js"></script>',
    '<style>zq{}</style>',
    '<p style="background:zq">a</p>',
    '<!-- zq -->',
    '<iframe srcdoc="x"></iframe>',
    '<base href="https://evil.example">',
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<noscript><zq-x></noscript>',
    '<template><zq-x></template>',
    '<textarea></textarea><zq-x>',
    '<title></title><zq-x>',
  ])('%s is found', (html) => expect(faults(html)).not.toEqual([]));

  test.each([
    '<p>&lt;zq-x onerror=zq()&gt;</p>',
    '<textarea><zq-x></textarea>',
    '<input value="&quot;><zq-x>">',
    '<a href="https://example.org/a">zq</a><a href="/a#b">b</a><a href="mailto:a@b.example">c</a>',
    '<script src="/public/form.js" defer></script><style>p{}</style><!-- ours -->',
  ])('%s is fine', (html) => expect(faults(html)).toEqual([]));
});
