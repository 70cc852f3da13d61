import { Modal } from '@mantine/core';
import classes from './KeyboardHelp.module.css';

/** Keys by group: what they do, and the keys (several are pressed one after another). */
export type KeyGroup = { title: string; keys: { does: string; press: string[] }[] };

/** The list of keys, opened with `?`. */
export function KeyboardHelp({
  opened,
  onClose,
  groups,
}: {
  opened: boolean;
  onClose: () => void;
  groups: KeyGroup[];
}) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard" size="lg">
      <KeyList groups={groups} />
    </Modal>
  );
}

/** Keys by group: as a page of its own, and in the dialog. */
export function KeyList({ groups }: { groups: KeyGroup[] }) {
  return (
    <div className={classes.groups}>
      {groups.map(({ title, keys }) => (
        <section key={title}>
          <h2 className={classes.title}>{title}</h2>
          <dl className={classes.list}>
            {keys.map(({ does, press }) => (
              <div key={does} className={classes.row}>
                <dt>{does}</dt>
                <dd className={classes.press}>
                  {press.map((key, place) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the same key may stand twice
                    <kbd key={`${key}${place}`} className={classes.kbd}>
                      {key}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
