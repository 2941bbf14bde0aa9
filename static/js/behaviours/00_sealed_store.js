/* behaviour.sealed: texts that stay on this device, sealed (AES-GCM) with a key of the person
   that only their own pages carry (data-draft-secret): whoever sits here next reads nothing of
   them, and the same person, signed in again, has them back. A browser that cannot seal, as
   over plain http, keeps nothing. */
(() => {
  "use strict";
  const PREFIX = "kept:",
    DAYS = 14;

  const bytes = text => Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const text = sealed =>
    btoa(Array.from(new Uint8Array(sealed), byte => String.fromCharCode(byte)).join(""));
  const able = () => Boolean(document.body.dataset.draftSecret && crypto.subtle);
  let key;
  const sealer = () =>
    (key ??= crypto.subtle.importKey(
      "raw",
      bytes(document.body.dataset.draftSecret),
      "AES-GCM",
      false,
      ["encrypt", "decrypt"],
    ));
  const how = (name, iv) => ({
    name: "AES-GCM",
    iv,
    additionalData: new TextEncoder().encode(name),
  });

  /* Each act on a name makes those before it void: what is let go does not come back because
     its sealing took longer. */
  const acts = new Map();
  const begin = name => {
    const act = (acts.get(name) ?? 0) + 1;
    acts.set(name, act);
    return () => acts.get(name) === act;
  };

  const has = name => {
    try {
      return localStorage.getItem(PREFIX + name) !== null;
    } catch {
      return false;
    }
  };
  /* {texts, at} or null, when there is nothing or it is somebody else's. */
  const get = async name => {
    try {
      const kept = JSON.parse(localStorage.getItem(PREFIX + name));
      if (!kept || !able()) return null;
      const words = await crypto.subtle.decrypt(
        how(name, bytes(kept.iv)),
        await sealer(),
        bytes(kept.sealed),
      );
      return { texts: JSON.parse(new TextDecoder().decode(words)), at: kept.at };
    } catch {
      return null;
    }
  };
  const put = async (name, texts, at = Date.now()) => {
    const isLast = begin(name);
    if (!able()) return;
    try {
      const iv = crypto.getRandomValues(new Uint8Array(12)),
        words = new TextEncoder().encode(JSON.stringify(texts));
      const sealed = await crypto.subtle.encrypt(how(name, iv), await sealer(), words);
      const kept = JSON.stringify({ iv: text(iv), sealed: text(sealed), at });
      if (isLast()) localStorage.setItem(PREFIX + name, kept);
    } catch {
      /* full or forbidden: the server's draft is left */
    }
  };
  const drop = name => {
    begin(name);
    try {
      localStorage.removeItem(PREFIX + name);
    } catch {
      /* forbidden */
    }
  };

  /* Older versions kept it open to whoever reads the device. What is this person's is sealed,
     the rest goes; and so does what is too old. */
  const tidy = async () => {
    const me = document.body.dataset.draftPerson;
    for (const name of Object.keys(localStorage).filter(name => name.startsWith(PREFIX))) {
      let what = null;
      try {
        what = JSON.parse(localStorage.getItem(name));
      } catch {
        /* not ours any more */
      }
      const key = name.slice(PREFIX.length),
        mine = me && key.replace(/~+$/, "").split(":").includes(me);
      if (!what || what.at < Date.now() - DAYS * 864e5) localStorage.removeItem(name);
      else if (what.texts && mine) await put(key, what.texts, what.at);
      else if (what.texts && me) localStorage.removeItem(name);
    }
  };

  window.behaviour.sealed = { able, has, get, put, drop, tidy };
})();
