import { $, h, fill } from './element.js';
import { say } from './words.js';

/** Asks before something is gone for good. @return a promise of yes or no */
export function confirm(title, detail, yes) {
  const dialog = $('dialog');
  dialog.className = 'small';
  return new Promise(resolve => {
    fill(dialog,
      h('h2', {}, title), h('p', {}, detail),
      h('form', { method: 'dialog' }, h('div.decide', {},
        h('button.plain', { value: 'no', autofocus: true }, say('keep')),
        h('button.grave', { value: 'yes' }, yes))));
    dialog.returnValue = 'no';
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    dialog.showModal();
  });
}
