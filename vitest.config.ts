import { defineConfig } from 'vitest/config';

const common = {
  environment: 'node' as const,
  globalSetup: './tests/support/database-server.ts',
  // A test that waits for the database or for a browser on a busy machine; one that hangs is still noticed.
  testTimeout: 30_000,
  hookTimeout: 60_000,
};

// Tests stand beside what they test; those of the whole house, its journeys and its long proofs in tests/. Browser tests
// are a project of their own, since they need the built web: `vitest run --project browser`.
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          ...common,
          name: 'house',
          include: ['src/**/*.test.{ts,tsx}', 'tests/{house,journeys,proofs,support}/**/*.test.{ts,tsx}'],
        },
      },
      {
        extends: true,
        test: {
          ...common,
          name: 'browser',
          include: ['tests/browser/**/*.test.{ts,tsx}'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
