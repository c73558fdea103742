import { $, fill, h, icon } from './element.js';
import { has, say } from './words.js';
import { VoiceSample } from './sample.js';
import * as service from './service.js';

const LARGEST_PICTURE = 10_000_000;
const SIDE = 1600;

/**
 * Asks for a portrait, a name, perhaps a voice, and the consent of the person. @param lenders avatars whose voice can be
 * borrowed. @return a promise of {id, name}, or null if nothing was brought
 */
export async function upload(lenders) {
  const dialog = $('dialog');
  dialog.className = 'large';
  const page = document.documentElement.lang;
  const wording = await service.consent().catch(() => null);
  let picture = null;

  const preview = h('span.oval.preview', {}, icon('plus'));
  const trouble = h('p.warning', { role: 'alert', hidden: true });
  const complain = sentence => { trouble.textContent = sentence; trouble.hidden = !sentence; if (sentence) trouble.scrollIntoView({ block: 'nearest' }); };

  const consent = h('input', { type: 'checkbox', id: 'consent', onchange: () => complain('') });
  const withdraw = () => { consent.checked = false; }; // it was given for one picture and voice, not for the next
  const file = h('input.unseen', { type: 'file', id: 'portrait-file', tabIndex: -1, 'aria-hidden': 'true', accept: 'image/*', onchange: async () => {
    complain('');
    withdraw();
    try {
      picture = await readPicture(file.files[0]);
      preview.replaceChildren(h('img', { src: picture, alt: say('chosenPicture') }));
    } catch (failure) {
      picture = null;
      preview.replaceChildren(icon('plus'));
      complain(failure.message);
    }
  } });
  const name = h('input', { type: 'text', id: 'face-name', maxLength: 40, autocomplete: 'off' });
  const persona = h('textarea', { id: 'face-persona', maxLength: 400, rows: 2 });
  const language = h('select', { id: 'face-language' }, ['en', 'es', 'zh'].map(code => h('option', { value: code, selected: code === page }, say(`lang-${code}`))));
  const lender = h('select', { id: 'face-voice' }, lenders.map(avatar => h('option', { value: avatar.id }, say('voiceOf', { name: avatar.name }))),
    h('option', { value: '' }, say('voiceOwn')));
  const sample = new VoiceSample({ language: () => language.value, changed: withdraw });
  const keep = h('input', { type: 'checkbox', id: 'keep-recording' });
  const keeping = h('label.tick.second', { hidden: true }, keep, h('span', {}, wording ? wording.keeping[page] ?? wording.keeping.en : ''));
  lender.addEventListener('change', () => {
    sample.element.hidden = lender.value !== '';
    keeping.hidden = sample.element.hidden;
    if (sample.element.hidden) sample.cancel();
    withdraw();
  });

  return new Promise(resolve => {
    let added = null;
    const submit = h('button.primary', { type: 'submit' }, say('addFace'));
    const form = h('form', { novalidate: 'novalidate', onsubmit: async event => {
      event.preventDefault();
      complain('');
      if (!picture) return complain(say('needPicture'));
      if (!name.value.trim()) { name.focus(); return complain(say('needName')); }
      if (lender.value === '' && !sample.sound) return complain(sample.wanting);
      if (!consent.checked) { consent.focus(); return complain(say('needConsent')); }
      submit.disabled = true;
      submit.textContent = say(lender.value === '' ? 'lookingListening' : 'looking');
      try {
        added = await service.addAvatar({
          name: name.value, persona: persona.value, languages: [language.value], picture,
          voice_sample: lender.value === '' ? await dataUrl(sample.sound) : null,
          voice_of: lender.value || null,
          consent: { agreed: true, wording_version: wording.version, language: shown, keep_recording: lender.value === '' && keep.checked },
        });
        dialog.close();
      } catch (problem) {
        complain(problem.offline ? say('offline') : has(`problem-${problem.kind}`) ? say(`problem-${problem.kind}`) : problem.message);
      } finally {
        submit.disabled = false;
        submit.textContent = say('addFace');
      }
    } });
    const shown = wording?.wording[page] ? page : 'en';
    fill(form,
      h('h2', {}, say('bring')),
      h('div.sitting', {},
        h('button.picture', { type: 'button', onclick: () => file.click() }, preview, h('span', {}, say('choosePicture'))), file,
        h('div.fields', {},
          field('face-name', say('faceName'), name),
          field('face-language', say('faceLanguage'), language),
          field('face-voice', say('faceVoice'), lender),
          sample.element,
          field('face-persona', say('facePersona'), persona))),
      h('label.tick', {}, consent, h('span', { lang: shown }, wording ? wording.wording[shown] : say('offline'))),
      keeping,
      h('p.remark', {}, say('consentRemark', { version: wording?.version ?? '' })),
      trouble,
      h('div.decide', {}, h('button.plain', { type: 'button', onclick: () => dialog.close() }, say('cancel')), submit));
    dialog.replaceChildren(form);
    dialog.addEventListener('close', () => { sample.cancel(); resolve(added); }, { once: true });
    dialog.showModal();
  });
}

const field = (id, label, input) => h('div.field', {}, h('label', { htmlFor: id }, label), input);

/** Made smaller here where the browser can read it, so that a phone's photograph is sent in a moment, without its metadata. */
async function readPicture(file) {
  if (!file) throw new Error(say('needPicture'));
  try {
    const bitmap = await createImageBitmap(file);
    const scale = Math.min(1, SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = h('canvas', { width: Math.round(bitmap.width * scale), height: Math.round(bitmap.height * scale) });
    const pen = canvas.getContext('2d');
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/jpeg', 0.93);
  } catch {
    if (file.size > LARGEST_PICTURE) throw new Error(say('pictureTooLarge'));
    return dataUrl(file); // the service says what is wrong with it
  }
}

function dataUrl(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(new Error(say('unreadableFile')));
    reader.readAsDataURL(file);
  });
}
