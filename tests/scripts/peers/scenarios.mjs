// SPDX-License-Identifier: GPL-3.0-or-later
// Ten scenarios by clients that nobody here wrote: node scenarios.mjs CLIENT FACTS, with CLIENT one of selenium
// and webdriverio, FACTS JSON from test_other_clients.py. One line of JSON for each scenario; exit code 0 if all
// of them passed.
import assert from "node:assert/strict";

const [, , client, given] = process.argv;
const facts = JSON.parse(given);
const make = (await import(`./${client}.mjs`)).default;
const window = await make(facts.webdriver);
const patience = 15000;

async function until(what, look) {
  const end = Date.now() + patience;
  let last;
  for (;;) {
    try {
      last = await look();
      if (last) return last;
    } catch (e) {
      last = e;
    }
    if (Date.now() > end) throw new Error(`waited in vain for ${what}; last: ${last}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const id = (name) => `[id="${name}"]`;
const row = (jid) => `#contactList [jid="${jid}"]`;
const message = (text) => `#threadView listitem[name*="${text}"]`;
const says = (css, part) => until(`${css} to say ${part}`, async () => (await window.name(css)).includes(part));
const gone = (css) => until(`${css} to go`, async () => (await window.count(css)) === 0);

const scenarios = {
  async "a wrong password is named"() {
    await window.fill(id("addressEdit"), facts.me);
    await window.fill(id("passwordEdit"), "not this one");
    await window.click(id("signInButton"));
    await until("the problem", async () => (await window.text(id("signInProblem"))).includes("password"));
  },
  async "the right one signs in"() {
    await window.fill(id("passwordEdit"), facts.password);
    await window.click(id("signInButton"));
    await until("the contacts", () => window.isDisplayed(row(facts.bob)));
  },
  async "a contact is online"() {
    await until("bob", async () => (await window.attribute(row(facts.bob), "presence")) === "available");
  },
  async "a message is sent and delivered"() {
    await window.click(row(facts.bob));
    await window.type(id("composerEdit"), `Hello from ${client} 👋\uE007`);
    await says(message(`Hello from ${client} 👋`), "delivered");
  },
  async "an answer comes"() {
    await says(message("Echo: Hello"), "Bob");
  },
  async "a draft is kept"() {
    await window.type(id("composerEdit"), "Half a thou");
    await window.click(row(facts.carol));
    assert.equal(await window.value(id("composerEdit")), "");
    await window.click(row(facts.bob));
    assert.equal(await window.value(id("composerEdit")), "Half a thou");
    await window.fill(id("composerEdit"), "");
  },
  async "search finds and forgets"() {
    await window.fill(id("searchField"), "carol");
    await until("bob to go", async () => (await window.count("#contactList listitem")) === 1);
    await window.fill(id("searchField"), "");
    await until("bob", () => window.isDisplayed(row(facts.bob)));
  },
  async "the online tab"() {
    await window.click(id("onlineTab"));
    await until("only bob", async () => (await window.count("#contactList listitem")) === 1);
    await window.click(id("allTab"));
    await until("both", async () => (await window.count("#contactList listitem")) === 2);
  },
  async "a contact that is there already is not added"() {
    await window.click(id("menuButton"));
    await window.click("#mainMenu #addContactAction");
    await window.fill(id("contactAddressEdit"), facts.bob);
    await until("the hint", async () => (await window.text(id("contactHint"))).includes("already"));
    assert.equal(await window.isEnabled(id("saveContactButton")), false);
    await window.click("#addContactDialog #cancelButton");
    await gone("#addContactDialog");
  },
  async "a picture and the tree"() {
    const png = Buffer.from(await window.screenshot(), "base64");
    assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    assert.match(await window.source(), /id="composerEdit"/);
  },
};

let failed = 0;
for (const [name, run] of Object.entries(scenarios)) {
  try {
    await run();
    console.log(JSON.stringify({ name, ok: true }));
  } catch (e) {
    failed += 1;
    console.log(JSON.stringify({ name, ok: false, error: String(e) }));
  }
}
await window.end();
process.exit(failed ? 1 : 0);
