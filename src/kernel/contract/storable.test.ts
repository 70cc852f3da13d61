import { describe, expect, test } from 'vitest';
import { Fault } from '../errors.ts';
import { refuseUnstorable } from './storable.ts';

function fieldsOf(input: unknown): string[] {
  try {
    refuseUnstorable(input);
    return [];
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return (error.data.fields ?? []).map((f) => f.field).toSorted();
  }
}

describe('text that cannot be kept', () => {
  test('is named by its field, in lists and records too', () => {
    expect(fieldsOf({ a: 'x\0', b: 'ok', c: [{ d: '\ud800' }], e: { '\udc00': 1 } })).toEqual(['a', 'c.0.d', 'e']);
    expect(fieldsOf('\0')).toEqual(['input']);
  });

  test('is not any other text', () => {
    for (const text of ['', '😀', '\u202e\u200b', '\ufffd', '\u0001\n', "'; drop table students; --", 'é'])
      expect(fieldsOf({ text, list: [text], record: { [text]: text } })).toEqual([]);
    for (const value of [null, undefined, 1, true, new Date(0), { file: new File(['\0'], 'x') }])
      expect(fieldsOf(value)).toEqual([]);
  });

  test('is found however deep it lies, and not said more often than anybody reads', () => {
    let deep: unknown = '\0';
    for (let i = 0; i < 100_000; i++) deep = [deep];
    expect(fieldsOf(deep)).toHaveLength(1);
    expect(fieldsOf(Array.from({ length: 1000 }, () => '\0'))).toHaveLength(20);
  });
});
