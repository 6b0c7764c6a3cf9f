import { expect, test } from 'vitest';
import { readConfig } from '../../src/config/config.js';

test('an empty variable is an unset one', () => {
  const config = readConfig({ PORT: '', DATA_DIR: '', DATABASE_URL: '' });
  expect(config).toMatchObject({ host: '127.0.0.1', port: 3_000, dataFolderIsChosen: false, databaseUrl: undefined });
});

test.each(['-1', '1.5', '0x10', '1e3', ' 1', '70000'])('PORT=%j is refused by name, value and range', (PORT) => {
  expect(() => readConfig({ PORT })).toThrow(`PORT is ${JSON.stringify(PORT)}; expected an integer from 0 to 65535`);
});
