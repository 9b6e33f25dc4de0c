// What a person is asked before a message goes out. Only what is most likely a slip.
import { openPlace } from './compose-templates.js';
import { say } from './compose-words.js';

/** Words for a file, German and English, as whole words. */
const promises = /(?<![\p{L}])(?:(?:im|siehe|als|den|der) anhang|(?:in der|siehe|als) anlage|anbei|angefügt|angefügte[nrs]?|beiliegend|beiliegende[nrs]?|beigelegt|angehängt|angehängte[nrs]?|beigefügt|beigefügte[nrs]?|anliegend|hänge (?:ich|dir|ihnen|euch)[^.!?\n]{0,60}? an|füge ich[^.!?\n]{0,60}? bei|attached|attachment|attachments|attaching|enclosed|enclosing|i attach)(?![\p{L}])/iu;

/** Above this many recipients that see each other, Bcc is offered. */
const visibleAtMost = 15;

/** Kinds of drafts whose subject, and whom they go to, somebody else has chosen. */
const answers = ['reply', 'replyAll', 'replyToList'];

/**
 * The first thing to be asked, or null: `kind` names it, `mayGoOn` says whether the message may be sent nevertheless. `agreed` are the
 * kinds that the person has answered.
 */
export function question(composer, agreed) {
  const { to, cc, bcc } = composer.recipients;
  const wrong = [to, cc, bcc].flatMap(field => field.invalid), isAnswer = answers.includes(composer.draft.kind);
  if (to.isEmpty && cc.isEmpty && bcc.isEmpty) return { kind: 'none', text: say('AskRecipient'), mayGoOn: false, focus: to };
  if (wrong.length) return { kind: 'wrong', text: say('AskInvalid', wrong[0].name || wrong[0].address), mayGoOn: false, focus: [to, cc, bcc].find(field => field.invalid.length) };
  const asks = [
    [composer.files.hasFailed, { kind: 'failed', text: say('AskFailedFile') }],
    [composer.draft.kind !== 'redirect' && !composer.subject.value.trim(), { kind: 'subject', text: say('AskSubject'), focus: composer.subject }],
    [openPlace(composer), { kind: 'place', text: say('AskPlaceholder', openPlace(composer)) }],
    [!composer.files.count && promises.test(`${isAnswer ? '' : composer.subject.value}\n${composer.editor.ownText()}`), { kind: 'file', text: say('AskAttachment') }],
    [!isAnswer && to.values.length + cc.values.length > visibleAtMost, { kind: 'many', text: say('AskBcc', to.values.length + cc.values.length), other: 'to-bcc' }],
  ];
  const asked = asks.find(([applies, ask]) => applies && !agreed.has(ask.kind));
  return asked ? { mayGoOn: true, ...asked[1] } : null;
}
