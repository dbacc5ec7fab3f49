// Brings a list into order by hand; the buttons beside each line do the same without a mouse.

export function sortByHand(page) {
  for (const list of page.querySelectorAll("[data-sorted]")) {
    let held = null;
    for (const line of list.children) {
      const grip = line.querySelector("[data-grip]");
      if (!grip) continue;
      grip.hidden = false;
      grip.addEventListener("pointerdown", () => (line.draggable = true));
      grip.addEventListener("pointerup", () => (line.draggable = false));
      line.addEventListener("dragstart", (event) => {
        held = line;
        event.dataTransfer.effectAllowed = "move";
        line.classList.add("held");
      });
      line.addEventListener("dragend", () => {
        line.draggable = false;
        line.classList.remove("held");
        held = null;
        number(list);
      });
    }
    list.addEventListener("dragover", (event) => {
      const over = event.target.closest?.("[data-sorted] > *");
      if (!held || !over || over.parentElement !== list) return;
      event.preventDefault();
      if (over === held) return;
      const box = over.getBoundingClientRect();
      list.insertBefore(held, event.clientY > box.top + box.height / 2 ? over.nextElementSibling : over);
    });
  }
}

// Buttons and labels name places, so they follow the new order.
function number(list) {
  const last = list.children.length - 1;
  for (const [at, line] of [...list.children].entries()) {
    for (const button of line.querySelectorAll("button[data-does]")) {
      const does = button.dataset.does;
      button.value = `${does}:${at}`;
      button.disabled = (does === "up" && at === 0) || (does === "down" && at === last);
      button.querySelector(".unseen").textContent = `: question ${at + 1}`;
    }
    const label = line.querySelector("label");
    if (label) label.textContent = `Question ${at + 1}`;
  }
}
