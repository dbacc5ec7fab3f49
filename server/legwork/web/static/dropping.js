// Files and folders dropped on the page go the same way as chosen ones.

const MOST_FILES = 990; // the server takes a thousand parts, and these are not all of them

export function acceptDrops(page) {
  const zone = page.querySelector("[data-drop]");
  if (!zone) return;
  zone.querySelector("[data-drop-hint]").hidden = false;
  const input = zone.querySelector('input[type="file"]:not([webkitdirectory])');
  for (const chosen of zone.querySelectorAll('input[type="file"]')) {
    chosen.addEventListener("change", () => chosen.files.length && send(zone, chosen.files.length));
  }
  for (const name of ["dragenter", "dragover"]) {
    page.addEventListener(name, (event) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.add("over");
    });
  }
  page.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) zone.classList.remove("over");
  });
  page.addEventListener("drop", async (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.remove("over");
    const files = await everyFile(event.dataTransfer);
    if (!files.length) return;
    const carrier = new DataTransfer();
    for (const file of files) carrier.items.add(file);
    input.files = carrier.files;
    send(zone, files.length);
  });
}

function send(zone, count) {
  const said = zone.querySelector("[data-reading]");
  if (count > MOST_FILES) {
    said.textContent = `These are ${count.toLocaleString("en")} files, more than a page can send at once. Zip the folder and bring the zip.`;
    for (const input of zone.querySelectorAll('input[type="file"]')) input.value = "";
    return;
  }
  said.textContent = "Reading your files …";
  for (const button of zone.querySelectorAll("button")) button.disabled = true;
  zone.submit();
}

// Entries must be asked for before the first wait, while the browser still lends them.
async function everyFile(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files];
  const found = await Promise.all(entries.map(filesOf));
  return found.flat();
}

// What a dropped file is called does not say where in the folder it lay; a folder of mail is told by that.
function named(file, path) {
  const inside = path.replace(/^\//, "");
  return inside.includes("/") ? new File([file], inside, { type: file.type, lastModified: file.lastModified }) : file;
}

async function filesOf(entry) {
  if (entry.isFile) return [named(await new Promise((done, failed) => entry.file(done, failed)), entry.fullPath)];
  const reader = entry.createReader();
  const found = [];
  for (;;) {
    const some = await new Promise((done, failed) => reader.readEntries(done, failed));
    if (!some.length) return found;
    found.push(...(await Promise.all(some.map(filesOf))).flat());
  }
}
