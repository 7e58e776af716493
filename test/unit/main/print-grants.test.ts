import { AppError } from '@shared/std/app-error.ts';
import { describe, expect, it, vi } from 'vitest';
import { printGrants } from '../../../electron/main/print-grants.ts';

describe('files to print to', () => {
  it('prints to the file that was chosen, once', async () => {
    const printPdf = vi.fn(async () => ({ bytes: 7 }));
    const grants = printGrants(printPdf);
    grants.remember('token', '/somewhere/report.pdf');
    expect(await grants.print('token', '<p>')).toEqual({ bytes: 7 });
    expect(printPdf).toHaveBeenCalledWith('/somewhere/report.pdf', '<p>');
    expect(await grants.print('token', '<p>')).toEqual({
      error: { code: 'file.not-granted', category: 'usage', params: {} },
    });
    expect(printPdf).toHaveBeenCalledTimes(1);
  });

  it('prints to no file that nobody chose', async () => {
    const printPdf = vi.fn(async () => ({ bytes: 7 }));
    expect(await printGrants(printPdf).print('guess', '<p>')).toMatchObject({ error: { code: 'file.not-granted' } });
    expect(printPdf).not.toHaveBeenCalled();
  });

  it('answers with the error', async () => {
    const grants = printGrants(async () => {
      throw new AppError('io', 'file.write-failed', { file: 'report.pdf', reason: 'ENOSPC' });
    });
    grants.remember('token', '/somewhere/report.pdf');
    expect(await grants.print('token', '<p>')).toMatchObject({
      error: { code: 'file.write-failed', params: { file: 'report.pdf' } },
    });
  });
});
