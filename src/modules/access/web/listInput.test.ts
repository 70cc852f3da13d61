import { expect, test } from 'vitest';
import { parseSearch } from '#web/search.ts';
import { accountsInput } from './listInput.ts';
import { listFrom } from './questions.ts';

test.each([
  ['', { state: 'all' }],
  ['?state=disabled', { state: 'disabled' }],
  ['?state=!disabled', { state: 'in-force' }],
  ['?state=disabled,in-force', { state: 'all' }],
  ['?state=nonsense', { state: 'all' }],
  ['?role=owner,manager&state=in-force', { state: 'in-force', roles: ['owner', 'manager'] }],
  ['?role=!analyst', { state: 'all', withoutRoles: ['analyst'] }],
  ['?role=boss', { state: 'all' }],
  ['?words=ada&after=xyz', { state: 'all', search: 'ada', after: 'xyz' }],
])('the address %s asks the server for %o', (address, input) => {
  expect(accountsInput(listFrom(parseSearch(address)))).toEqual(input);
});
