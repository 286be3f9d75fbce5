// SPDX-License-Identifier: GPL-3.0-or-later
// The hands of scenarios.mjs by webdriverio.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { remote } = await import(pathToFileURL(createRequire(`${process.env.ROOST_NPM}/package.json`).resolve("webdriverio")));

export default async function make(url) {
  const { hostname, port, pathname } = new URL(url);
  const browser = await remote({
    hostname,
    port: Number(port),
    path: pathname,
    logLevel: "error",
    capabilities: { browserName: "roost", "wdio:enforceWebDriverClassic": true },
  });
  const find = (css) => browser.$(css);
  return {
    click: (css) => find(css).click(),
    fill: async (css, text) => {
      await find(css).clearValue();
      if (text) await find(css).addValue(text);
    },
    type: (css, text) => find(css).addValue(text),
    text: (css) => find(css).getText(),
    name: (css) => find(css).getAttribute("name"),
    value: async (css) => (await find(css).getAttribute("value")) ?? "",
    attribute: (css, name) => find(css).getAttribute(name),
    // Its own isDisplayed() runs a script of its own in the page; here is none.
    isDisplayed: async (css) => browser.isElementDisplayed((await find(css).getElement()).elementId),
    isEnabled: (css) => find(css).isEnabled(),
    count: async (css) => (await browser.$$(css).getElements()).length,
    screenshot: () => browser.takeScreenshot(),
    source: () => browser.getPageSource(),
    end: () => browser.deleteSession(),
  };
}
