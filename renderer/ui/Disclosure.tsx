import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from 'react-aria-components';
import './strict-csp.ts';
import './surfaces.css';

/** Detail that is opened on demand; its note says what is in it while it is closed. */
export function Disclosure({
  title,
  note = '',
  children,
  isOpenAtFirst = false,
}: {
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
  readonly isOpenAtFirst?: boolean;
}) {
  return (
    <AriaDisclosure className="disclosure" defaultExpanded={isOpenAtFirst}>
      {({ isExpanded }) => (
        <>
          <Heading level={3} className="disclosure__head">
            <Button slot="trigger" className="disclosure__button">
              <ChevronRight size={16} aria-hidden className="disclosure__chevron" />
              <span>{title}</span>
              {note === '' ? null : <span className="disclosure__note muted">{note}</span>}
            </Button>
          </Heading>
          <DisclosurePanel className="disclosure__panel">{isExpanded ? children : null}</DisclosurePanel>
        </>
      )}
    </AriaDisclosure>
  );
}
