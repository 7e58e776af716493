import { describe, expect, test } from 'vitest';
import { importsOf, violations } from './import-rules.ts';
import { projectSources } from './project-sources.ts';

describe('import rules', () => {
  test('the sources keep them', () => {
    const sources = projectSources();
    expect(sources.length).toBeGreaterThan(50);
    expect(violations(sources)).toEqual([]);
  });

  // Each of these must be caught; a rule that lets its own bad example pass is no rule.
  test.each([
    ['shared/risk/x.ts', "import { readFileSync } from 'node:fs';"],
    ['shared/risk/x.ts', "import React from 'react';"],
    ['shared/table/x.ts', "import { a } from '../risk/risk-report.ts';"],
    ['shared/license/x.ts', "import { a } from '../audit/usage-event.ts';"],
    ['shared/std/x.ts', "import { a } from '../table/table.ts';"],
    ['shared/std/x.ts', "import { createEngine } from '@engine/create-engine.ts';"],
    ['shared/new-room/x.ts', "import { a } from '../table/table.ts';"],
    ['electron/engine/x.ts', "import { app } from 'electron';"],
    ['electron/engine/x.ts', "import https from 'node:https';"],
    ['electron/engine/x.ts', "import { connect } from 'net';"],
    ['electron/engine/x.ts', "const dns = await import('node:dns/promises');"],
    ['electron/engine/handlers/x.ts', "import Database from 'better-sqlite3';"],
    ['electron/engine/handlers/x.ts', "import nacl from 'tweetnacl';"],
    ['electron/engine/io/x.ts', "import Papa from 'papaparse';"],
    ['electron/main/x.ts', "import { createEngine } from '../engine/create-engine.ts';"],
    ['electron/main/x.ts', "import { protect } from '@shared/project/protect.ts';"],
    ['electron/preload/x.ts', "import { readFileSync } from 'node:fs';"],
    ['electron/preload/x.ts', "import { api } from '@shared/contract/api.ts';"],
    ['electron/cli/x.ts', "import { openStore } from '@engine/store/open-store.ts';"],
    ['renderer/ui/X.tsx', "import { join } from 'node:path';"],
    ['renderer/ui/X.tsx', "import { ipcRenderer } from 'electron';"],
    ['renderer/ui/X.tsx', "import { Home } from '../features/home/Home.tsx';"],
    ['renderer/features/home/X.tsx', "import { Review } from '../review/Review.tsx';"],
    ['renderer/features/home/X.tsx', "import { createEngine } from '../../../electron/engine/create-engine.ts';"],
    ['renderer/features/home/X.tsx', "import axios from 'axios';"],
    ['electron/engine/x.ts', "export { helper } from '../../test/support/helper.ts';"],
  ])('%s may not: %s', (path, text) => {
    expect(violations([{ path, text }])).toHaveLength(1);
  });

  test('several lines, types and re-exports are seen', () => {
    const text =
      "import type {\n  A,\n  B,\n} from './a.ts';\nexport { c } from '@shared/std/c.ts';\nimport './d.css';\n";
    expect(importsOf({ path: 'renderer/ui/X.tsx', text })).toEqual([
      { target: 'renderer/ui/a.ts', isTypeOnly: true },
      { target: 'shared/std/c.ts', isTypeOnly: false },
      { target: 'renderer/ui/d.css', isTypeOnly: false },
    ]);
  });

  test.each([
    ['ipcMain', /^electron\/main\/gateway\.ts$/],
    ['shell', /^electron\/main\/never\.ts$/],
    ['ipcRenderer', /^electron\/preload\/index\.ts$/],
  ])('%s is imported where it is wrapped, and nowhere else', (name, where) => {
    const importer = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from 'electron'`);
    const found = projectSources().filter((file) => importer.test(file.text) && !where.test(file.path));
    expect(found.map((file) => file.path)).toEqual([]);
  });
});
