import type { ReactNode } from 'react';
import {
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  FieldError,
  Input,
  Label,
  Text,
  TextArea,
} from 'react-aria-components';
import './controls.css';
import { classNames } from './class-names.ts';

export interface TextFieldProps extends Omit<AriaTextFieldProps, 'className' | 'style' | 'children'> {
  readonly label: string;
  /** The label is read but not shown; for fields in a table. */
  readonly labelHidden?: boolean;
  readonly description?: ReactNode;
  /** Shown in place of the description, and marks the field as invalid. */
  readonly errorMessage?: string;
  readonly placeholder?: string;
  /** More than one line. */
  readonly rows?: number;
  readonly mono?: boolean;
  readonly className?: string;
}

export function TextField({
  label,
  labelHidden = false,
  description,
  errorMessage = '',
  placeholder = '',
  rows = 1,
  mono = false,
  className,
  ...rest
}: TextFieldProps) {
  const inputClass = classNames('field__input', mono && 'mono');
  return (
    <AriaTextField {...rest} isInvalid={errorMessage !== ''} className={classNames('field', className)}>
      <Label className={labelHidden ? 'visually-hidden' : 'field__label'}>{label}</Label>
      {rows > 1 ? (
        <TextArea className={inputClass} rows={rows} placeholder={placeholder} />
      ) : (
        <Input className={inputClass} placeholder={placeholder} />
      )}
      {errorMessage === '' && description !== undefined ? (
        <Text slot="description" className="field__description">
          {description}
        </Text>
      ) : null}
      <FieldError className="field__error">{errorMessage}</FieldError>
    </AriaTextField>
  );
}
