import type { Check } from './check.ts';

/** The country that the applicant named is not one that the policy excludes. */
export const countryAllowedCheck: Check = {
  name: 'country-allowed',
  title: 'Country may be served',
  run: async (application, { run }) => {
    const country = application.country;
    const at = run.house.clock.now().toString();
    const name = country ? (new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country) : null;
    if (!country || !name) return { state: 'unsure', words: 'No country is known.', evidence: [] };
    const excluded = application.embargo.includes(country);
    const words = excluded ? `The policy excludes ${name}.` : `The policy does not exclude ${name}.`;
    return {
      state: excluded ? 'failed' : 'passed',
      words,
      evidence: [
        {
          subject: name,
          finding: excluded ? 'bad' : 'good',
          words,
          source: "The applicant's statement, against the policy's list",
          at,
          href: null,
        },
      ],
    };
  },
};
