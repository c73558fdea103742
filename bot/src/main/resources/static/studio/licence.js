import { $, fill, h } from './element.js';
import { say } from './words.js';

/** Shows terms that forbid some uses. @return a promise of whether somebody has read them and agrees */
export function licence(name, terms) {
  const dialog = $('dialog');
  dialog.className = 'small';
  return new Promise(resolve => {
    const agreed = h('input', { type: 'checkbox', id: 'agreed', onchange: () => { get.disabled = !agreed.checked; } });
    const get = h('button.primary', { value: 'yes', disabled: true }, say('modelsGet'));
    fill(dialog,
      h('h2', {}, say('licenceTitle', { name })),
      h('p', { lang: 'en' }, `${terms.title[0].toUpperCase()}${terms.title.slice(1)}: ${terms.summary}`),
      h('p.remark', {}, h('a', { href: terms.text, target: '_blank', rel: 'noopener noreferrer' }, say('licenceRead'))),
      h('form', { method: 'dialog' },
        h('label.tick', {}, agreed, h('span', {}, say('licenceAgree'))),
        h('p.remark', {}, say('licenceRecorded', { version: terms.id })),
        h('div.decide', {}, h('button.plain', { value: 'no', autofocus: true }, say('cancel')), get)));
    dialog.returnValue = 'no';
    dialog.addEventListener('close', () => resolve(dialog.returnValue === 'yes'), { once: true });
    dialog.showModal();
  });
}
