/** What the people of the story write to each other. */
export const QUESTIONS = [
  'Two of your repositories hold no licence file. Could you add one, or tell us which licence covers them?',
  'The website offers paid support. Who is paid for it, and where does the money go?',
  'We found a repository with vendored code under a licence we do not know. What is it, and do you need it?',
  'Your namespace lists a repository that we cannot open. Is it private on purpose?',
  'You wrote that you act for the project. Could one of the maintainers confirm that, here or in the repository?',
] as const;

export const ANSWERS = [
  'Good catch, the licence file was lost when we split the repository. It is back on the main branch now.',
  'The support page is an old one: a member of ours offered it privately. We took it down yesterday.',
  'That was a test fixture. We replaced it with one that we wrote ourselves.',
  'It held the keys of our old build server. It is archived elsewhere now, and the repository is gone.',
  'Yes, our lead maintainer has written a note into the README that names me.',
] as const;

export const NOTES = [
  'Looked through the three largest repositories by hand: all fine, headers everywhere.',
  'Same people as the project next door; they share a build server, but not a membership.',
  'The licence reader stumbles over a dual licence; the text itself is plain MPL 2.0.',
  'Met them at the spring fair. Small, serious, well documented.',
  'The donation page goes to a non-profit fiscal host. No profit sought.',
  'Asked Inès for a second look because of the trademark clause. She sees no problem.',
] as const;

export const TODOS = [
  'Ask legal about the font licence',
  'Look again once the split of the repository is done',
  'Invite them to show the project in our magazine',
  'Write to the shop: the seat count looks wrong',
] as const;

export const TEAM_MESSAGES = [
  'Thank you for applying. Two of us are on leave this week; you will hear from us within the promised time all the same.',
  'A small hint beside the application: your contributing guide still names the old mailing list.',
  'We have everything we need. No need to do anything until you hear from us.',
] as const;

export const APPLICANT_MESSAGES = [
  'We moved the documentation into its own repository today, under the same licence. Just so you know.',
  'Is there a rough date? We would like to plan our release around it.',
  'Thank you for the quick look!',
  'I will be on holiday from Friday; my colleague can answer instead.',
] as const;

/** Words to the applicant, by the reason of the refusal. */
export const REFUSALS: Record<string, string> = {
  licence:
    'One of your repositories is under a licence that forbids commercial use. That is not open source as the OSI defines it.',
  'not-public': 'The core repository of the project is private, and you told us that it will stay so for now.',
  'seeks-profit':
    'The project is the free edition of a product that your company sells. We are glad it is open, but this program is for projects that do not seek profit.',
  'no-control': 'We asked twice for the token in the repository and did not find it. So we cannot know who applies.',
  country: 'We may not serve the country you named. We are sorry that we cannot decide this otherwise.',
  duplicate: 'Your project has a running membership, which a colleague of yours applied for in spring.',
  'not-a-project': 'The repository holds a README and nothing else yet. Come back when there is something to try.',
  other:
    'You wrote that you want the membership to compare prices for your employer. That is not what the program is for.',
};

export const APPROVALS = [
  '',
  '',
  'Welcome. We like your test suite.',
  'Welcome back for another year.',
  'Welcome. One remark: please keep the notice file when you move the repository.',
] as const;

export const MERGES = [
  'Applied from the project’s address and from a private one; same name, same signature.',
  'Says so in a message: the old address belongs to a former employer.',
  'Same person: both addresses stand in the maintainers’ file.',
] as const;

/** What people say who were asked how satisfied they are, by their score. */
export const COMMENTS: Record<1 | 2 | 3 | 4 | 5, readonly string[]> = {
  1: [
    'We were refused for one old repository that nobody uses. A question first would have been kinder.',
    'I read the reason three times and still do not know what we should have done.',
  ],
  2: [
    'The decision may be right, but it took two weeks and two mails that said the same.',
    'We lost our link and waited days for an answer about it.',
    'Fine in the end. The part with the token in the repository took us an evening.',
  ],
  3: [
    'It worked. The form asks for things that stand in our repository already.',
    'A no, but one with a reason that we can work on.',
  ],
  4: [
    'Quick and friendly. The page of the shop asked for a credit card at first, which scared us.',
    'Good that one can see where it stands.',
  ],
  5: [
    'Ten minutes, no account, an answer on the same day. Thank you.',
    'We could see at any time what was missing. More programs should work like this.',
    'Renewing was two clicks.',
  ],
};
