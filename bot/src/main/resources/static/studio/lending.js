import { $, fill, h, iconButton } from './element.js';
import { day, has, say } from './words.js';
import { recall, remember } from './memory.js';
import * as service from './service.js';

const PLATFORMS = { discord: 'Discord', telegram: 'Telegram', slack: 'Slack' };

/** By its key the browser in which a face was brought is known again: only there the voice is lent. */
export const keepKey = (id, key) => remember(`key.${id}`, key);

/** Shows to whose accounts in chats the voice of `avatar` is lent, and lends it to another. @return a promise of nothing, when all is done */
export async function lending(avatar) {
  const dialog = $('dialog');
  dialog.className = 'small';
  const key = recall(`key.${avatar.id}`);
  const list = h('ul.loans');
  const trouble = h('p.warning', { role: 'alert', hidden: true });
  const complain = sentence => { trouble.textContent = sentence; trouble.hidden = !sentence; };
  const explain = problem => complain(problem.offline ? say('offline') : has(`problem-${problem.kind}`) ? say(`problem-${problem.kind}`) : problem.message);

  async function show() {
    try {
      const { loans } = await service.loans(avatar.id);
      fill(list, loans.map(loan => h('li', {},
        h('span', {}, h('b', {}, PLATFORMS[loan.platform] ?? loan.platform), ` ${loan.account} `, h('small', {}, day(loan.since))),
        iconButton('bare.remove', 'remove', say('takeBack', { account: `${PLATFORMS[loan.platform] ?? loan.platform} ${loan.account}` }), () => takeBack(loan)))));
    } catch (problem) {
      explain(problem);
    }
  }

  async function takeBack(loan) {
    complain('');
    try {
      await service.takeBack(avatar.id, loan.platform, loan.account);
    } catch (problem) {
      explain(problem);
    }
    await show();
  }

  const closing = h('button.plain', { type: 'button', onclick: () => dialog.close() }, say('close'));
  fill(dialog,
    h('h2', {}, say('lendTitle', { name: avatar.name })), h('p', {}, say('lendHow')), list,
    ...key ? [await form(avatar, key, { complain, explain, show, closing }), trouble] : [h('p.remark', {}, say('lendElsewhere')), trouble, h('div.decide', {}, closing)]);
  await show();
  return new Promise(resolve => {
    dialog.addEventListener('close', resolve, { once: true });
    dialog.showModal();
  });
}

/** Where a code is entered, with what is agreed to. */
async function form(avatar, key, { complain, explain, show, closing }) {
  const page = document.documentElement.lang;
  const wording = await service.consent().catch(() => null);
  const shown = wording?.lending[page] ? page : 'en';
  const code = h('input.code', { type: 'text', id: 'lend-code', maxLength: 12, autocomplete: 'off', spellcheck: false, placeholder: 'XXXX-XXXX', oninput: () => complain('') });
  const agreed = h('input', { type: 'checkbox', id: 'lend-agreed', onchange: () => complain('') });
  const lend = h('button.primary', { type: 'submit' }, say('lend'));
  return h('form', { novalidate: 'novalidate', onsubmit: async event => {
    event.preventDefault();
    complain('');
    if (!code.value.trim()) { code.focus(); return complain(say('needCode')); }
    if (!agreed.checked) { agreed.focus(); return complain(say('needConsent')); }
    lend.disabled = true;
    try {
      await service.lend(avatar.id, { code: code.value, key, consent: { agreed: true, wording_version: wording.lending_version, language: shown } });
      code.value = '';
      agreed.checked = false; // it was given for one account, not for the next
      await show();
    } catch (problem) {
      explain(problem);
    } finally {
      lend.disabled = false;
    }
  } },
  h('div.field', {}, h('label', { htmlFor: 'lend-code' }, say('lendCode')), code),
  h('label.tick', {}, agreed, h('span', { lang: shown }, wording ? wording.lending[shown] : say('offline'))),
  h('div.decide', {}, closing, lend));
}
