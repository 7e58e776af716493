import { expect, test } from 'vitest';
import { launchArguments } from '../../../electron/main/arguments.ts';

test.each([
  [[], null, []],
  [['data.csv'], null, ['/home/a/data.csv']],
  [['--profile', 'p', 'x.bulla'], '/home/a/p', ['/home/a/x.bulla']],
  [['--profile=/q', '/tmp/y.BULLA', '--log-level=3'], '/q', ['/tmp/y.BULLA']],
  [['/opt/bulla', '.', '--inspect=0', '--no-sandbox'], null, []],
  [['--profile'], null, []],
  [['file:///home/a/my%20study.bulla'], null, ['/home/a/my study.bulla']],
  [['file://server/x.bulla'], null, ['/home/a/file:/server/x.bulla']],
])('%j', (argv, profile, files) => {
  expect(launchArguments(argv, '/home/a')).toEqual({ profile, files });
});
