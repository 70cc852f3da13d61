import { Button } from '@mantine/core';
import { useAsk } from '#web/ask.ts';
import { EmptyState } from '#web/kit/EmptyState.tsx';
import { Link } from '#web/kit/Link.tsx';
import { Page } from '#web/kit/Page.tsx';
import { counted } from '#web/kit/plural.ts';
import { PRESETS } from '../../providers/presets.ts';
import classes from '../parts/rows.module.css';
import { providers as providersQuestion } from '../questions.ts';

/** The sign-in providers: who vouches for people who work here. */
export default function Providers() {
  const { providers } = useAsk(providersQuestion);
  return (
    <Page
      title="Sign-in providers"
      lead="People sign in with an account they have elsewhere, and may get their roles from its groups."
      actions={
        <Button component={Link} href="/settings/providers/new">
          Add provider
        </Button>
      }
    >
      {providers.length === 0 ? (
        <EmptyState title="No provider yet">
          Everybody signs in by password or passkey. Add GitLab, GitHub, Google or another OpenID provider.
        </EmptyState>
      ) : (
        <ul className={classes.rows}>
          {providers.map((each) => (
            <li key={each.id} className={classes.row}>
              <div className={classes.main}>
                <Link href={`/settings/providers/${each.id}`}>{each.name}</Link>
                <div className={classes.quiet}>
                  {PRESETS.find(({ preset }) => preset === each.preset)?.label}, {each.issuer}
                </div>
              </div>
              <div className={classes.quiet}>{usedFor(each)}</div>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

function usedFor({ forStaff, forProof, accounts }: { forStaff: boolean; forProof: boolean; accounts: number }): string {
  const uses = [forStaff ? counted(accounts, 'account') : null, forProof ? 'proof of control' : null].filter(
    (use) => use !== null,
  );
  return uses.length === 0 ? 'Not in use' : uses.join('; ');
}
