import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomic } from '@engine/io/atomic-write.ts';

const isRoot = process.getuid?.() === 0;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bulla-write-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = (text: string) => new TextEncoder().encode(text);

async function* failing(after: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < after; i++) yield bytes('part;');
  throw new Error('the source broke');
}

describe('writeFileAtomic', () => {
  it('writes the bytes and tells their number and digest', async () => {
    const path = join(folder, 'out.csv');
    const written = await writeFileAtomic(path, [bytes('a,b\n'), bytes(''), bytes('1,2\n')]);
    expect(await readFile(path, 'utf8')).toBe('a,b\n1,2\n');
    expect(written).toEqual({ bytes: 8, sha256: createHash('sha256').update('a,b\n1,2\n').digest('hex') });
    expect(await readdir(folder)).toEqual(['out.csv']);
  });

  it('leaves the older file and nothing else when the source fails', async () => {
    const path = join(folder, 'out.csv');
    await writeFile(path, 'older');
    await expect(writeFileAtomic(path, failing(3))).rejects.toThrow('the source broke');
    expect(await readFile(path, 'utf8')).toBe('older');
    expect(await readdir(folder)).toEqual(['out.csv']);
  });

  it('leaves nothing when it is cancelled', async () => {
    const abort = new AbortController();
    async function* endless() {
      for (let i = 0; ; i++) {
        if (i === 5) abort.abort();
        yield bytes('row\n');
      }
    }
    await expect(writeFileAtomic(join(folder, 'out.csv'), endless(), abort.signal)).rejects.toMatchObject({
      code: 'job.cancelled',
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it('says that the folder is not there', async () => {
    await expect(writeFileAtomic(join(folder, 'no', 'out.csv'), [])).rejects.toMatchObject({
      code: 'file.no-folder',
      category: 'io',
      params: { file: 'out.csv', reason: 'ENOENT' },
    });
  });

  it('refuses a folder, and a name that is too long', async () => {
    await mkdir(join(folder, 'sub'));
    await expect(writeFileAtomic(join(folder, 'sub'), [])).rejects.toMatchObject({ code: 'file.not-regular' });
    await expect(writeFileAtomic(join(folder, 'x'.repeat(300)), [])).rejects.toMatchObject({
      code: 'file.name-too-long',
    });
    expect(await readdir(folder)).toEqual(['sub']);
  });

  it('refuses a device and a pipe', async () => {
    await expect(writeFileAtomic('/dev/full', [bytes('a')])).rejects.toMatchObject({ code: 'file.not-regular' });
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(writeFileAtomic(pipe, [bytes('a')])).rejects.toMatchObject({ code: 'file.not-regular' });
  });

  it('replaces a link, not the file that it points to', async () => {
    await writeFile(join(folder, 'target'), 'kept');
    await symlink(join(folder, 'target'), join(folder, 'link'));
    await writeFileAtomic(join(folder, 'link'), [bytes('new')]);
    expect(await readFile(join(folder, 'target'), 'utf8')).toBe('kept');
    expect(await readFile(join(folder, 'link'), 'utf8')).toBe('new');
  });

  it.skipIf(isRoot)('says that the folder cannot be written', async () => {
    await chmod(folder, 0o500);
    await expect(writeFileAtomic(join(folder, 'out.csv'), [])).rejects.toMatchObject({ code: 'file.no-permission' });
    await chmod(folder, 0o700);
  });

  /** A file system of 64 kB, mounted for the test; only root can, and not in every container. */
  it.runIf(isRoot)('a full disk leaves the older file, and room again', async ({ skip }) => {
    const small = join(folder, 'small');
    await mkdir(small);
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', small], { stdio: 'ignore' });
    } catch {
      skip('no file system can be mounted here');
    }
    try {
      const path = join(small, 'out.csv');
      await writeFile(path, 'older');
      const chunk = new Uint8Array(16_384);
      await expect(writeFileAtomic(path, Array(10).fill(chunk))).rejects.toMatchObject({
        code: 'file.disk-full',
        params: { file: 'out.csv', reason: 'ENOSPC' },
      });
      expect(await readFile(path, 'utf8')).toBe('older');
      expect(await readdir(small)).toEqual(['out.csv']);
      await writeFileAtomic(path, [chunk, chunk]);
    } finally {
      execFileSync('umount', [small]);
    }
  });
});
