/** What the three people do in the window, step by step, by role and label: for the tests, the demo and the pictures. */
export * from './journey/auditor.ts';
export * from './journey/common.ts';
export * from './journey/identity.ts';
export * from './journey/recipient.ts';
export * from './journey/researcher.ts';
