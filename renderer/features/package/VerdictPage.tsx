import type { GrantedFile, PackageCheck, PackageInspection, SessionView } from '@shared/contract/views.ts';
import {
  CalendarX2,
  CircleCheck,
  CircleDashed,
  CircleX,
  ClockAlert,
  FileWarning,
  FileX2,
  KeyRound,
  type LucideIcon,
  MailX,
  PackageX,
  ScrollText,
  ShieldCheck,
  ShieldX,
  UserRoundPlus,
  UserRoundX,
} from 'lucide-react';
import { checkStateWords, packageCheckWords } from '../../i18n/words.ts';
import { useApp, useIsUnlocked } from '../../state/app-context.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Facts } from '../../ui/Facts.tsx';
import { formatBytes, formatDate, formatDateTime, formatList } from '../../ui/format.ts';
import { Words } from '../../ui/Words.tsx';
import { LicenceSentences } from './LicenceSentences.tsx';
import { OpenForm } from './OpenForm.tsx';
import { checkDetail, type Verdict, type VerdictKind, verdictOf } from './verdict.ts';

const MARKS: Readonly<Record<VerdictKind, LucideIcon>> = {
  good: ShieldCheck,
  locked: KeyRound,
  container: FileX2,
  signature: ShieldX,
  signer: UserRoundX,
  licence: ScrollText,
  recipient: MailX,
  validity: CalendarX2,
  clock: ClockAlert,
  content: PackageX,
};

export interface VerdictPageProps {
  readonly file: GrantedFile;
  readonly inspection: PackageInspection;
  readonly onInspectAgain: () => void;
  readonly onOpened: (session: SessionView) => void;
}

export function VerdictPage({ file, inspection, onInspectAgain, onOpened }: VerdictPageProps) {
  const { chooseAndOpen } = useApp();
  const verdict = verdictOf(inspection, useIsUnlocked());
  return (
    <div className="page">
      <header className="page__head">
        <div className="page__titles">
          <h1>{inspection.title ?? file.name}</h1>
          <p className="page__lead">
            {file.name} · {formatBytes(inspection.bytes)}
            {inspection.created === null ? '' : ` · sealed on ${formatDate(inspection.created)}`}
          </p>
        </div>
        <div className="page__actions">
          <Button onPress={() => void chooseAndOpen('package')}>Choose another</Button>
        </div>
      </header>
      <FirstLine verdict={verdict} inspection={inspection} onInspectAgain={onInspectAgain} />
      {inspection.signer === null ? null : <Signer file={file} inspection={inspection} onTrusted={onInspectAgain} />}
      <Checks checks={inspection.checks} />
      {inspection.reading === null ? null : (
        <Card title="The licence" description="In plain sentences, with how each rule is kept.">
          <LicenceSentences reading={inspection.reading} />
        </Card>
      )}
      {inspection.code === '' ? <OpenForm file={file} inspection={inspection} onOpened={onOpened} /> : null}
    </div>
  );
}

function FirstLine(props: {
  readonly verdict: Verdict;
  readonly inspection: PackageInspection;
  readonly onInspectAgain: () => void;
}) {
  const { onNeedIdentity } = useApp();
  const { kind, tone, title, detail, action } = props.verdict;
  const Mark = MARKS[kind];
  const unlock = async () => {
    if (await onNeedIdentity()) props.onInspectAgain();
  };
  return (
    <div className={classNames('first-line', `first-line--${tone}`)} role={tone === 'danger' ? 'alert' : 'status'}>
      <Mark size={32} aria-hidden className="first-line__mark" />
      <div className="first-line__text">
        <p className="first-line__title">{title}</p>
        <p>{detail}</p>
        {action === '' ? null : <p>{action}</p>}
        {props.inspection.code === '' ? null : <p className="mono first-line__code">{props.inspection.code}</p>}
        {kind === 'locked' || props.inspection.code.startsWith('identity.') ? (
          <div className="first-line__actions">
            <Button variant="primary" onPress={() => void unlock()}>
              Unlock your identity
            </Button>
          </div>
        ) : null}
      </div>
    </div>
  );
}

interface SignerProps {
  readonly file: GrantedFile;
  readonly inspection: PackageInspection;
  readonly onTrusted: () => void;
}

function Signer({ file, inspection, onTrusted }: SignerProps) {
  const { onAddPerson } = useApp();
  const { signer } = inspection;
  if (signer === null) return null;
  const compare = async () => {
    // The issuer's card travels in the package; the words are what makes it trusted.
    if (await onAddPerson(file, signer)) onTrusted();
  };
  return (
    <Card
      title="Who, for whom, how long"
      actions={
        inspection.signerTrusted ? null : (
          <Button variant="primary" icon={<UserRoundPlus size={16} aria-hidden />} onPress={() => void compare()}>
            Compare words and trust
          </Button>
        )
      }
    >
      <Facts
        items={[
          {
            term: 'Signed by',
            value: (
              <span className="signer">
                <span>
                  <strong>{signer.name}</strong>
                  {signer.organisation === '' ? '' : `, ${signer.organisation}`}
                  {signer.email === '' ? '' : ` (${signer.email})`}
                </span>
                {inspection.signerTrusted ? (
                  <Badge tone="success" icon={<ShieldCheck size={12} aria-hidden />}>
                    You compared the words
                  </Badge>
                ) : (
                  <Badge tone="warning" icon={<FileWarning size={12} aria-hidden />}>
                    Not verified by you
                  </Badge>
                )}
              </span>
            ),
          },
          {
            term: 'Fingerprint words',
            value: <Words words={signer.words} label={`Fingerprint words of ${signer.name}`} />,
          },
          {
            term: 'Sealed for',
            value: inspection.recipients.length === 0 ? 'Nobody is named' : formatList(inspection.recipients),
          },
          { term: 'Valid', value: validity(inspection) },
          ...(inspection.digest === null
            ? []
            : [{ term: 'Digest of the package', value: <span className="mono">{inspection.digest}</span> }]),
        ]}
      />
      {inspection.signerTrusted ? null : (
        <p className="muted signer__hint">
          Anybody can write this name. Compare the eight words with {signer.name} by phone; once you trust them, the
          package can be opened.
        </p>
      )}
    </Card>
  );
}

function validity({ validFrom, validUntil }: PackageInspection): string {
  if (validUntil === null) return 'Not stated';
  const until = `until ${formatDateTime(validUntil)}`;
  return validFrom === null ? until : `from ${formatDateTime(validFrom)} ${until}`;
}

function Checks({ checks }: { readonly checks: readonly PackageCheck[] }) {
  return (
    <Card title="What was checked" padding="none">
      <ul className="check-list">
        {checks.map((check) => {
          const detail = checkDetail(check);
          return (
            <li key={check.name} className={`check check--${check.state}`}>
              <CheckIcon state={check.state} />
              <div className="check__text">
                <p>{packageCheckWords(check.name)}</p>
                {detail === '' ? null : <p className="muted check__detail">{detail}</p>}
              </div>
              <span className="check__state">{checkStateWords(check.state)}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}

function CheckIcon({ state }: { readonly state: PackageCheck['state'] }) {
  if (state === 'ok') return <CircleCheck size={18} aria-hidden />;
  if (state === 'failed') return <CircleX size={18} aria-hidden />;
  return <CircleDashed size={18} aria-hidden />;
}
