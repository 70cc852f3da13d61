/** What is said of invitations and nominations. The source of the other languages. */
export const en = {
  'said.by-invitation':
    'This program takes applications from those it has invited. Use the link in the mail with your invitation.',
  'said.invitation-used': 'This invitation was used: an application came of it. Its link is in the mail that followed.',
  'said.invitation-withdrawn': 'This invitation was withdrawn.',
  'said.invitation-expired': 'This invitation is too old. Ask whoever invited you for a new one.',
  'said.takes-no-nominations': 'This program takes no nominations.',
  'entry.by-invitation': 'By invitation',
  'entry.by-invitation-words':
    'This program takes applications from those it has invited. If you are, the link in the mail with your invitation opens the form.',
  'entry.hello': 'Hello {name}, you are invited',
  'entry.hello-words': 'The form is open for you. What we know of you is filled in; change it where it is not right.',
  'entry.over': 'This invitation cannot be used any more',
  'entry.over.used': 'An application came of it. Its private link is in the mail that followed.',
  'entry.over.withdrawn': 'It was withdrawn. If that surprises you, answer the mail that it came with.',
  'entry.over.expired': 'It is too old. Answer the mail that it came with, and ask for a new one.',
  'entry.over.unknown':
    'The link is not complete, or a newer mail has another one. Look for the newest mail with your invitation.',
  'entry.nominate': 'Nominate somebody',
  'nominate.title': 'Nominate somebody: {program}',
  'nominate.lead':
    'Whom should we invite? A person of the team reads what you write and decides. We write to nobody before that.',
  'nominate.them': 'The person you nominate',
  'nominate.their-name': 'Their name',
  'nominate.their-address': 'Their mail address',
  'nominate.why': 'What they do for others, and why they should take part',
  'nominate.why-hint': 'A few sentences, and links to what they have done.',
  'nominate.you': 'You',
  'nominate.your-name': 'Your name',
  'nominate.your-address': 'Your mail address',
  'nominate.your-address-hint':
    'For questions of the team. Whoever you nominate does not learn from us that it was you.',
  'nominate.data':
    'We keep both names and addresses to decide on the nomination, and delete them {days, plural, one {# day} other {# days}} after we answered it.',
  'nominate.button': 'Send nomination',
  'nominate.sent': 'Thank you: the nomination is with the team',
  'nominate.sent-words': 'A person reads it. You do not need to do anything else, and can nominate more people.',
} as const;
