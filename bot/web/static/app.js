/* Within Telegram only: its theme, its back button, and what a person may do there. Elsewhere this does nothing, and
   without it nothing is missing. */
(() => {
  "use strict";
  const TELEGRAM = "https://web.telegram.org", FILE = /\.(csv|xlsx|json|svg|png|atom)$/, LEAST = 4.5;
  const keep = (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* then until the next page */ } };
  const kept = (name) => { try { return sessionStorage.getItem(name); } catch { return null; } };
  const here = location.pathname + location.search, hash = new URLSearchParams(location.hash.slice(1));
  if (hash.has("tgWebAppVersion")) { keep("telegram", hash.toString()); keep("entrance", here); }
  const given = hash.has("tgWebAppVersion") ? hash : new URLSearchParams(kept("telegram") || "");
  if (!given.has("tgWebAppVersion")) return;

  const post = (eventType, eventData = {}) => {
    if (window.TelegramWebviewProxy) window.TelegramWebviewProxy.postEvent(eventType, JSON.stringify(eventData));
    else if (window.external && "notify" in window.external) window.external.notify(JSON.stringify({ eventType, eventData }));
    else if (parent !== window) parent.postMessage(JSON.stringify({ eventType, eventData }), TELEGRAM);
    else return false;
    return true;
  };

  // The theme, as far as everything stays legible on it.
  const root = document.documentElement, ours = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, share, at) => {
    const part = parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16) / 255;
    return sum + share * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  }, 0);
  const legible = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05) >= LEAST;
  };
  const dress = () => {
    let theme = {};
    try { theme = JSON.parse(given.get("tgWebAppThemeParams")) || {}; } catch { /* none */ }
    const of = (name) => (/^#[0-9a-f]{6}$/i.test(theme[name]) ? theme[name] : ""), paper = of("bg_color");
    root.removeAttribute("style");
    if (!paper) return;
    root.dataset.theme = light(paper) < 0.2 ? "dark" : "light";
    const inks = ["--ink", "--muted", "--accent", "--second", "--third", "--fourth", "--good", "--bad"];
    if (!inks.every((ink) => legible(ours(ink), paper))) return;
    root.style.setProperty("--paper", paper);
    for (const [ink, name] of [["--ink", "text_color"], ["--muted", "hint_color"], ["--accent", "link_color"]])
      if (of(name) && legible(of(name), paper) && legible(of(name), ours("--band"))) root.style.setProperty(ink, of(name));
    if (of("button_color") && of("button_text_color") && legible(of("button_color"), of("button_text_color"))) {
      root.style.setProperty("--button", of("button_color"));
      root.style.setProperty("--on-button", of("button_text_color"));
    }
  };
  dress();

  const receive = (eventType, eventData) => {
    if (eventType === "back_button_pressed") history.back();
    if (eventType !== "theme_changed" || !eventData) return;
    given.set("tgWebAppThemeParams", JSON.stringify(eventData.theme_params));
    keep("telegram", given.toString());
    dress();
  };
  window.Telegram = { WebView: { receiveEvent: receive } };
  window.TelegramGameProxy = { receiveEvent: receive };
  window.TelegramGameProxy_receiveEvent = receive;
  addEventListener("message", (event) => {
    if (event.origin !== TELEGRAM || event.source !== parent) return;
    try { const { eventType, eventData } = JSON.parse(event.data); receive(eventType, eventData); } catch { /* not for us */ }
  });
  addEventListener("pageshow", () => {
    post("web_app_setup_back_button", { is_visible: (kept("entrance") || here) !== here });
  });
  post("web_app_ready");
  post("web_app_expand");

  // Files and other sites open outside: a Mini App may not leave its own address, and downloads fail in it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || (link.origin === location.origin && !FILE.test(link.pathname))) return;
    const path = { path_full: link.pathname + link.search }, tells = link.host === "t.me";
    if (tells ? post("web_app_open_tg_link", path) : post("web_app_open_link", { url: link.href })) event.preventDefault();
  });

  const block = document.querySelector(".actions"), said = block && block.querySelector("[role=status]");
  const act = async (button, want) => {
    const { province, index, language, failed, open } = block.dataset, initData = given.get("tgWebAppData");
    let found = { on: null, said: failed, link: "" };
    button.disabled = true;
    try {
      const body = JSON.stringify({ initData, province, index, language, want });
      const headers = { "Content-Type": "application/json" };
      found = await (await fetch(button.dataset.address, { method: "POST", headers, body })).json();
    } catch { /* said below */ }
    button.disabled = false;
    if (found.on !== null) button.textContent = button.dataset[(button.dataset.now = found.on ? "on" : "off")];
    if (want === "show") { if (found.on !== null) block.hidden = false; return; }
    said.textContent = found.said;
    if (!found.link) return;
    const link = Object.assign(document.createElement("a"), { href: found.link, textContent: open });
    said.append(document.createElement("br"), link);
  };
  if (!block || !given.get("tgWebAppData")) return;
  for (const button of block.querySelectorAll("button")) {
    button.addEventListener("click", () => act(button, button.dataset.now === "on" ? "off" : "on"));
    act(button, "show");
  }
})();
