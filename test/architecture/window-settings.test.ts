import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { projectSources } from './project-sources.ts';

test('nothing in the sources loosens the window', () => {
  const forbidden = [
    /sandbox:\s*false/,
    /contextIsolation:\s*false/,
    /nodeIntegration\w*:\s*true/,
    /webSecurity:\s*false/,
    /allowRunningInsecureContent/,
    /enableRemoteModule/,
    /dangerouslySetInnerHTML/,
    /\beval\(/,
    /new Function\(/,
    /innerHTML\s*=/,
    /unsafe-inline/,
    /unsafe-eval/,
    /--no-sandbox/,
  ];
  const found = projectSources().flatMap((file) =>
    forbidden.filter((pattern) => pattern.test(file.text)).map((pattern) => `${file.path}: ${pattern}`),
  );
  expect(found).toEqual([]);
});

test('the fuses of a release are set', () => {
  const config = readFileSync(resolve(import.meta.dirname, '../../electron-builder.yml'), 'utf8');
  for (const line of [
    'runAsNode: false',
    'enableNodeOptionsEnvironmentVariable: false',
    'enableNodeCliInspectArguments: false',
    'onlyLoadAppFromAsar: true',
    'enableEmbeddedAsarIntegrityValidation: true',
    'enableCookieEncryption: true',
  ])
    expect(config).toContain(line);
});
