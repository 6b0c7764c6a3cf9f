import childproof from '@childproof/eslint-plugin';
import js from '@eslint/js';
import eslintPlugin from 'eslint-plugin-eslint-plugin';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

export default defineConfig(
  globalIgnores(['**/*.d.ts', '**/dist/', '**/node_modules/', '**/.turbo/', '**/test/fixtures/incorrect/']),
  js.configs.recommended,
  childproof.configs.strict,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // Indices that a loop has just checked read better with "!" than with a branch that can never be taken.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowNullish: true, allowRegExp: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      // An empty environment variable is an unset one; `??` would let it through.
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: { string: true, number: true } }],
      // A route handler is async by its contract, not because it happens to wait.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      // Overloads of event emitters and generics that only callers fill in.
      '@typescript-eslint/unified-signatures': 'off',
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },
  {
    files: ['packages/eslint-plugin/**/*.ts'],
    // The kinds of syntax nodes are compared with plain strings, as in every rule; the enum would be needed at run time.
    rules: { '@typescript-eslint/no-unsafe-enum-comparison': 'off' },
  },
  { files: ['packages/eslint-plugin/src/rules/**/*.ts'], extends: [eslintPlugin.configs.recommended] },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['process', 'console', 'setTimeout', 'setInterval', 'setImmediate', 'clearTimeout', 'clearInterval', 'URL', 'Buffer', 'AbortController', 'AbortSignal', 'fetch', 'queueMicrotask', 'performance', 'structuredClone', 'require', 'module', '__dirname', '__filename', 'BroadcastChannel', 'MessageChannel', 'Worker'].map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['apps/*/public/**/*.js'],
    languageOptions: {
      globals: Object.fromEntries(['document', 'window', 'FormData', 'File', 'EventSource'].map((name) => [name, 'readonly'])),
    },
  },
  {
    files: ['**/test/types.test.ts'],
    rules: { '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '.*' }] },
  },
  {
    // Programs that misbehave on purpose, and tests that look at them.
    files: ['**/test/**', 'benchmarks/**'],
    rules: {
      'no-empty': 'off',
      'childproof/require-exit-check': 'off',
      'childproof/no-process-exit-in-server': 'off',
      'childproof/no-interpolated-exec': 'off',
      'childproof/no-continue-after-uncaught': 'off',
      'childproof/no-dynamic-require': 'off',
      'childproof/no-exit-without-close': 'off',
      'childproof/no-signal-listener-removal': 'off',
      'childproof/no-unbounded-exec-output': 'off',
      'childproof/no-unguarded-detached': 'off',
      'childproof/require-fork-error-handling': 'off',
      'childproof/require-kill-escalation': 'off',
      'childproof/require-shutdown-handler': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },
);
