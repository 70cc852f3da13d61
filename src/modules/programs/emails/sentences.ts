/** What a short mail says in one language: plain sentences of Liquid, and the button at its end. */
type Letter = { hello: string; words: readonly string[]; button: string };

/** Words of the team, set apart; left out where there are none. */
export const TEAM_WORDS = 'words';

/** A short mail to an applicant in both forms, from the same sentences; the button leads to the status page. */
export function letter({ hello, words, button }: Letter): { mjml: string; text: string } {
  const marked = words.map((each) =>
    each === TEAM_WORDS
      ? '{% if words != "" %}<mj-text padding-left="24px">{{ words | newline_to_br }}</mj-text>{% endif %}'
      : `<mj-text>${each}</mj-text>`,
  );
  const plain = words.map((each) =>
    each === TEAM_WORDS ? '{% if words != "" %}{{ words }}\n\n{% endif %}' : `${each}\n\n`,
  );
  return {
    mjml: [`<mj-text>${hello}</mj-text>`, ...marked, `<mj-button href="{{ statusUrl }}">${button}</mj-button>`].join(
      '\n',
    ),
    text: `${hello}\n\n${plain.join('')}${button}: {{ statusUrl }}\n`,
  };
}
