import type { GrantedFile, PackageInspection, SessionView } from '@shared/contract/views.ts';
import { type ErrorData, toErrorData } from '@shared/std/app-error.ts';
import type { Progress as ProgressData } from '@shared/std/task.ts';
import { FolderOpen, PackageOpen } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import './package.css';
import { phaseWords } from '../../i18n/words.ts';
import { useApp, useIsUnlocked, useNavigation } from '../../state/app-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { SessionPage } from './SessionPage.tsx';
import { VerdictPage } from './VerdictPage.tsx';

type Stage =
  | { readonly name: 'empty'; readonly wasLocked: boolean }
  | { readonly name: 'inspecting'; readonly file: GrantedFile; readonly progress: ProgressData | null }
  | { readonly name: 'unreadable'; readonly file: GrantedFile; readonly error: ErrorData }
  | { readonly name: 'verdict'; readonly file: GrantedFile; readonly inspection: PackageInspection }
  | { readonly name: 'session'; readonly session: SessionView };

export function PackageScreen() {
  const { client, chooseAndOpen, say } = useApp();
  const opening = useNavigation((state) => state.openings.package);
  const clear = useNavigation((state) => state.clear);
  const isUnlocked = useIsUnlocked();
  const [stage, setStage] = useState<Stage>({ name: 'empty', wasLocked: false });
  const running = useRef<AbortController | null>(null);
  const session = useRef<string | null>(null);

  const closeSession = useCallback(async () => {
    const open = session.current;
    session.current = null;
    if (open === null) return;
    try {
      await client.call('session.close', { session: open });
    } catch {
      // The engine had closed it already: by locking, by expiry or by a restart.
    }
  }, [client]);

  const inspect = useCallback(
    async (file: GrantedFile) => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setStage({ name: 'inspecting', file, progress: null });
      await closeSession();
      try {
        const inspection = await client.call(
          'package.inspect',
          { file: file.token },
          {
            signal: controller.signal,
            onProgress: (progress) => {
              if (running.current === controller) setStage({ name: 'inspecting', file, progress });
            },
          },
        );
        if (running.current === controller) setStage({ name: 'verdict', file, inspection });
      } catch (reason) {
        if (running.current !== controller) return;
        const error = toErrorData(reason);
        if (error.category === 'cancelled') setStage({ name: 'empty', wasLocked: false });
        else setStage({ name: 'unreadable', file, error });
      }
    },
    [client, closeSession],
  );

  useEffect(() => {
    if (!opening) return;
    clear('package');
    void inspect(opening.file);
  }, [opening, clear, inspect]);

  // Locking closes what was open; nothing of it may stay on the screen.
  useEffect(() => {
    if (isUnlocked || session.current === null) return;
    session.current = null;
    setStage({ name: 'empty', wasLocked: true });
  }, [isUnlocked]);

  switch (stage.name) {
    case 'empty':
      return (
        <div className="page">
          <h1>Open a package</h1>
          {stage.wasLocked ? (
            <Callout tone="info" title="The package was closed because you locked">
              Choose it again to go on.
            </Callout>
          ) : null}
          <Card>
            <EmptyState
              icon={<PackageOpen size={20} />}
              title="No package is open"
              actions={
                <Button
                  variant="primary"
                  icon={<FolderOpen size={16} aria-hidden />}
                  onPress={() => void chooseAndOpen('package')}
                >
                  Choose a package
                </Button>
              }
            >
              A package is a .bulla file that somebody sealed for you. Choose it, or drop it anywhere in this window. It
              is verified before anything in it is decrypted.
            </EmptyState>
          </Card>
        </div>
      );
    case 'inspecting':
      return (
        <div className="page">
          <h1>Verifying "{stage.file.name}"</h1>
          <Card>
            <Progress
              label={stage.progress === null ? 'Reading the package' : phaseWords(stage.progress.phase)}
              progress={stage.progress}
              onCancel={() => running.current?.abort()}
            />
          </Card>
        </div>
      );
    case 'unreadable':
      return (
        <div className="page">
          <h1>"{stage.file.name}" could not be read</h1>
          <ErrorPanel
            error={stage.error}
            actions={
              <>
                <Button onPress={() => void inspect(stage.file)}>Try again</Button>
                <Button onPress={() => void chooseAndOpen('package')}>Choose another</Button>
              </>
            }
          />
        </div>
      );
    case 'verdict':
      return (
        <VerdictPage
          file={stage.file}
          inspection={stage.inspection}
          onInspectAgain={() => void inspect(stage.file)}
          onOpened={(opened) => {
            session.current = opened.session;
            setStage({ name: 'session', session: opened });
          }}
        />
      );
    case 'session':
      return (
        <SessionPage
          key={stage.session.session}
          session={stage.session}
          onClose={() => {
            void closeSession();
            setStage({ name: 'empty', wasLocked: false });
            say('The package was closed.');
          }}
        />
      );
  }
}
