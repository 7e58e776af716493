import { join } from 'node:path';

/** Where the application keeps the person's folder when nothing else is said: the same for the window and the command line. */
export function defaultProfile(
  platform: string,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  return join(dataFolder(platform, environment, home), 'Bulla', 'profile');
}

function dataFolder(platform: string, environment: Readonly<Record<string, string | undefined>>, home: string): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support');
  if (platform === 'win32') return environment.APPDATA || join(home, 'AppData', 'Roaming');
  return environment.XDG_CONFIG_HOME || join(home, '.config');
}
