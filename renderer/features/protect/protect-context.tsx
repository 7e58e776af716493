import { createContext, type ReactNode, useContext } from 'react';
import { useStore } from 'zustand';
import type { EngineClient } from '../../state/engine-client.ts';
import type { ProtectActions, ProtectState, ProtectStore } from './store/state.ts';

interface ProtectServicesInView {
  readonly store: ProtectStore;
  readonly engine: EngineClient;
  readonly onNeedIdentity: () => Promise<boolean>;
}

const Context = createContext<ProtectServicesInView | null>(null);

export function ProtectProvider({
  value,
  children,
}: {
  readonly value: ProtectServicesInView;
  readonly children: ReactNode;
}) {
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useProtectServices(): ProtectServicesInView {
  const services = useContext(Context);
  if (services === null) throw new Error('ProtectProvider is missing');
  return services;
}

export function useProtect<Selected>(select: (state: ProtectState & ProtectActions) => Selected): Selected {
  return useStore(useProtectServices().store, select);
}

/** Actions never change, so taking them draws nothing again. */
export function useActions(): ProtectActions {
  return useProtectServices().store.getState();
}
