import { $, icon } from './element.js';
import { say, clock } from './words.js';
import { LONGEST, Recording, supported } from './recorder.js';

/** A press shorter than this is a tap: it begins a recording that goes on by itself. */
const TAP = 350;
/** Sliding so far to the left cancels, CSS pixels. */
const SLIDE = 90;
const SHORTEST = 0.6;

/**
 * The message field and the microphone. `send` takes a text or {sound, seconds}; `complain` takes a sentence.
 *
 * The microphone is held while speaking, or tapped to begin and sent with the send button; sliding to the left, Escape and
 * the cancel button give the recording up.
 */
export function composer(send, complain) {
  const form = $('composer');
  const field = $('write');
  const mic = $('mic');
  const sendButton = $('send');
  const canvas = $('level');
  let recording = null;
  let starting = false;
  let wish = null; // what was asked for while the microphone was being opened
  let pressed = 0;
  let from = 0;
  const levels = [];

  sendButton.replaceChildren(icon('send'));
  mic.replaceChildren(icon('mic'));
  $('record-cancel').replaceChildren(icon('close'));

  const grow = () => {
    field.style.height = 'auto';
    field.style.height = `${Math.min(field.scrollHeight, 180)}px`;
    form.dataset.full = field.value.trim() ? 'yes' : 'no';
  };

  const submit = () => {
    if (recording) return finish();
    const text = field.value;
    if (!text.trim()) return field.focus();
    field.value = '';
    grow();
    send(text);
  };

  field.addEventListener('input', grow);
  field.addEventListener('keydown', event => {
    // While a Chinese word is being composed, Enter chooses the word.
    if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      submit();
    }
  });
  form.addEventListener('submit', event => { event.preventDefault(); submit(); });

  function draw(level, seconds) {
    levels.push(level);
    $('record-time').textContent = clock(Math.floor(seconds));
    const pen = canvas.getContext('2d');
    const { width, height } = canvas;
    const colours = getComputedStyle(canvas);
    pen.clearRect(0, 0, width, height);
    pen.fillStyle = colours.color;
    const bars = Math.floor(width / 8);
    levels.slice(-bars).forEach((value, i, shown) => {
      const tall = Math.max(4, value * height);
      pen.beginPath();
      pen.roundRect(width - (shown.length - i) * 8, (height - tall) / 2, 4, tall, 2);
      pen.fill();
    });
    if (seconds >= LONGEST) finish();
  }

  async function start(held) {
    if (recording || starting) return;
    if (!supported()) return complain(say('noMicrophoneHere'));
    starting = true;
    wish = null;
    levels.length = 0;
    $('record-time').textContent = clock(0);
    try {
      recording = await Recording.begin(draw);
    } catch (refusal) {
      starting = false;
      return complain(say(refusal.name === 'NotFoundError' ? 'noMicrophone' : 'microphoneRefused'));
    }
    starting = false;
    form.dataset.recording = held ? 'held' : 'free';
    $('recording').hidden = false;
    words();
    if (wish === 'cancel') cancel();
    else if (wish === 'free') hold(false);
    if (!held) sendButton.focus();
  }

  function hold(held) {
    form.dataset.recording = held ? 'held' : 'free';
    words();
  }

  async function finish() {
    if (!recording) return;
    const ending = recording;
    if (ending.seconds < SHORTEST) {
      cancel();
      return complain(say('tooShort'));
    }
    recording = null;
    rest();
    send(await ending.end());
  }

  function cancel() {
    if (starting) wish = 'cancel';
    recording?.cancel();
    recording = null;
    rest();
  }

  function rest() {
    delete form.dataset.recording;
    form.style.removeProperty('--slide');
    $('recording').hidden = true;
    mic.setAttribute('aria-pressed', 'false');
    field.focus({ preventScroll: true });
  }

  mic.addEventListener('pointerdown', event => {
    if (event.button !== 0 || form.dataset.recording === 'free') return;
    event.preventDefault();
    mic.setPointerCapture(event.pointerId);
    pressed = performance.now();
    from = event.clientX;
    start(true);
  });
  mic.addEventListener('pointermove', event => {
    if (form.dataset.recording !== 'held') return;
    const slide = Math.min(0, event.clientX - from);
    form.style.setProperty('--slide', `${Math.max(slide, -SLIDE)}px`);
    if (slide <= -SLIDE) cancel();
  });
  const release = event => {
    if (!pressed) return;
    const tap = performance.now() - pressed < TAP;
    pressed = 0;
    if (event.type === 'pointercancel') return cancel();
    if (starting) wish = tap ? 'free' : 'cancel';
    else if (recording) (tap ? hold(false) : finish());
  };
  mic.addEventListener('pointerup', release);
  mic.addEventListener('pointercancel', release);
  // By keyboard, or by a programme that helps: a click without a pointer.
  mic.addEventListener('click', event => {
    if (event.detail !== 0) return;
    if (recording) finish();
    else start(false);
  });
  mic.addEventListener('contextmenu', event => event.preventDefault());
  $('record-cancel').addEventListener('click', cancel);
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape' && (recording || starting)) {
      event.preventDefault();
      cancel();
    }
  });

  function words() {
    const held = form.dataset.recording === 'held';
    $('record-hint').textContent = say(held ? 'hintHeld' : 'hintFree');
    $('record-cancel').setAttribute('aria-label', say('cancelRecording'));
    $('record-cancel').title = say('cancelRecording');
    mic.setAttribute('aria-label', say('microphone'));
    mic.title = say('microphone');
    mic.setAttribute('aria-pressed', String(Boolean(recording)));
    sendButton.title = say('send');
  }

  grow();
  return {
    words,
    /** Puts a text into the field, to be sent or changed. */
    suggest(text) { field.value = text; grow(); submit(); },
    placeholder(text) { field.placeholder = text; },
    focus() { field.focus({ preventScroll: true }); },
  };
}
