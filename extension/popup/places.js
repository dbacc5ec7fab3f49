// The way to today's queue beside the page: a panel or a sidebar, as the browser calls it.

/** Must be called straight from a click: neither browser opens it otherwise. @param {number} windowId */
export async function openPanel(windowId) {
  const firefox = /** @type {{sidebarAction?: {open: () => Promise<void>}}} */ (/** @type {unknown} */ (chrome));
  if (firefox.sidebarAction) await firefox.sidebarAction.open();
  else await chrome.sidePanel.open({ windowId });
  window.close();
}
