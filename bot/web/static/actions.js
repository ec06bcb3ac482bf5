/* What a person may do on a page that they opened within Telegram: each button asks how it stands, and tells what it does. */
(() => {
  "use strict";
  const initData = window.Telegram && window.Telegram.initData, block = document.querySelector(".actions");
  if (!initData) return;
  const { province, index, language, failed, open } = block.dataset, said = block.querySelector("[role=status]");
  const ask = async (button, want) => {
    const body = JSON.stringify({ initData, province, index, language, want });
    const headers = { "Content-Type": "application/json" };
    let found = { on: null, said: failed };
    button.disabled = true;
    try {
      found = await (await fetch(button.dataset.address, { method: "POST", headers, body })).json();
    } catch { /* that it failed is said */ }
    button.disabled = false;
    if (found.on !== null) button.textContent = button.dataset[(button.dataset.now = found.on ? "on" : "off")];
    return found;
  };
  const press = async (button) => {
    const found = await ask(button, button.dataset.now === "on" ? "off" : "on");
    said.textContent = found.said;
    if (!found.link) return;
    const link = Object.assign(document.createElement("a"), { href: found.link, textContent: open });
    said.append(document.createElement("br"), link);
  };
  for (const button of block.querySelectorAll("button")) {
    button.addEventListener("click", () => press(button));
    ask(button, "show").then(({ on }) => { if (on !== null) block.hidden = false; });
  }
})();
