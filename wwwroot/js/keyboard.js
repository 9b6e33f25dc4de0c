// The keyboard map of the page (ui.md section 8): matched by the typed character, so that it works on every layout; AltGr is ignored.
const isTyping = t => t.closest?.('input:not([type=checkbox]),textarea,select,[contenteditable=true]');
let pendingG = 0;

const single = {
  j: c => c.step(1), k: c => c.step(-1), o: c => c.openCursor(), u: c => c.back(),
  e: c => c.act('archive'), '#': c => c.act('delete'), s: c => c.toggleFlag(), '!': c => c.junk(),
  U: c => c.act('mark-unread'), I: c => c.act('mark-read'), x: c => c.toggle(), z: c => c.action('undo'),
  c: c => c.compose('compose'), r: c => c.compose('reply'), a: c => c.compose('reply-all'), f: c => c.compose('forward'),
  v: c => c.action('move'), '/': c => c.search(), '?': c => c.help(), i: c => c.loadImages(), b: () => document.getElementById('rail-toggle')?.click(),
};
const goTo = { i: 'inbox', d: 'drafts', s: 'sent', a: 'archive', j: 'junk', t: 'trash', f: 'flagged' };

export function listen(commands, options) {
  document.addEventListener('keydown', e => {
    if (e.isComposing || e.getModifierState('AltGraph') || document.querySelector('dialog[open],.mud-dialog,:popover-open')) return;
    if (isTyping(e.target)) {
      if (e.key === 'Escape' && e.target.dataset.testid === 'search') { e.preventDefault(); e.target.blur(); commands.escape(); }
      return;
    }
    if (handle(e, commands, options())) e.preventDefault();
  });
}

function handle(e, commands, options) {
  const inTree = e.target.closest?.('[role=tree],[role=menu],[role=toolbar],button,summary,a:not([role=option])');
  if (e.ctrlKey || e.metaKey) {
    if (e.key.toLowerCase() === 'a' && !e.shiftKey && !inTree) { commands.selectLoaded(); return true; }
    return false;
  }
  if (e.altKey) return false;
  if (!inTree) {
    switch (e.key) {
      case 'ArrowDown': commands.step(1, e.shiftKey); return true;
      case 'ArrowUp': commands.step(-1, e.shiftKey); return true;
      case 'Home': commands.jump(false); return true;
      case 'End': commands.jump(true); return true;
      case 'Enter': commands.openCursor(); return true;
      case 'Delete': commands.act('delete'); return true;
      case 'ContextMenu': { const row = document.querySelector('[data-cursor]'); if (row) commands.menu(row); return !!row; }
    }
  }
  if (e.key === 'Escape') { commands.escape(); return true; }
  if (!options.singleKeys || e.repeat && !['j', 'k'].includes(e.key)) return false;
  if (pendingG && e.timeStamp - pendingG < 1500) {
    pendingG = 0;
    if (goTo[e.key.toLowerCase()]) { commands.goToUse(goTo[e.key.toLowerCase()]); return true; }
  }
  if (e.key === 'g') { pendingG = e.timeStamp; return true; }
  const command = single[e.key];
  if (!command) return false;
  command(commands);
  return true;
}
