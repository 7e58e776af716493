import type { LogVerdict } from '@shared/audit/usage-event.ts';
import { errorText } from '@shared/contract/error-text.ts';
import { CircleCheck, CircleX } from 'lucide-react';
import { assuranceWords, logCheckWords } from '../../i18n/words.ts';

/** The checks one by one, then what they prove and what they do not. */
export function ChainVerdict({ verdict }: { readonly verdict: LogVerdict }) {
  return (
    <div className="chain">
      <ul className="chain__checks">
        {verdict.checks.map((check) => (
          <li key={check.name} className={check.ok ? 'chain__check' : 'chain__check chain__check--failed'}>
            {check.ok ? <CircleCheck size={16} aria-hidden /> : <CircleX size={16} aria-hidden />}
            <span>
              {logCheckWords(check.name)}
              <span className="visually-hidden">{check.ok ? ': passed' : ': failed'}</span>
              {check.ok ? null : <span className="chain__why">{whyFailed(check)}</span>}
            </span>
          </li>
        ))}
      </ul>
      {!verdict.intact || verdict.assurance.length === 0 ? null : (
        <div className="chain__assurance">
          <h3>What this proves, and what it does not</h3>
          <ul>
            {verdict.assurance.map((slug) => (
              <li key={slug}>{assuranceWords(slug)}</li>
            ))}
            <li>
              It cannot show what was done outside of the application: a photograph of the screen, or a note on paper.
            </li>
          </ul>
        </div>
      )}
    </div>
  );
}

function whyFailed(check: LogVerdict['checks'][number]): string {
  const { title, detail } = errorText({ code: check.code, category: 'integrity', params: check.params });
  return `${title}. ${detail}`;
}
