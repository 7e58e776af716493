import { Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  NumberField as AriaNumberField,
  type NumberFieldProps as AriaNumberFieldProps,
  Button,
  FieldError,
  Group,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import './strict-csp.ts';
import './controls.css';
import { classNames } from './class-names.ts';

export interface NumberFieldProps extends Omit<AriaNumberFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  readonly labelHidden?: boolean;
  readonly description?: ReactNode;
  readonly errorMessage?: string;
  /** Written after the number: 'years', 'characters'. */
  readonly unit?: string;
  readonly hasSteppers?: boolean;
  readonly className?: string;
}

/** `onChange` gets NaN when the field was emptied. */
export function NumberField({
  label,
  labelHidden = false,
  description,
  errorMessage = '',
  unit = '',
  hasSteppers = true,
  className,
  ...rest
}: NumberFieldProps) {
  return (
    <AriaNumberField {...rest} isInvalid={errorMessage !== ''} className={classNames('field', className)}>
      <Label className={labelHidden ? 'visually-hidden' : 'field__label'}>{label}</Label>
      <Group className="number">
        <Input className="number__input numeric" />
        {unit === '' ? null : <span className="number__unit">{unit}</span>}
        {hasSteppers ? (
          <>
            <Button slot="decrement" className="number__step">
              <Minus size={14} aria-hidden />
            </Button>
            <Button slot="increment" className="number__step">
              <Plus size={14} aria-hidden />
            </Button>
          </>
        ) : null}
      </Group>
      {errorMessage === '' && description !== undefined ? (
        <Text slot="description" className="field__description">
          {description}
        </Text>
      ) : null}
      <FieldError className="field__error">{errorMessage}</FieldError>
    </AriaNumberField>
  );
}
