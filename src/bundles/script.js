// The editor of filter scripts, as one file of its page: CodeMirror with what it needs for Sieve.
import { EditorState, Compartment } from '@codemirror/state';
import { EditorView, keymap, lineNumbers, highlightActiveLine, drawSelection } from '@codemirror/view';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { StreamLanguage, HighlightStyle, syntaxHighlighting, bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, setDiagnostics } from '@codemirror/lint';
import { search, searchKeymap, highlightSelectionMatches } from '@codemirror/search';
import { unifiedMergeView } from '@codemirror/merge';
import { sieve } from '@codemirror/legacy-modes/mode/sieve';
import { tags } from '@lezer/highlight';

// The colours are the page's: its tokens know light and dark.
const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.controlKeyword], color: 'var(--pen-violet)', fontWeight: '600' },
  { tag: tags.atom, color: 'var(--pen-orange)' },
  { tag: tags.number, color: 'var(--pen-blue)' },
  { tag: tags.string, color: 'var(--pen-green)' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.operator, tags.operatorKeyword], color: 'var(--pen-teal)' },
]);

const look = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'var(--surface)', fontSize: 'var(--t-13)' },
  '&.cm-focused': { outline: '2px solid var(--brand)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '20px' },
  '.cm-content': { caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--sunken)', color: 'var(--ink-3)', borderRight: '1px solid var(--line)' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'color-mix(in srgb, var(--brand) 7%, transparent)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': { backgroundColor: 'var(--brand-tint-2)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--brand-tint)', outline: '1px solid var(--brand)' },
  '.cm-panels, .cm-tooltip': { backgroundColor: 'var(--surface)', color: 'var(--ink)', borderColor: 'var(--line)' },
  '.cm-textfield': { backgroundColor: 'var(--surface)', border: '1px solid var(--control)', borderRadius: 'var(--r-s)' },
  '.cm-button': { backgroundImage: 'none', backgroundColor: 'var(--hover)', border: '1px solid var(--control)', borderRadius: 'var(--r-s)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--danger)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--danger-tint)', color: 'var(--ink)' },
  '& .cm-deletedText, & .cm-deletedChunk .cm-deletedText, & .cm-changedText, & .cm-insertedLine .cm-changedText': { background: 'none', textDecoration: 'underline' },
  '.cm-changedLine, .cm-insertedLine': { backgroundColor: 'var(--ok-tint)' },
});

/**
 * Makes an editor in an element. `words` are the texts that CodeMirror shows and says; `onChange` hears of every edit.
 * Tab leaves the editor, as everywhere on the page, until it is told to indent.
 */
export function create(parent, { text, label, describedBy, words, onChange }) {
  const access = new Compartment(), difference = new Compartment(), tab = new Compartment();
  const isReadOnly = value => [EditorState.readOnly.of(value), EditorView.contentAttributes.of({ 'aria-readonly': String(value) })];
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), history(), drawSelection(), highlightActiveLine(), bracketMatching(), indentOnInput(), indentUnit.of('    '), highlightSelectionMatches(),
        search({ top: true }), lintGutter(), StreamLanguage.define(sieve), syntaxHighlighting(colours), look,
        EditorState.phrases.of(words), EditorState.lineSeparator.of('\n'), EditorView.lineWrapping,
        EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': describedBy, 'data-testid': 'sieve-source', spellcheck: 'false' }),
        access.of(isReadOnly(true)), difference.of([]), tab.of([]),
        keymap.of([...searchKeymap, ...historyKeymap, ...defaultKeymap]),
        EditorView.updateListener.of(update => { if (update.docChanged) onChange(); }),
      ],
    }),
  });
  return {
    get text() { return view.state.doc.toString(); },
    get lines() { return view.state.doc.lines; },
    focus: () => view.focus(),
    replace: value => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: value } }),
    allow: value => view.dispatch({ effects: access.reconfigure(isReadOnly(!value)) }),
    /** Tab indents; Escape and then Tab leaves. */
    indentByTab: value => view.dispatch({ effects: tab.reconfigure(value ? keymap.of([indentWithTab]) : []) }),
    /** Shows faults at their lines; the first is gone to if `go`. */
    show(faults, go) {
      const { doc } = view.state;
      const diagnostics = faults.map(fault => {
        const line = doc.line(Math.min(Math.max(1, fault.line), doc.lines));
        const from = Math.min(line.to, line.from + Math.max(0, (fault.column ?? 1) - 1));
        return { from, to: line.to > from ? line.to : from, severity: 'error', message: fault.text };
      });
      view.dispatch(setDiagnostics(view.state, diagnostics));
      if (go && diagnostics.length) {
        view.dispatch({ selection: { anchor: diagnostics[0].from }, effects: EditorView.scrollIntoView(diagnostics[0].from, { y: 'center' }) });
        view.focus();
      }
    },
    /** Shows how the text differs from another; null ends that. */
    compare: other => view.dispatch({ effects: difference.reconfigure(other === null ? [] : unifiedMergeView({ original: other, mergeControls: false, syntaxHighlightDeletions: false })) }),
  };
}
