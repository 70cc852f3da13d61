import { type CheckParameters, parametersOf } from '../policy/requirements.ts';
import { type Academic, academic, academicData } from './academic-domains.ts';
import { type Check, type Evidence, type Outcome, outcomeOf } from './check.ts';
import { domainOf, listedAs } from './mail-domain.ts';
import { type Provider, providerOf } from './mail-providers.ts';

type Judged = { finding: 'good' | 'bad' | 'unclear'; words: string; by: 'policy' | 'academic' | 'providers' };
type Rules = CheckParameters['institution-mail'];

/** Parts of a domain that institutions give to students or former students. */
const STUDENTS =
  /^(students?|studs?|stu|studenti|studentas|estudiantes?|alumnos?|alunos?|alumn[ia]|etu|etud|etudiants?|eleves?|ogrenci|mahasiswa|pupils?|schueler|ucenik|uczen)\d*$/;

/**
 * Is a domain an institution's? The policy's own lists come first, then what the data say; no rule guesses. Pure.
 * `domain` as `domainOf` gives it, `known` and `provider` what the data say of it.
 */
export function judgeInstitution(
  domain: string,
  rules: Rules,
  known: Academic | null,
  provider: Provider | null,
): Judged {
  const never = listedAs(domain, rules.neverAllowed);
  if (never) return { finding: 'bad', words: `The program does not take addresses at ${never}.`, by: 'policy' };
  const shared = listedAs(domain, rules.shared);
  if (shared)
    return { finding: 'unclear', words: `Students and staff share ${shared}; a person has to look.`, by: 'policy' };
  const allowed = listedAs(domain, rules.alsoAllowed);
  if (allowed) return { finding: 'good', words: `${allowed} is on the program’s own list.`, by: 'policy' };
  if (!rules.academic) return { finding: 'bad', words: `${domain} is not on the program’s own list.`, by: 'policy' };
  // Free mailboxes stand in the academic data too, as abused.
  if (provider && known?.rule !== 'institution')
    return { finding: 'bad', words: `${provider.domain} is a mail provider’s, not an institution’s.`, by: 'providers' };
  if (known) return { ...byData(domain, known), by: 'academic' };
  return { finding: 'unclear', words: `We know no institution at ${domain}; a person has to look.`, by: 'academic' };
}

function byData(domain: string, { rule, domain: at, name }: Academic): Pick<Judged, 'finding' | 'words'> {
  switch (rule) {
    case 'stop':
      return { finding: 'bad', words: `${at} is on the list of domains that are not an institution’s.` };
    case 'abused':
      return { finding: 'unclear', words: `Strangers could get addresses at ${at}; a person has to look.` };
    case 'ending':
      return {
        finding: 'unclear',
        words: `Only schools get domains under ${at}, but we do not know this one; a person has to look.`,
      };
    case 'institution': {
      const [own = ''] = at.split('.');
      const above = domain.slice(0, -at.length).split('.');
      // "stu.edu" is the institution's own name; "students.example.edu" is not.
      if (above.some((label) => STUDENTS.test(label)) || (own.length > 3 && STUDENTS.test(own)))
        return { finding: 'unclear', words: `${domain} looks like one for students of ${name}; a person has to look.` };
      return {
        finding: 'good',
        words: domain === at ? `${at} is a domain of ${name}.` : `${domain} lies under ${at}, a domain of ${name}.`,
      };
    }
  }
}

/** The address is at a domain of an academic institution, or of the policy's own list. */
export const institutionMailCheck: Check = {
  name: 'institution-mail',
  title: 'Address at an institution',
  run: async (application, { run }) => {
    const domain = application.mailConfirmedAt && application.address ? domainOf(application.address) : null;
    if (!domain) return noDomain;
    const rules = parametersOf(application.requirements, 'institution-mail');
    const known = academic(domain);
    const { finding, words, by } = judgeInstitution(domain, rules, known, providerOf(domain));
    const evidence: Evidence = {
      subject: domain,
      finding,
      words,
      source: {
        policy: 'The policy’s own lists',
        academic: `Academic domains (JetBrains/swot, ${academicData().day})`,
        providers: 'Domains of mail providers',
      }[by],
      at: run.house.clock.now().toString(),
      href: known?.rule === 'institution' ? `https://${known.domain}` : null,
    };
    return outcomeOf([evidence], {
      passed: 'The address is at an institution.',
      failed: 'The address is not at an institution.',
      unsure: 'A person has to look whether the address is at an institution.',
      unavailable: 'A person has to look whether the address is at an institution.',
    });
  },
};

/** An address that was not confirmed shows nothing; one that was erased cannot be looked at. */
export const noDomain: Outcome = {
  state: 'unsure',
  words: 'There is no confirmed mail address to look at.',
  evidence: [],
};
