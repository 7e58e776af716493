import type { MenuCommand } from '@shared/contract/bridge.ts';
import type { GrantedFile } from '@shared/contract/views.ts';
import { FileUp, Redo2, Undo2 } from 'lucide-react';
import { Fragment, type RefObject, useDeferredValue, useEffect, useMemo, useRef } from 'react';
import type { EngineClient } from '../../state/engine-client.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatBytes, formatPlural } from '../../ui/format.ts';
import { Menu } from '../../ui/Menu.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { DataStep } from './DataStep.tsx';
import { LicenceStep } from './LicenceStep.tsx';
import { ProtectionStep } from './ProtectionStep.tsx';
import { isTextEntry, watchFields } from './own-undo.ts';
import { ProtectProvider, useActions, useProtect } from './protect-context.tsx';
import { RiskStep } from './risk/RiskStep.tsx';
import { StepBar } from './StepBar.tsx';
import { createProtectStore } from './store/create-store.ts';
import { isStale } from './store/state.ts';
import './protect.css';

export interface ProtectScreenProps {
  readonly engine: EngineClient;
  /** Opened as soon as it changes. */
  readonly file?: GrantedFile;
  /** Makes sure that somebody's identity is unlocked; false when the person decided against it. */
  readonly onNeedIdentity: () => Promise<boolean>;
}

export function ProtectScreen({ engine, file, onNeedIdentity }: ProtectScreenProps) {
  const store = useMemo(
    () => createProtectStore({ client: engine, newId: () => crypto.randomUUID(), newSeed: randomSeed }),
    [engine],
  );
  useEffect(() => {
    if (file) void store.getState().open(file);
  }, [store, file]);
  // The engine is told when the screen goes, also when the whole window is drawn anew.
  useEffect(() => () => store.getState().dispose(), [store]);
  const services = useMemo(() => ({ store, engine, onNeedIdentity }), [store, engine, onNeedIdentity]);
  return (
    <ProtectProvider value={services}>
      <Screen engine={engine} />
    </ProtectProvider>
  );
}

function Screen({ engine }: { readonly engine: EngineClient }) {
  const actions = useActions();
  const file = useProtect((state) => state.file);
  // The bar of steps answers at once; the step itself is drawn in slices, so that no frame is long.
  const step = useDeferredValue(useProtect((state) => state.step));
  const isSealed = useProtect((state) => state.sealed !== null);
  const top = useRef<HTMLDivElement>(null);
  useShortcuts(engine, top);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is read from its top
  useEffect(() => {
    top.current?.scrollIntoView({ block: 'nearest' });
  }, [step, isSealed]);

  async function choose(): Promise<void> {
    const chosen = await engine.bridge.chooseFile('dataset');
    if (chosen) await actions.open(chosen);
  }

  async function openSample(): Promise<void> {
    await actions.open(await engine.call('app.sample', {}));
  }

  if (!file) {
    return (
      <div className="protect protect--empty">
        <h1 className="visually-hidden">Protect a dataset</h1>
        <EmptyState
          icon={<FileUp size={22} />}
          title="Protect a dataset"
          actions={
            <Fragment>
              <Button variant="primary" onPress={() => void choose()}>
                Choose a file
              </Button>
              <Button onPress={() => void openSample()}>Use the sample dataset</Button>
            </Fragment>
          }
        >
          Drop a CSV file anywhere in this window, or choose one. It stays on this computer and is not changed.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="protect">
      <div ref={top}>
        <Header onChoose={() => void choose()} />
      </div>
      <StepBar />
      <Messages />
      <div className="protect__step">
        {step === 'data' ? <DataStep /> : null}
        {step === 'columns' ? <ColumnsStep /> : null}
        {step === 'protection' ? <ProtectionStep /> : null}
        {step === 'risk' ? <RiskStep /> : null}
        {step === 'licence' ? <LicenceStep /> : null}
      </div>
    </div>
  );
}

const SAVING_WORDS = { saved: 'All changes saved', pending: 'Saving', failed: 'Changes could not be saved' } as const;

function Header({ onChoose }: { readonly onChoose: () => void }) {
  const actions = useActions();
  const file = useProtect((state) => state.file);
  const dataset = useProtect((state) => state.dataset);
  const saving = useProtect((state) => state.saving);
  const canUndo = useProtect((state) => (state.history?.past.length ?? 0) > 0);
  const canRedo = useProtect((state) => (state.history?.future.length ?? 0) > 0);
  const canWrite = useProtect((state) => state.preview !== null && !isStale(state));
  return (
    <header className="protect__head">
      <div className="protect__titles">
        <h1>{file?.name}</h1>
        <p className="muted numeric">
          {dataset
            ? `${formatPlural(dataset.rowCount, 'row')} · ${formatPlural(dataset.columns.length, 'column')} · ${formatBytes(dataset.bytes)}`
            : file?.folder}
          {dataset ? <span className="protect__saving"> · {SAVING_WORDS[saving]}</span> : null}
        </p>
      </div>
      <div className="protect__tools">
        <IconButton
          label="Undo"
          icon={<Undo2 size={16} aria-hidden />}
          isDisabled={!canUndo}
          onPress={() => actions.undo()}
        />
        <IconButton
          label="Redo"
          icon={<Redo2 size={16} aria-hidden />}
          isDisabled={!canRedo}
          onPress={() => actions.redo()}
        />
        <Menu
          label="File"
          trigger={<Button isDisabled={!dataset}>Recipe and export</Button>}
          entries={[
            { id: 'open', label: 'Load a recipe', onAction: () => void actions.openRecipe() },
            { id: 'save', label: 'Save the recipe', onAction: () => void actions.saveRecipe() },
            { id: 'line', separator: true },
            {
              id: 'write',
              label: 'Export the protected data as CSV',
              isDisabled: !canWrite,
              onAction: () => void actions.writeRelease(),
            },
          ]}
        />
        <Button onPress={onChoose}>Open another file</Button>
      </div>
    </header>
  );
}

function Messages() {
  const actions = useActions();
  const error = useProtect((state) => state.actionError);
  const notice = useProtect((state) => state.notice);
  if (!error && notice === '') return null;
  const close = (
    <Button size="small" onPress={() => actions.clearNotice()}>
      Close
    </Button>
  );
  return (
    <div className="protect__messages">
      {error ? (
        <ErrorPanel error={error} actions={close} />
      ) : (
        <Callout tone="success" isLive actions={close}>
          {notice}
        </Callout>
      )}
    </div>
  );
}

/** The menu and the keyboard, while this screen can be seen; fields keep their own undo. */
function useShortcuts(engine: EngineClient, screen: RefObject<HTMLElement | null>): void {
  const actions = useActions();
  useEffect(() => {
    const fields = watchFields();
    // A field that was changed may be given back its text, and what was given back may be taken again.
    const isOfField = (command: MenuCommand) =>
      command === 'undo' ? fields.hasOwnChanges() : command === 'redo' && isTextEntry(document.activeElement);
    const obey = (command: MenuCommand) => {
      if (!isInReach(screen.current)) return;
      if (isOfField(command)) {
        // The only way to a field's own history; the menu has taken the key away from it.
        document.execCommand(command);
        return;
      }
      if (command === 'undo') actions.undo();
      if (command === 'redo') actions.redo();
      if (command === 'save-recipe') void actions.saveRecipe();
      if (command === 'open-recipe') void actions.openRecipe();
    };
    const onKey = (event: KeyboardEvent) => {
      const key = event.key.toLowerCase();
      if (!(event.ctrlKey || event.metaKey) || event.altKey || !isInReach(screen.current)) return;
      const isRedo = key === 'y' || (key === 'z' && event.shiftKey);
      if (key !== 'z' && !isRedo) return;
      const command = isRedo ? 'redo' : 'undo';
      if (isOfField(command)) return;
      obey(command);
      event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    const stopListening = engine.bridge.onMenu(obey);
    return () => {
      window.removeEventListener('keydown', onKey);
      fields.stop();
      stopListening();
    };
  }, [engine, actions, screen]);
}

/** Not on another screen, behind the lock or under a dialog. */
function isInReach(element: HTMLElement | null): boolean {
  return element?.checkVisibility() === true && element.closest('[inert], [aria-hidden="true"]') === null;
}

/** 53 random bits. */
function randomSeed(): number {
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint32Array(2));
  return (high % 2 ** 21) * 2 ** 32 + low;
}
