import angular from '@angular-eslint/eslint-plugin';
import angularTemplate from '@angular-eslint/eslint-plugin-template';
import * as templateParser from '@angular-eslint/template-parser';
import eslint from '@eslint/js';
import prettier from 'eslint-config-prettier/flat';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const nodeGlobals = {
  process: 'readonly',
  console: 'readonly',
  URL: 'readonly',
  fetch: 'readonly',
  setTimeout: 'readonly',
  clearTimeout: 'readonly',
  AbortSignal: 'readonly',
  Buffer: 'readonly',
  performance: 'readonly',
};

/** Rules that a whole folder must keep; each message says what to do instead. */
const bans = [
  {
    selector: "MemberExpression[object.name='process'][property.name='env']",
    message: 'Read settings from platform/config.',
  },
  { selector: "CallExpression[callee.name='forwardRef']", message: 'A cycle: send an event upwards instead.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of string literals.' },
  {
    selector: 'CallExpression[callee.property.name=/^(only|skip|todo)$/][callee.object.name=/^(it|test|describe)$/]',
    message: 'No focused or switched-off tests.',
  },
];

export default defineConfig(
  {
    ignores: [
      'dist/',
      'coverage/',
      '.cache/',
      '.nx/',
      '.angular/',
      'data/',
      'frontend/src/app/api/generated/',
      '**/*.tmp.*',
    ],
  },
  eslint.configs.recommended,
  {
    files: ['{backend,frontend,e2e,bench}/**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      'max-lines': ['error', 400],
      eqeqeq: 'error',
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...bans],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-confusing-void-expression': 'off', // `return reply.send()` reads well
      // Classes are our tokens for injection and TypeORM's for rows: plain objects of their shape are what they are for.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['**/index.ts'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'Program', message: 'No index.ts: import the file itself.' }],
    },
  },
  {
    files: ['**/{utils,util,helpers,helper,common,misc}.ts', '**/{utils,util,helpers,helper,common,misc}/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', { selector: 'Program', message: 'Name the file after what is in it.' }],
    },
  },
  {
    files: ['backend/src/**/*.ts'],
    ignores: ['backend/src/platform/process/**', '**/*.spec.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'node:child_process', message: 'Only platform/process starts programs.' }] },
      ],
    },
  },
  {
    files: [
      'backend/src/platform/config/**/*.ts',
      'backend/test/**/*.ts',
      'e2e/**/*.ts',
      'bench/**/*.ts',
      'backend/src/**/*.spec.ts',
    ],
    rules: { 'no-restricted-syntax': ['error', ...bans.slice(1)] },
  },
  {
    files: [
      'backend/src/main.ts',
      'backend/src/openapi.ts',
      'backend/src/migration-drift.ts',
      'e2e/**/*.ts',
      'bench/**/*.ts',
    ],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['frontend/**/*.ts'],
    plugins: { '@angular-eslint': angular },
    processor: angularTemplate.processors?.['extract-inline-html'],
    rules: {
      ...angular.configs.recommended.rules,
      '@angular-eslint/component-selector': ['error', { type: 'element', prefix: 'app', style: 'kebab-case' }],
      '@angular-eslint/prefer-on-push-component-change-detection': 'error',
      '@angular-eslint/prefer-signals': 'error',
      'no-restricted-syntax': [
        'error',
        ...bans,
        {
          selector: 'MemberExpression[property.name=/^bypassSecurityTrust/]',
          message: 'Tool output is hostile: bind it as text.',
        },
        {
          selector: 'MemberExpression[property.name=/^(innerHTML|outerHTML)$/]',
          message: 'Tool output is hostile: bind it as text.',
        },
      ],
    },
  },
  {
    files: ['frontend/**/*.html'],
    ignores: ['frontend/src/index.html'],
    plugins: { '@angular-eslint/template': angularTemplate },
    languageOptions: { parser: templateParser },
    rules: { ...angularTemplate.configs.recommended.rules, ...angularTemplate.configs.accessibility.rules },
  },
  {
    files: ['**/*.spec.ts', '**/*.e2e.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: { globals: { ...nodeGlobals, require: 'readonly', module: 'writable', __filename: 'readonly' } },
  },
  prettier,
);
