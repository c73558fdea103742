import { $, fill, h, icon } from './element.js';
import { composer } from './composer.js';
import { confirm } from './confirm.js';
import { Conversation } from './conversation.js';
import { Gallery } from './cast.js';
import { Library } from './library.js';
import { Models, offer } from './models.js';
import { Transcript } from './transcript.js';
import { languages, preferred, say, speak } from './words.js';
import { recall, remember } from './memory.js';
import { showEngines, watchEngines } from './engines.js';
import * as service from './service.js';

/** Conversations of this browser, the newest first; the library asks them what was said. */
const REMEMBERED = 12;

let conversation = null;
let spoken = new Map();

// --- The parts of the page -------------------------------------------------------------------------------------------

const gallery = new Gallery({ chosen: choose, changed: () => library.load(), complain });
const library = new Library({ spoken: id => spoken.get(id), avatar: id => gallery.find(id), complain });
const models = new Models({ changed: () => { if (conversation) opening(); }, complain });
const transcript = new Transcript({
  avatar: id => gallery.find(id),
  cancel: turn => tell(conversation.cancel(turn)),
  again: async turn => {
    if (turn.unsent) return conversation.again(turn);
    if (turn.voice_note) {
      const sound = turn.recording?.sound ?? await fetch(turn.voice_note.url).then(answer => answer.blob());
      return send({ sound });
    }
    return send(turn.text);
  },
  models: () => openWing('models'),
  retell: async turn => {
    await tell(service.film(turn.reply.spoken, turn.avatar, turn.reply.language));
    redraw();
  },
});
const field = composer(send, complain);

async function tell(promise) {
  try {
    return await promise;
  } catch (problem) {
    complain(problem.offline ? say('offline') : problem.message);
    return null;
  }
}

function complain(sentence) {
  fill($('trouble'), h('p', {}, sentence),
    h('button.bare', { type: 'button', 'aria-label': say('close'), onclick: () => { $('trouble').hidden = true; } }, icon('close')));
  $('trouble').hidden = false;
}

// --- Conversations ---------------------------------------------------------------------------------------------------

function known() {
  return (recall('conversations') ?? '').split(' ').filter(Boolean);
}

async function enter(id) {
  const wished = recall('avatar');
  const avatar = gallery.all.find(one => one.id === wished) ?? gallery.forLanguage(document.documentElement.lang);
  let view = null;
  if (id) {
    try {
      view = await service.read(id);
    } catch (problem) {
      if (problem.status !== 404) throw problem;
      remember('conversations', known().filter(one => one !== id).join(' '));
    }
  }
  view ??= await service.begin(avatar.id, document.documentElement.lang);
  remember('conversations', [view.id, ...known().filter(one => one !== view.id)].slice(0, REMEMBERED).join(' '));
  conversation?.close();
  conversation = follow(new Conversation(view));
  redraw();
}

function follow(current) {
  current.addEventListener('turn', ({ detail: turn }) => { transcript.turn(turn); learn(turn); opening(); });
  current.addEventListener('renamed', ({ detail: ids }) => transcript.renamed(ids));
  current.addEventListener('removed', ({ detail: id }) => transcript.removed(id));
  current.addEventListener('all', redraw);
  current.addEventListener('connection', ({ detail: connected }) => {
    $('lost').hidden = connected;
    $('lost').textContent = connected ? '' : say('lost');
  });
  current.addEventListener('gone', () => tell(leave(current)));
  current.watch();
  return current;
}

function redraw() {
  transcript.all([...conversation.turns.values()]);
  conversation.turns.forEach(learn);
  showAvatar();
}

/** Begins another conversation; the old one is forgotten here if it is gone there. */
async function leave(gone) {
  if (gone) remember('conversations', known().filter(id => id !== gone.id).join(' '));
  conversation?.close();
  await enter(null);
}

function learn(turn) {
  if (turn.clip && turn.reply && !spoken.has(turn.clip.id)) {
    spoken.set(turn.clip.id, turn.reply.text);
    if (!$('library').hidden) library.load();
  }
}

/** What was said in the clips of this browser's other conversations. */
async function learnOlder() {
  await Promise.all(known().filter(id => id !== conversation?.id).map(async id => {
    try {
      (await service.read(id)).turns.forEach(learn);
    } catch (problem) {
      if (problem.status === 404) remember('conversations', known().filter(one => one !== id).join(' '));
    }
  }));
  library.show();
}

async function send(content) {
  $('trouble').hidden = true;
  if (!conversation) await tell(enter(null));
  await conversation?.send(content, document.documentElement.lang);
}

async function choose(id) {
  remember('avatar', id);
  if (conversation && conversation.avatar !== id) await tell(conversation.choose(id));
  showAvatar();
  closeWing();
}

// --- What is shown ---------------------------------------------------------------------------------------------------

function showAvatar() {
  const avatar = gallery.find(conversation?.avatar ?? recall('avatar') ?? gallery.all[0]?.id);
  gallery.show(avatar.id);
  document.documentElement.style.setProperty('--tint', avatar.accent);
  fill($('sitter'), h('span.oval', {}, h('img', { src: avatar.portrait, alt: '' })),
    h('span', {}, h('b', {}, avatar.name), h('small', {}, say('changeFace'))));
  field.placeholder(say('placeholder', { name: avatar.name }));
  opening(avatar);
}

function opening(avatar = gallery.find(conversation?.avatar)) {
  const empty = !conversation || conversation.turns.size === 0;
  $('opening').hidden = !empty;
  $('forget').hidden = empty;
  $('anew').hidden = empty;
  if (!empty) return;
  fill($('opening'),
    h('div.iris', { style: { '--tint': avatar.accent } }, h('img', { src: avatar.portrait, alt: '' })),
    h('h2', {}, say('openingTitle', { name: avatar.name })),
    h('p', {}, say('openingText')),
    h('ul.starters', {}, ['starter1', 'starter2', 'starter3'].map(key =>
      h('li', {}, h('button', { type: 'button', onclick: () => field.suggest(say(key)) }, say(key))))),
    offer(models, { look: () => openWing('models'), done: () => { opening(); field.focus(); } }));
}

function words() {
  for (const element of document.querySelectorAll('[data-say]')) element.textContent = say(element.dataset.say);
  for (const element of document.querySelectorAll('[data-say-label]')) element.setAttribute('aria-label', say(element.dataset.sayLabel));
  fill($('tongues'), languages.map(({ code, short, name }) => h('label', { title: name },
    h('input', { type: 'radio', name: 'tongue', value: code, checked: code === document.documentElement.lang, onchange: () => switchTo(code) }),
    h('span', { lang: code }, short))));
  for (const [id, name] of [['open-library', 'library'], ['open-house', 'more'], ['close-wing', 'close']]) $(id).replaceChildren(icon(name));
  field.words();
  showTheme();
  showEngines();
}

function switchTo(language) {
  remember('language', language);
  speak(language);
  words();
  showAvatar();
  library.show();
  models.show();
  if (conversation) redraw();
  document.querySelector(`#tongues [value=${language}]`).focus();
}

const THEMES = { auto: 'auto', light: 'day', dark: 'night' };

function showTheme() {
  const theme = document.documentElement.dataset.theme ?? 'auto';
  $('theme').replaceChildren(icon(THEMES[theme]));
  $('theme').setAttribute('aria-label', say(`theme-${theme}`));
  $('theme').title = say(`theme-${theme}`);
}

$('theme').addEventListener('click', () => {
  const order = Object.keys(THEMES);
  const theme = order[(order.indexOf(document.documentElement.dataset.theme ?? 'auto') + 1) % order.length];
  remember('theme', theme === 'auto' ? null : theme);
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  showTheme();
});

// --- The wing: faces, library and models, beside the conversation or, on a phone, over it -------------------------------------

const TABS = ['cast', 'library', 'models'];

function openWing(tab, focus = true) {
  for (const name of TABS) {
    const chosen = name === tab;
    $(`tab-${name}`).setAttribute('aria-selected', String(chosen));
    $(`tab-${name}`).tabIndex = chosen ? 0 : -1;
    $(name).hidden = !chosen;
  }
  document.body.dataset.wing = 'open';
  if (focus) $(`tab-${tab}`).focus();
  if (tab === 'library') library.load().then(learnOlder);
  if (tab === 'models') models.load();
}

function closeWing() {
  if (!document.body.dataset.wing) return;
  delete document.body.dataset.wing;
  if (!matchMedia('(min-width: 60rem)').matches) $('sitter').focus();
}

for (const name of TABS) {
  $(`tab-${name}`).addEventListener('click', () => openWing(name));
  $(`tab-${name}`).addEventListener('keydown', event => {
    const step = { ArrowRight: 1, ArrowLeft: TABS.length - 1 }[event.key];
    if (step) openWing(TABS[(TABS.indexOf(name) + step) % TABS.length]);
  });
}
$('sitter').addEventListener('click', () => openWing('cast'));
$('open-library').addEventListener('click', () => openWing('library'));
$('close-wing').addEventListener('click', closeWing);
$('open-house').addEventListener('click', () => {
  document.body.dataset.house = document.body.dataset.house ? '' : 'open';
  if (!document.body.dataset.house) delete document.body.dataset.house;
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && !$('dialog').open) closeWing();
});
$('dialog').addEventListener('click', event => { if (event.target === $('dialog')) $('dialog').close(); });

$('leave').addEventListener('click', () => tell(service.logOut()));
$('anew').addEventListener('click', () => tell(leave(null)).then(() => field.focus()));
$('forget').addEventListener('click', async () => {
  if (!await confirm(say('forgetTitle'), say('forgetDetail'), say('forget'))) return;
  const old = conversation;
  old.close();
  await tell(service.forget(old.id));
  await tell(leave(old));
});

// --- Beginning -------------------------------------------------------------------------------------------------------

speak(preferred());
words();
watchEngines(() => openWing('models'));
try {
  await gallery.load();
  await enter(known()[0]);
} catch (problem) {
  fill($('opening'), h('h2', {}, say('serviceOff')), h('p', {}, problem.offline ? say('offline') : problem.message),
    h('button.primary', { type: 'button', onclick: () => location.reload() }, say('tryAgain')));
}
models.load();
if (matchMedia('(pointer: fine)').matches) field.focus();
