import { Page } from '#web/kit/Page.tsx';
import { OwnFactor } from '../parts/OwnFactor.tsx';
import { OwnName } from '../parts/OwnName.tsx';
import { OwnPasskeys } from '../parts/OwnPasskeys.tsx';
import { OwnPassword } from '../parts/OwnPassword.tsx';
import { OwnProviders } from '../parts/OwnProviders.tsx';
import { OwnSessions } from '../parts/OwnSessions.tsx';
import { OwnTokens } from '../parts/OwnTokens.tsx';
import classes from '../parts/rows.module.css';

/** One's own name, password, sessions and API tokens. */
export default function MyAccount() {
  return (
    <Page title="My account" lead="Your name and password, where you are signed in, and keys for your programs.">
      <div className={classes.stack}>
        <OwnName />
        <OwnPassword />
        <OwnFactor />
        <OwnPasskeys />
        <OwnProviders />
        <OwnSessions />
        <OwnTokens />
      </div>
    </Page>
  );
}
