/** Names of the messages between the preload and main. */
export const CHANNELS = {
  ready: 'bulla:ready',
  port: 'bulla:port',
  launchFile: 'bulla:launch-file',
  menu: 'bulla:menu',
  chooseFile: 'bulla:choose-file',
  chooseSave: 'bulla:choose-save',
  grantDropped: 'bulla:grant-dropped',
  printPdf: 'bulla:print-pdf',
  setTheme: 'bulla:set-theme',
} as const;
