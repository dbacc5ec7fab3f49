// Making elements: text is always text, and a link goes to the web or to mail and nowhere else.

/**
 * @param {string} name
 * @param {Record<string, string>} [attributes]
 * @param {string} [text]
 */
export function element(name, attributes = {}, text = "") {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  if (text) made.textContent = text;
  return made;
}

/** An address from the user's data as far as it may be followed; empty otherwise. @param {string} address */
export function safeAddress(address) {
  const plain = address.replace(/[\u0000-\u0020\u007f]/gu, "");
  return /^(?:https?|mailto|tel):/iu.test(plain) ? plain : "";
}
