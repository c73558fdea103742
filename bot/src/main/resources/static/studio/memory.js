/** What this browser remembers. In a private window it may remember nothing, and everything still works. */

export function recall(key) {
  try { return localStorage.getItem(`vignette.${key}`); } catch { return null; }
}

export function remember(key, value) {
  try {
    if (value === null) localStorage.removeItem(`vignette.${key}`);
    else localStorage.setItem(`vignette.${key}`, value);
  } catch { /* a private window */ }
}
