/**
 * What no page may do, whatever happens in it: reach a network, gain a permission, open a window, leave its origin, attach a
 * webview. Set once, for every session and every web contents that will ever exist.
 */
import { app, session, type Session } from 'electron';
import { PAGE_ORIGIN, PAGE_SCHEME } from './page-protocol.ts';

/** Before the application is ready: Chromium itself is told that no host resolves and that there is nothing to fetch. */
export function cutNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND');
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
    'no-first-run',
  ])
    app.commandLine.appendSwitch(name);
  app.commandLine.appendSwitch(
    'disable-features',
    'WebRtcHideLocalIpsWithMdns,MediaRouter,OptimizationHints,SpellcheckService',
  );
}

export function lockDown(): void {
  restrict(session.defaultSession);
  app.on('session-created', restrict);
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => {
      if (!isOwnPage(event.url)) event.preventDefault();
    });
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.session.setSpellCheckerEnabled(false);
  });
}

export function isOwnPage(url: string): boolean {
  return url === PAGE_ORIGIN || url.startsWith(`${PAGE_ORIGIN}/`);
}

function restrict(target: Session): void {
  target.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  target.setPermissionCheckHandler(() => false);
  target.setDevicePermissionHandler(() => false);
  target.webRequest.onBeforeRequest((details, answer) => {
    const { protocol } = new URL(details.url);
    answer({ cancel: !(protocol === `${PAGE_SCHEME}:` || protocol === 'data:' || protocol === 'devtools:') });
  });
}
