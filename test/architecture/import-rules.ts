/**
 * Who may import whom (ARCHITECTURE.md has the table and the reasons). Pure, so that the test can show it files that break
 * every rule.
 */
import { posix } from 'node:path';

export interface SourceFile {
  /** From the project's root, with '/': 'shared/std/bytes.ts'. */
  readonly path: string;
  readonly text: string;
}

export interface Violation {
  readonly path: string;
  readonly imported: string;
  readonly rule: string;
}

interface Import {
  /** A project path ('shared/std/bytes.ts') or a package ('node:fs', 'react'). */
  readonly target: string;
  readonly isTypeOnly: boolean;
}

/** Domain rooms of shared/, lower ones first: a room imports its own, `std`, and rooms of a lower rank. */
const RANK: Readonly<Record<string, number>> = {
  std: 0,
  table: 1,
  deidentification: 2,
  'privacy-model': 2,
  tabulation: 2,
  // What measures a release knows how releases are made; attacks read released cells as utility does.
  utility: 3,
  risk: 4,
  license: 5,
  // A package carries licences; an exported log is a container of signed documents as a package is.
  'package-format': 6,
  audit: 7,
  project: 7,
  report: 8,
  contract: 9,
};

const NETWORK_MODULES = new Set(['http', 'https', 'http2', 'net', 'tls', 'dgram', 'dns', 'inspector', 'undici', 'ws']);

/** Packages that one file only may import: the place where they are wrapped. */
const ONE_IMPORTER: Readonly<Record<string, RegExp>> = {
  'better-sqlite3': /^electron\/engine\/store\/database\.ts$/,
  papaparse: /^electron\/engine\/workers\/read-csv\.ts$/,
  tweetnacl: /^electron\/engine\/crypto\/curve25519\.ts$/,
};

const SHARED_PACKAGES = new Set(['valibot', '@scure/bip39', '@scure/bip39/wordlists/english.js']);
const RENDERER_PACKAGES =
  /^(react|react-dom|react-aria-components|@tanstack\/react-virtual|@visx\/|zustand|lucide-react|valibot)/;

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export function importsOf({ path, text }: SourceFile): Import[] {
  const found: Import[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const specifier = (match[2] ?? match[3]) as string;
    found.push({ target: resolveSpecifier(path, specifier), isTypeOnly: match[1] !== undefined });
  }
  return found;
}

function resolveSpecifier(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  if (specifier.startsWith('@shared/')) return `shared/${specifier.slice('@shared/'.length)}`;
  if (specifier.startsWith('@engine/')) return `electron/engine/${specifier.slice('@engine/'.length)}`;
  return specifier;
}

export function violations(files: readonly SourceFile[]): Violation[] {
  return files.flatMap((file) =>
    importsOf(file).flatMap((imported) => {
      const rule = brokenRule(file.path, imported);
      return rule === null ? [] : [{ path: file.path, imported: imported.target, rule }];
    }),
  );
}

function brokenRule(from: string, { target, isTypeOnly }: Import): string | null {
  const isProject = /^(shared|electron|renderer|test|scripts)\//.test(target);
  const module = target.replace(/^node:/, '');
  const isNode = target.startsWith('node:');
  if (NETWORK_MODULES.has(module) || NETWORK_MODULES.has(module.split('/')[0] as string))
    return 'no network modules anywhere';
  const only = ONE_IMPORTER[target];
  if (only && !only.test(from)) return `${target} has one importing file`;
  if (isProject && /^(test|scripts)\//.test(target)) return 'the product does not import its tests or scripts';

  if (from.startsWith('shared/')) {
    if (!isProject)
      return SHARED_PACKAGES.has(target)
        ? null
        : 'shared/ is pure: no Node, no Electron, no React, listed packages only';
    if (!target.startsWith('shared/')) return 'shared/ imports nothing outside shared/';
    const [own, other] = [roomOf(from), roomOf(target)];
    if (own === other || other === 'std') return null;
    const [ownRank, otherRank] = [RANK[own], RANK[other]];
    if (ownRank === undefined || otherRank === undefined)
      return `the room ${ownRank === undefined ? own : other} has no rank`;
    if (isTypeOnly && otherRank === ownRank) return null;
    return otherRank < ownRank ? null : 'rooms of shared/ import downward only';
  }
  if (from.startsWith('electron/engine/')) {
    if (target === 'electron') return 'the engine does not know Electron';
    if (isProject) return /^(shared|electron\/engine)\//.test(target) ? null : 'the engine imports shared/ and itself';
    return isNode || /^(better-sqlite3|papaparse|tweetnacl|valibot|@scure\/bip39)/.test(target)
      ? null
      : 'the engine imports Node and listed packages';
  }
  if (from.startsWith('electron/main/')) {
    if (target.startsWith('electron/engine/'))
      return isTypeOnly ? null : 'main forks the engine, it does not import it';
    if (isProject) return /^(shared\/(contract|std)|electron\/main)\//.test(target) ? null : 'main has no domain logic';
    return isNode || target === 'electron' ? null : 'main imports Node and Electron';
  }
  if (from.startsWith('electron/preload/')) {
    if (target === 'electron' || target === 'shared/contract/channels.ts') return null;
    return isTypeOnly && target.startsWith('shared/') ? null : 'the preload imports Electron, the channels, and types';
  }
  if (from.startsWith('electron/cli/')) {
    if (target.startsWith('electron/engine/'))
      return /\/(create-engine|jobs\/threads)\.ts$/.test(target)
        ? null
        : 'the CLI uses the engine through create-engine';
    if (target === 'electron') return 'the CLI runs without Electron';
    if (isProject) return /^(shared|electron\/cli)\//.test(target) ? null : 'the CLI imports shared/ and itself';
    return isNode ? null : 'the CLI imports Node only';
  }
  if (from.startsWith('renderer/')) {
    if (isNode || target === 'electron') return 'the window has no Node and no Electron';
    if (target.startsWith('electron/')) return 'the window talks to the engine through the contract';
    if (!isProject)
      return RENDERER_PACKAGES.test(target) || target.endsWith('.css')
        ? null
        : 'the window imports listed packages only';
    const feature = /^renderer\/features\/([^/]+)\//;
    const [own, other] = [feature.exec(from)?.[1], feature.exec(target)?.[1]];
    if (own && other && own !== other) return 'a feature does not import another feature';
    if (/^renderer\/(ui|grid|charts|state|i18n)\//.test(from) && other)
      return 'what features share does not import a feature';
    return null;
  }
  return null;
}

function roomOf(path: string): string {
  return path.split('/')[1] as string;
}
