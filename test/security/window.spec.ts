/** The settings that keep a page powerless, seen from inside the real application. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { launch, type Running, workFolder } from '../support/launch.ts';

let running: Running;
test.beforeAll(async () => {
  running = await launch(workFolder('security'));
  await running.page.getByRole('heading', { level: 1 }).first().waitFor();
});
test.afterAll(() => running.close());

test('the page has no Node, no Electron, one bridge', async () => {
  const seen = await running.page.evaluate(() => {
    const scope = globalThis as Record<string, unknown>;
    return {
      require: typeof scope.require,
      process: typeof scope.process,
      module: typeof scope.module,
      buffer: typeof scope.Buffer,
      bridge: Object.keys(scope.bulla as object).sort(),
      isFrozen: Object.isFrozen(scope.bulla),
    };
  });
  expect(seen).toEqual({
    require: 'undefined',
    process: 'undefined',
    module: 'undefined',
    buffer: 'undefined',
    bridge: [
      'chooseFile',
      'chooseSave',
      'grantDropped',
      'onEngineRestart',
      'onLaunchFile',
      'onMenu',
      'onMessage',
      'platform',
      'printPdf',
      'send',
      'setTheme',
    ],
    isFrozen: true,
  });
});

test('the window is sandboxed, isolated, and has no developer switches', async () => {
  const preferences = await running.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences();
    return {
      sandbox,
      contextIsolation,
      nodeIntegration: nodeIntegration ?? false,
      webSecurity,
      webviewTag: webviewTag ?? false,
    };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('the renderer process runs inside the system sandbox where the machine allows one', async () => {
  test.skip(
    process.platform !== 'linux' || !process.env.BULLA_TEST_LAUNCHER,
    'needs an unprivileged user with user namespaces',
  );
  const pid = await running.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId(),
  );
  expect(readFileSync(`/proc/${pid}/status`, 'utf8')).toMatch(/Seccomp:\s+2/);
});

test('the content security policy is strict and holds', async () => {
  const response = await running.page.evaluate(async () => {
    // Playwright's own evaluation may eval; what a script of the page may do shows only after it.
    await new Promise((resolve) => setTimeout(resolve));
    const tries: Record<string, string> = {};
    const attempt = async (name: string, work: () => unknown) => {
      try {
        await work();
        tries[name] = 'allowed';
      } catch {
        tries[name] = 'refused';
      }
    };
    // biome-ignore lint/security/noGlobalEval: that it is refused is what is tested
    await attempt('eval', () => globalThis.eval('1'));
    await attempt('function', () => new Function('return 1')());
    await attempt('fetch', () => fetch('https://example.org/'));
    await attempt('fetch own', () => fetch('/index.html'));
    await attempt('markup', () => {
      document.createElement('div').innerHTML = '<b>x</b>';
    });
    await attempt('another policy', () =>
      (globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }).trustedTypes //
        .createPolicy('own', { createHTML: (text: string) => text }),
    );
    await attempt(
      'socket',
      () =>
        new Promise((resolve, reject) => {
          const socket = new WebSocket('wss://example.org/');
          socket.onopen = resolve;
          socket.onerror = reject;
        }),
    );
    return tries;
  });
  expect(response).toEqual({
    eval: 'refused',
    function: 'refused',
    fetch: 'refused',
    'fetch own': 'refused',
    markup: 'refused',
    'another policy': 'refused',
    socket: 'refused',
  });
});

test('no window opens and no page is left', async () => {
  const before = running.app.windows().length;
  await running.page.evaluate(() => {
    window.open('https://example.org/');
    const link = Object.assign(document.createElement('a'), { href: 'https://example.org/', target: '_self' });
    document.body.append(link);
    link.click();
    link.remove();
  });
  await running.page.waitForTimeout(300);
  expect(running.app.windows()).toHaveLength(before);
  expect(running.page.url()).toMatch(/^bulla:\/\/app\//);
});

test('main answers only our own top frame', async () => {
  const answer = await running.app.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await stranger.loadURL('data:text/html,<title>stranger</title>');
    const result = await stranger.webContents.executeJavaScript(
      "window.bulla.chooseFile('dataset').then(() => 'answered', () => 'refused')",
    );
    stranger.destroy();
    return result;
  });
  expect(answer).toBe('refused');
});

test('a path or a made-up file is not granted', async () => {
  const granted = await running.page.evaluate(async () => {
    const bridge = (globalThis as unknown as { bulla: { grantDropped(file: unknown): Promise<unknown> } }).bulla;
    return [await bridge.grantDropped('/etc/passwd'), await bridge.grantDropped(new File(['x'], 'x.csv'))];
  });
  expect(granted).toEqual([null, null]);
});

test('no process of the application holds a connection to anywhere', async () => {
  test.skip(process.platform !== 'linux', 'reads /proc');
  const pids = await running.app.evaluate(({ app }) => app.getAppMetrics().map((metric) => metric.pid));
  expect(pids.length).toBeGreaterThan(2);
  const remote = new Set([
    ...remoteSockets('/proc/net/tcp'),
    ...remoteSockets('/proc/net/tcp6'),
    ...remoteSockets('/proc/net/udp'),
    ...remoteSockets('/proc/net/udp6'),
  ]);
  const held = pids.flatMap((pid) => socketsOf(pid)).filter((inode) => remote.has(inode));
  expect(held).toEqual([]);
});

/** Inodes of sockets whose other end is not this machine itself (the test's own wires are on loopback). */
function remoteSockets(table: string): string[] {
  const loopback = /^(0100007F|00000000|0{32}|0{24}01000000|0000000000000000FFFF00000100007F):/;
  return readFileSync(table, 'utf8')
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length > 9 && !loopback.test(fields[2] as string))
    .map((fields) => fields[9] as string);
}

function socketsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1] ?? [];
      } catch {
        return []; // closed in the meantime
      }
    });
  } catch {
    return [];
  }
}
