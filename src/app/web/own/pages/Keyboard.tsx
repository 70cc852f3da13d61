import { KeyList } from '#web/kit/KeyboardHelp.tsx';
import { Page } from '#web/kit/Page.tsx';
import { useMe } from '#web/me.ts';
import { useModules } from '#web/module.ts';
import { visibleAreas } from '#web/shell/areas.ts';
import { keyGroups } from '#web/shell/keyGroups.ts';

/** Every key that acts, and where. */
export default function Keyboard() {
  const me = useMe();
  const modules = useModules();
  return (
    <Page
      title="Keyboard"
      lead="Press ? anywhere to see this over the page you are on. Single letters can be switched off in the account menu."
    >
      <KeyList groups={keyGroups(visibleAreas(modules, me))} />
    </Page>
  );
}
