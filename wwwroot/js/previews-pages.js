// The page's side of the frame in which pages are drawn. The frame is of no origin and can ask for nothing: it gets pieces of this one
// file, and fonts and decoders by name, through its port.

/** Milliseconds without any sign of life until it is given up. */
const patience = 30_000;

/** Names of what comes with the program; nothing else is fetched for the frame. */
const assetNames = { cMapUrl: /^[\w-]{1,40}\.bcmap$/, standardFontDataUrl: /^[\w-]{1,40}\.(pfb|ttf)$/, wasmUrl: /^(jbig2|openjpeg|qcms_bg)\.wasm$/ };
const assetFolders = { cMapUrl: 'cmaps/', standardFontDataUrl: 'fonts/', wasmUrl: 'wasm/' };

/** Puts the frame into `host`. Gives what stops it and what changes its size. */
export function start(host, { content, octets, frame: address, worker, assets, title, page, shown, key, failed }) {
  const over = new AbortController(), channel = new MessageChannel(), port = channel.port1;
  const frame = Object.assign(document.createElement('iframe'), { className: 'pv-pages', title, src: address, referrerPolicy: 'no-referrer' });
  frame.setAttribute('sandbox', 'allow-scripts');
  let timer = 0;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => failed('slow'), patience);
  };

  const get = async (url, init = {}) => {
    const answer = await fetch(new URL(url, document.baseURI), { credentials: 'same-origin', signal: over.signal, ...init });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer;
  };

  async function piece(begin, end) {
    const answer = await get(content, { headers: { Range: `bytes=${begin}-${end - 1}` } });
    const chunk = await answer.arrayBuffer();
    // What stands between may not know of ranges.
    return answer.status === 206 ? chunk : chunk.slice(begin, end);
  }

  async function asset(kind, name) {
    if (!Object.hasOwn(assetNames, kind) || !assetNames[kind].test(name)) throw new Error('unknown');
    return (await get(assets + assetFolders[kind] + name)).arrayBuffer();
  }

  const answer = async (message, ask) => {
    try {
      const data = await ask();
      port.postMessage({ to: message.id, data }, [data]);
    } catch {
      if (!over.signal.aborted) port.postMessage({ to: message.id });
    }
  };

  port.onmessage = ({ data: message }) => {
    if (over.signal.aborted) return;
    alive();
    switch (message.is) {
      case 'piece': return answer(message, () => piece(message.begin, message.end));
      case 'asset': return answer(message, () => asset(message.kind, message.name));
      case 'shown': clearTimeout(timer); return shown(Number(message.page), Number(message.count));
      case 'key': clearTimeout(timer); return key(String(message.key));
      case 'failed': clearTimeout(timer); return failed(message.why === 'password' ? 'password' : 'broken');
    }
  };

  frame.addEventListener('load', async () => {
    alive();
    try {
      const source = await (await get(worker)).text();
      frame.contentWindow.postMessage({ octets, worker: source, page }, '*', [channel.port2]);
    } catch {
      if (!over.signal.aborted) failed('broken');
    }
  }, { once: true });
  host.replaceChildren(frame);
  alive();

  return {
    stop() {
      clearTimeout(timer);
      over.abort();
      port.close();
      frame.remove();
    },
    zoom: by => port.postMessage({ zoom: by }),
  };
}
