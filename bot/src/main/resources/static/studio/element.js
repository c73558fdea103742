/** Building the page. Text goes in as text, never as HTML. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @param {string} tag with classes: "p.hint.small"
 * @param {object} properties on…: listeners; data-…, aria-…, role: attributes; style: CSS properties; else DOM properties
 */
export function h(tag, properties = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'style') for (const [k, v] of Object.entries(value)) element.style.setProperty(k, v);
    else if (key.includes('-') || key === 'role' || key === 'for') element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Puts `children` in the place of whatever is in `element`; those that are null or false are left out. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const PATHS = {
  send: ['M12 19V5', 'M5.5 11.5 12 5l6.5 6.5'],
  mic: ['M12 15a3 3 0 0 0 3-3V6a3 3 0 0 0-6 0v6a3 3 0 0 0 3 3Z', 'M6 11.5a6 6 0 0 0 12 0', 'M12 17.5V21'],
  play: ['M8 5.5v13l10.5-6.5Z'],
  pause: ['M8.5 5.5v13', 'M15.5 5.5v13'],
  stop: ['M7 7h10v10H7Z'],
  check: ['m5.5 12.5 4.5 4.5 8.5-10'],
  again: ['M4.5 12a7.5 7.5 0 1 0 2.4-5.5', 'M4.5 4.5v4h4'],
  sound: ['M5 9.5v5h3l4 3.5v-12l-4 3.5Z', 'M15.5 9a4.2 4.2 0 0 1 0 6', 'M18 6.5a8 8 0 0 1 0 11'],
  mute: ['M5 9.5v5h3l4 3.5v-12l-4 3.5Z', 'm16 9.5 5 5', 'm21 9.5-5 5'],
  save: ['M12 4v10.5', 'm7.5 10.5 4.5 4.5 4.5-4.5', 'M5 19.5h14'],
  share: ['M9.5 14.5l5-5', 'M11 7l2-2a4 4 0 0 1 5.7 5.7l-2.2 2.1', 'm13 17-2 2a4 4 0 0 1-5.7-5.7l2.2-2.1'],
  scenes: ['M4 7h10', 'M8 12h12', 'M6 17h8'],
  close: ['m6 6 12 12', 'M18 6 6 18'],
  more: ['M5 7h14', 'M5 12h14', 'M5 17h14'],
  library: ['M4.5 5.5h15v13h-15Z', 'M8.5 5.5v13', 'M15.5 5.5v13', 'M4.5 12h4', 'M15.5 12h4'],
  plus: ['M12 5v14', 'M5 12h14'],
  remove: ['M5 7h14', 'M10 7V4.5h4V7', 'M7 7l.8 12.5h8.4L17 7'],
  copy: ['M9 9h10.5v10.5H9Z', 'M15 9V4.5H4.5V15H9'],
  day: ['M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8Z', 'M12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4'],
  night: ['M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7Z'],
  auto: ['M12 4a8 8 0 1 1 0 16Z', 'M12 4a8 8 0 1 0 0 16'],
};

export function icon(name) {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('class', `icon icon-${name}`);
  drawing.setAttribute('aria-hidden', 'true');
  for (const d of PATHS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    drawing.append(path);
  }
  return drawing;
}

/** A button that shows an icon and is called by its words. */
export function iconButton(tag, name, label, onclick, properties = {}) {
  return h(`button.${tag}`, { type: 'button', title: label, 'aria-label': label, onclick, ...properties }, icon(name));
}

export const $ = id => document.getElementById(id);
