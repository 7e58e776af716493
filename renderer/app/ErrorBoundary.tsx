import { toErrorData } from '@shared/std/app-error.ts';
import { Component, type ReactNode } from 'react';
import { Button } from '../ui/Button.tsx';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';

interface Props {
  /** What stopped working, as the start of a sentence: 'The window'. */
  readonly where: string;
  readonly children: ReactNode;
}

/** A fault in one screen leaves the others usable, and says so. */
export class ErrorBoundary extends Component<Props, { readonly error: unknown }> {
  override state: { readonly error: unknown } = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <div className="page">
        <h1>{this.props.where} stopped working</h1>
        <p className="measure">
          The fault is in what is shown. Files on your disk and the usage log were not touched; the other screens go on
          working.
        </p>
        <ErrorPanel
          error={toErrorData(error)}
          actions={<Button onPress={() => this.setState({ error: null })}>Show it again</Button>}
        />
      </div>
    );
  }
}
