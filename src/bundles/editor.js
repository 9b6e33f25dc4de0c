// What the composer takes from npm, as one file of the page: the editor, and the cleaner of whatever is put into it.
export { default as Squire } from 'squire-rte';
export { default as purify } from 'dompurify';
