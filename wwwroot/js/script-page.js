// The editor of filter scripts: fetches the script, shows it, and sends it back. Its text never goes through the circuit.

let page = null;

export function start(root, words) {
  page?.close();
  page = open(root, words);
  page.load();
}

export function stop() {
  page?.close();
  page = null;
}

const token = () => document.querySelector('input[name=__RequestVerificationToken]')?.value ?? '';

/** Sends JSON and returns that of the answer; what did not come through is an answer in words, too. */
async function ask(texts, method, path, body) {
  try {
    const answer = await fetch(new URL(path, document.baseURI), {
      method,
      credentials: 'same-origin',
      headers: { Accept: 'application/json', RequestVerificationToken: token(), ...(body ? { 'Content-Type': 'application/json' } : {}) },
      body: body && JSON.stringify(body),
    });
    if (answer.status === 401 || answer.status === 403) return { state: 'failed', said: texts.SignedOut };
    return answer.ok ? await answer.json() : { state: 'failed', said: texts.Lost };
  } catch {
    return { state: 'failed', said: texts.Lost };
  }
}

function open(root, { label, texts, phrases }) {
  const part = name => root.querySelector(`[data-part=${name}]`);
  const button = name => root.querySelector(`[data-do=${name}]`);
  const closed = new AbortController();
  let editor, stored, theirs = null, isOurs = false, isDirty = false;

  root.addEventListener('click', onClick, { signal: closed.signal });
  button('tab').addEventListener('change', event => editor?.indentByTab(event.target.checked), { signal: closed.signal });
  addEventListener('beforeunload', event => { if (isDirty) event.preventDefault(); }, { signal: closed.signal });

  function show() {
    button('take-over').hidden = isOurs || !stored || !!stored.locked;
    button('check').hidden = button('discard').hidden = button('save').hidden = !isOurs;
    button('save').disabled = button('discard').disabled = !isDirty || !!theirs;
    part('conflict').hidden = !theirs;
    part('name').textContent = stored ? `${stored.name} · ${isDirty ? texts.Unsaved : texts[stored.state === 'active' ? 'Active' : stored.state === 'inactive' ? 'Inactive' : 'Missing']}` : '';
  }

  /** Says what came of something. */
  function say(text, kind, remarks) {
    const note = document.createElement('div');
    note.className = `note${kind ? ` note-${kind}` : ''}`;
    const words = document.createElement('div');
    words.append(Object.assign(document.createElement('p'), { textContent: text }));
    if (remarks) words.append(Object.assign(document.createElement('p'), { textContent: remarks, className: 'remarks', dir: 'auto' }));
    note.append(words);
    part('said').replaceChildren(...(text ? [note] : []));
    return words;
  }

  function showFaults(faults = [], go = false) {
    part('faults').hidden = !faults.length;
    part('faults').replaceChildren(...faults.map(fault => {
      const item = document.createElement('li'), link = Object.assign(document.createElement('button'), { type: 'button', textContent: `${texts.Line} ${fault.line}: ${fault.text}`, dir: 'auto' });
      link.addEventListener('click', () => editor.show([fault, ...faults.filter(other => other !== fault)], true));
      item.append(link);
      return item;
    }));
    editor.show(faults, go);
  }

  async function load() {
    say(texts.Loading);
    const [answer, { create }] = await Promise.all([ask(texts, 'GET', 'filters/script'), import('../lib/script/script.js')]);
    if (closed.signal.aborted) return;
    if (answer.state === 'failed') {
      const again = Object.assign(document.createElement('button'), { type: 'button', className: 'btn btn-s', textContent: texts.Retry });
      again.addEventListener('click', load);
      say(answer.said, 'd', answer.remarks).append(again);
      return;
    }

    stored = answer;
    editor ??= create(part('host'), { text: '', label, describedBy: 'script-keys', words: phrases, onChange: () => { isDirty = isOurs && editor.text !== stored.text; show(); } });
    take(answer);
    say(answer.locked ?? '', 'w');
    part('others').hidden = !answer.others.length;
    part('others').textContent = `${texts.Others} ${answer.others.join(', ')}`;
  }

  /** Shows a script that stands on the server. */
  function take(script) {
    stored = { ...stored, ...script, text: (script.text ?? '').replace(/\r\n?/g, '\n') };
    [isDirty, theirs] = [false, null];
    editor.compare(null);
    editor.replace(stored.text);
    isDirty = false;
    showFaults();
    show();
  }

  async function check() {
    const answer = await ask(texts, 'POST', 'filters/script/check', { text: editor.text });
    say(answer.said ?? '', answer.state === 'good' ? 'ok' : 'd', answer.faults?.length ? null : answer.remarks);
    showFaults(answer.faults, true);
  }

  async function save() {
    const text = editor.text;
    button('save').disabled = true;
    const answer = await ask(texts, 'PUT', 'filters/script', { text, name: stored.name, version: stored.version });
    showFaults(answer.faults, true);
    say(answer.said ?? '', answer.state === 'saved' ? 'ok' : answer.state === 'conflict' ? 'w' : 'd', answer.faults?.length ? null : answer.remarks);
    if (answer.state === 'saved' || answer.state === 'waiting') {
      stored = { ...stored, text, name: answer.name, version: answer.version, state: answer.state === 'saved' ? 'active' : 'inactive' };
      isDirty = editor.text !== text;
    } else if (answer.state === 'conflict') {
      theirs = { text: answer.text.replace(/\r\n?/g, '\n'), version: answer.version, name: answer.name };
      editor.compare(theirs.text);
    }

    show();
  }

  function onClick(event) {
    switch (event.target.closest('[data-do]')?.dataset.do) {
      case 'take-over':
        isOurs = true;
        editor.allow(true);
        editor.focus();
        break;
      case 'discard':
        take(stored);
        say(texts.Restored);
        editor.focus();
        return;
      case 'check': return check();
      case 'save': return save();
      case 'theirs':
        take(theirs);
        say('');
        return;
      case 'mine':
        // The other version was seen: it is what ours replaces now.
        stored = { ...stored, ...theirs };
        theirs = null;
        editor.compare(null);
        return save();
      default: return;
    }

    show();
  }

  return { load, close: () => closed.abort() };
}
