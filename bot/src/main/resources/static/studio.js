import { WORDS } from './words.js';
import { Problem, avatars, generate } from './service.js';

const $ = id => document.getElementById(id);
const GUEST = 'guest';
const LARGEST_PICTURE = 10_000_000;
const SILHOUETTE = '<svg viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.4" aria-hidden="true">'
  + '<circle cx="12" cy="8.5" r="4"/><path d="M4 21c.8-5 4-7 8-7s7.2 2 8 7"/></svg>';

let cast = [];
let words = WORDS.en;
let running = null;
let guestPicture = null;

// --- Words -----------------------------------------------------------------------------------------------------------

function speak(language) {
  words = WORDS[language] ?? WORDS.en;
  document.documentElement.lang = language;
  $('interface').value = language;
  for (const element of document.querySelectorAll('[data-say]')) element.textContent = words[element.dataset.say];
  $('text').placeholder = words.placeholder;
  if (cast.length) showCast();
}

function preferred() {
  const wanted = [remembered(), ...navigator.languages].map(tag => (tag ?? '').slice(0, 2));
  return wanted.find(tag => tag in WORDS) ?? 'en';
}

function remembered() {
  try { return localStorage.getItem('interface'); } catch { return null; }
}

const fill = (text, seconds) => text.replace('{s}', seconds.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 1 }));

// --- Cast ------------------------------------------------------------------------------------------------------------

function showCast() {
  const chosen = selected();
  $('cast').replaceChildren(
    ...cast.map(avatar => card(avatar.id, avatar.name, avatar.languages.join(' '), avatar.persona, avatar)),
    card(GUEST, words.guest, '', words.guestPersona, null));
  const native = cast.find(avatar => avatar.languages[0] === document.documentElement.lang)?.id;
  document.querySelector(`[name=avatar][value="${chosen ?? native ?? cast[0].id}"]`).checked = true;
  choose();
}

function card(id, name, languages, persona, avatar) {
  const label = element('label', 'card');
  const input = element('input');
  Object.assign(input, { type: 'radio', name: 'avatar', value: id });
  const body = element('span');
  body.append(picture(avatar), line(name, languages), element('span', 'persona', persona));
  if (avatar?.accent) label.style.setProperty('--tone', avatar.accent);
  label.append(input, body);
  return label;
}

function picture(avatar) {
  if (avatar || guestPicture) {
    const image = element('img');
    image.src = avatar ? avatar.portrait : guestPicture.url;
    image.alt = '';
    return image;
  }
  const blank = element('span', 'blank');
  blank.innerHTML = SILHOUETTE;
  return blank;
}

function line(name, languages) {
  const line = element('span', 'name', name);
  line.append(element('small', '', languages));
  return line;
}

function element(tag, className = '', text = '') {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

const selected = () => document.querySelector('[name=avatar]:checked')?.value;
const chosen = name => document.querySelector(`[name=${name}]:checked`).value;

function choose() {
  const id = selected();
  $('guest').hidden = id !== GUEST;
  if (!running) {
    const avatar = cast.find(one => one.id === id);
    $('still').replaceChildren(picture(avatar ?? null));
    if ($('film').hidden) $('frame').dataset.format = chosen('format');
  }
}

async function takePicture() {
  const file = $('picture').files[0];
  guestPicture = null;
  if (!file) return;
  if (file.size > LARGEST_PICTURE) {
    $('picture').value = '';
    return complain(words.trouble, words.tooBig);
  }
  const url = await new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
  guestPicture = { url };
  $('consent').checked = false; // consent is given for one picture, not for the next
  hush();
  showCast();
}

// --- Making ----------------------------------------------------------------------------------------------------------

function request() {
  const text = $('text').value;
  if (!text.trim()) throw new Problem({ title: words.needText });
  const wanted = { text, language: chosen('language'), format: chosen('format') };
  if (selected() !== GUEST) return { ...wanted, avatar: selected() };
  if (!guestPicture) throw new Problem({ title: words.needPicture });
  if (!$('consent').checked) throw new Problem({ title: words.needConsent });
  return { ...wanted, reference_image: guestPicture.url };
}

async function make(event) {
  event.preventDefault();
  if (running) return;
  hush();
  let wanted;
  try {
    wanted = request();
  } catch (problem) {
    complain(problem.title, problem.message);
    if (!$('text').value.trim()) $('text').focus();
    return;
  }
  running = new AbortController();
  const portrait = $('still').querySelector('img')?.src ?? '';
  working(true);
  try {
    const clip = await generate(wanted, progress, running.signal);
    working(false);
    show(clip, true);
    remember(clip, wanted, portrait);
  } catch (failure) {
    working(false);
    if (failure.name !== 'AbortError') {
      if (failure instanceof Problem) complain(failure.title, failure.message);
      else complain(words.trouble, words.offline);
    }
  }
}

function working(on) {
  if (!on) running = null;
  $('make').disabled = on;
  $('make').firstElementChild.textContent = on ? words.making : words.make;
  $('working').hidden = !on;
  $('frame').dataset.state = on ? 'working' : 'empty';
  if (on) {
    $('film').pause();
    $('film').hidden = true;
    $('caption').replaceChildren();
    $('frame').dataset.format = chosen('format');
    $('frame').scrollIntoView({ block: 'nearest' });
    choose();
    progress({ stage: 'queued', fraction: 0 });
  }
}

function progress({ stage, fraction }) {
  // The face ends last, so its fraction is that of the film.
  if (stage === 'face') $('progress').value = fraction;
  if (stage === 'queued') $('progress').value = 0;
  const shown = stage === 'voice' && $('progress').value > 0 ? 'face' : stage;
  $('stageName').textContent = words[shown] ?? shown;
}

function show(clip, fresh) {
  const film = $('film');
  film.src = clip.url;
  film.hidden = false;
  $('frame').dataset.state = 'playing';
  film.onloadedmetadata = () => { $('frame').dataset.format = film.videoHeight > film.videoWidth ? 'portrait' : 'square'; };
  film.play().catch(() => {}); // a browser may want a click first
  const facts = element('ul');
  const facet = (text, className) => facts.append(element('li', className, text));
  facet(words.ai, 'ai');
  facet(fill(words.seconds, clip.duration_seconds));
  facet(clip.cached || !fresh ? words.cached : fill(words.fresh, clip.timings_ms.total / 1000));
  if (clip.shortened) facet(words.shortened);
  for (const [role, engine] of Object.entries(clip.engines)) facet(`${role}: ${engine}`);
  const save = element('a', '', words.save);
  save.href = clip.url;
  save.download = `vignette-${clip.id}.mp4`;
  const last = element('li');
  last.append(save);
  facts.append(last);
  const said = element('blockquote', '', clip.spoken_text);
  said.lang = clip.language;
  $('caption').replaceChildren(said, facts);
}

function remember(clip, wanted, portrait) {
  const name = cast.find(one => one.id === wanted.avatar)?.name ?? words.guest;
  const button = element('button');
  button.type = 'button';
  const image = element('img');
  image.src = portrait;
  image.alt = '';
  const text = element('span');
  text.append(element('b', '', clip.spoken_text), element('small', '', `${name} · ${fill(words.seconds, clip.duration_seconds)}`));
  button.append(image, text);
  button.onclick = () => { if (!running) { hush(); show(clip, false); $('frame').scrollIntoView({ block: 'nearest' }); } };
  const item = element('li');
  item.append(button);
  $('made').prepend(item);
  $('shelf').hidden = false;
}

function complain(title, detail) {
  $('trouble').replaceChildren(element('strong', '', title || words.trouble), document.createTextNode(detail));
  $('trouble').hidden = false;
  $('trouble').scrollIntoView({ block: 'nearest' });
}

function hush() {
  $('trouble').hidden = true;
}

// --- Beginning -------------------------------------------------------------------------------------------------------

$('request').addEventListener('submit', make);
$('cast').addEventListener('change', choose);
$('picture').addEventListener('change', takePicture);
$('stop').addEventListener('click', () => running?.abort());
$('text').addEventListener('input', () => { $('count').textContent = `${$('text').value.length} / 5000`; });
$('text').addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) $('request').requestSubmit();
});
for (const radio of document.querySelectorAll('[name=format]')) radio.addEventListener('change', choose);
$('interface').addEventListener('change', () => {
  try { localStorage.setItem('interface', $('interface').value); } catch { /* private window */ }
  speak($('interface').value);
});

speak(preferred());
avatars()
  .then(all => { cast = all; showCast(); })
  .catch(failure => complain(words.trouble, failure instanceof Problem ? failure.message : words.offline));
