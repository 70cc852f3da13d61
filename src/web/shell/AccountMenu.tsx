import { Menu, SegmentedControl, Switch, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { IconKeyboard, IconLogout } from '@tabler/icons-react';
import { useState } from 'react';
import { client } from '../client.ts';
import { setSingleKeys, singleKeysOn } from '../kit/keys.ts';
import { Person } from '../kit/Person.tsx';
import type { Me } from '../me.ts';
import classes from './AccountMenu.module.css';

/** The viewer's menu: theme, keyboard, sign out. */
export function AccountMenu({ me, onHelp }: { me: Me; onHelp: () => void }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [singleKeys, setOn] = useState(singleKeysOn);
  const signOut = async () => {
    try {
      await client.access.signOut({});
    } finally {
      location.assign('/sign-in');
    }
  };
  return (
    <Menu position="bottom-end" width={264}>
      <Menu.Target>
        <UnstyledButton className={classes.me} title="Your account">
          <Person name={me.account.name} initialsOnly />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <div className={classes.name}>{me.account.name}</div>
          <div className={classes.mail}>{me.account.mail}</div>
        </div>
        <Menu.Divider />
        <div className={classes.theme}>
          <SegmentedControl
            fullWidth
            size="xs"
            aria-label="Theme"
            value={colorScheme}
            onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
            data={[
              { value: 'light', label: 'Light' },
              { value: 'dark', label: 'Dark' },
              { value: 'auto', label: 'System' },
            ]}
          />
        </div>
        <div className={classes.theme}>
          <Switch
            size="xs"
            label="Single-letter keys"
            checked={singleKeys}
            onChange={(event) => {
              setSingleKeys(event.currentTarget.checked);
              setOn(event.currentTarget.checked);
            }}
          />
        </div>
        <Menu.Item
          leftSection={<IconKeyboard size={16} aria-hidden />}
          rightSection={<kbd className={classes.kbd}>?</kbd>}
          onClick={onHelp}
        >
          Keyboard help
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
