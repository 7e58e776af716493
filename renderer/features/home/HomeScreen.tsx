import type { RecentFile } from '@shared/contract/views.ts';
import { ArrowRight, FlaskConical, FolderOpen, PackageOpen, ScrollText, ShieldHalf, Table2 } from 'lucide-react';
import type { ReactNode } from 'react';
import './home.css';
import { useApp, useNavigation, useStatus } from '../../state/app-context.tsx';
import { useAction } from '../../state/use-call.ts';
import { Button } from '../../ui/Button.tsx';
import { Callout } from '../../ui/Callout.tsx';
import { Card } from '../../ui/Card.tsx';
import { ErrorPanel } from '../../ui/ErrorPanel.tsx';
import { formatDateTime, formatPlural } from '../../ui/format.ts';
import { reasonWords } from '../../i18n/words.ts';

export function HomeScreen() {
  const { client, openFile } = useApp();
  const status = useStatus((state) => state.status);
  const statusError = useStatus((state) => state.error);
  const refresh = useStatus((state) => state.refresh);
  const action = useAction();

  const openRecent = (id: string) => action.run(async () => openFile(await client.call('app.openRecent', { id })));
  const openSample = () => action.run(async () => openFile(await client.call('app.sample', {})));

  return (
    <div className="page home">
      <header className="page__titles">
        <h1>What would you like to do?</h1>
        <p className="page__lead">
          Bulla protects a dataset, seals it under a licence and keeps a record of every use. It works on this computer
          only.
        </p>
      </header>
      {status !== null && status.logProblem !== '' ? <LogProblem reason={status.logProblem} /> : null}
      {statusError === null ? null : (
        <ErrorPanel error={statusError} actions={<Button onPress={() => void refresh()}>Try again</Button>} />
      )}
      {action.error === null ? null : <ErrorPanel error={action.error} />}
      <Doors isBusy={action.isRunning} onSample={openSample} />
      {status !== null && status.identity === null ? <FirstRun /> : null}
      <Recents files={status?.recents ?? null} isBusy={action.isRunning} onOpen={openRecent} />
    </div>
  );
}

function Doors({ isBusy, onSample }: { readonly isBusy: boolean; readonly onSample: () => void }) {
  const { chooseAndOpen } = useApp();
  const go = useNavigation((state) => state.go);
  const logSize = useStatus((state) => state.status?.logSize ?? 0);
  return (
    <div className="doors">
      <Door
        icon={<ShieldHalf size={22} aria-hidden />}
        title="Protect a dataset"
        sentence="Remove what identifies people, see the risk that is left, and seal the result for named recipients."
      >
        <Button variant="primary" icon={<Table2 size={16} aria-hidden />} onPress={() => void chooseAndOpen('dataset')}>
          Choose a dataset
        </Button>
        <Button variant="quiet" icon={<FlaskConical size={16} aria-hidden />} isDisabled={isBusy} onPress={onSample}>
          Try the sample dataset
        </Button>
      </Door>
      <Door
        icon={<PackageOpen size={22} aria-hidden />}
        title="Open a package"
        sentence="Check who sealed it, read the licence in plain words, and work with the data within its terms."
      >
        <Button icon={<FolderOpen size={16} aria-hidden />} onPress={() => void chooseAndOpen('package')}>
          Choose a package
        </Button>
      </Door>
      <Door
        icon={<ScrollText size={22} aria-hidden />}
        title="Review usage"
        sentence="Read the record of every use and refusal, check that it is whole, or verify one that was sent to you."
      >
        <Button iconAfter={<ArrowRight size={16} aria-hidden />} onPress={() => go('review')}>
          Open the usage log
        </Button>
        {logSize > 0 ? <p className="door__note">{formatPlural(logSize, 'entry', 'entries')}</p> : null}
      </Door>
    </div>
  );
}

function Door(props: {
  readonly icon: ReactNode;
  readonly title: string;
  readonly sentence: string;
  readonly children: ReactNode;
}) {
  return (
    <article className="door">
      <span className="door__icon">{props.icon}</span>
      <h2 className="door__title">{props.title}</h2>
      <p className="door__sentence">{props.sentence}</p>
      <div className="door__actions">{props.children}</div>
    </article>
  );
}

function FirstRun() {
  const { onNeedIdentity } = useApp();
  return (
    <Callout
      tone="info"
      title="First time here?"
      actions={<Button onPress={() => void onNeedIdentity()}>Create your identity</Button>}
    >
      To seal a package or to open one you need an identity: a name and a pair of keys that stay on this computer. You
      can look at a dataset and preview its risk without one.
    </Callout>
  );
}

function LogProblem({ reason }: { readonly reason: string }) {
  const go = useNavigation((state) => state.go);
  return (
    <Callout
      tone="danger"
      title="The usage log on this computer has a problem"
      actions={<Button onPress={() => go('review')}>Review the log</Button>}
    >
      {reasonWords(reason)}. Packages cannot be used until this is settled; protecting a dataset still works.
    </Callout>
  );
}

function Recents(props: {
  /** Null while it is not known. */
  readonly files: readonly RecentFile[] | null;
  readonly isBusy: boolean;
  readonly onOpen: (id: string) => void;
}) {
  if (props.files === null) return null;
  return (
    <Card title="Recent files" padding="none">
      {props.files.length === 0 ? (
        <p className="recents__empty">
          Nothing yet. Files that you open are listed here. You can also drop a file anywhere in this window.
        </p>
      ) : (
        <ul className="recents">
          {props.files.map((file) => (
            <li key={file.id}>
              <button type="button" className="recent" disabled={props.isBusy} onClick={() => props.onOpen(file.id)}>
                <span className="recent__icon">
                  {file.kind === 'dataset' ? <Table2 size={16} aria-hidden /> : <PackageOpen size={16} aria-hidden />}
                </span>
                <span className="recent__text">
                  <span className="recent__name">{file.name}</span>
                  <span className="recent__folder">{file.folder}</span>
                </span>
                <span className="recent__kind">{file.kind === 'dataset' ? 'Dataset' : 'Package'}</span>
                <span className="recent__time">{formatDateTime(file.lastUsed)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
