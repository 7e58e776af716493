import type { IdentityView } from '@shared/contract/views.ts';
import {
  FileText,
  House,
  Keyboard,
  KeyRound,
  Lock,
  LockOpen,
  Monitor,
  Moon,
  PackageOpen,
  ScrollText,
  ShieldHalf,
  Sun,
  UserRound,
  Users,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useApp, useIsUnlocked, useNavigation, useStatus, useTheme } from '../state/app-context.tsx';
import type { ScreenName } from '../state/navigation.ts';
import { THEME_CHOICES } from '../state/theme.ts';
import { Button, IconButton } from '../ui/Button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Menu } from '../ui/Menu.tsx';
import { Segmented } from '../ui/Segmented.tsx';
import { RunningJobs } from './RunningJobs.tsx';
import { SealMark } from './SealMark.tsx';

const PLACES: readonly { readonly screen: ScreenName; readonly label: string; readonly icon: ReactNode }[] = [
  { screen: 'home', label: 'Home', icon: <House size={16} aria-hidden /> },
  { screen: 'protect', label: 'Protect a dataset', icon: <ShieldHalf size={16} aria-hidden /> },
  { screen: 'package', label: 'Open a package', icon: <PackageOpen size={16} aria-hidden /> },
  { screen: 'review', label: 'Review usage', icon: <ScrollText size={16} aria-hidden /> },
  { screen: 'people', label: 'People', icon: <Users size={16} aria-hidden /> },
];

const THEME_WORDS = {
  system: { label: 'As the system', icon: <Monitor size={14} aria-hidden /> },
  light: { label: 'Light', icon: <Sun size={14} aria-hidden /> },
  dark: { label: 'Dark', icon: <Moon size={14} aria-hidden /> },
};

export interface SideBarProps {
  readonly onIdentity: () => void;
  readonly onLock: () => void;
  readonly onShortcuts: () => void;
}

export function SideBar(props: SideBarProps) {
  return (
    <header className="side">
      <p className="side__brand">
        <SealMark />
        <span className="side__name">Bulla</span>
      </p>
      <Places />
      <div className="side__foot">
        <RunningJobs />
        <IdentityChip onIdentity={props.onIdentity} onLock={props.onLock} />
        <div className="side__tools">
          <ThemeSwitch />
          <IconButton
            label="Keyboard shortcuts"
            icon={<Keyboard size={16} aria-hidden />}
            onPress={props.onShortcuts}
          />
        </div>
      </div>
    </header>
  );
}

function Places() {
  const screen = useNavigation((state) => state.screen);
  const go = useNavigation((state) => state.go);
  return (
    <nav aria-label="Main" className="side__nav">
      <ul>
        {PLACES.map((place) => (
          <li key={place.screen}>
            <button
              type="button"
              className={classNames('side__place', place.screen === screen && 'side__place--current')}
              aria-current={place.screen === screen ? 'page' : undefined}
              onClick={() => go(place.screen)}
            >
              {place.icon}
              {place.label}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ThemeSwitch() {
  const choice = useTheme((state) => state.choice);
  const choose = useTheme((state) => state.choose);
  return (
    <Segmented
      label="Theme"
      value={choice}
      onChange={choose}
      items={THEME_CHOICES.map((id) => ({
        id,
        label: (
          <>
            {THEME_WORDS[id].icon}
            <span className="visually-hidden">{THEME_WORDS[id].label}</span>
          </>
        ),
      }))}
    />
  );
}

function IdentityChip({ onIdentity, onLock }: Pick<SideBarProps, 'onIdentity' | 'onLock'>) {
  const { navigation } = useApp();
  const status = useStatus((state) => state.status);
  const isUnlocked = useIsUnlocked();
  if (status === null) return <div className="chip chip--empty" aria-hidden />;
  if (status.identity === null)
    return (
      <Button icon={<UserRound size={16} aria-hidden />} onPress={onIdentity} className="chip">
        Create your identity
      </Button>
    );
  const identity = status.identity;
  return (
    <Menu
      label="Identity"
      trigger={
        <Button variant="quiet" className="chip">
          <ChipText identity={identity} isUnlocked={isUnlocked} />
        </Button>
      }
      entries={[
        isUnlocked
          ? { id: 'lock', label: 'Lock', icon: <Lock size={14} aria-hidden />, onAction: onLock }
          : { id: 'unlock', label: 'Unlock', icon: <KeyRound size={14} aria-hidden />, onAction: onIdentity },
        {
          id: 'card',
          label: 'Your identity and card',
          icon: <FileText size={14} aria-hidden />,
          onAction: () => navigation.getState().go('people'),
        },
      ]}
    />
  );
}

function ChipText({ identity, isUnlocked }: { readonly identity: IdentityView; readonly isUnlocked: boolean }) {
  return (
    <span className="chip__inner">
      <span className="chip__avatar" aria-hidden>
        {initials(identity.name)}
      </span>
      <span className="chip__text">
        <span className="chip__name">
          <span className="visually-hidden">Identity: </span>
          {identity.name}
        </span>
        <span className="chip__state">
          {isUnlocked ? <LockOpen size={12} aria-hidden /> : <Lock size={12} aria-hidden />}
          {isUnlocked ? 'Unlocked' : 'Locked'}
        </span>
      </span>
    </span>
  );
}

/** 'Ada Brandt' -> 'AB'; 'Plato' -> 'P' */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word) && !word.endsWith('.'));
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return `${first}${last}`.toUpperCase();
}
