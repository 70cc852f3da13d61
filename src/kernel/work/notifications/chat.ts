import { OutgoingFault } from '../../outgoing/fault.ts';
import { guardedFetch } from '../../outgoing/fetch.ts';
import type { Gate } from '../../outgoing/gate.ts';

/** What is told of one record, however often it happened. */
export type Line = { title: string; words: string; href: string; count: number };

export const MOST_LINES = 20;

/**
 * A stranger's words in a chat: as text. Besides Slack's own signs, chat programs read Markdown, make links of addresses and call
 * everybody by "@channel"; a space of no width keeps them from it.
 */
const plain = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('|', '/')
    .replace(/@(?=\S)|\](?=\()|:(?=\/\/)/g, '$&\u200b');

/** The JSON that Slack, Mattermost, Rocket.Chat and others take: `text` for those without blocks. */
export function slackMessage(lines: readonly Line[]): { text: string; blocks: unknown[] } {
  const shown = lines
    .slice(0, MOST_LINES)
    .map((l) => `<${l.href}|${plain(l.title)}> ${plain(l.words)}${l.count > 1 ? ` (${l.count} times)` : ''}`);
  if (lines.length > MOST_LINES) shown.push(`And ${lines.length - MOST_LINES} more`);
  return { text: shown.join('\n'), blocks: shown.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text } })) };
}

/** Posts lines to the webhook of a chat program. Answers null, or what went wrong, for people. */
export async function postToChat(gate: Gate, address: string, lines: readonly Line[]): Promise<string | null> {
  try {
    await guardedFetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(slackMessage(lines)),
      gate,
      redirects: 0,
      maxBytes: 2048,
      overlong: 'cut',
    });
    return null;
  } catch (error) {
    if (!(error instanceof OutgoingFault)) throw error;
    return error.status === undefined ? error.words : `It answered ${error.status}.`;
  }
}
