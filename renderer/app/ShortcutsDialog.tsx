import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Table } from '../ui/Table.tsx';

interface Shortcut {
  readonly keys: string;
  readonly what: string;
}

function shortcuts(modifier: string): readonly Shortcut[] {
  return [
    { keys: `${modifier} + 1`, what: 'Home' },
    { keys: `${modifier} + 2`, what: 'Protect a dataset' },
    { keys: `${modifier} + 3`, what: 'Open a package' },
    { keys: `${modifier} + 4`, what: 'Review usage' },
    { keys: `${modifier} + 5`, what: 'People you trust' },
    { keys: `${modifier} + O`, what: 'Choose a dataset' },
    { keys: `${modifier} + Shift + O`, what: 'Choose a package' },
    { keys: `${modifier} + Z`, what: 'Undo, while protecting a dataset' },
    { keys: `${modifier} + Shift + Z`, what: 'Redo' },
    { keys: `${modifier} + L`, what: 'Lock' },
    { keys: 'F1', what: 'This list' },
    { keys: 'Tab, Shift + Tab', what: 'Next or previous control' },
    { keys: 'Arrow keys', what: 'Within a table, a list, tabs or a group of choices' },
    { keys: 'Escape', what: 'Close a dialog or a list' },
  ];
}

export function ShortcutsDialog(props: {
  readonly isOpen: boolean;
  readonly platform: string;
  readonly onClose: () => void;
}) {
  const modifier = props.platform === 'darwin' ? 'Command' : 'Ctrl';
  return (
    <Dialog
      title="Keyboard shortcuts"
      isOpen={props.isOpen}
      onClose={props.onClose}
      footer={
        <Button variant="primary" onPress={props.onClose}>
          Close
        </Button>
      }
    >
      <Table
        label="Keyboard shortcuts"
        density="compact"
        rows={shortcuts(modifier)}
        rowKey={(row) => row.keys}
        columns={[
          { id: 'keys', header: 'Keys', isRowHeader: true, cell: (row) => <kbd>{row.keys}</kbd> },
          { id: 'what', header: 'What it does', cell: (row) => row.what },
        ]}
      />
    </Dialog>
  );
}
