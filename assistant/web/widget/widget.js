// Damda on any shop's page, by one line:
//   <script src="https://HOST/widget.js" data-shop="demo" defer></script>
// Optional: data-language (ko or en), data-market (kr or us), data-shopper (an id that the shop's server signed),
// data-colour (any CSS colour), data-examples ("sentence|sentence": what to offer first).
// The page hears `damda:reply` (detail: the reply; its `order`, if any, has just been placed or asked after) and
// `damda:basket` (detail.lines: [{id, quantity}], the whole basket; detail.restored where a page load brought it back)
// on document, and may send `damda:open` (detail.text, if any, is asked at once).
// Under a content security policy the page allows HOST in script-src, connect-src and img-src, and nothing else.
(() => {
  "use strict";
  const script = document.currentScript; // known only while this line runs
  if (!script?.src || document.querySelector("damda-widget")) return;
  const SERVER = new URL("./", script.src);
  const given = script.dataset;
  const SHOP = given.shop || "demo";
  const KEPT = `damda:${SERVER.host}:${SHOP}`;
  const MESSAGES_KEPT = 40; // bubbles that outlive a page load
  const LONGEST = 2000; // characters of a message, as the server reads it
  const SILENCE_MS = 60_000; // a model may think for long; a server that says nothing for this long is gone
  const PHONE = matchMedia("(max-width: 600px)"); // the panel fills these
  const TOUCH = matchMedia("(pointer: coarse)"); // focus in a field would raise the keyboard over the answer

  // ---- words: what a reply says comes with the reply, all else stands here ----
  const TEXTS = {
    en: {
      name: "Damda, shopping help", tagline: "One sentence in, one basket out", open: "Open shopping help",
      close: "Close", restart: "Start over", hello: "What are you planning?",
      more: "A party, a trip, a gift. Say for how many and what it may cost; one sentence is enough.",
      examples: [
        "Help me host a football party for 8, under $120, two vegans, no alcohol",
        "My dog just came home: what does a new puppy need, under $100?",
        "I just landed after an 11-hour flight and my skin looks tired",
      ],
      try: "Try one of these", next: "You could say next", ask: "Your message", hint: "Football night for 8, under $120…",
      send: "Send", chat: "Conversation", you: "You", thinking: "Filling the basket…", listing: "The list in words",
      basket: "Basket", bare: "This basket is empty", item: "1 item", items: "{count} items", one: "for one",
      people: "for {count} people", spent: "{total} of {budget}", left: "{left} left", over: "{left} over", total: "Total",
      saved: "You save", optional: "nice to have", sources: "What this rests on ({count})", attribute: "Listing:", description: "Description:", review: "Review:", terms: "Shop terms:",
      compared: "What differs", unstated: "not stated", swap: "Swap ({count})", swapFor: "Swap {item} for {other}",
      choose: "Choose", same: "same price", quantity: "Quantity of {item}", fewer: "One fewer: {item}",
      plus: "One more: {item}", remove: "Remove {item}", found: "Found for you", rating: "rated {rating} of 5 by {count}",
      unmet: "Not in the basket", notices: "Good to know", demo: "Demo shop: invented products, simulated ratings.",
      changed: "Changed: {item} ×\u00a0{count}.", removed: "Taken out: {item}.", again: "Try again",
      offline: "We cannot reach the shop right now. Please check your connection.",
      origin: "This shop’s address is not on the list of those that may use this chat. The shop’s owner can add it.",
      refused: "This chat could not confirm who is asking. Signing in to the shop again usually helps.",
      rush: "That was a lot at once. Please wait a moment.", server: "Something went wrong on our side. Please send that again.",
      odd: "That message could not be used. Please put it another way.",
      unchanged: "That change did not work. Stock may have run short, or the conversation has ended.",
      checkOut: "Check out", checkOutAll: "Check out: {packs}, {total}", ordering: "Placing the order…", pack: "1 pack", packs: "{count} packs",
      order: "Order {number}", placed: "Placed, and the stock is reserved for you.", cancelled: "Cancelled.", return_asked: "Its return is asked for.",
      ordered: "This basket was ordered already, and is not ordered twice.",
      simulated: "A simulated order of a demo shop: nothing is charged or sent.", orderLines: "What was ordered ({items})",
      ageYes: "Yes, I am", ageNo: "No", notOrdered: "Nothing is ordered",
      noOrder: "That order did not work. The conversation may have ended; please say once more what you need.",
      fault: "Something went wrong on our side. Try again; nothing is ordered twice.",
    },
    ko: {
      name: "담다 쇼핑 도우미", tagline: "한 문장이면 한 번에 담아 드려요", open: "쇼핑 도우미 열기",
      close: "닫기", restart: "새로 시작", hello: "무엇을 준비하세요?",
      more: "파티, 여행, 선물까지. 몇 명인지, 예산은 얼마인지 한 문장이면 충분해요.",
      examples: [
        "축구 경기를 보면서 파티를 할 건데 도와줘! 8명이고 예산은 12만원이야",
        "주말에 4명이 1박 2일 캠핑을 가요. 예산은 20만원이에요",
        "환갑을 맞은 엄마께 드릴 선물, 10만원 안으로",
      ],
      try: "이렇게 말해 보세요", next: "이어서 말해 보세요", ask: "메시지", hint: "축구 보는 날, 8명, 12만원…",
      send: "보내기", chat: "대화", you: "나", thinking: "담는 중…", listing: "목록을 글로 보기",
      basket: "장바구니", bare: "장바구니가 비었어요", item: "1가지", items: "{count}가지", one: "1명",
      people: "{count}명", spent: "{budget} 중 {total}", left: "{left} 남음", over: "{left} 초과", total: "합계",
      saved: "할인", optional: "있으면 좋아요", sources: "답의 근거 ({count})", attribute: "상품 정보:", description: "상품 설명:", review: "후기:", terms: "가게 안내:",
      compared: "다른 점", unstated: "표시 없음", swap: "바꾸기 ({count})", swapFor: "{item} 대신 {other} 담기",
      choose: "이걸로", same: "같은 가격", quantity: "{item} 수량", fewer: "하나 빼기: {item}",
      plus: "하나 더: {item}", remove: "{item} 빼기", found: "찾은 상품", rating: "별점 {rating}, {count}명",
      unmet: "담지 못한 것", notices: "알아 두세요", demo: "시범 가게예요. 상품은 지어낸 것이고 별점은 모의예요.",
      changed: "바꿨어요: {item} ×\u00a0{count}.", removed: "뺐어요: {item}.", again: "다시 시도",
      offline: "지금 가게에 연결되지 않아요. 인터넷 연결을 확인해 주세요.",
      origin: "이 가게의 주소가 채팅을 쓸 수 있는 목록에 없어요. 가게 주인이 추가할 수 있어요.",
      refused: "누가 물으시는지 확인하지 못했어요. 가게에 다시 로그인해 보세요.",
      rush: "한꺼번에 많이 보내셨어요. 잠시만 기다려 주세요.", server: "저희 쪽에 문제가 생겼어요. 다시 보내 주세요.",
      odd: "이 말은 알아듣지 못했어요. 다르게 말해 주세요.",
      unchanged: "바꾸지 못했어요. 재고가 모자라거나 대화가 끝났을 수 있어요.",
      checkOut: "주문하기", checkOutAll: "주문하기: {packs}, {total}", ordering: "주문하는 중…", pack: "1개", packs: "{count}개",
      order: "주문 {number}", placed: "주문이 들어갔고 재고도 잡아 두었어요.", cancelled: "취소한 주문이에요.", return_asked: "반품을 신청한 주문이에요.",
      ordered: "이미 주문한 장바구니라 두 번 주문하지 않았어요.",
      simulated: "시범 가게의 모의 주문이에요. 실제로 결제되거나 배송되지 않아요.", orderLines: "주문한 상품 ({items})",
      ageYes: "네, 맞아요", ageNo: "아니요", notOrdered: "주문하지 않았어요",
      noOrder: "주문하지 못했어요. 대화가 끝났을 수 있으니 필요한 것을 한 번 더 말씀해 주세요.",
      fault: "저희 쪽에 문제가 생겼어요. 다시 시도해 주세요. 두 번 주문되지는 않아요.",
    },
  };
  const known = (code) => [code?.slice(0, 2).toLowerCase()].find((short) => short in TEXTS);
  const START = known(given.language) ?? known(document.documentElement.lang) ?? known(navigator.language) ?? "en";
  const say = (key, values = {}) =>
    Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, () => value), TEXTS[state.language][key]);

  // The amounts are in minor units (1500 is ₩1,500 and $15.00), and Intl knows how many digits each currency has.
  const money = ({ amount, currency }) => {
    const form = new Intl.NumberFormat(state.language, { style: "currency", currency, currencyDisplay: "narrowSymbol" });
    return form.format(amount / 10 ** form.resolvedOptions().maximumFractionDigits);
  };

  // ---- what is remembered, so that the shop's next page goes on ----
  const blank = () => ({ session: null, messages: [], reply: null, basket: null, ordered: null, again: false, language: START, open: false });
  const state = { ...blank(), ...recall() };
  let busy = false;
  let edits = 0;
  const unfolded = new Set(); // folds that stay open when the basket is drawn anew

  function recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(KEPT)) ?? {};
      if (!(kept.language in TEXTS) || given.language) kept.language = START;
      return kept;
    } catch {
      return {}; // storage is blocked or holds something else: the conversation lives on this page only
    }
  }
  function keep() {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ ...state, messages: state.messages.slice(-MESSAGES_KEPT) }));
    } catch {
      // blocked or full: the same
    }
  }

  // ---- the server ----
  class Refusal extends Error {
    constructor(key) {
      super(key);
      this.key = key;
    }
  }
  function refusal({ status, detail = "" }) {
    if (status === 403) return new Refusal(detail.startsWith("origin") ? "origin" : "refused");
    if (status === 429) return new Refusal("rush");
    return new Refusal(status >= 500 ? "server" : "odd");
  }
  // A browser hides why another host's answer was withheld. A server that is there but may not be read refused the origin.
  async function unreachable() {
    try {
      await fetch(new URL("widget.js", SERVER), { mode: "no-cors", cache: "no-store" });
      return new Refusal("origin");
    } catch {
      return new Refusal("offline");
    }
  }
  async function post(path, body, accept, signal) {
    const url = new URL(path, SERVER);
    url.searchParams.set("shop", SHOP);
    const headers = { "content-type": "application/json", accept };
    const request = { method: "POST", headers, body: JSON.stringify(body), credentials: "omit", signal };
    const response = await fetch(url, request).catch(async () => {
      throw signal?.aborted ? new Refusal("server") : await unreachable();
    });
    if (response.ok) return response;
    const told = await response.json().catch(() => ({})); // a proxy's own page is no JSON
    throw refusal({ detail: told.detail, status: response.status });
  }
  async function* events(body) {
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    let held = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const whole = (held + value).split(/\r\n\r\n|\n\n|\r\r/);
      held = whole.pop();
      for (const block of whole) {
        const fields = block.split(/\r\n|\n|\r/).map((line) => line.match(/^(event|data): ?(.*)$/)).filter(Boolean);
        const data = fields.filter(([, name]) => name === "data").map(([, , text]) => text).join("\n");
        if (data) yield { kind: fields.find(([, name]) => name === "event")?.[2], data: JSON.parse(data) };
      }
    }
  }
  async function converse(text, heard) {
    const silence = new AbortController();
    let timer = 0;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
    };
    const turn = { text, session: state.session ?? undefined, market: given.market || undefined, shopper: given.shopper || undefined };
    try {
      alive();
      const response = await post("api/chat", turn, "text/event-stream", silence.signal);
      if (response.headers.get("content-type")?.includes("application/json")) return await response.json();
      for await (const { kind, data } of events(response.body)) {
        alive();
        if (kind === "text") heard(data.text, "piece");
        else if (kind === "basket") heard(data.text, "whole", data);
        else if (kind === "draft") heard(data.text, "whole");
        else if (kind === "reply") return data;
        else if (kind === "problem") throw refusal(data);
      }
      throw new Refusal("server"); // the stream ended before its reply
    } finally {
      clearTimeout(timer);
    }
  }
  const keyOf = (error, broken) => {
    if (error instanceof Refusal) return error.key;
    console.warn("damda:", error); // ours to mend, so it is not swallowed
    return navigator.onLine ? broken : "offline";
  };

  // ---- building blocks: every word is set as text, never as markup ----
  function el(tag, props = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (typeof value === "function") node.addEventListener(name, value);
      else if (value !== null && value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  }
  function icon(path, size = 22) {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    const attributes = { viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true" };
    for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
    svg.append(document.createElementNS(svg.namespaceURI, "path"));
    svg.firstChild.setAttribute("d", path);
    return svg;
  }
  const BAG = "M4 10h16l-1.6 8.4a2 2 0 0 1-2 1.6H7.6a2 2 0 0 1-2-1.6zM8 10l3-6M16 10l-3-6M9.5 13.5v3M14.5 13.5v3";
  const CROSS = "M6 6l12 12M18 6 6 18";
  const ANEW = "M19 12a7 7 0 1 1-2.2-5.1M19.5 3.5v4h-4";
  const ARROW = "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5 20 4";
  const tap = (words, press, props, ...inside) =>
    el("button", { type: "button", "aria-label": words, title: words, click: press, ...props }, ...inside);

  // Only http and https may be shown or opened; an address without a host is the server's own.
  function address(text) {
    const url = URL.canParse(text, SERVER) ? new URL(text, SERVER) : null;
    return ["http:", "https:"].includes(url?.protocol) ? url.href : null;
  }
  function picture({ image }) {
    const tile = el("span", { class: "picture", "aria-hidden": "true" });
    const source = image && address(image);
    if (source) {
      const shown = el("img", { alt: "", loading: "lazy", referrerpolicy: "no-referrer", src: source });
      shown.addEventListener("error", () => shown.remove());
      tile.append(shown);
    }
    return tile;
  }
  function name(card) {
    const link = /^https?:/i.test(card.url ?? "") && address(card.url);
    return link ? el("a", { href: link, target: "_blank", rel: "noopener" }, card.title) : card.title;
  }
  function fold(key, kind, summary, items) {
    const box = el("details", { class: kind, open: unfolded.has(key) }, el("summary", { "data-key": key }, summary), el("ul", {}, items));
    box.addEventListener("toggle", () => (box.open ? unfolded.add(key) : unfolded.delete(key)));
    return box;
  }

  // ---- the conversation ----
  function table({ products, rows }) {
    const head = el("tr", {}, el("td"), products.map((card) => el("th", { scope: "col" }, card.title)));
    const cell = (value) => (value === null ? el("td", { class: "soft", "aria-label": say("unstated") }, "–") : el("td", {}, value));
    const body = rows.map(({ label, values }) => el("tr", {}, el("th", { scope: "row" }, label), values.map(cell)));
    return el("div", { class: "compared", role: "region", tabindex: "0", "aria-label": say("compared") }, el("table", {}, head, body));
  }
  function bubble({ who, text, list = [], asides = [], sources = [], comparison = null, order = null }, at) {
    const words = el("div", { class: "words" }, text);
    const rest = asides.map((aside) => el("p", { class: "aside" }, aside));
    const listed = list.length ? fold(`list:${at}`, "listing", say("listing"), list.map((line) => el("li", {}, line))) : null;
    const speaker = el("span", { class: "unseen" }, `${who === "shopper" ? say("you") : "Damda"}: `);
    const compared = comparison?.rows.length ? table(comparison) : null;
    const rests = sources.length ? fold(`rests:${at}`, "listing", say("sources", { count: sources.length }), sources.map((source) => el("li", {}, source))) : null;
    return el("li", { class: `bubble ${who}` }, speaker, words, compared, order && receipt(order, at), rests, rest, listed);
  }
  const dots = () => el("p", { class: "dots", role: "status" }, el("i"), el("i"), el("i"), el("span", {}, say("thinking")));
  // The basket shows its products itself, so their lines are folded away in the words.
  function spoken(reply) {
    const titles = (reply.bundle?.lines ?? []).map((line) => `${line.product.title} × `);
    const isListed = (line) => titles.some((title) => line.startsWith(title));
    const lines = reply.text.split("\n").filter((line) => line.trim());
    const asides = reply.bundle ? [] : reply.notices.map((notice) => notice.text);
    const text = lines.filter((line) => !isListed(line)).join("\n");
    const sources = [...new Set((reply.citations ?? []).map(({ source, text }) => `${say(source)} ${text}`))];
    return { who: "damda", text, list: lines.filter(isListed), asides, sources, comparison: reply.comparison, order: reply.order };
  }
  function greeting() {
    return el("li", { class: "hello" }, el("h2", {}, say("hello")), el("p", {}, say("more")));
  }
  function chips(kind, offered) {
    if (busy || !offered.length) return [];
    const buttons = offered.map((text) => el("li", {}, el("button", { type: "button", click: () => ask(text) }, text)));
    const heading = el("h3", { class: kind === "next" ? "unseen" : null }, say(kind));
    return [el("section", { class: `chips ${kind}`, "aria-label": say(kind) }, heading, el("ul", {}, buttons))];
  }
  const examples = () => chips("try", given.examples?.split("|") ?? TEXTS[state.language].examples);

  // ---- the basket and what was found ----
  function result() {
    const found = state.reply?.products ?? [];
    const drawn = state.messages.length ? [] : examples();
    if (found.length) drawn.push(el("section", { class: "found" }, el("h3", {}, say("found")), el("ul", {}, found.map(product))));
    if (state.basket) drawn.push(basket(state.basket));
    if (state.reply?.demo) drawn.push(el("p", { class: "demo" }, say("demo")));
    return drawn;
  }
  function product(card) {
    const rated = card.rating && card.review_count;
    const stars = rated && [
      el("span", { "aria-hidden": "true" }, `★ ${card.rating.toFixed(1)} (${card.review_count.toLocaleString(state.language)})`),
      el("span", { class: "unseen" }, say("rating", { rating: card.rating.toFixed(1), count: card.review_count })),
    ];
    const was = card.list_price && el("s", {}, money(card.list_price));
    const price = el("p", { class: "price" }, el("b", {}, money(card.price)), was ? " " : "", was, deal(card.promotion));
    const facts = el("div", {}, el("p", { class: "soft" }, card.brand), el("h4", {}, name(card)), rated ? el("p", { class: "soft" }, stars) : null, price);
    return el("li", { class: "product" }, picture(card), facts);
  }
  const deal = (text) => (text ? el("span", { class: "deal" }, text) : null);
  function basket({ bundle, notices, language }) {
    const count = bundle.lines.length;
    const facts = [say(count === 1 ? "item" : "items", { count })];
    if (bundle.people) facts.unshift(say(bundle.people > 1 ? "people" : "one", { count: bundle.people }));
    const head = el("header", {}, el("h3", { tabindex: "-1", "data-key": "basket", lang: language }, bundle.title), el("p", { class: "soft" }, facts.join(" · ")));
    const body = count
      ? [head, meter(bundle), el("div", {}, el("ul", { class: "lines", lang: language }, bundle.lines.map(line)), totals(bundle)), outcome()]
      : [el("h3", { tabindex: "-1", "data-key": "basket" }, say("bare"))];
    body.push(note("unmet", bundle.unmet), note("notices", notices));
    return el("section", { class: "basket", "aria-label": say("basket") }, body);
  }
  function meter({ budget, total }) {
    if (!budget || budget.amount <= 0) return null;
    const rest = budget.amount - total.amount;
    const share = Math.min(100, Math.round((100 * total.amount) / budget.amount));
    const spent = say("spent", { total: money(total), budget: money(budget) });
    const left = say(rest < 0 ? "over" : "left", { left: money({ ...total, amount: Math.abs(rest) }) });
    const bar = { class: "bar", role: "progressbar", "aria-valuemin": 0, "aria-valuemax": 100, "aria-valuenow": share, "aria-valuetext": `${spent}, ${left}` };
    const filled = el("span");
    filled.style.width = `${share}%`;
    return el("div", { class: rest < 0 ? "meter above" : "meter" }, el("div", bar, filled), el("p", {}, el("span", {}, spent), el("b", {}, left)));
  }
  function totals({ saved, total, lines }) {
    const row = (kind, label, amount) => el("div", { class: kind }, el("dt", {}, label), el("dd", {}, amount));
    const less = saved.amount > 0 ? row("saved", say("saved"), `−${money(saved)}`) : null;
    const named = say("checkOutAll", { packs: packs(lines), total: money(total) });
    const button = el("button", { type: "button", class: "check-out", "data-key": "check-out", "aria-label": named, click: () => checkOut() }, say("checkOut"));
    return el("div", { class: "sum-up" }, el("dl", {}, less, row("total", say("total"), money(total))), button);
  }
  function packs(lines) {
    const count = lines.reduce((sum, { quantity }) => sum + quantity, 0);
    return say(count === 1 ? "pack" : "packs", { count });
  }

  // ---- what checking out came to ----
  function outcome() {
    const { ordered } = state;
    if (!ordered) return null;
    const spoken = (text) => el("p", { lang: ordered.language }, text);
    const section = (kind, label, ...inside) => el("section", { class: kind, tabindex: "-1", "data-key": "outcome", "aria-label": label }, ...inside);
    if (ordered.order) return section(`order ${ordered.order.status}`, say("order", { number: ordered.order.id }), card(ordered, ordered.order, spoken));
    if (ordered.notices.some(({ code }) => code === "age_unconfirmed")) return section("age", say("checkOut"), spoken(ordered.text), el("div", {}, ages()));
    return section("note unmet", say("notOrdered"), el("h4", {}, say("notOrdered")), spoken(ordered.text));
  }
  function card(reply, order, spoken) {
    const told = state.again && order.status === "placed" ? "ordered" : order.status;
    const rest = [...reply.text.split("\n").slice(1), ...reply.notices.map(({ text }) => text)]; // the card says the first line itself
    const simulated = order.simulated ? el("p", {}, say("simulated")) : null;
    return [el("h4", {}, say("order", { number: order.id })), el("p", { class: "told" }, say(told)), sum(order), simulated, ...rest.filter((text) => text.trim()).map(spoken), goods(order, "order")];
  }
  const ages = () =>
    [["ageYes", "choose yes", () => checkOut(true)], ["ageNo", "choose", tooYoung]].map(([key, kind, press]) =>
      el("button", { type: "button", class: kind, "aria-label": `${state.ordered.text} ${say(key)}`, click: press }, say(key)),
    );
  const sum = ({ lines, total }) => el("p", { class: "paid" }, el("span", {}, packs(lines)), el("b", {}, money(total)));
  function goods({ lines }, key) {
    const items = say(lines.length === 1 ? "item" : "items", { count: lines.length });
    const item = (one) => el("li", {}, el("span", {}, `${one.title} × ${one.quantity}`), el("span", {}, money(one.line_total)));
    return fold(`ordered:${key}`, "listing", say("orderLines", { items }), lines.map(item));
  }
  const receipt = (order, at) => el("div", { class: "receipt" }, el("b", {}, say("order", { number: order.id })), sum(order), goods(order, at));
  function note(kind, told) {
    if (!told.length) return null;
    return el("section", { class: `note ${kind}` }, el("h4", {}, say(kind)), el("ul", {}, told.map(({ text }) => el("li", {}, text))));
  }
  function line(each) {
    const { product: card, quantity, discount, line_total: sum } = each;
    const item = card.title;
    const role = el("p", { class: "role" }, each.role_label, each.must ? "" : el("span", {}, ` · ${say("optional")}`));
    const what = el("div", { class: "what" }, role, el("h4", {}, name(card)), reasons(each).map((reason) => el("p", { class: "soft" }, reason.text)));
    const out = tap(say("remove", { item }), () => edit({ kind: "remove", product_id: card.id }, item), { class: "remove", "data-key": `remove:${card.id}` }, icon(CROSS, 18));
    const was = discount.amount ? el("s", {}, money({ ...sum, amount: sum.amount + discount.amount })) : null;
    const amount = el("div", { class: "amount" }, stepper(card, quantity), deal(card.promotion), el("p", { class: "sum" }, was, was ? " " : "", el("b", {}, money(sum))));
    const choices = each.alternatives.map((other) => choice(card, other));
    const swap = choices.length ? fold(`swap:${card.id}`, "swap", say("swap", { count: choices.length }), choices) : null;
    return el("li", { class: "line", "data-product": card.id }, picture(card), what, out, amount, swap);
  }
  // How the amount fits says most; that it was asked for says least.
  function reasons({ reasons: all }) {
    const weight = ({ kind }) => (kind === "fits" ? 0 : kind === "asked" ? 2 : 1);
    return [...all].sort((a, b) => weight(a) - weight(b)).slice(0, 2);
  }
  function stepper(card, quantity) {
    const item = card.title;
    const stock = card.availability.find(({ place }) => place === "online")?.quantity ?? Infinity;
    const step = (key, to, sign, disabled) =>
      tap(say(key, { item }), () => edit({ kind: "quantity", product_id: card.id, quantity: to }, item), { disabled, "data-key": `${key}:${card.id}` }, sign);
    const group = { class: "stepper", role: "group", "aria-label": say("quantity", { item }) };
    return el("div", group, step("fewer", quantity - 1, "−", quantity <= 1), el("output", {}, String(quantity)), step("plus", quantity + 1, "+", quantity >= stock));
  }
  function choice(card, other) {
    const { product: instead, difference: gap } = other;
    const size = money({ ...gap, amount: Math.abs(gap.amount) });
    const told = gap.amount > 0 ? `+${size}` : gap.amount < 0 ? `−${size}` : say("same");
    const press = () => edit({ kind: "swap", product_id: card.id, to: instead.id }, instead.title);
    const sum = el("p", { class: "soft" }, `× ${other.quantity} · ${money(other.line_total)} `, el("span", { class: gap.amount < 0 ? "gap less" : "gap" }, told), deal(instead.promotion));
    const take = tap(say("swapFor", { item: card.title, other: instead.title }), press, { class: "choose" }, say("choose"));
    return el("li", {}, picture(instead), el("div", { class: "what" }, el("p", {}, name(instead)), sum), take);
  }

  // ---- the frame ----
  const host = document.createElement("damda-widget");
  const root = host.attachShadow({ mode: "open" });
  const log = el("div", { class: "log", tabindex: "0" });
  const talk = el("ol", { role: "log" });
  const side = el("div", { class: "side" });
  const next = el("div", { class: "foot" });
  const alarm = el("div", { role: "alert" });
  const status = el("p", { class: "status", role: "status" });
  const field = el("textarea", { rows: "1", maxlength: LONGEST, enterkeyhint: "send", autocomplete: "off" });
  const frame = el("section", { class: "panel", role: "dialog", hidden: true });
  const launcher = el("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", click: () => show(true) });
  log.append(talk, side);
  root.append(launcher, frame);

  function draw() {
    frame.setAttribute("aria-label", say("name"));
    frame.setAttribute("lang", state.language);
    frame.replaceChildren(header(), log, alarm, status, next, composer());
    log.setAttribute("aria-label", say("chat"));
    talk.replaceChildren(...(state.messages.length ? state.messages.map(bubble) : [greeting()]));
    drawResult();
  }
  function drawResult() {
    side.replaceChildren(...result());
    next.replaceChildren(...chips("next", state.reply?.follow_ups ?? []));
    const count = state.basket?.bundle.lines.length;
    launcher.replaceChildren(icon(BAG, 30), ...(count ? [el("span", { class: "count" }, String(count))] : []));
    launcher.setAttribute("aria-label", count ? `${say("open")} · ${say(count === 1 ? "item" : "items", { count })}` : say("open"));
    root.querySelector(".restart")?.toggleAttribute("hidden", !state.messages.length);
  }
  function header() {
    const title = el("div", { class: "title" }, el("h2", {}, el("b", { lang: "ko" }, "담다"), " Damda"), el("p", {}, say("tagline")));
    const anew = tap(say("restart"), restart, { class: "restart", hidden: !state.messages.length }, icon(ANEW, 20));
    return el("header", { class: "top" }, el("span", { class: "logo" }, icon(BAG)), title, anew, tap(say("close"), () => show(false), { class: "close" }, icon(CROSS)));
  }
  function composer() {
    field.setAttribute("aria-label", say("ask"));
    field.setAttribute("placeholder", say("hint"));
    const form = el("form", { class: "composer" }, field, el("button", { class: "send", "aria-label": say("send"), title: say("send") }, icon(ARROW)));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      ask(field.value);
    });
    return form;
  }
  function grow() {
    field.style.height = "auto";
    field.style.height = `${Math.min(field.scrollHeight, 132)}px`; // five lines, then it scrolls
  }
  field.addEventListener("input", grow);
  field.addEventListener("keydown", (event) => {
    // While a Korean syllable is being composed, Enter ends the syllable, not the message.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    ask(field.value);
  });
  frame.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) show(false);
    if (event.key !== "Tab") return;
    const stops = [...frame.querySelectorAll("button, summary, a[href], textarea, [tabindex='0']")].filter(
      (stop) => !stop.disabled && stop.checkVisibility(),
    );
    const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    if (root.activeElement !== from) return;
    event.preventDefault(); // the focus stays inside until the panel is closed
    to.focus();
  });
  function show(open, quiet = false) {
    state.open = open;
    frame.hidden = !open;
    launcher.hidden = open;
    launcher.setAttribute("aria-expanded", String(open));
    frame.setAttribute("aria-modal", String(PHONE.matches));
    keep();
    if (quiet) return;
    if (open) toQuestion();
    if (open) settle();
    else launcher.focus();
  }
  const settle = () => (TOUCH.matches ? log : field).focus({ preventScroll: true });
  function toQuestion() {
    const asked = [...talk.querySelectorAll(".shopper")].at(-1);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (asked) log.scrollTo({ top: asked.offsetTop - 12, behavior: calm ? "auto" : "smooth" });
  }
  function restart() {
    if (busy) return;
    Object.assign(state, blank(), { open: true });
    alarm.replaceChildren();
    status.textContent = "";
    keep();
    draw();
    settle();
  }

  // ---- what happens ----
  const tell = (name, detail) => document.dispatchEvent(new CustomEvent(name, { detail }));
  function tellBasket({ bundle }, restored = false) {
    const lines = bundle.lines.map(({ product: { id }, quantity }) => ({ id, quantity }));
    tell("damda:basket", { lines, total: { ...bundle.total }, restored });
  }
  function emit(reply) {
    tell("damda:reply", structuredClone(reply)); // the page may change what it is given
    if (reply.bundle) tellBasket(reply);
  }
  function work(on) {
    busy = on;
    side.setAttribute("aria-busy", String(on));
    frame.classList.toggle("busy", on);
    if (on) alarm.replaceChildren();
  }
  function fail(key, again) {
    const button = el("button", { type: "button", click: again }, say("again"));
    alarm.replaceChildren(el("div", { class: "alarm" }, el("p", {}, say(key)), button));
  }
  async function ask(text) {
    if (busy || !text.trim()) return;
    state.messages.push({ who: "shopper", text: text.trim() });
    field.value = "";
    status.textContent = "";
    draw();
    grow();
    settle();
    await answer(text.trim());
  }
  async function answer(text) {
    const growing = bubble({ who: "damda", text: "" });
    const words = growing.querySelector(".words");
    words.append(dots());
    growing.setAttribute("aria-busy", "true"); // read out once, when it is whole
    work(true);
    next.replaceChildren();
    talk.append(growing);
    toQuestion();
    let heard = "";
    let drafted = false; // a model words the reply: what it has written so far stands, and pieces say it only again
    const hear = (said, kind, reply) => {
      if (kind === "piece" && drafted) return;
      drafted ||= kind === "whole";
      words.textContent = heard = kind === "whole" ? said : heard + said;
      if (reply?.bundle) {
        Object.assign(state, { basket: reply, session: reply.session }); // the basket stands before its words do
        drawResult();
      }
    };
    try {
      const reply = await converse(text, hear);
      answered(reply);
    } catch (error) {
      growing.remove();
      fail(keyOf(error, "server"), () => busy || answer(text));
    } finally {
      work(false);
      drawResult();
    }
  }
  function answered(reply) {
    const lost = reply.notices.some(({ code }) => code === "new_session"); // the server has forgotten the old basket
    state.messages.push(spoken(reply));
    Object.assign(state, { reply, session: reply.session });
    if (reply.bundle || lost) Object.assign(state, { basket: reply.bundle ? reply : null, ordered: null });
    noteOrder(reply);
    if (!given.language && reply.language in TEXTS) state.language = reply.language; // answer as we are spoken to
    keep();
    draw();
    toQuestion();
    emit(reply);
  }
  async function edit(change, item) {
    if (busy) return;
    const key = root.activeElement?.dataset.key;
    work(true);
    try {
      const reply = await (await post("api/basket", { session: state.session ?? "", ...change }, "application/json")).json();
      Object.assign(state, { session: reply.session, basket: reply, ordered: null, reply: { ...reply, products: state.reply?.products ?? [] } });
      const kept = reply.bundle?.lines.find(({ product: { id } }) => id === (change.to ?? change.product_id));
      if (change.to) unfolded.delete(`swap:${change.product_id}`);
      report(kept ? say("changed", { item, count: kept.quantity }) : say("removed", { item }));
      keep();
      emit(reply);
    } catch (error) {
      const told = keyOf(error, "server");
      fail(told === "odd" ? "unchanged" : told, () => edit(change, item));
    } finally {
      work(false);
      drawResult();
      refocus(change.to ? `swap:${change.to}` : key);
    }
  }
  // An order that a message was about is shown beside the basket where it is the basket's; a question left lying goes.
  function noteOrder(reply) {
    const same = Boolean(reply.order) && reply.order.id === state.ordered?.order?.id;
    if (same || (reply.order && reply.act === "checkout")) Object.assign(state, { ordered: reply, again: same && reply.act === "checkout" });
    else if (!state.ordered?.order) state.ordered = null;
  }
  async function checkOut(ofAge = false) {
    if (busy) return;
    let key = "check-out";
    work(true);
    for (const button of side.querySelectorAll(".check-out, .age button")) button.disabled = true;
    side.querySelector(".check-out")?.replaceChildren(say("ordering"));
    const send = async (path, body) => await (await post(path, body, "application/json", AbortSignal.timeout(SILENCE_MS))).json();
    try {
      const reply = await send("api/checkout", { session: state.session ?? "", of_age: ofAge });
      Object.assign(state, { session: reply.session, reply: { ...reply, products: state.reply?.products ?? [] } });
      if (reply.order) noteOrder(reply);
      else state.ordered = reply;
      key = "outcome";
      keep();
      emit(reply);
      const stale = reply.notices.length || reply.order?.total.amount !== state.basket?.bundle.total.amount;
      if (reply.order && stale) { // prices or counts have changed since the basket was drawn
        state.basket = await send("api/session", { session: reply.session });
        keep();
        tellBasket(state.basket);
      }
    } catch (error) {
      const told = keyOf(error, "server");
      fail({ odd: "noOrder", server: "fault" }[told] ?? told, () => checkOut(ofAge));
    } finally {
      work(false);
      drawResult();
      refocus(key);
      side.querySelector('[data-key="outcome"]')?.scrollIntoView({ block: "nearest" });
    }
  }
  function tooYoung() {
    state.ordered = null;
    keep();
    report(`${say("notOrdered")}.`);
    drawResult();
    refocus("check-out");
  }
  // Two names for one animation, so that each change starts it anew.
  function report(text) {
    status.textContent = text;
    status.className = `status ${(edits += 1) % 2 ? "odd" : "even"}`;
  }
  function refocus(key) {
    const same = key && root.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const near = same?.disabled ? same.parentElement.querySelector("button:not(:disabled)") : same;
    (near ?? root.querySelector('[data-key="basket"]') ?? field).focus({ preventScroll: Boolean(near) });
  }

  // ---- the look: a constructed stylesheet, which a strict content security policy allows ----
  const STYLE = `
    :host { all: initial; position: fixed; right: 0; bottom: 0; z-index: 2147483000; color-scheme: light dark;
      --fill: #1f6f50; --fill-ink: #fff; --page: #faf8f3; --card: #fff; --sunk: #f4f1e9; --ink: #23281f; --soft: #5d6459; --line: #e8e3d7;
      --warn: #fdf3dc; --warn-ink: #6d4a05; --bad: #a5361f; --accent: color-mix(in srgb, var(--fill) 85%, #000); --shade: rgb(30 32 24 / 22%);
      font: 15px/1.5 Pretendard, "Apple SD Gothic Neo", "Noto Sans KR", "Noto Sans CJK KR", "Malgun Gothic", system-ui, sans-serif; }
    @media (prefers-color-scheme: dark) { :host { --page: #151916; --card: #1d2320; --sunk: #262d29; --ink: #eceee8; --soft: #a9b2a8; --line: #323a35;
      --warn: #3a3018; --warn-ink: #f2d590; --bad: #f19a86; --accent: color-mix(in srgb, var(--fill) 45%, #fff); --shade: rgb(0 0 0 / 55%); } }
    *, *::before { box-sizing: border-box; }
    [hidden] { display: none !important; }
    h2, h3, h4, p, ul, ol, dl, dd { margin: 0; padding: 0; font-size: inherit; font-weight: inherit; }
    ul, ol { list-style: none; }
    button, textarea { font: inherit; color: inherit; margin: 0; }
    button { border: 0; background: none; padding: 0; cursor: pointer; }
    button:disabled { opacity: 0.35; cursor: default; }
    a { color: inherit; text-decoration-color: var(--line); text-underline-offset: 3px; }
    svg { fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round; display: block; }
    :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
    s { color: var(--soft); font-size: 0.87em; }
    .unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
    .soft { color: var(--soft); font-size: 13px; font-variant-numeric: tabular-nums; }

    .launcher { position: fixed; right: 22px; bottom: calc(22px + env(safe-area-inset-bottom)); width: 62px; height: 62px; border-radius: 50%; display: grid; place-items: center;
      background: var(--fill); color: var(--fill-ink); box-shadow: 0 6px 22px var(--shade); transition: transform 0.15s; }
    .launcher:hover { transform: translateY(-2px); }
    .count { position: absolute; top: -3px; right: -3px; min-width: 23px; padding: 0 6px; border-radius: 12px; background: var(--card); color: var(--ink); font-size: 13px; font-weight: 700; line-height: 23px; box-shadow: 0 1px 5px var(--shade); }
    .panel { position: fixed; right: 20px; bottom: 20px; width: 428px; height: min(780px, calc(100dvh - 40px)); display: flex; flex-direction: column; overflow: hidden;
      background: var(--page); color: var(--ink); border: 1px solid var(--line); border-radius: 22px; box-shadow: 0 12px 48px var(--shade); word-break: keep-all; overflow-wrap: anywhere; animation: rise 0.2s ease-out; }
    @keyframes rise { from { opacity: 0; transform: translateY(14px); } }
    .top { flex: none; display: flex; align-items: center; gap: 11px; padding: 12px 10px 12px 16px; border-bottom: 1px solid var(--line); background: var(--card); }
    .logo { flex: none; width: 38px; height: 38px; border-radius: 12px; display: grid; place-items: center; background: var(--fill); color: var(--fill-ink); }
    .title { flex: 1; min-width: 0; line-height: 1.3; }
    .title h2 { font-size: 17px; color: var(--soft); }
    .title b { color: var(--ink); }
    .title p { font-size: 13px; color: var(--soft); }
    .restart, .close { width: 42px; height: 42px; border-radius: 12px; display: grid; place-items: center; color: var(--soft); }
    .restart:hover, .close:hover { background: var(--sunk); color: var(--ink); }

    .log { position: relative; flex: 1; min-height: 0; overflow-y: auto; overscroll-behavior: contain; padding: 16px; scrollbar-width: thin; outline-offset: -3px; }
    .log > ol { display: flex; flex-direction: column; gap: 10px; }
    .hello { padding: 10px 2px 0; }
    .hello h2 { font-size: 25px; font-weight: 750; letter-spacing: -0.02em; line-height: 1.25; }
    .hello p { margin-top: 8px; color: var(--soft); }
    .bubble { max-width: 90%; padding: 10px 14px; border-radius: 18px; }
    .bubble.shopper { align-self: flex-end; background: var(--fill); color: var(--fill-ink); border-bottom-right-radius: 5px; }
    .bubble.damda { align-self: flex-start; background: var(--card); border: 1px solid var(--line); border-bottom-left-radius: 5px; }
    .words { white-space: pre-line; }
    .aside { margin-top: 6px; color: var(--soft); font-size: 13.5px; }
    .bubble:has(.compared) { max-width: 100%; width: 100%; }
    .compared { overflow-x: auto; margin-top: 8px; font-size: 13.5px; }
    .compared table { width: 100%; border-collapse: collapse; }
    .compared :is(th, td) { padding: 6px 10px 6px 0; text-align: left; vertical-align: top; font-variant-numeric: tabular-nums; }
    .compared :is(th[scope="col"], td) { min-width: 92px; }
    .compared th { font-weight: 620; }
    .compared th[scope="row"] { color: var(--soft); white-space: nowrap; }
    .compared tr + tr > * { border-top: 1px solid var(--line); }
    .listing { font-size: 13.5px; color: var(--soft); }
    .listing li { padding: 5px 0; border-top: 1px solid var(--line); }
    .dots { display: flex; align-items: center; gap: 5px; color: var(--soft); }
    .dots span { margin-left: 5px; }
    .dots i { width: 7px; height: 7px; border-radius: 50%; background: var(--accent); animation: hop 1.1s infinite ease-in-out; }
    .dots i:nth-child(2) { animation-delay: 0.15s; }
    .dots i:nth-child(3) { animation-delay: 0.3s; }
    @keyframes hop { 0%, 70%, 100% { transform: none; opacity: 0.4; } 35% { transform: translateY(-4px); opacity: 1; } }

    .side { display: flex; flex-direction: column; gap: 12px; transition: opacity 0.2s; }
    .side:not(:empty) { margin-top: 14px; }
    .busy .side { opacity: 0.55; pointer-events: none; }
    .basket, .found ul { border: 1px solid var(--line); border-radius: 18px; background: var(--card); overflow: clip; }
    .basket > header { padding: 14px 16px 0; }
    .basket h3 { font-size: 18px; font-weight: 740; letter-spacing: -0.01em; line-height: 1.3; outline: none; }
    .basket > h3 { padding: 16px; font-weight: 600; font-size: 15px; }
    .meter { padding: 10px 16px 12px; }
    .bar { height: 9px; border-radius: 9px; background: var(--sunk); overflow: hidden; }
    .bar span { display: block; height: 100%; border-radius: inherit; background: var(--fill); transition: width 0.4s; }
    .meter p { display: flex; justify-content: space-between; gap: 10px; margin-top: 6px; font-size: 14px; color: var(--soft); font-variant-numeric: tabular-nums; }
    .meter b { color: var(--accent); }
    .above .bar span { background: var(--bad); }
    .above b { color: var(--bad); }
    .line { display: grid; grid-template-columns: 50px minmax(0, 1fr) 32px; gap: 3px 12px; padding: 13px 10px 7px 14px; border-top: 1px solid var(--line); }
    .picture { width: 50px; height: 50px; border-radius: 12px; overflow: hidden; background: var(--sunk); }
    .picture img { width: 100%; height: 100%; object-fit: cover; display: block; }
    .role { font-size: 12.5px; font-weight: 600; color: var(--accent); line-height: 1.35; }
    .role span { font-weight: 400; color: var(--soft); }
    h4 { font-weight: 620 !important; line-height: 1.4; }
    .remove { align-self: start; width: 36px; height: 36px; margin: -5px 0 0 -4px; border-radius: 11px; display: grid; place-items: center; color: var(--soft); }
    .remove:hover { background: var(--sunk); color: var(--bad); }
    .amount { grid-column: 2 / -1; display: flex; align-items: center; gap: 10px; margin-top: 5px; padding-right: 6px; }
    .stepper { display: inline-flex; align-items: center; border: 1px solid var(--line); border-radius: 12px; }
    .stepper button { width: 38px; height: 36px; border-radius: 11px; font-size: 18px; line-height: 1; }
    .stepper button:hover:not(:disabled) { background: var(--sunk); }
    .stepper output { min-width: 24px; text-align: center; font-weight: 640; font-variant-numeric: tabular-nums; }
    .sum { margin-left: auto; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .deal { display: inline-block; padding: 1px 7px; border-radius: 7px; background: var(--sunk); color: var(--accent); font-size: 12px; font-weight: 650; }
    summary { display: inline-flex; align-items: center; gap: 7px; min-height: 32px; padding-right: 6px; border-radius: 8px; font-size: 13.5px; font-weight: 550; color: var(--soft); cursor: pointer; list-style: none; }
    summary::-webkit-details-marker { display: none; }
    summary::after { content: ""; width: 6px; height: 6px; border-right: 1.8px solid; border-bottom: 1.8px solid; transform: translateY(-2px) rotate(45deg); }
    details[open] > summary::after { transform: translateY(1px) rotate(225deg); }
    .swap { grid-column: 2 / -1; }
    .swap[open] { grid-column: 1 / -1; }
    .swap[open] > summary { margin-left: 62px; }
    .swap li { display: grid; grid-template-columns: 40px minmax(0, 1fr) auto; gap: 11px; align-items: center; padding: 9px 6px 9px 0; border-top: 1px solid var(--line); font-size: 14px; line-height: 1.4; }
    .swap .picture { width: 40px; height: 40px; border-radius: 10px; }
    .gap { margin-left: 5px; }
    .gap.less { color: var(--accent); font-weight: 620; }
    .choose { min-height: 36px; padding: 0 12px; border: 1.5px solid var(--accent); border-radius: 11px; color: var(--accent); font-size: 13.5px; font-weight: 620; white-space: nowrap; }
    .choose:hover { background: var(--sunk); }
    .sum-up { position: sticky; bottom: -16px; /* the list's padding */ z-index: 1; display: flex; align-items: center; gap: 14px; padding: 9px 10px 9px 16px; border-top: 1px solid var(--line); background: var(--card); }
    .lines :is(button, summary, a) { scroll-margin-bottom: 84px; }
    .basket dl { flex: 1; font-variant-numeric: tabular-nums; }
    .check-out { flex: none; min-height: 44px; padding: 0 20px; border-radius: 13px; background: var(--fill); color: var(--fill-ink); font-weight: 680; }
    .check-out:disabled { opacity: 0.6; }
    [data-key="outcome"] { scroll-margin: 84px 0 14px; outline: none; }
    .order, .age { padding: 13px 16px; border-top: 1px solid var(--line); font-size: 14px; }
    .order p + p, .order details { margin-top: 4px; }
    .order > p { color: var(--soft); font-size: 13.5px; }
    .order > .told { color: var(--accent); font-weight: 600; }
    .paid { display: flex; justify-content: space-between; gap: 12px; font-variant-numeric: tabular-nums; }
    .order > .paid { color: var(--ink); font-size: 15px; }
    :is(.order, .receipt) li { display: flex; justify-content: space-between; gap: 12px; color: var(--ink); font-variant-numeric: tabular-nums; }
    :is(.order, .receipt) li span:last-child { flex: none; }
    .receipt { margin-top: 8px; padding: 8px 12px; border-radius: 12px; background: var(--sunk); font-size: 14px; }
    .age div { display: flex; gap: 9px; margin-top: 9px; }
    .age .choose { min-height: 42px; min-width: 84px; }
    .age .yes { background: var(--fill); color: var(--fill-ink); border-color: transparent; }
    .basket dl div { display: flex; justify-content: space-between; color: var(--soft); font-size: 14px; }
    .basket dl .saved dd { color: var(--accent); font-weight: 620; }
    .basket dl .total { color: var(--ink); font-size: 18px; font-weight: 740; }
    .note { margin: 0 12px 12px; padding: 11px 14px; border-radius: 13px; font-size: 13.5px; background: var(--sunk); color: var(--soft); }
    .note h4 { color: var(--ink); }
    .note.unmet { background: var(--warn); color: var(--warn-ink); }
    .note.unmet h4 { color: inherit; }
    .note li { padding-top: 3px; }
    .found h3 { margin-bottom: 8px; font-weight: 700; }
    .product { display: flex; gap: 13px; padding: 13px 14px; }
    .product + .product { border-top: 1px solid var(--line); }
    .product .picture { flex: none; width: 60px; height: 60px; }
    .price { margin-top: 2px; font-variant-numeric: tabular-nums; }
    .price .deal { margin-left: 7px; }
    .demo { padding: 0 4px; font-size: 12.5px; color: var(--soft); }

    .alarm { display: flex; align-items: center; gap: 12px; margin: 0 14px 10px; padding: 11px 13px; border-radius: 14px; background: var(--warn); color: var(--warn-ink); font-size: 14px; }
    .alarm p { flex: 1; }
    .alarm button { flex: none; min-height: 36px; padding: 0 12px; border: 1.5px solid; border-radius: 11px; font-weight: 620; }
    /* Floats over the list, so that nothing moves under the pointer. */
    .status { position: absolute; left: 16px; right: 16px; bottom: 134px; margin: 0 auto; width: fit-content; padding: 9px 15px; border-radius: 13px; background: var(--ink); color: var(--page); font-size: 14px; box-shadow: 0 6px 22px var(--shade); pointer-events: none; opacity: 0; }
    .status:empty { display: none; }
    .status.even { animation: say-even 4s; }
    .status.odd { animation: say-odd 4s; }
    @keyframes say-even { 4%, 85% { opacity: 1; } }
    @keyframes say-odd { 4%, 85% { opacity: 1; } }
    .foot { border-top: 1px solid var(--line); }
    .chips h3 { margin: 8px 2px; font-size: 13px; font-weight: 600; color: var(--soft); }
    .chips ul { display: flex; gap: 7px; }
    .next ul { overflow-x: auto; padding: 10px 14px 0; scrollbar-width: none; }
    .try ul { flex-direction: column; align-items: flex-start; }
    .chips li { flex: none; max-width: 100%; }
    .chips button { min-height: 38px; padding: 7px 13px; border: 1px solid var(--line); border-radius: 15px; background: var(--card); font-size: 14px; line-height: 1.4; text-align: left; }
    .chips button:hover { border-color: var(--accent); }
    .composer { flex: none; display: flex; align-items: flex-end; gap: 6px; margin: 10px 14px calc(14px + env(safe-area-inset-bottom)); padding: 5px; border: 1.5px solid var(--line); border-radius: 19px; background: var(--card); }
    .composer:focus-within { border-color: var(--accent); }
    .composer textarea { flex: 1; min-width: 0; resize: none; border: 0; outline: 0; background: none; padding: 8px 10px; font-size: 16px; line-height: 24px; height: 40px; }
    .composer textarea::placeholder { color: var(--soft); opacity: 1; }
    .send { flex: none; width: 40px; height: 40px; border-radius: 14px; display: grid; place-items: center; background: var(--fill); color: var(--fill-ink); }
    .busy .send { opacity: 0.5; }

    @media (max-width: 600px) { .panel { inset: 0; width: auto; height: 100dvh; border: 0; border-radius: 0; } .launcher { right: 16px; bottom: calc(16px + env(safe-area-inset-bottom)); } }
    @media (prefers-reduced-motion: reduce) { *:not(.status) { animation: none !important; transition: none !important; } }
  `;
  // A shop's own colour, with the ink that can be read on it.
  function paint(colour) {
    if (!colour || !CSS.supports("color", colour)) return;
    const dot = document.createElement("canvas").getContext("2d");
    dot.fillStyle = colour;
    dot.fillRect(0, 0, 1, 1);
    const [red, green, blue] = [...dot.getImageData(0, 0, 1, 1).data].map((part) => (part / 255) ** 2.2);
    const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    host.style.setProperty("--fill", colour);
    host.style.setProperty("--fill-ink", luminance > 0.2 ? "#15180f" : "#fff"); // above, dark ink has more contrast
  }

  function start() {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    paint(given.colour);
    try {
      draw();
    } catch (error) {
      console.warn("damda:", error); // what was kept is of another version, or the page wrote into it
      Object.assign(state, blank());
      draw();
    }
    show(state.open && !PHONE.matches, true); // a phone's next page is for the page, not for the panel over it
    document.body.append(host);
    if (state.basket) tellBasket(state.basket, true);
    document.addEventListener("damda:open", ({ detail }) => {
      show(true);
      if (typeof detail?.text === "string") ask(detail.text);
    });
  }
  if (document.body) start();
  else document.addEventListener("DOMContentLoaded", start);
})();
