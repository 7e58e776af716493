import type { MenuCommand } from '@shared/contract/bridge.ts';
import type { CardView, GrantedFile } from '@shared/contract/views.ts';
import { toErrorData } from '@shared/std/app-error.ts';
import { errorText } from '@shared/contract/error-text.ts';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import './frame.css';
import { HomeScreen } from '../features/home/HomeScreen.tsx';
import { AddPersonDialog } from '../features/identity/AddPersonDialog.tsx';
import { IdentityDialog } from '../features/identity/IdentityDialog.tsx';
import { LockScreen } from '../features/identity/LockScreen.tsx';
import { PeopleScreen } from '../features/identity/PeopleScreen.tsx';
import { PackageScreen } from '../features/package/PackageScreen.tsx';
import { ProtectScreen } from '../features/protect/ProtectScreen.tsx';
import { ReviewScreen } from '../features/review/ReviewScreen.tsx';
import { AppProvider, type AppServices, useApp, useNavigation } from '../state/app-context.tsx';
import { SCREENS, type ScreenName, screenFor } from '../state/navigation.ts';
import { isUnlocked } from '../state/status.ts';
import { Button } from '../ui/Button.tsx';
import { Callout } from '../ui/Callout.tsx';
import { AboutDialog } from './AboutDialog.tsx';
import type { Stores } from './create-stores.ts';
import { DropZone } from './DropZone.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Notice, type NoticeText } from './Notice.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { SideBar } from './SideBar.tsx';

interface CardRequest {
  readonly file: GrantedFile;
  readonly expected: CardView | null;
  readonly resolve: (card: CardView | null) => void;
}

const SCREEN_NAMES: Readonly<Record<ScreenName, string>> = {
  home: 'Home',
  protect: 'Protect a dataset',
  package: 'Open a package',
  review: 'Review usage',
  people: 'People',
};

export function App({ stores }: { readonly stores: Stores }) {
  const { client, status, navigation } = stores;
  const { bridge } = client;
  const [notice, setNotice] = useState<NoticeText | null>(null);
  const [dialog, setDialog] = useState<'shortcuts' | 'about' | null>(null);
  const [isScreenLocked, setScreenLocked] = useState(false);
  const [wasRestarted, setRestarted] = useState(false);
  // Everything that the engine had open is gone after a restart, so the screens start afresh.
  const [generation, setGeneration] = useState(0);
  const [identityRequest, setIdentityRequest] = useState<{ resolve: (isUnlocked: boolean) => void } | null>(null);

  const [cardRequest, setCardRequest] = useState<CardRequest | null>(null);

  const say = useCallback((text: string) => setNotice((old) => ({ text, serial: (old?.serial ?? 0) + 1 })), []);
  const closeNotice = useCallback(() => setNotice(null), []);

  const app = useMemo<AppServices>(() => {
    const openFile = (file: GrantedFile) => {
      const screen = screenFor(file.kind);
      if (screen) navigation.getState().open(screen, file);
      else say(cannotOpen(file));
    };
    return {
      ...stores,
      openFile,
      say,
      async onNeedIdentity() {
        if (isUnlocked(status.getState().status)) return true;
        return new Promise<boolean>((resolve) => setIdentityRequest({ resolve }));
      },
      async onAddPerson(given, expected) {
        const file = given ?? (await bridge.chooseFile('card'));
        if (!file) return null;
        return new Promise<CardView | null>((resolve) => setCardRequest({ file, expected: expected ?? null, resolve }));
      },
      async chooseAndOpen(kind) {
        const file = await bridge.chooseFile(kind);
        if (file) openFile(file);
      },
      chooseSave: (kind, suggestedName) => bridge.chooseSave(kind, suggestedName),
    };
  }, [stores, navigation, status, bridge, say]);

  const lock = useCallback(async () => {
    if (!isUnlocked(status.getState().status)) return;
    setScreenLocked(true);
    try {
      await client.call('identity.lock', {});
    } catch (error) {
      say(errorText(toErrorData(error)).title);
    }
  }, [client, status, say]);

  const obey = useCallback(
    (command: MenuCommand) => {
      const { go, screen } = navigation.getState();
      if (isScreenLocked && command !== 'shortcuts' && command !== 'about') return;
      switch (command) {
        case 'home':
          return go('home');
        case 'open-dataset':
          return void app.chooseAndOpen('dataset');
        case 'open-package':
          return void app.chooseAndOpen('package');
        case 'review':
          return go('review');
        case 'lock':
          return void lock();
        case 'shortcuts':
          return setDialog('shortcuts');
        case 'about':
          return setDialog('about');
        case 'open-recipe':
        case 'save-recipe':
          // The protect screen listens itself; elsewhere there is no recipe.
          if (screen !== 'protect') say('A recipe belongs to a dataset. Go to "Protect a dataset" first.');
          return;
        default:
          // Undo and redo belong to the protect screen and to fields.
          return;
      }
    },
    [app, navigation, lock, say, isScreenLocked],
  );

  useEffect(() => bridge.onMenu(obey), [bridge, obey]);
  useEffect(() => bridge.onLaunchFile(app.openFile), [bridge, app]);
  useEffect(
    () =>
      client.onRestart(() => {
        for (const screen of SCREENS) navigation.getState().clear(screen);
        setGeneration((value) => value + 1);
        setRestarted(true);
      }),
    [client, navigation],
  );
  useShortcuts(obey, navigation.getState().go, isScreenLocked);

  const dropFiles = useCallback(
    async (files: readonly File[]) => {
      const first = files[0];
      if (!first || isScreenLocked) return;
      const granted = await bridge.grantDropped(first);
      if (!granted) return say('This could not be opened. Drop a file, not a folder.');
      app.openFile(granted);
      if (files.length > 1)
        say(`${files.length} files were dropped. "${granted.name}" was opened; drop the others one by one.`);
    },
    [app, bridge, say, isScreenLocked],
  );

  const settleIdentity = (isReady: boolean) => {
    identityRequest?.resolve(isReady);
    setIdentityRequest(null);
  };

  return (
    <AppProvider value={app}>
      <div className="frame" hidden={isScreenLocked}>
        <a className="skip" href="#main">
          Skip to the content
        </a>
        <SideBar
          onIdentity={() => void app.onNeedIdentity()}
          onLock={() => void lock()}
          onShortcuts={() => setDialog('shortcuts')}
        />
        <Screens
          key={generation}
          banner={wasRestarted ? <RestartBanner onClose={() => setRestarted(false)} /> : null}
        />
      </div>
      {isScreenLocked ? <LockScreen onUnlocked={() => setScreenLocked(false)} /> : null}
      {cardRequest === null ? null : (
        <AddPersonDialog
          file={cardRequest.file}
          expected={cardRequest.expected}
          onClose={(card) => {
            cardRequest.resolve(card);
            setCardRequest(null);
            if (card) say(`${card.name} is now among the people you trust.`);
          }}
        />
      )}
      <IdentityDialog isOpen={identityRequest !== null} onClose={settleIdentity} />
      <ShortcutsDialog isOpen={dialog === 'shortcuts'} platform={bridge.platform} onClose={() => setDialog(null)} />
      <AboutDialog isOpen={dialog === 'about'} onClose={() => setDialog(null)} />
      <DropZone onFiles={dropFiles} />
      <Notice notice={notice} onClose={closeNotice} />
    </AppProvider>
  );
}

function Screens({ banner }: { readonly banner: ReactNode }) {
  const screen = useNavigation((state) => state.screen);
  const visited = useNavigation((state) => state.visited);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(screen);

  useEffect(() => {
    document.title = screen === 'home' ? 'Bulla' : `${SCREEN_NAMES[screen]} - Bulla`;
    if (shown.current === screen) return;
    shown.current = screen;
    // So that the keyboard and a screen reader go on where the eye does.
    main.current?.focus();
    main.current?.scrollTo({ top: 0 });
  }, [screen]);

  return (
    <main id="main" ref={main} tabIndex={-1} className="frame__main">
      {banner}
      {visited.map((name) => (
        <div key={name} hidden={name !== screen} className="frame__screen">
          <ErrorBoundary where={SCREEN_NAMES[name]}>
            <Screen name={name} />
          </ErrorBoundary>
        </div>
      ))}
    </main>
  );
}

function Screen({ name }: { readonly name: ScreenName }) {
  switch (name) {
    case 'home':
      return <HomeScreen />;
    case 'protect':
      return <Protect />;
    case 'package':
      return <PackageScreen />;
    case 'review':
      return <ReviewScreen />;
    case 'people':
      return <PeopleScreen />;
  }
}

function Protect() {
  const { client, onNeedIdentity } = useApp();
  const file = useNavigation((state) => state.openings.protect?.file);
  return <ProtectScreen engine={client} onNeedIdentity={onNeedIdentity} {...(file === undefined ? {} : { file })} />;
}

function RestartBanner({ onClose }: { readonly onClose: () => void }) {
  const { title, detail, action } = errorText({ code: 'engine.restarted', category: 'internal', params: {} });
  return (
    <div className="frame__banner">
      <Callout
        tone="warning"
        title={title}
        isLive
        actions={
          <Button size="small" onPress={onClose}>
            Understood
          </Button>
        }
      >
        {detail} {action}
      </Callout>
    </div>
  );
}

function cannotOpen(file: GrantedFile): string {
  if (file.kind === 'recipe' || file.kind === 'hierarchy')
    return `"${file.name}" belongs to a dataset. Open the dataset first, then load this file there.`;
  return `"${file.name}" is not a dataset, a package, an identity card or a log export.`;
}

const SCREEN_KEYS: Readonly<Record<string, ScreenName>> = {
  '1': 'home',
  '2': 'protect',
  '3': 'package',
  '4': 'review',
  '5': 'people',
};

function useShortcuts(obey: (command: MenuCommand) => void, go: (screen: ScreenName) => void, isLocked: boolean): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || isLocked || event.altKey) return;
      const command = event.key === 'F1' ? 'shortcuts' : commandOf(event);
      const screen = event.ctrlKey || event.metaKey ? SCREEN_KEYS[event.key] : undefined;
      if (!command && !screen) return;
      // The application's menu has the same keys; it must not act a second time.
      event.preventDefault();
      if (command) obey(command);
      else if (screen) go(screen);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [obey, go, isLocked]);
}

function commandOf(event: KeyboardEvent): MenuCommand | null {
  if (!event.ctrlKey && !event.metaKey) return null;
  const key = event.key.toLowerCase();
  if (key === 'o') return event.shiftKey ? 'open-package' : 'open-dataset';
  if (key === 'l' && !event.shiftKey) return 'lock';
  return null;
}
