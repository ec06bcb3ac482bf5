/* Within Telegram only: its theme, its back button, and what leads out of it (actions.js has what a person may do there).
   Elsewhere this does nothing, and without it nothing is missing. */
(() => {
  "use strict";
  const TELEGRAM = "https://web.telegram.org", FILE = /\.(csv|xlsx|json|svg|png|atom)$/, LEGIBLE = 4.5;
  const keep = (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* then until the next page */ } };
  const kept = (name) => { try { return sessionStorage.getItem(name) || ""; } catch { return ""; } };
  const here = location.pathname + location.search, hash = location.hash.slice(1);
  const entered = hash.includes("tgWebAppVersion="), proxy = window.TelegramWebviewProxy;
  if (entered) { keep("telegram", hash); keep("entrance", here); }
  const given = new URLSearchParams(entered ? hash : kept("telegram"));
  if (!given.has("tgWebAppVersion") || (!proxy && parent === window)) return;
  const post = (eventType, eventData = {}) => proxy
    ? proxy.postEvent(eventType, JSON.stringify(eventData))
    : parent.postMessage(JSON.stringify({ eventType, eventData }), TELEGRAM);

  // The theme, as far as everything stays legible on it.
  const root = document.documentElement, ours = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, share, at) => {
    const part = parseInt(colour.slice(1 + 2 * at, 3 + 2 * at), 16) / 255;
    return sum + share * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  }, 0);
  const legible = (ink, paper) => {
    const [dark, bright] = [light(ink), light(paper)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05) >= LEGIBLE;
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
    const wear = (name, colour, ...papers) => {
      if (colour && papers.every((one) => one && legible(colour, one))) root.style.setProperty(name, colour);
    };
    root.style.setProperty("--paper", paper);
    wear("--ink", of("text_color"), paper, ours("--band"));
    wear("--muted", of("hint_color"), paper, ours("--band"));
    wear("--accent", of("link_color"), paper, ours("--band"));
    wear("--button", of("button_color"), of("button_text_color"));
    wear("--on-button", of("button_text_color"), of("button_color"));
  };
  dress();

  const receive = (eventType, eventData) => {
    if (eventType === "back_button_pressed") history.back();
    if (eventType !== "theme_changed" || !eventData) return;
    given.set("tgWebAppThemeParams", JSON.stringify(eventData.theme_params));
    keep("telegram", given.toString());
    dress();
  };
  window.Telegram = { WebView: { receiveEvent: receive }, initData: given.get("tgWebAppData") };
  window.TelegramGameProxy = window.Telegram.WebView;
  addEventListener("message", (event) => {
    if (event.origin !== TELEGRAM || event.source !== parent) return;
    try { const { eventType, eventData } = JSON.parse(event.data); receive(eventType, eventData); } catch { /* not for us */ }
  });
  addEventListener("pageshow", () => post("web_app_setup_back_button", { is_visible: (kept("entrance") || here) !== here }));
  post("web_app_ready");
  post("web_app_expand");

  // Files and other sites open outside: a Mini App may not leave its own address, and downloads fail in it.
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link || (link.origin === location.origin && !FILE.test(link.pathname))) return;
    event.preventDefault();
    if (link.host === "t.me") post("web_app_open_tg_link", { path_full: link.pathname + link.search });
    else post("web_app_open_link", { url: link.href });
  });
})();
