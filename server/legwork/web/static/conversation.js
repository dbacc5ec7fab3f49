// Conversation mode: the clock goes on by the server's time, and a tag is one key, one line and Enter.

const SECOND_MS = 1000;
const BEFORE_SAYING_MS = 150;

export function keepConversation(page) {
  const room = page.querySelector("[data-room]");
  if (room) keepTime(room);
  const form = page.querySelector("[data-tags]");
  if (form) offerTags(page, form);
  putAwayDig(page);
}

function keepTime(room) {
  const marks = Object.fromEntries(["start", "questions", "next", "end"].map((name) => [name, Date.parse(room.dataset[name])]));
  const read = Date.parse(room.dataset.now);
  const ahead = read - Date.now();
  const now = "frozen" in room.dataset ? () => read : () => Date.now() + ahead;
  const signal = room.querySelector("[data-signal]");
  const first = signal.textContent;
  let phase = phaseAt(marks, now());
  signal.textContent = "";
  setTimeout(() => (signal.textContent ||= first), BEFORE_SAYING_MS);
  const tick = () => {
    const moment = now();
    const present = phaseAt(marks, moment);
    show(room, marks, moment, present);
    if (present !== phase) signal.textContent = { next_steps: room.dataset.saysNext, over: room.dataset.saysOver }[present] ?? "";
    phase = present;
  };
  tick();
  setInterval(tick, SECOND_MS);
}

function show(room, marks, moment, phase) {
  room.querySelector("[data-left]").textContent = leftWords((phase === "before" ? marks.start : marks.end) - moment);
  room.querySelector("[data-left-label]").textContent = { before: "until it begins", over: "over" }[phase] ?? "left";
  const offer = room.querySelector("[data-consent-offer]");
  if (offer) offer.hidden = !["next_steps", "over"].includes(phase);
  const share = Math.min(1, Math.max(0, (moment - marks.start) / (marks.end - marks.start)));
  room.querySelector("[data-gone]").setAttribute("width", `${Math.round(100 * share)}%`);
  for (const step of room.querySelectorAll("[data-phase]")) {
    if (step.dataset.phase === phase) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
}

export function phaseAt(marks, moment) {
  const passed = [marks.start, marks.questions, marks.next, marks.end].filter((mark) => moment >= mark).length;
  return ["before", "small_talk", "questions", "next_steps", "over"][passed];
}

export function leftWords(milliseconds) {
  const seconds = Math.round(milliseconds / SECOND_MS);
  const [minutes, rest] = [Math.floor(Math.abs(seconds) / 60), Math.abs(seconds) % 60];
  const hours = Math.floor(minutes / 60);
  const two = (number) => String(number).padStart(2, "0");
  return `${seconds < 0 ? "+" : ""}${hours ? `${hours}:${two(minutes % 60)}` : minutes}:${two(rest)}`;
}

function offerTags(page, form) {
  const line = form.querySelector("[data-one-line]");
  const field = line.querySelector("input[name=text]");
  const label = line.querySelector("[data-chosen]");
  let chosen = null;
  line.hidden = true;
  for (const button of form.querySelectorAll("button[name=tag]")) {
    button.addEventListener("click", (event) => {
      if (field.value.trim()) return;
      event.preventDefault();
      chosen = button;
      label.textContent = button.textContent.replace(button.querySelector("kbd").textContent, "").trim();
      line.hidden = false;
      const dig = page.querySelector("[data-dig]");
      if (dig) dig.hidden = true;
      field.focus();
    });
  }
  form.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && event.target === field) {
      event.preventDefault();
      if (chosen && field.value.trim()) form.requestSubmit(chosen);
    } else if (event.key === "Escape") {
      field.value = "";
      line.hidden = true;
    }
  });
}

function putAwayDig(page) {
  const dig = page.querySelector("[data-dig]");
  if (!dig) return;
  const away = () => {
    dig.hidden = true;
    const address = new URL(location.href);
    address.searchParams.delete("dig");
    history.replaceState(null, "", address);
  };
  dig.querySelector("[data-put-away]").addEventListener("click", (event) => {
    event.preventDefault();
    away();
  });
  page.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.target.closest?.("[data-tags] .one-line")) away();
  });
}
