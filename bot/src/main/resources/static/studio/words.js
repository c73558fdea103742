import en from './words/en.js';
import es from './words/es.js';
import zh from './words/zh.js';
import { recall } from './memory.js';

/** What the page says, in the language of whoever looks at it. */
const WORDS = { en, es, zh };
export const languages = [
  { code: 'en', short: 'EN', name: 'English' },
  { code: 'es', short: 'ES', name: 'Español' },
  { code: 'zh', short: '中文', name: '中文' },
];

let words = en;
let tag = 'en';

export function preferred() {
  const wanted = [recall('language'), ...navigator.languages].map(name => (name ?? '').slice(0, 2).toLowerCase());
  return wanted.find(name => name in WORDS) ?? 'en';
}

export function speak(language) {
  words = WORDS[language] ?? en;
  tag = language;
  document.documentElement.lang = language === 'zh' ? 'zh' : language;
}

/** The words called `key`, with {names} filled in. */
export function say(key, values = {}) {
  const text = words[key] ?? en[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

export const has = key => key in en;

export const figures = (number, digits = 1) => number.toLocaleString(tag, { maximumFractionDigits: digits });

/** Minutes and seconds, as players show them. */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export function bytes(count) {
  if (count >= 1e9) return `${figures(count / 1e9)} GB`;
  if (count >= 1e6) return `${figures(count / 1e6, count >= 1e8 ? 0 : 1)} MB`;
  return `${figures(Math.max(1, count / 1e3), 0)} kB`;
}

export function day(moment) {
  return new Date(moment).toLocaleString(tag, { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' });
}
