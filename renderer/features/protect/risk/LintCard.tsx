import type { LintReport } from '@shared/risk/lint/lint-report.ts';
import { Card } from '../../../ui/Card.tsx';
import { ToneIcon } from '../../../ui/Callout.tsx';
import { lintSentence, lintWords } from './lint-words.ts';

/** What stands in the released bytes and should not. */
export function LintCard({ lint }: { readonly lint: LintReport }) {
  return (
    <Card title="What is left in the file" description={lintSentence(lint)}>
      {lint.findings.length === 0 ? null : (
        <ul className="findings">
          {lint.findings.map((finding) => (
            <li key={`${finding.code} ${finding.column ?? ''}`} className="findings__item">
              <span className={`verdict verdict--${finding.severity === 'error' ? 'danger' : 'warning'}`}>
                <ToneIcon tone={finding.severity === 'error' ? 'danger' : 'warning'} size={14} />
                <span className="visually-hidden">{finding.severity === 'error' ? 'Error: ' : 'Hint: '}</span>
              </span>
              {lintWords(finding)}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
