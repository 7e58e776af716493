import { ACTIONS, type Action, type LicenceDraft, PURPOSES, ROLES } from '@shared/license/terms.ts';
import { actionWords } from '../../i18n/words.ts';
import { Card } from '../../ui/Card.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { NumberField } from '../../ui/NumberField.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { DayField } from './DayField.tsx';
import { dayOf, endOfDay, type Permission, permissionOf, setPermission, startOfDay, toggle } from './licence-edits.ts';
import { useActions } from './protect-context.tsx';
import { MEMBER_ROLES } from './words.ts';

/** Merging has a switch of its own, because people ask for it by that name. */
const SEPARATE: Action = 'bulla:combine';

export function LicenceEditor({ draft }: { readonly draft: LicenceDraft }) {
  const actions = useActions();
  const change = (part: Partial<LicenceDraft>, mergeKey = '') =>
    actions.editDraft((old) => ({ ...old, ...part }), mergeKey);
  return (
    <>
      <Card title="About">
        <div className="fields fields--wide">
          <TextField label="Title" value={draft.title} onChange={(title) => change({ title }, 'title')} />
          <TextField
            label="Project"
            value={draft.project}
            onChange={(project) => change({ project }, 'project')}
            description="What the data are used for, in a few words."
          />
          <TextField
            label="Contact"
            value={draft.contact}
            onChange={(contact) => change({ contact }, 'contact')}
            description="Whom recipients can ask."
          />
          <TextField
            label="Attribution"
            value={draft.attribution}
            onChange={(attribution) => change({ attribution }, 'attribution')}
            description="How the source is to be named in publications."
          />
        </div>
      </Card>
      <Card title="Who and for what">
        <div className="two two--fields">
          <fieldset className="checks">
            <legend className="field__label">Roles</legend>
            {MEMBER_ROLES.map((role) => (
              <Checkbox
                key={role.id}
                isSelected={draft.roles.includes(role.id)}
                onChange={(isOn) => change({ roles: toggle(ROLES, draft.roles, role.id, isOn) })}
              >
                {role.label}
              </Checkbox>
            ))}
          </fieldset>
          <fieldset className="checks">
            <legend className="field__label">Purposes</legend>
            {PURPOSES.map((purpose) => (
              <Checkbox
                key={purpose.code}
                isSelected={draft.purposes.includes(purpose.code)}
                onChange={(isOn) =>
                  change({
                    purposes: toggle(
                      PURPOSES.map((entry) => entry.code),
                      draft.purposes,
                      purpose.code,
                      isOn,
                    ),
                  })
                }
                description={`${purpose.short}, ${purpose.code}`}
              >
                {purpose.label}
              </Checkbox>
            ))}
            <Switch
              isSelected={draft.nonCommercialOnly}
              onChange={(nonCommercialOnly) => change({ nonCommercialOnly })}
            >
              Non-commercial use only
            </Switch>
          </fieldset>
        </div>
      </Card>
      <Card title="What may be done">
        <ul className="permissions">
          {ACTIONS.filter((action) => action !== SEPARATE).map((action) => (
            <li key={action}>
              <span>{actionWords(action)}</span>
              <Segmented<Permission>
                label={actionWords(action)}
                items={[
                  { id: 'permitted', label: 'Allowed' },
                  { id: 'prohibited', label: 'Forbidden' },
                  { id: 'unsaid', label: 'Not granted' },
                ]}
                value={permissionOf(draft, action)}
                onChange={(permission) => actions.editDraft((old) => setPermission(old, action, permission))}
              />
            </li>
          ))}
        </ul>
        <div className="stack permissions__more">
          <Switch
            isSelected={permissionOf(draft, SEPARATE) !== 'permitted'}
            onChange={(isOn) =>
              actions.editDraft((old) => setPermission(old, SEPARATE, isOn ? 'prohibited' : 'permitted'))
            }
            description="The data must not be linked with other data about people."
          >
            No merging
          </Switch>
          <NumberField
            label="Minimum cell size"
            unit="people"
            minValue={1}
            maxValue={1_000_000}
            value={draft.minimumCellSize}
            onChange={(minimumCellSize) => {
              if (Number.isFinite(minimumCellSize)) change({ minimumCellSize }, 'cell');
            }}
            description="Smaller groups are hidden in every table that recipients make."
            className="technique__select"
          />
        </div>
      </Card>
      <Card title="For how long">
        <div className="fields">
          <DayField
            label="First day"
            day={dayOf(draft.validFrom)}
            onChange={(day) => {
              const validFrom = startOfDay(day);
              if (validFrom) change({ validFrom }, 'from');
            }}
          />
          <DayField
            label="Last day"
            day={dayOf(draft.validUntil)}
            onChange={(day) => {
              const validUntil = endOfDay(day);
              if (validUntil) change({ validUntil }, 'until');
            }}
          />
        </div>
        <p className="field__description">Both days are included, in Universal Time.</p>
      </Card>
      <Card title="Agreement" description="Recipients accept this text before they can open the package.">
        <div className="stack">
          <TextField
            label="Title of the agreement"
            value={draft.agreement.title}
            onChange={(title) => change({ agreement: { ...draft.agreement, title } }, 'agreement title')}
          />
          <TextField
            label="Text"
            rows={8}
            value={draft.agreement.text}
            onChange={(text) => change({ agreement: { ...draft.agreement, text } }, 'agreement text')}
          />
        </div>
      </Card>
    </>
  );
}
