import './ui/strict-csp.ts';
import './app/tokens.css';
import './app/base.css';
import { createRoot } from 'react-dom/client';
import { App } from './app/App.tsx';
import { ErrorBoundary } from './app/ErrorBoundary.tsx';
import { createStores } from './app/create-stores.ts';
import './state/bridge.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no element "root"');
const stores = createStores(window.bulla);
createRoot(root).render(
  <ErrorBoundary where="The window">
    <App stores={stores} />
  </ErrorBoundary>,
);
