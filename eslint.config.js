import js from '@eslint/js'
import tseslint from 'typescript-eslint'
import { configs as lit } from 'eslint-plugin-lit'
import litA11y from 'eslint-plugin-lit-a11y'
import noOnlyTests from 'eslint-plugin-no-only-tests'
import { configs as wc } from 'eslint-plugin-wc'

/** Markup sinks are allowed in no file of the browser: markup goes through the sanitiser. */
const markupSinks = [
  {
    selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]',
    message: 'Use the sanitiser.',
  },
  {
    selector: 'CallExpression[callee.property.name=/^(insertAdjacentHTML|setHTMLUnsafe)$/]',
    message: 'Use the sanitiser.',
  },
  {
    selector: "NewExpression[callee.name='Function']",
    message: 'No code from text: a strict CSP forbids it.',
  },
]
const sleeps = [
  {
    selector: 'CallExpression[callee.name=/^(setTimeout|aTimeout)$/]',
    message: 'Wait for an event or move a clock.',
  },
  {
    selector: "CallExpression[callee.property.name='waitForTimeout']",
    message: 'Wait for an event or move a clock.',
  },
]

export default tseslint.config(
  { ignores: ['dist/**', 'dist-storybook/**', 'coverage/**', 'pictures/**', 'node_modules/**'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-empty-object-type': ['error', { allowInterfaces: 'with-single-extends' }],
      'max-params': ['error', 4],
      'no-console': ['error', { allow: ['warn', 'error'] }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 350, skipBlankLines: true, skipComments: true }],
      'no-restricted-syntax': [
        'error',
        ...markupSinks,
        {
          selector: 'ExportDefaultDeclaration',
          message: 'Name every export: names can be searched for.',
        },
      ],
    },
  },
  {
    files: ['src/{elements,controllers,define}/**/*.ts'],
    plugins: { 'lit-a11y': litA11y },
    extends: [lit['flat/recommended'], wc['flat/best-practice']],
    rules: {
      ...litA11y.configs.recommended.rules,
      // The class and its definition live apart: the registry is not known to the class.
      'wc/guard-super-call': 'off',
    },
  },
  { files: ['src/cli/**/*.ts', 'bench/**/*.ts', 'runtimes/*.ts'], rules: { 'no-console': 'off' } },
  // A language is a table of phrases: the arrow functions in it all return text.
  {
    files: ['src/locales/*.ts'],
    rules: { '@typescript-eslint/explicit-module-boundary-types': 'off', 'max-lines': 'off' },
  },
  {
    files: ['test/**/*.ts', 'stories/**/*.ts', '.storybook/*.ts', 'runtimes/*.ts'],
    plugins: { 'no-only-tests': noOnlyTests },
    rules: {
      'no-only-tests/no-only-tests': 'error',
      'no-restricted-syntax': ['error', ...sleeps],
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/explicit-module-boundary-types': 'off',
    },
  },
  {
    files: ['test/support/**/*.ts', 'test/e2e/**/*.ts', 'runtimes/run-target.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['scripts/built-stories.mjs', 'bench/lists/page/*.js'],
    languageOptions: { globals: { document: 'readonly', customElements: 'readonly' } },
  },
  {
    files: ['**/*.mjs', '**/*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        fetch: 'readonly',
      },
    },
  },
)
